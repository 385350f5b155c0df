import {
  ancestorsOf,
  type Context,
  defineTransform,
  docstringOf,
  isTestFile,
  isWithin,
  lineStart,
  type Node,
} from '#transform'

/** What turns the direction of the text behind it: https://trojansource.codes */
const TURNING = '\\u202A-\\u202E\\u2066-\\u2069'
/** What nobody sees. Joiners are not among them: letters of some scripts and emoji need them. */
const UNSEEN = '\\x08\\x1A\\x1B\\u00AD\\u200B\\u2060\\uFEFF'
const HIDDEN = new RegExp(`[${TURNING}${UNSEEN}]`, 'g')
/** Cyrillic and Greek letters, and the Latin ones that they look like. */
const ALIKE: ReadonlyMap<string, string> = new Map([
  ...pairs('\u0430\u0435\u0456\u0458\u043E\u0440\u0441\u0443\u0445\u0455\u0501\u04BB', 'aeijopcyxsdh'),
  ...pairs(
    '\u0410\u0412\u0415\u0406\u0408\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0425\u0405',
    'ABEIJKMHOPCTXS',
  ),
  ...pairs(
    '\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7\u03BF',
    'ABEZHIKMNOPTYXo',
  ),
])
const LETTERS = [...ALIKE.keys()].join('')
const ADJACENT = `[A-Za-z][${LETTERS}]|[${LETTERS}][A-Za-z]`
/** Words of Latin letters and letters that only look like them. Shorter ones are formulas. */
const MIXED = new RegExp(
  `(?<!\\p{L})(?=[A-Za-z${LETTERS}]*(?:${ADJACENT}))[A-Za-z${LETTERS}]{3,}(?!\\p{L})`,
  'gu',
)

export default defineTransform({
  summary: 'Report characters that nobody sees, or that look like others',
  since: 'any',
  safety: 'report',
  sameAs: ['PLE2502', 'PLE2510', 'PLE2512', 'PLE2513', 'PLE2515', 'RUF001', 'RUF002', 'RUF003'],
  docs: 'https://peps.python.org/pep-0672/',
  query: '(module) @module',
  anchors: [new RegExp(`[${TURNING}${UNSEEN}]`), new RegExp(ADJACENT)],
  rewrite(_found, context) {
    if (isTestFile(context.module.path)) return
    const { text } = context
    // One of a line is enough to look at it.
    const lines = new Set<number>()
    const report = (start: number, found: string, message: string) => {
      const line = lineStart(text, start)
      if (!lines.has(line)) context.report(message, { start, end: start + found.length })
      lines.add(line)
    }
    for (const { 0: found, index } of text.matchAll(HIDDEN)) {
      if (new RegExp(`[${TURNING}]`).test(found))
        report(
          index,
          found,
          `${codeOf(found)} turns the text around it, which runs in another order than it is read: escape it`,
        )
      else if (isInString(context, index))
        report(index, found, `${codeOf(found)} is in the text, and nobody sees it: escape it, or take it out`)
    }
    for (const { 0: word, index } of text.matchAll(MIXED)) {
      const letter = [...word].find((one) => ALIKE.has(one))
      if (letter === undefined) continue
      const latin = [...word].map((one) => ALIKE.get(one) ?? one).join('')
      report(
        index,
        word,
        `the ${ALIKE.get(letter)} in it is ${codeOf(letter)}, which only looks like one: write ${latin}`,
      )
    }
  },
})

function pairs(others: string, latin: string): (readonly [string, string])[] {
  return [...others].map((letter, index) => [letter, latin.charAt(index)] as const)
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** Whether an index lies in a string that is no docstring: there such characters only keep markup apart. */
function isInString({ module }: Context, index: number): boolean {
  const node = module.tree.nodeAt(index)
  const chain: Node[] = [node, ...ancestorsOf(node)]
  const string = chain.find(({ type }) => type === 'string')
  return (
    string !== undefined &&
    !chain.some((up) => {
      const docstring = /^(?:block|module)$/.test(up.type) ? docstringOf(up) : undefined
      return docstring !== undefined && isWithin(string, docstring)
    })
  )
}
