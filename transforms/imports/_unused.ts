import {
  argumentsOf,
  type Context,
  commentsIn,
  dropImportedNames,
  field,
  lineEnd,
  type Node,
  parentOf,
  removeStatement,
  sameNode,
} from '#transform'

/** Modules of the standard library, and backports of them, whose import does nothing that anybody could miss. */
export const WITHOUT_EFFECT: ReadonlySet<string> = new Set(
  `abc argparse array ast async_timeout asyncio base64 binascii bisect builtins calendar cgi codecs collections
  collections.abc concurrent.futures configparser contextlib contextvars copy copyreg csv dataclasses datetime decimal
  difflib dis distutils distutils.cmd distutils.core distutils.dir_util distutils.dist distutils.extension
  distutils.file_util distutils.spawn distutils.sysconfig distutils.util distutils.version email enum errno fnmatch
  fractions functools getopt getpass gettext glob gzip hashlib heapq hmac html html.parser http imp importlib importlib.abc
  importlib.util inspect io itertools json keyword linecache locale logging marshal math mmap mock multiprocessing nose
  nose.tools ipdb numbers operator optparse os os.path pathlib pdb pickle pipes pkg_resources pkgutil platform plistlib pprint pudb pytest queue random re secrets
  select selectors shelve shlex signal six six.moves six.moves.urllib six.moves.urllib.parse smtplib socket socketserver
  sqlite3 ssl stat statistics string struct subprocess sys sysconfig tarfile tempfile textwrap threading time token tokenize
  traceback types typing typing_extensions unicodedata unittest urllib uuid warnings weakref zipfile zipimport zlib
  zoneinfo
  commands cStringIO exceptions md5 sets sha StringIO urllib2 UserDict UserList UserString`.split(/\s+/),
)
/** Comments that say that an import is there for others. */
const KEEP =
  /#\s*(?:noqa(?!\s*:)|noqa\s*:.*\bF401\b|(?:flake8|ruff)\s*:\s*noqa(?!\s*:)|.*\bunused-import\b|nopep8)/i

/** Where a function gets the code of another one, which then looks up its names in this module. */
export const LENDS_NAMES = /\.(?:__code__|func_code)\s*=(?!=)|\bFunctionType\s*\(/

/** Whether code that does not stand here is run with the names of this module. */
export function runsUnknownCode(context: Context): boolean {
  if (LENDS_NAMES.test(context.text)) return true
  return ['eval', 'exec'].some((name) =>
    context.module.names.loads(name).some(({ node }) => {
      const call = parentOf(node)
      if (call?.type !== 'call' || !sameNode(field(call, 'function'), node) || !context.isBuiltin(name, node))
        return false
      const [code, ...scopes] = argumentsOf(call)
      const isKnown = code === undefined || code.type === 'string'
      return !isKnown && scopes.every(({ text }) => /^(?:globals|locals|vars)\(\)$/.test(text))
    }),
  )
}

/** Drops those names that no comment speaks of. */
function dropEach(
  tree: Context['module']['tree'],
  statement: Node,
  names: readonly string[],
): ReturnType<typeof dropImportedNames> {
  const droppable = names.filter((name) => dropImportedNames(tree, statement, [name]))
  return droppable.length < names.length ? dropImportedNames(tree, statement, droppable) : undefined
}

export interface Imported {
  readonly name: string
  readonly local: string
  /** What it may be there for, besides its uses in this file. */
  readonly purpose: string | undefined
}

/** What a statement binds; `as X` with the same name asks for a re-export (PEP 484). */
export function importedBy(statement: Node): Imported[] {
  const isPlain = statement.type === 'import_statement'
  return statement.childrenForFieldName('name').map((child) => {
    const name = field(child, 'name')?.text ?? child.text
    const alias = field(child, 'alias')?.text
    const local = alias ?? (isPlain ? (name.split('.', 1)[0] ?? name) : name)
    const isShared = alias === name && !isBackport(statement)
    const hasEffect = isPlain && !WITHOUT_EFFECT.has(name)
    const purpose = isShared ? 'it is imported under its own name for others' : undefined
    return { name, local, purpose: hasEffect ? 'importing its module may have an effect' : purpose }
  })
}

/** What a project's own modules imported for Python 2, or to find their version, is not what others look for in its packages. */
export function isBackport(statement: Node): boolean {
  return /\b(?:six|mock|pkg_resources)\b/.test(statement.text)
}

/** Whether the import of a name is neither one branch of several nor an attribute of a class, nor what a try is about. */
export function isFree(context: Context, statement: Node, local: string): boolean {
  const bindings = context.module.names.bindings(local)
  const binding = bindings.find(({ owner }) => owner.startIndex === statement.startIndex)
  if (!binding || binding.scope.kind === 'class' || binding.context === 'try') return false
  const isOnly = bindings.every((other) => other === binding || other.scope !== binding.scope)
  return isOnly || binding.context === 'plain' || binding.context === 'type-checking'
}

/** The statement; or the `if TYPE_CHECKING:` that holds nothing else. */
function blockToRemove(statement: Node): Node {
  const block = parentOf(statement)
  const owner = block?.type === 'block' ? parentOf(block) : undefined
  const isAlone =
    block?.namedChildCount === 1 && owner?.type === 'if_statement' && !field(owner, 'alternative')
  return isAlone && /\bTYPE_CHECKING$/.test(field(owner, 'condition')?.text ?? '') ? owner : statement
}

/** Whether a comment on its line, or for the whole file, asks to keep unused imports. */
export function isKeptByComment({ module: { tree } }: Context, statement: Node): boolean {
  const line = { start: statement.startIndex, end: lineEnd(tree.text, statement.endIndex) }
  const isKept = (comment: Node) => KEEP.test(comment.text)
  return commentsIn(tree, line).some(isKept) || /^#\s*(?:flake8|ruff)\s*:\s*noqa\s*$/im.test(tree.text)
}

/** Takes names out of an import statement, or the statement; undefined where a comment would be lost. */
export function removalOf(
  { module: { tree } }: Context,
  statement: Node,
  dropped: readonly string[],
): ReturnType<typeof dropImportedNames> {
  return dropped.length === importedBy(statement).length
    ? (removeStatement(tree, blockToRemove(statement)) ?? dropEach(tree, statement, dropped))
    : (dropImportedNames(tree, statement, dropped) ?? dropEach(tree, statement, dropped))
}
