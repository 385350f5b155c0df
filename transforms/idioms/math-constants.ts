import { defineTransform, table } from '#transform'
import { spaceBefore } from './_literals.ts'

const CONSTANTS: Readonly<Record<string, number>> = table({ pi: Math.PI, e: Math.E, tau: 2 * Math.PI })

export default defineTransform({
  summary: 'Write 3.141592653589793 as math.pi, likewise e and tau',
  since: '3.6',
  safety: 'safe',
  recipes: [],
  sameAs: ['FURB152'],
  docs: 'https://docs.python.org/3/library/math.html#constants',
  drops: ['constants'],
  query: '(float) @number',
  anchors: [/\b(?:3\.14|2\.71|6\.28)/],
  rewrite({ number }, context) {
    const digits = number.text.replaceAll('_', '')
    for (const [name, value] of Object.entries(CONSTANTS)) {
      if (Number(digits) === value) {
        const before = spaceBefore(context.text, number.startIndex)
        const behind = /^\w/.test(context.text.slice(number.endIndex)) ? ' ' : ''
        return context.replace(number, `${before}${context.importModule('math')}.${name}${behind}`)
      }
      if (isNearly(digits, value))
        context.skip(`math.${name} has more digits: whether it was meant a person has to say`)
    }
  },
})

/** Whether the digits are the first ones of the constant, perhaps rounded; `3.1` and `2.7` may be anything. */
function isNearly(digits: string, value: number): boolean {
  const places = /^\d\.(\d{2,15})$/.exec(digits)?.[1]?.length
  if (places === undefined) return false
  return value.toFixed(places) === digits || String(value).startsWith(digits)
}
