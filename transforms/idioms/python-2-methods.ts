import {
  blockOf,
  type Context,
  defineTransform,
  field,
  lineEnd,
  lineStart,
  type Node,
  removeStatement,
  sameNode,
  scopeOf,
  statementsOf,
} from '#transform'
import { isAskedFor, RENAMED } from './_python-2-methods.ts'

const OLD = Object.keys(RENAMED)
/** A comment that says whom the second name is for. */
const PYTHON_2 = /#.*\b(?:py(?:thon)?[ -]?2|compat)/i

export default defineTransform({
  summary: 'Give methods such as __nonzero__, which Python 3 also has under its own names, these names alone',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/whatsnew/3.0.html#operators-and-special-methods',
  drops: ['names', 'statements'],
  query: `
    (expression_statement . (assignment left: (identifier) @name !type right: (identifier) @given) .) @statement`,
  anchors: [
    /\b(?:__nonzero__|__unicode__|__r?div__|__idiv__|next)[ \t]*=[ \t]*__(?:bool|str|r?truediv|itruediv|next)__/,
    /\b__(?:bool|str|r?truediv|itruediv|next)__[ \t]*=[ \t]*(?:__nonzero__|__unicode__|__r?div__|__idiv__|next)\b/,
  ],
  searches: OLD,
  rewrite({ name, given, statement }, context) {
    const isDropped = isPair(name.text, given.text)
    const old = isDropped ? name : given
    if ((!isDropped && !isPair(given.text, name.text)) || scopeOf(statement).kind !== 'class') return
    if (isAskedFor(context, old.text))
      return context.skip(`something in the project asks for ${old.text} by its name`)
    const method = isDropped ? undefined : methodAbove(statement, old.text)
    if (!isDropped && !method) return context.skip(`${old.text} is no method of this class`)
    if (isUsedElse(context, statement, old, given))
      return context.skip(`${old.text} or ${RENAMED[old.text]} is bound or used once more in the class`)
    const { text, module } = context
    const beside = text.slice(statement.endIndex, lineEnd(text, statement.endIndex))
    const removal = removeStatement(module.tree, statement, PYTHON_2.test(beside))
    if (!removal) return context.skip('a comment beside it would be lost')
    context.carryOut(removal)
    dropCommentAbove(context, statement)
    if (method) context.replace(method, name.text)
    context.note(`who calls ${old.text} from outside of the project no longer finds it`)
  },
})

function isPair(old: string, current: string): boolean {
  return Object.hasOwn(RENAMED, old) && RENAMED[old] === current
}

/** The name of the method of the class that the statement stands below. */
function methodAbove(statement: Node, name: string): Node | undefined {
  const block = blockOf(statement)
  for (const one of block ? statementsOf(block) : []) {
    const definition = one.type === 'decorated_definition' ? field(one, 'definition') : one
    const own = definition?.type === 'function_definition' ? field(definition, 'name') : undefined
    if (own?.text === name && own.startIndex < statement.startIndex) return own
  }
  return undefined
}

/** Whether the class binds one of both names otherwise, or reads the old one. */
function isUsedElse({ module }: Context, statement: Node, old: Node, given: Node): boolean {
  const scope = scopeOf(statement)
  const isOfClass = (one: { readonly scope: unknown }) => one.scope === scope
  return (
    [old.text, RENAMED[old.text] ?? ''].some(
      (name) => module.names.bindings(name).filter(isOfClass).length > 1,
    ) ||
    module.names
      .loads(old.text)
      .some(({ node }) => !sameNode(node, given) && module.bindingsOf(node).some(isOfClass))
  )
}

/** Takes the line above that says whom the name was for, and one of the blank lines that then meet. */
function dropCommentAbove(context: Context, statement: Node): void {
  const { text } = context
  const lineAt = (start: number) => text.slice(start, lineEnd(text, start)).trim()
  const line = lineStart(text, statement.startIndex)
  const above = lineStart(text, line - 1)
  const before = lineStart(text, above - 1)
  const comment = lineAt(above)
  if (!comment.startsWith('#') || !PYTHON_2.test(comment) || lineAt(before).startsWith('#')) return
  const below = text.indexOf('\n', statement.endIndex) + 1
  const isBetweenBlanks = lineAt(before) === '' && (below === 0 || lineAt(below) === '')
  context.remove({ start: isBetweenBlanks ? before : above, end: line })
  context.dropComment(comment)
}
