import { argumentsOf, defineTransform, stringParts } from '#transform'

const FUNCTIONS = 'compile findall finditer fullmatch match search split sub subn template'

export default defineTransform({
  summary: 'Report flags such as (?i) that do not stand at the start of a regular expression',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/whatsnew/3.11.html#re',
  query: '(call function: (_) @callee) @call',
  anchors: ['(?'],
  where: { callee: FUNCTIONS.split(' ').map((name) => `re.${name}`) },
  rewrite({ call }, context) {
    const [first] = argumentsOf(call)
    const pattern = first?.type === 'keyword_argument' ? first.lastNamedChild : first
    const parts = pattern && stringParts(pattern)
    if (!pattern || !parts || parts.isFormatted) return
    const text = context.text.slice(parts.content.start, parts.content.end)
    // Escapes and sets of characters are stepped over: what is in them is text.
    for (const match of text.matchAll(/\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]|\(\?[aiLmsux]+\)/g)) {
      const isAtStart = /^(?:\(\?[aiLmsux]+\))*$/.test(text.slice(0, match.index))
      if (match[0].startsWith('(?') && !isAtStart)
        context.report(
          `${match[0]} is an error since Python 3.11: move it to the start`,
          {
            start: parts.content.start + match.index,
            end: parts.content.start + match.index + match[0].length,
          },
          '3.11',
        )
    }
  },
})
