import {
  type AnnotationContext,
  type Context,
  type Edit,
  genericParts,
  type Node,
  roleOf,
  stringParts,
  withoutType,
} from '#transform'
import { carrierOf } from './_carrier.ts'
import { isUnion } from './_chain.ts'
import { isText } from './_gate.ts'
import { placeOf } from './_place.ts'

/** The strings inside of `node` that stand for types: not those of Literal, of Annotated's metadata or of calls. */
export function forwardReferences(context: Context, node: Node): Node[] {
  const found: Node[] = []
  const stack: Node[] = [withoutType(node)]
  for (let at = stack.pop(); at; at = stack.pop()) {
    const parts = genericParts(at)
    if (at.type === 'string') found.push(at)
    else if (parts) {
      const name = lastPart(context.qualifiedName(parts.origin) ?? parts.origin.text)
      if (name === 'Literal') continue
      stack.push(...(name === 'Annotated' ? parts.args.slice(0, 1) : parts.args).map(withoutType))
    } else if (isUnion(at) || /^(?:type|list|tuple|parenthesized_expression)$/.test(at.type))
      stack.push(...at.namedChildren)
  }
  return found.sort((a, b) => a.startIndex - b.startIndex)
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** A string that can stand without its quotes between other types: dotted names, subscripts and unions of such. */
function isPlain(string: Node): boolean {
  const parts = stringParts(string)
  if (parts?.prefix !== '' || parts.quote.length !== 1 || parts.hasEscapes) return false
  const content = string.text.slice(1, -1)
  if (!/^[\p{L}_][\p{L}\p{N}_.,[\] |]*$/u.test(content) || /[\p{L}\p{N}_\]] +[\p{L}_[]| $/u.test(content))
    return false
  let depth = 0
  for (const char of content) {
    if (char === '[') depth++
    else if (char === ']') depth--
    else if (char === ',' && depth === 0) return false
    if (depth < 0) return false
  }
  return depth === 0
}

/** The edits that take the quotes off strings; skips the site when one cannot go without. */
export function unquoted(context: Context, strings: readonly Node[]): Edit[] {
  return strings.flatMap((string) => {
    if (!isPlain(string)) context.skip(`${string.text} cannot be merged with the types around it`)
    return [
      { start: string.startIndex, end: string.startIndex + 1, text: '' },
      { start: string.endIndex - 1, end: string.endIndex, text: '' },
    ]
  })
}

/** Leaves strings alone where a library finds the classes of relationships by them. */
export function heedMapper(
  context: Context,
  strings: readonly Node[],
  annotation: AnnotationContext | undefined,
): void {
  const library = annotation?.framework
  if (library === 'SQLAlchemy' || library === 'SQLModel')
    context.skip(`${library} reads ${strings[0]?.text} in its own way`)
}

/**
 * The edits for a site whose rewritten text needs its forward references without quotes of their own.
 * Where nothing looks names up early the quotes just go; else one pair goes around the smallest expression that may be a
 * string, and the site is skipped when there is none.
 * @param edits what the site is about to do otherwise.
 */
export function requote(
  context: Context,
  site: Node,
  strings: readonly Node[],
  edits: readonly Edit[],
  annotation: AnnotationContext | undefined,
): Edit[] {
  heedMapper(context, strings, annotation)
  if (isText(context, annotation)) return unquoted(context, strings)
  const carrier = carrierOf(context, site)
  if (!carrier)
    return context.skip(
      `${strings[0]?.text} is a string here, and the expression around it cannot become one`,
    )
  if (!annotation && placeOf(context, carrier) !== 'type')
    context.review(`${strings[0]?.text} is then looked up in each module that uses this`)
  return quoted(context, carrier, edits)
}

/**
 * The edits that make `carrier` one string literal.
 * @param edits other edits inside of it, made at the same time.
 */
export function quoted(context: Context, carrier: Node, edits: readonly Edit[]): Edit[] {
  const early = localName(context, carrier)
  if (early !== undefined) context.skip(`${early} would not be found from inside of a string`)
  // Dataclasses do so, too, but who reads their fields is used to strings there.
  if (context.annotation(carrier)?.framework === 'attrs')
    context.skip('attrs would hand the annotation on as a string')
  for (const string of forwardReferences(context, carrier)) {
    const name = /[\p{L}_][\p{L}\p{N}_]*/u.exec(string.text.slice(1))?.[0] ?? ''
    const resolution = context.module.names.resolve(name, string)
    // get_type_hints() would find it in neither string; who knows the class by its name only looks for that.
    if (resolution.kind === 'bound' && resolution.scope.kind === 'function')
      context.skip(`${name} is local: whatever knows it by this string does not know a longer one`)
  }
  const { startIndex: start, endIndex: end } = carrier
  // An operand that is there twice goes as a whole.
  const inside = unquoted(context, forwardReferences(context, carrier)).filter(
    (quote) => !edits.some((edit) => edit.start <= quote.start && quote.end <= edit.end),
  )
  const text = applied(context.text, start, end, [...inside, ...edits])
  if (/[\n\\#]/.test(text))
    context.skip('the whole would have to be one string, but it goes over several lines')
  const own = forwardReferences(context, carrier)[0]?.text[0] ?? '"'
  const quote = [own, '"', "'"].find((one) => !text.includes(one))
  if (quote === undefined)
    context.skip('the whole would have to be one string, but it holds both kinds of quotes')
  return [{ start, end: start, text: quote }, ...inside, { start: end, end, text: quote }]
}

/** `[start, end)` of the text with disjoint edits made. */
export function applied(text: string, start: number, end: number, edits: readonly Edit[]): string {
  let result = ''
  let at = start
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at, end)
}

/** A name in the expression, outside of strings, that only exists where the expression stands: get_type_hints sees globals. */
function localName(context: Context, carrier: Node): string | undefined {
  const names = carrier.type === 'identifier' ? [carrier] : carrier.descendantsOfType('identifier')
  return names.find((name) => {
    if (roleOf(name)?.role !== 'load') return false
    const resolution = context.module.names.resolve(name.text, name)
    return resolution.kind === 'bound' && resolution.scope.kind !== 'module'
  })?.text
}
