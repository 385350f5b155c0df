import { checkWidth, defineTransform, stringParts } from '#transform'
import { plainArguments } from './_calls.ts'

export default defineTransform({
  summary: 'Write the list that split makes of a literal',
  since: 'any',
  safety: 'safe',
  recipes: ['standards'],
  sameAs: ['SIM905'],
  docs: 'https://docs.python.org/3/library/stdtypes.html#str.split',
  drops: ['constants'],
  query: `
    (call function: (attribute object: (string) @literal attribute: (identifier) @_method (#match? @_method "^r?split$"))) @call`,
  anchors: [/["']\s*\.\s*r?split\s*\(/],
  rewrite({ literal, call }, context) {
    if (!literal || !call) return
    const args = plainArguments(call)
    const [separator, ...more] = args ?? []
    const parts = stringParts(literal)
    if (!args || !parts || more.length > 0 || parts.isFormatted || parts.isBytes || parts.quote.length > 1)
      return
    const text = context.text.slice(parts.content.start, parts.content.end)
    // A backslash means something else in each piece, and there are many kinds of blanks.
    if (/[^\x20-\x7e]|\\/.test(text)) return context.skip('escapes, and signs beyond ASCII, stay as they are')
    const between = separator && stringParts(separator)
    if (separator && (!between || between.isFormatted || between.isBytes)) return
    const by = between ? context.text.slice(between.content.start, between.content.end) : undefined
    if (by === '' || /[^\x20-\x7e]|\\/.test(by ?? '')) return
    // From the right, what begins and ends alike is found elsewhere.
    if (/\.\s*rsplit\s*\(/.test(call.text) && (by?.length ?? 0) > 1) return
    const pieces = by === undefined ? text.split(/ +/).filter((piece) => piece !== '') : text.split(by)
    const list = `[${pieces.map((piece) => `${parts.prefix}${parts.quote}${piece}${parts.quote}`).join(', ')}]`
    const edit = { start: call.startIndex, end: call.endIndex, text: list }
    checkWidth(context, edit, [edit])
    context.edit([edit])
  },
})
