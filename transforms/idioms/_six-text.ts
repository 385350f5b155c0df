import { type Context, type Node, parentOf, stringParts, table } from '#transform'
import { plainArguments, rewriteCall } from './_calls.ts'

/** Functions between text and bytes, and what they make of bytes and of text on Python 3. */
export const TEXT_FUNCTIONS: Readonly<Record<string, 'bytes' | 'text'>> = table({
  b: 'bytes',
  u: 'text',
  ensure_binary: 'bytes',
  ensure_str: 'text',
  ensure_text: 'text',
})

/** Rewrites `six.b("x")`, `six.u("x")` and the `ensure_` functions. */
export function rewriteText(path: string, call: Node, context: Context): void {
  const args = plainArguments(call)
  const [arg, ...more] = args ?? []
  if (!arg || more.length > 0) context.skip(`six.${path} is called in an unusual way`)
  const kind = kindOf(arg)
  // Text goes through six.u as it is, whatever it holds.
  if (path === 'u' || (kind !== undefined && kind === TEXT_FUNCTIONS[path]))
    rewriteCall(context, call, [arg], '$0')
  else if (path === 'b' || kind === 'text') {
    const literals = bytesOf(arg, path === 'b')
    const codec = path === 'b' ? '"latin-1"' : ''
    rewriteCall(context, call, [arg], literals ? '$0' : `$0.encode(${codec})`)
    context.edit((literals ?? []).map((at) => ({ ...at, text: 'b' })))
  } else if (kind === 'bytes') rewriteCall(context, call, [arg], '$0.decode()')
  else if (/^(?:identifier|attribute)$/.test(arg.type)) ensure(path, call, arg.text, context)
  else context.skip(`say whether the argument of six.${path} is str or bytes`)
}

function ensure(path: string, call: Node, arg: string, context: Context): void {
  const [wrong, method] = TEXT_FUNCTIONS[path] === 'bytes' ? ['str', 'encode'] : ['bytes', 'decode']
  if (!context.isBuiltin(wrong, call)) context.skip(`${wrong} is not the builtin here`)
  context.review('anything that is neither str nor bytes was a TypeError; better make it one of the two')
  const isAlone = /^(?:argument_list|assignment|return_statement|parenthesized_expression)$/.test(
    parentOf(call)?.type ?? '',
  )
  const test = `${arg}.${method}() if isinstance(${arg}, ${wrong}) else ${arg}`
  context.replace(call, isAlone ? test : `(${test})`)
}

/** Whether a literal is bytes or text; undefined for everything else. */
function kindOf(arg: Node): 'bytes' | 'text' | undefined {
  const first = arg.type === 'concatenated_string' ? arg.firstNamedChild : arg
  const parts = first ? stringParts(first) : undefined
  return parts && (parts.isBytes ? 'bytes' : 'text')
}

/**
 * Where a `b` has to stand for the same bytes, in place of the prefix; undefined for text that has characters of its own.
 * @param isLatin whether `\xe9` is one byte
 */
function bytesOf(arg: Node, isLatin: boolean): { start: number; end: number }[] | undefined {
  const found: { start: number; end: number }[] = []
  for (const piece of arg.type === 'concatenated_string' ? arg.namedChildren : [arg]) {
    if (piece.type === 'comment') continue
    const parts = stringParts(piece)
    if (!parts || parts.isFormatted || parts.isBytes) return undefined
    const foreign = isLatin ? /\\(?:[uUN]|[4-7][0-7]{2})/ : /\\(?:[uUN]|x[89a-fA-F]|[2-7][0-7]{2})/
    if (!/^[\0-\x7f]*$/.test(piece.text) || (!parts.isRaw && foreign.test(piece.text.replaceAll('\\\\', ''))))
      return undefined
    const isUnicode = /^u/i.test(parts.prefix)
    found.push({ start: piece.startIndex, end: piece.startIndex + (isUnicode ? 1 : 0) })
  }
  return found
}
