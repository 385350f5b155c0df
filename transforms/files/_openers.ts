import { type Context, membersOf, type Node } from '#transform'

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
]

/** Whether the value surely is a path of pathlib. */
export function isPath(context: Context, node: Node): boolean {
  const type = context.typeOf(node)
  return (
    type !== undefined &&
    membersOf(type).every(
      (member) =>
        member.kind === 'instance' && /^pathlib\.(?:Posix|Windows)?Path$/.test(member.of.toString()),
    )
  )
}
