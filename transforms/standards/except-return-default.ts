import {
  type Context,
  defineTransform,
  field,
  functionAround,
  isWithin,
  type Node,
  ownNodes,
} from '#transform'

/** Calls that tell somebody. */
const TELLS =
  /(?:^|[._])(?:log\w*|debug|info|warn\w*|error|exception|critical|fatal|print\w*|format_exc|capture\w*|report\w*|echo|secho|notify\w*|fail\w*|exit|abort)$/i
/** Functions that ask whether something works: that it does not is their answer. */
const ASKS =
  /^_*(?:is|has|can|try|parse|safe|maybe|supports?|exists?|check|probe|test|looks?)_|_or_(?:none|default)$|^__\w+__$/
const EMPTY = /^(?:none|true|false|integer|float|string|list|tuple|dictionary|unary_operator)$/

export default defineTransform({
  summary: 'Report handlers that turn every error into a default value',
  since: 'any',
  safety: 'report',
  sameAs: ['BLE001'],
  docs: 'https://docs.python.org/3/tutorial/errors.html#handling-exceptions',
  query: '(except_clause (block) @body) @clause',
  anchors: ['except'],
  rewrite({ body, clause }, context) {
    const definition = functionAround(clause)
    const name = definition && field(definition, 'name')?.text
    if (definition?.type !== 'function_definition' || ASKS.test(name ?? '') || !isBroad(context, clause))
      return
    const inside = (node: Node) => isWithin(node, body)
    const own = (type: string) => ownNodes(definition, [type]).filter(inside)
    if (own('raise_statement').length > 0 || own('call').some(tells)) return
    // Who hands the error on has told somebody.
    const error = clause.namedChildren.find(({ type }) => type === 'as_pattern')?.lastNamedChild?.text
    if (error !== undefined && body.descendantsOfType('identifier').some(({ text }) => text === error)) return
    const others = ownNodes(definition, ['return_statement']).filter((one) => !inside(one))
    const isQuestion = others.length > 0 && others.every((one) => isAnswer(one))
    const value = own('return_statement').find((one) => isDefault(one, others))
    if (!value || (isQuestion && isAnswer(value))) return
    const given = value.firstNamedChild?.text ?? 'None'
    context.report(
      `every error becomes ${given} here, and nobody hears of it: catch what can be dealt with, or log it and raise`,
      value,
    )
  },
})

/** Whether a clause catches everything. */
function isBroad(context: Context, clause: Node): boolean {
  const caught = clause.namedChildren.find(({ type }) => type !== 'block' && type !== 'comment')
  if (!caught) return true
  const value = caught.type === 'as_pattern' ? caught.firstNamedChild : caught
  const classes = value?.type === 'tuple' ? value.namedChildren : [value]
  return classes.some((one) => one && /^builtins\.(?:Base)?Exception$/.test(context.qualifiedName(one) ?? ''))
}

function tells(call: Node): boolean {
  return TELLS.test(field(call, 'function')?.text ?? '')
}

/** `return None`, `return []` and the like; a `return` alone where others give a value. */
function isDefault(statement: Node, others: readonly Node[]): boolean {
  const value = statement.firstNamedChild
  if (!value) return others.some(({ namedChildCount }) => namedChildCount > 0)
  return EMPTY.test(value.type) && value.descendantsOfType(['identifier', 'call']).length === 0
}

/** `return True` or `return False`. */
function isAnswer(statement: Node): boolean {
  return /^(?:true|false)$/.test(statement.firstNamedChild?.type ?? '')
}
