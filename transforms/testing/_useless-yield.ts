import { type Context, field, type Node, parentOf, removeStatement } from '#transform'
import { type FixtureFunction, isAsync, yielded } from './_fixtures.ts'

/** `yield` at the end of a fixture, with nothing to do afterwards. */
export function returnWhatIsYielded(
  context: Context,
  { definition, body, decorators }: FixtureFunction,
): void {
  // The keyword is a node of the same type, without children.
  const found = body
    .descendantsOfType(['yield', 'return_statement'])
    .filter(({ childCount }) => childCount > 0)
  const [only, more] = found
  const statement = only && parentOf(only)
  const isLast =
    statement && body.namedChildren.findLast(({ type }) => type !== 'comment')?.id === statement.id
  // Another decorator may need a generator.
  if (!only || more || !isLast || statement.type !== 'expression_statement' || decorators.length > 1) return
  if (/^yield\s+from\b/.test(only.text)) return
  const value = only.firstNamedChild
  const annotation = field(definition, 'return_type')
  const inner = annotation && yielded(context, annotation)
  if (annotation && !inner) return
  if (annotation && inner) context.replace(annotation, inner.text)
  const locals = body.descendantsOfType(['assignment', 'named_expression', 'as_pattern', 'for_statement'])
  const kept = locals.filter((one) => (field(one, 'left') ?? field(one, 'name'))?.text !== value?.text)
  if (kept.length > 0) context.review('what only local variables keep alive goes when the fixture returns')
  if (isAsync(definition))
    context.review('a plugin runs the fixture, which takes a coroutine for it as well as a generator')
  if (!value) dropStatement(context, statement)
  else context.replace({ start: only.startIndex, end: only.startIndex + 'yield'.length }, 'return')
}

/** A bare `yield` behind everything else gives None, as a function does by itself. */
function dropStatement(context: Context, statement: Node): void {
  const removal = removeStatement(context.module.tree, statement)
  context.carryOut(removal ?? context.skip('a comment speaks of the yield that nothing follows'))
}
