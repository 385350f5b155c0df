import { type Context, field, type Node, sameNode } from '#transform'

/** What opens a file, and gives what a `with` statement closes. */
export const OPENERS: readonly string[] = [
  'builtins.open',
  'io.open',
  'codecs.open',
  'os.fdopen',
  'tokenize.open',
  'bz2.open',
  'bz2.BZ2File',
  'gzip.open',
  'gzip.GzipFile',
  'lzma.open',
  'lzma.LZMAFile',
  'tarfile.open',
  'tarfile.TarFile.open',
  'zipfile.ZipFile',
  'tempfile.TemporaryFile',
  'tempfile.NamedTemporaryFile',
  'tempfile.SpooledTemporaryFile',
  'io.open_code',
  'shelve.open',
  'dbm.open',
  'dbm.dumb.open',
  'dbm.gnu.open',
  'dbm.ndbm.open',
  'fileinput.input',
  'fileinput.FileInput',
  'wave.open',
]

/** Methods of a path that give another one. */
const PATH_METHODS = /^(?:absolute|expanduser|joinpath|resolve|with_name|with_stem|with_suffix)$/

/** Whether the value surely is a path of pathlib. */
export function isPath(context: Context, node: Node): boolean {
  const type = context.typeOf(node)
  if (type) return type.kind === 'instance' && /^pathlib\.(?:Posix|Windows)?Path$/.test(type.of.toString())
  switch (node.type) {
    case 'parenthesized_expression':
      return node.namedChildCount === 1 && node.namedChildren.every((inner) => isPath(context, inner))
    case 'attribute':
      return field(node, 'attribute')?.text === 'parent' && isPathAt(context, field(node, 'object'))
    case 'binary_operator':
      return field(node, 'operator')?.text === '/' && isPathAt(context, field(node, 'left'))
    case 'call': {
      const callee = field(node, 'function')
      if (/^pathlib\.Path\.(?:cwd|home)$/.test((callee && context.qualifiedName(callee)) ?? '')) return true
      const isSame = callee?.type === 'attribute' && PATH_METHODS.test(field(callee, 'attribute')?.text ?? '')
      return isSame && isPathAt(context, field(callee, 'object'))
    }
    case 'identifier': {
      const value = context.inference.valueOf(context.module, node)
      return value !== undefined && value.module === context.module && !sameNode(value.node, node)
        ? isPath(context, value.node)
        : false
    }
  }
  return false
}

function isPathAt(context: Context, node: Node | undefined): boolean {
  return node !== undefined && isPath(context, node)
}
