import {
  ancestorsOf,
  argumentsOf,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  hasSplat,
  isInstance,
  isWithin,
  keywordArgument,
  type Node,
  parentOf,
  stringParts,
  trueEnd,
} from '#transform'
import { otherUses } from './_files.ts'

export default defineTransform({
  summary: 'Read and write whole files with pathlib: Path(p).read_text()',
  since: 'any',
  safety: 'review',
  recipes: [],
  sameAs: ['FURB101', 'FURB103'],
  docs: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.read_text',
  drops: ['names', 'constants', 'statements'],
  query: `
    (with_statement
      (with_clause . (with_item value: (as_pattern . (call function: (_) @callee) @open . alias: (as_pattern_target . (identifier) @file .))) .)
      body: (block . (_) @only) @body) @with
    (with_statement
      (with_clause . (with_item value: (as_pattern
        . (call function: (attribute object: (_) @place attribute: (identifier) @_open (#eq? @_open "open"))) @open
        . alias: (as_pattern_target . (identifier) @file .))) .)
      body: (block . (_) @only) @body) @with`,
  where: { callee: 'builtins.open' },
  anchors: ['open'],
  rewrite({ open, place, file, only, body, with: statement }, context) {
    if (!open || !file || !only || !body || !statement) return
    if (place && isInstance(context, place, PATHS) !== 'yes') return
    if (body.namedChildren.some(({ id, type }) => id !== only.id && type !== 'comment')) return
    const args = argumentsOf(open)
    const positional = args.filter(({ type }) => type !== 'keyword_argument')
    const [path, mode = keywordArgument(args, 'mode')] = place ? [place, ...positional] : positional
    if (!path || hasSplat(args) || statement.firstChild?.type === 'async') return
    const uses = otherUses(context, file)
    const isInside = (node: Node) => isWithin(node, only)
    const [use, more] = uses.filter(isInside)
    const call = use && callOn(use)
    if (!use || !call) return
    if (more || uses.some((node) => !isInside(node) && !isOpenedAnew(node)))
      return context.skip('the file is used more than once')
    const kinds = modeOf(mode)
    const options = args.filter((arg) => arg !== path && arg !== mode && field(arg, 'name')?.text !== 'mode')
    const known =
      kinds?.action === 'w' && context.targets('3.10')
        ? /^(?:encoding|errors|newline)$/
        : /^(?:encoding|errors)$/
    if (!kinds || options.some((arg) => !known.test(field(arg, 'name')?.text ?? ''))) return
    const end = trueEnd(statement)
    if (only.type.endsWith('definition') || (/_statement$/.test(only.type) && field(only, 'body'))) return
    const isBelow = ({ type, startPosition }: Node) =>
      type === 'comment' &&
      startPosition.row > only.endPosition.row &&
      startPosition.column >= only.startPosition.column
    if (body.namedChildren.some(isBelow)) return context.skip('a comment below would be indented too far')
    if (commentsIn(context.module.tree, { start: statement.startIndex, end }).length > 0)
      return context.skip('a comment would be lost')
    const given = argumentsOf(call)
    const method = field(field(call, 'function') ?? call, 'attribute')?.text
    const isRead = kinds.action === 'r' && method === 'read' && given.length === 0
    const isWrite =
      kinds.action === 'w' && method === 'write' && given.length === 1 && only.type === 'expression_statement'
    if ((!isRead && !isWrite) || (isWrite && only.firstNamedChild?.startIndex !== call.startIndex)) return
    if (only.text.includes('\n'))
      return context.skip('the statement goes over several lines, whose indentation would be wrong')
    const [value] = given
    const values = [...(value ? [value.text] : []), ...options.map(({ text }) => text)]
    const name = `${isRead ? 'read' : 'write'}_${kinds.isBinary ? 'bytes' : 'text'}`
    const target = place ? place.text : `${context.import('pathlib', 'Path')}(${path.text})`
    const written = `${target}.${name}(${values.join(', ')})`
    const before = context.text.slice(only.startIndex, call.startIndex)
    const text = before + written + context.text.slice(call.endIndex, only.endIndex)
    const edit = { start: statement.startIndex, end, text }
    checkWidth(context, edit, [edit])
    context.edit([edit])
    if (!place) context.note('open also takes numbers of open files and paths in bytes, Path does not')
  },
})

const PATHS = ['pathlib.Path', 'pathlib.PosixPath', 'pathlib.WindowsPath']

/** Whether another with statement binds the name for its own body. */
function isOpenedAnew(name: Node): boolean {
  const isAnew =
    openedAnew.get(name) ??
    [...ancestorsOf(name)].some(
      (up) =>
        up.type === 'with_statement' &&
        up
          .descendantsOfType('as_pattern_target')
          .some(
            ({ text, endIndex }) => text === name.text && endIndex <= (field(up, 'body')?.startIndex ?? 0),
          ),
    )
  openedAnew.set(name, isAnew)
  return isAnew
}
/** Each `with` of a file asks about the uses of all others. */
const openedAnew = new WeakMap<Node, boolean>()

/** The call of a method on the name. */
function callOn(name: Node): Node | undefined {
  const attribute = parentOf(name)
  const call = attribute?.type === 'attribute' ? parentOf(attribute) : undefined
  return call?.type === 'call' && field(call, 'function')?.startIndex === name.startIndex ? call : undefined
}

function modeOf(mode: Node | undefined): { action: string; isBinary: boolean } | undefined {
  const value = mode?.type === 'keyword_argument' ? field(mode, 'value') : mode
  if (!value) return { action: 'r', isBinary: false }
  if (!stringParts(value)) return undefined
  const [, letters = ''] = /^["']([rw][bt]?|[bt][rw])["']$/.exec(value.text) ?? []
  if (letters === '') return undefined
  return { action: letters.includes('w') ? 'w' : 'r', isBinary: letters.includes('b') }
}
