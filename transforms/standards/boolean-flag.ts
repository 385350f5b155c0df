import {
  ancestorsOf,
  type Context,
  classAround,
  decoratorsOf,
  defineTransform,
  field,
  isTestFile,
  type Node,
  sameNode,
  statementsOf,
  withoutDocstring,
} from '#transform'
import { isInherited } from './_overrides.ts'

export default defineTransform({
  summary: 'Report flags that choose between two functions in one',
  since: 'any',
  safety: 'report',
  sameAs: ['FBT001', 'FBT002'],
  docs: 'https://docs.python.org/3/library/enum.html',
  query: `
    (typed_parameter . (identifier) @name type: (type . (identifier) @type .))
    (typed_default_parameter name: (identifier) @name type: (type . (identifier) @type .))
    (default_parameter name: (identifier) @name value: [(true) (false)])`,
  anchors: [/:[ \t]*bool\b/, /=[ \t]*(?:True|False)\b/],
  needs: /^[ \t]+if[ \t]+(?:not[ \t]+)?\w+[ \t]*:/m,
  rewrite({ name, type }, context) {
    if (!name || isTestFile(context.module.path) || (type && context.qualifiedName(type) !== 'builtins.bool'))
      return
    const definition = [...ancestorsOf(name)].find(({ type: kind }) =>
      /^(?:function_definition|lambda)$/.test(kind),
    )
    const body = definition?.type === 'function_definition' ? field(definition, 'body') : undefined
    const choice = body && choiceBy(body, name.text)
    if (!definition || !choice || isRead(context, name, definition, choice) || isFixed(context, definition))
      return
    context.report(
      `${name.text} chooses between two functions: write both, or let an Enum or a Literal name what is chosen`,
      name,
    )
  },
})

/** The test of the flag, where the whole body consists of what is done when it is set, and what else. */
function choiceBy(body: Node, flag: string): Node | undefined {
  const [first, ...rest] = withoutDocstring(body)
  if (first?.type !== 'if_statement') return undefined
  const condition = field(first, 'condition')
  const tested = condition?.type === 'not_operator' ? field(condition, 'argument') : condition
  if (tested?.type !== 'identifier' || tested.text !== flag) return undefined
  const then = field(first, 'consequence')
  const [other, ...more] = first.namedChildren.filter(({ type }) => /^(?:elif|else)_clause$/.test(type))
  const otherwise = other ? (field(other, 'body') ?? other) : undefined
  if (!then || more.length > 0 || other?.type === 'elif_clause') return undefined
  // `if flag: …; return` with the other one below it.
  const isSplit = !other && /^(?:return|raise)_statement$/.test(statementsOf(then).at(-1)?.type ?? '')
  const second = isSplit ? rest.length : rest.length === 0 && otherwise ? statementsOf(otherwise).length : 0
  // One line each is a choice of a value, not of a behaviour.
  return second > 2 && statementsOf(then).length > 2 ? tested : undefined
}

/** Whether the flag is read anywhere else. */
function isRead({ module }: Context, name: Node, definition: Node, choice: Node): boolean {
  return module.names
    .loads(name.text)
    .some(
      ({ node }) =>
        !sameNode(node, choice) &&
        node.startIndex > definition.startIndex &&
        node.endIndex <= definition.endIndex,
    )
}

/** Whether somebody else says what the function takes: a class above, whoever calls it back. */
function isFixed(context: Context, definition: Node): boolean {
  const owner = classAround(definition)
  const method = field(definition, 'name')?.text ?? ''
  if (decoratorsOf(definition).some(({ text }) => !/^(?:static|class)method$/.test(text))) return true
  return owner !== undefined && (/^__/.test(method) || isInherited(context, owner, method) !== 'no')
}
