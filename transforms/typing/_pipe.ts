import {
  type AnnotationContext,
  type Context,
  commentsIn,
  type Edit,
  field,
  type GenericParts,
  genericParts,
  isInsideBrackets,
  lineEnd,
  lineStart,
  type Node,
  parentOf,
  sameNode,
  treeOf,
} from '#transform'
import { bare, chainOf, isWithin, operandsOf } from './_chain.ts'
import { gate } from './_gate.ts'
import { heedInspectors } from './_inspectors.ts'
import { objectProblem } from './_introspection.ts'
import { operandDoubt, operandProblem } from './_operands.ts'
import { placeOf } from './_place.ts'
import { applied, requote } from './_quotes.ts'

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

/** The edits that turn brackets and commas into pipes, on one line where that fits and loses no comment. */
function layOut(
  context: Context,
  site: Node,
  parts: GenericParts,
  operands: readonly Node[],
  adds: boolean,
): Edit[] {
  const { text } = context
  const first = operands[0] as Node
  const last = operands.at(-1) as Node
  const tail = adds ? ' | None' : ''
  const flat: Edit[] = [{ start: site.startIndex, end: first.startIndex, text: '' }]
  operands.forEach((operand, i) => {
    const next = operands[i + 1]
    if (next) flat.push({ start: operand.endIndex, end: next.startIndex, text: ' | ' })
  })
  flat.push({ start: last.endIndex, end: site.endIndex, text: tail })
  const gaps = text.slice(parts.open, parts.close + 1)
  if (!gaps.includes('\n')) return flat

  const hasComment = commentsIn(treeOf(site), { start: site.startIndex, end: site.endIndex }).some(
    (comment) => !operands.some((operand) => isWithin(comment, operand)),
  )
  const joined = applied(text, site.startIndex, site.endIndex, flat)
  const isBroken = operands.some((operand) => breaksOutsideBrackets(operand.text))
  const line =
    text.slice(lineStart(text, site.startIndex), site.startIndex) +
    joined +
    text.slice(site.endIndex, lineEnd(text, site.endIndex))
  const fits = line.split('\n').every((one) => one.trimEnd().length <= context.lineLength)
  if (!hasComment && (fits || operands.length + (adds ? 1 : 0) < 2) && (!isBroken || isInsideBrackets(site)))
    return flat
  return brokenLines(context, site, parts, tail)
}

/** Whether a newline in the text lies in no brackets of its own. Strings with brackets make it err to the safe side. */
function breaksOutsideBrackets(text: string): boolean {
  let depth = 0
  for (const char of text) {
    if (char === '(' || char === '[' || char === '{') depth++
    else if (char === ')' || char === ']' || char === '}') depth--
    else if (char === '\n' && depth <= 0) return true
  }
  return false
}

/** Every operand stays on its line; parentheses take the place of the brackets. */
function brokenLines(context: Context, site: Node, parts: GenericParts, tail: string): Edit[] {
  const edits: Edit[] = [{ start: site.startIndex, end: parts.open + 1, text: '(' }]
  parts.args.forEach((arg, i) => {
    const next = parts.args[i + 1]
    const comma = next ? commaAfter(context, site, arg) : parts.trailingComma
    if (!next && tail !== '') edits.push({ start: arg.endIndex, end: arg.endIndex, text: tail })
    if (comma) edits.push({ start: comma.startIndex, end: comma.endIndex, text: '' })
    if (!next) return
    edits.push({ start: next.startIndex, end: next.startIndex, text: '| ' })
  })
  edits.push({ start: parts.close, end: parts.close + 1, text: ')' })
  return edits
}

function commaAfter(context: Context, site: Node, arg: Node): Node | undefined {
  for (
    let at = context.text.indexOf(',', arg.endIndex);
    at >= 0 && at < site.endIndex;
    at = context.text.indexOf(',', at + 1)
  ) {
    const leaf = treeOf(site).nodeAt(at)
    if (leaf.type === ',') return leaf
  }
  return undefined
}
