import { defineTransform, parentOf } from '#transform'
import { piecesOf } from './_literals.ts'

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
const DIGITS = '0123456789'
/** What the names of the module string stand for; those with escapes are left out. */
const NAMES: Readonly<Record<string, string>> = {
  [LOWER]: 'ascii_lowercase',
  [UPPER]: 'ascii_uppercase',
  [LOWER + UPPER]: 'ascii_letters',
  [DIGITS]: 'digits',
  [`${DIGITS}abcdefABCDEF`]: 'hexdigits',
  '01234567': 'octdigits',
}

export default defineTransform({
  summary: "Write '0123456789' and the like as names of the module string",
  since: 'any',
  safety: 'safe',
  recipes: [],
  sameAs: ['FURB156'],
  docs: 'https://docs.python.org/3/library/string.html#string-constants',
  drops: ['constants'],
  query: '(string) @text',
  anchors: Object.keys(NAMES),
  rewrite({ text }, context) {
    if (!text) return
    const [piece] = piecesOf(text) ?? []
    if (!piece || piece.isBytes || piece.isFormatted) return
    const name = NAMES[context.text.slice(piece.content.start, piece.content.end)]
    const parent = parentOf(text)
    if (name === undefined || !parent) return
    if (/^(?:expression_statement|concatenated_string|type|case_pattern|interpolation)$/.test(parent.type))
      return
    if (parent.type === 'comparison_operator' && !/\bin\b/.test(parent.text))
      return context.skip('what is compared for being the same is an example, not an alphabet')
    context.replace(text, `${context.importModule('string', text)}.${name}`)
  },
})
