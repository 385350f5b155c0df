import { defineTransform, parentOf, piecesOf, table, textValue } from '#transform'

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
const DIGITS = '0123456789'
/** What the names of the module string stand for. */
const NAMES: Readonly<Record<string, string>> = table({
  [LOWER]: 'ascii_lowercase',
  [UPPER]: 'ascii_uppercase',
  [LOWER + UPPER]: 'ascii_letters',
  [DIGITS]: 'digits',
  [`${DIGITS}abcdefABCDEF`]: 'hexdigits',
  '01234567': 'octdigits',
  ' \t\n\r\v\f': 'whitespace',
  '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~': 'punctuation',
})

export default defineTransform({
  summary: "Write '0123456789' and the like as names of the module string",
  since: 'any',
  safety: 'safe',
  recipes: [],
  sameAs: ['FURB156'],
  docs: 'https://docs.python.org/3/library/string.html#string-constants',
  drops: ['constants'],
  query: '(string) @text',
  // Those with signs may be written with escapes.
  anchors: [...Object.keys(NAMES).filter((text) => /^\w+$/.test(text)), '\\t\\n\\r', '#$%&'],
  rewrite({ text }, context) {
    if (!text) return
    const [piece] = piecesOf(text) ?? []
    if (!piece || piece.isBytes) return
    const name = NAMES[textValue(context.text, piece) ?? '']
    const parent = parentOf(text)
    if (name === undefined || !parent) return
    if (/^(?:expression_statement|concatenated_string|type|case_pattern|interpolation)$/.test(parent.type))
      return
    if (parent.type === 'comparison_operator' && !/\bin\b/.test(parent.text))
      return context.skip('what is compared for being the same is an example, not an alphabet')
    context.replace(text, `${context.importModule('string', text)}.${name}`)
  },
})
