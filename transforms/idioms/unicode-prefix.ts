import { defineTransform, stringParts } from '#transform'

export default defineTransform({
  summary: "Write u'text' without the prefix",
  since: 'any',
  safety: 'safe',
  sameAs: ['UP025'],
  docs: 'https://peps.python.org/pep-0414/',
  query: '(string) @literal',
  anchors: ["u'", 'u"', "U'", 'U"'],
  rewrite({ literal }, context) {
    if (!/^u$/i.test(stringParts(literal)?.prefix ?? '')) return
    const { startIndex: start } = literal
    // `''u'a'` would begin with three quotes.
    const isAfterQuote = /['"]/.test(context.text.charAt(start - 1))
    context.replace({ start, end: start + 1 }, isAfterQuote ? ' ' : '')
  },
})
