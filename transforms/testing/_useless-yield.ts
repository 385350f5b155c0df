import { type Context, field, parentOf } from '#transform'
import { type FixtureFunction, yielded } from './_fixtures.ts'

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
  const value = only.firstNamedChild
  if (!value || /^yield\s+from\b/.test(only.text)) return
  const annotation = field(definition, 'return_type')
  const inner = annotation && yielded(context, annotation)
  if (annotation && !inner) return
  if (annotation && inner) context.replace(annotation, inner.text)
  const locals = body.descendantsOfType(['assignment', 'named_expression', 'as_pattern', 'for_statement'])
  const kept = locals.filter((one) => (field(one, 'left') ?? field(one, 'name'))?.text !== value.text)
  if (kept.length > 0) context.review('what only local variables keep alive goes when the fixture returns')
  context.replace({ start: only.startIndex, end: only.startIndex + 'yield'.length }, 'return')
}
