import {
  type AnnotationContext,
  type Context,
  type Edit,
  field,
  genericParts,
  type Node,
  parentOf,
  roleOf,
  sameNode,
  stringParts,
  withoutType,
} from '#transform'
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
  const inside = unquoted(context, forwardReferences(context, carrier))
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

/** The smallest expression around `site` in whose place a string means the same. */
function carrierOf(context: Context, site: Node): Node | undefined {
  let carrier = site
  for (let up = parentOf(site), child = site; up; child = up, up = parentOf(up)) {
    switch (up.type) {
      case 'type':
      case 'type_parameter':
      case 'list':
        break
      case 'parenthesized_expression':
      case 'union_type':
        carrier = up
        break
      case 'binary_operator':
        if (!isUnion(up)) return undefined
        carrier = up
        break
      case 'generic_type':
      case 'subscript': {
        if (sameNode(field(up, 'value'), child)) return undefined
        const parts = genericParts(up)
        const name = parts ? context.qualifiedName(parts.origin) : undefined
        // The rest of Annotated's arguments are values, not types.
        if (lastPart(name ?? '') === 'Annotated' && !sameNode(parts?.args[0], withoutType(child)))
          return undefined
        if (name !== undefined && takesStrings(name)) return carrier
        // From 3.11 on get_type_hints() looks into builtin generics, too (bpo-41370).
        if (context.targets('3.11') && !isUnionHead(name)) return carrier
        carrier = up
        break
      }
      case 'typed_parameter':
      case 'typed_default_parameter':
      case 'function_definition':
      case 'assignment':
        return child.type === 'type' ? carrier : undefined
      case 'argument_list': {
        const call = parentOf(up)
        const callee = call?.type === 'call' ? field(call, 'function') : undefined
        const isCast =
          callee !== undefined && /^typing(?:_extensions)?\.cast$/.test(context.qualifiedName(callee) ?? '')
        return isCast && up.firstNamedChild?.startIndex === child.startIndex ? carrier : undefined
      }
      case 'keyword_argument': {
        const call = parentOf(parentOf(up) ?? up)
        const callee = call?.type === 'call' ? field(call, 'function') : undefined
        const isBound =
          callee !== undefined &&
          /^typing(?:_extensions)?\.TypeVar$/.test(context.qualifiedName(callee) ?? '') &&
          field(up, 'name')?.text === 'bound'
        return isBound ? carrier : undefined
      }
      default:
        return undefined
    }
  }
  return undefined
}

/** typing's own generics make a ForwardRef of a string; Optional and Union are about to become operators. */
function takesStrings(name: string): boolean {
  return /^typing(?:_extensions)?\.(?!(?:Literal|Optional|Union)$)\w+$/.test(name)
}

function isUnionHead(name: string | undefined): boolean {
  return /^typing(?:_extensions)?\.(?:Optional|Union)$/.test(name ?? '')
}
