import { type Context, defineTransform, field, type Node } from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { fieldsOf } from './_fields.ts'
import { ancestorClasses, type ClassRef } from './_model-classes.ts'
import { MODEL_WORDS, receiverOf } from './_receivers.ts'

/** Calls that wait for an error in the body of their with statement. */
const WAITING = /(?:^|\.)(?:raises|assertRaises|assertRaisesRegex|suppress)$/
/** What catches a ValidationError of v2 as well, which is a ValueError. */
const CATCHES = /^(?:\w+\.)*(?:ValueError|ValidationError|Exception|BaseException)$/
/** What a field says that cannot be set. */
const FROZEN = /\b(?:allow_mutation=False|frozen=True)\b/

export default defineTransform({
  summary: 'Report assignments to frozen models whose TypeError is waited for',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/concepts/models/#faux-immutability',
  query: `
    (try_statement body: (block) @body (except_clause value: (_) @caught)) @statement
    (with_statement (with_clause (with_item value: (_) @item)) body: (block) @body) @statement`,
  anchors: ['TypeError'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ statement, body, caught, item }, context) {
    if (!statement || !body) return
    const expected = caught ?? (item && waitedFor(item))
    if (!expected || !isTypeErrorAlone(expected, context)) return
    if (caught && catchesMore(statement)) return
    for (const assignment of body.namedChildren) reportAssignment(assignment, context)
  },
})

/** `TypeError` in `with pytest.raises(TypeError, match="…") as caught:`. */
function waitedFor(item: Node): Node | undefined {
  const call = item.type === 'as_pattern' ? item.firstNamedChild : item
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!call || !callee || !WAITING.test(callee.text)) return undefined
  return field(call, 'arguments')?.firstNamedChild ?? undefined
}

/** Whether a TypeError is caught, and nothing that a ValidationError is. */
function isTypeErrorAlone(caught: Node, context: Context): boolean {
  const whole = caught.type === 'as_pattern' ? (caught.firstNamedChild ?? caught) : caught
  const each = whole.type === 'tuple' ? whole.namedChildren : [whole]
  return (
    each.some((one) => one.type === 'identifier' && context.module.isCertainly(one, 'builtins.TypeError')) &&
    !each.some((one) => CATCHES.test(one.text))
  )
}

/** Whether another clause catches what v2 raises. */
function catchesMore(statement: Node): boolean {
  return statement.namedChildren.some((clause) => {
    if (clause.type !== 'except_clause') return false
    const value = field(clause, 'value')
    const whole = value?.type === 'as_pattern' ? value.firstNamedChild : value
    if (!whole) return true
    return (whole.type === 'tuple' ? whole.namedChildren : [whole]).some((one) => CATCHES.test(one.text))
  })
}

/** `item.price = 3`, where that is a field that v2 lets nobody set. */
function reportAssignment(statement: Node, context: Context): void {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (!assignment || !/^(?:augmented_)?assignment$/.test(assignment.type)) return
  const target = field(assignment, 'left')
  const [object, name] = [field(target ?? assignment, 'object'), field(target ?? assignment, 'attribute')]
  if (target?.type !== 'attribute' || !object || !name) return
  const receiver = receiverOf(context, object)
  if (receiver.kind !== 'instance') return
  const frozen = receiver.classes.find((of) => typeof of !== 'string' && isFrozen(of, name.text, context))
  if (frozen)
    context.report(
      'v2 raises a ValidationError here, which is a ValueError, where v1 raised a TypeError: wait for that',
      target,
    )
}

function isFrozen(model: ClassRef, name: string, { project }: Context): boolean {
  const { values } = effectiveConfig(model, project)
  if (values.get('frozen') === 'True' || values.get('allow_mutation') === 'False') return true
  for (const { node } of [model, ...ancestorClasses(model, project).classes]) {
    const own = fieldsOf(node).find((one) => one.name === name)
    if (own) return FROZEN.test(own.value?.text ?? '') || FROZEN.test(own.type?.text ?? '')
  }
  return false
}
