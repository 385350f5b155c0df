import {
  type AnnotationContext,
  type Context,
  field,
  type GenericParts,
  genericParts,
  isWithin,
  lineEnd,
  lineStart,
  type Node,
  parentOf,
  sameNode,
} from '#transform'
import { bare, chainOf, operandsOf } from './_chain.ts'
import { gate } from './_gate.ts'
import { heedInspectors } from './_inspectors.ts'
import { objectProblem } from './_introspection.ts'
import { operandDoubt, operandProblem } from './_operands.ts'
import { layOut } from './_pipe-layout.ts'
import { handedOnNote, placeOf } from './_place.ts'
import { requote } from './_quotes.ts'

/** What may stand between pipes, as far as syntax goes. */
const OPERANDS: ReadonlySet<string> = new Set(
  'identifier attribute subscript generic_type none string call binary_operator union_type parenthesized_expression member_type'.split(
    ' ',
  ),
)

/**
 * Rewrites `Union[…]` or `Optional[…]` with pipes: the brackets go, the commas become `|`, and the rest of the text stays.
 * @param hasNone whether `None` is one more operand.
 */
export function pipe(context: Context, site: Node, parts: GenericParts, hasNone: boolean): void {
  const annotation = gate(context, site, '3.10')
  checkPlace(context, site, annotation)
  for (const arg of parts.args)
    if (!OPERANDS.has(arg.type)) context.skip(`${arg.text} cannot stand in a union with |`)

  const around = operandsOf(chainOf(site)).filter((node) => !isWithin(node, site))
  const isNone = isNoneAround(context, site)
  const operands = distinct(parts.args, isNone)
  const all = [...operands.flatMap(operandsOf), ...around]
  const adds = hasNone && !isNone && !all.some(({ type }) => type === 'none')
  const count = operands.length + around.length + (adds ? 1 : 0)
  checkNone(context, operands, count > 1, annotation)
  if (annotation?.evaluation !== 'never' && count > 1) {
    const isObject = annotation === undefined || annotation.evaluation === 'definition'
    for (const operand of all) {
      const problem = operandProblem(context, operand, isObject)
      if (problem) context.skip(problem)
      const doubt = isObject ? operandDoubt(context, operand) : undefined
      if (doubt) context.review(doubt)
    }
  }

  const edits = layOut(context, site, parts, operands, adds)
  const strings = all.filter(({ type }) => type === 'string')
  const requoted = strings.length > 0 && count > 1 ? requote(context, site, strings, edits, annotation) : []
  context.edit([...requoted, ...edits])
}

function checkPlace(context: Context, site: Node, annotation: AnnotationContext | undefined): void {
  if (annotation?.evaluation === 'never') return
  const place = placeOf(context, site)
  if (place === 'text') context.skip('X | Y prints in another way')
  if (place === 'used')
    context.skip('the union object itself is used here, and X | Y makes one of another class')
  if (place === 'compared' && !context.targets('3.14')) {
    // The two are equal, but never the same object.
    const { startIndex, endIndex } = site
    const lines = context.text.slice(lineStart(context.text, startIndex), lineEnd(context.text, endIndex))
    if (/\bis\b/.test(lines)) context.skip('the union object itself is compared here')
  }
  const note = annotation || context.targets('3.14') ? undefined : handedOnNote(context, site, place)
  if (note) context.review(note)
  const problem = objectProblem(context, annotation)
  if (problem) context.skip(problem)
  heedInspectors(context, site, annotation)
  if (annotation?.framework === 'functools.singledispatch' && !context.targets('3.11'))
    context.skip('singledispatch takes unions from Python 3.11 on')
}

/** `None` alone is not the class of None, and `None | None` is nothing. */
function checkNone(
  context: Context,
  operands: readonly Node[],
  isPart: boolean,
  annotation: AnnotationContext | undefined,
) {
  const [only] = operands
  if (operands.length !== 1 || bare(only as Node).type !== 'none') return
  if (isPart) context.skip('None | None raises: this is just None')
  if (!annotation) context.skip('outside of annotations this is type(None), not None')
}

/**
 * Whether a union around the site, with pipes or brackets, has a None of its own: written out, or from an `Optional[…]` that
 * is around the site or to the left of it.
 */
function isNoneAround(context: Context, site: Node): boolean {
  let inner = site
  for (let at = chainOf(site); ; ) {
    for (const operand of operandsOf(at)) {
      if (isWithin(operand, inner) || isWithin(inner, operand)) continue
      if (operand.type === 'none') return true
      if (operand.startIndex < inner.startIndex && headOf(context, operand) === 'Optional') return true
    }
    const holder = argumentHolder(at)
    const head = holder ? headOf(context, holder) : undefined
    if (head === 'Optional') return true
    if (!holder || head !== 'Union') return false
    inner = at
    for (const arg of genericParts(holder)?.args ?? []) {
      const operand = bare(arg)
      if (isWithin(inner, operand)) continue
      if (operand.type === 'none') return true
      if (operand.startIndex < inner.startIndex && headOf(context, operand) === 'Optional') return true
    }
    inner = holder
    at = chainOf(holder)
  }
}

/** The `origin[…]` that the expression is an argument of. */
function argumentHolder(node: Node): Node | undefined {
  let at = parentOf(node)
  while (at?.type === 'type' || at?.type === 'type_parameter' || at?.type === 'parenthesized_expression')
    at = parentOf(at)
  return at?.type === 'generic_type' || (at?.type === 'subscript' && !sameNode(field(at, 'value'), node))
    ? at
    : undefined
}

/** `Optional` or `Union` for a subscript of typing's. */
function headOf(context: Context, node: Node): string | undefined {
  const origin = genericParts(node)?.origin
  const name = origin ? context.qualifiedName(origin) : undefined
  return /^typing(?:_extensions)?\.(Optional|Union)$/.exec(name ?? '')?.[1]
}

/** The arguments without those that are there already, as Union drops them. */
function distinct(args: readonly Node[], isNone: boolean): Node[] {
  const seen = new Set<string>()
  const kept = args.filter((arg) => {
    const text = arg.text.replace(/\s+/g, '')
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
  const others = kept.filter((arg) => bare(arg).type !== 'none')
  return isNone && others.length > 0 ? others : kept
}
