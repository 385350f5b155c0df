import { defineTransform, field, leaveChoices, spellingsOf } from '#transform'
import { isExpected } from './_methods.ts'

export default defineTransform({
  summary: 'Replace HTMLParser().unescape with html.unescape',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/html.html#html.unescape',
  drops: ['names'],
  query: '(attribute object: (_) @parser attribute: (identifier) @method) @access',
  anchors: ['unescape'],
  searches: spellingsOf('unescape'),
  rewrite({ access, parser, method }, context) {
    if (method.text !== 'unescape') return
    const classes = ['html.parser.HTMLParser']
    if (!isExpected(context, parser, 'unescape', { classes })) return
    if (parser.type === 'call' && (field(parser, 'arguments')?.namedChildCount ?? 0) > 0)
      return context.skip('the parser is made with arguments: use html.unescape by hand')
    leaveChoices(context, access)
    context.replace(access, context.import('html', 'unescape', access))
  },
})
