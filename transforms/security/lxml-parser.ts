import { addArgument, argumentsOf, defineTransform, field, hasSplat, keywordArgument } from '#transform'

/** https://lxml.de/apidoc/lxml.etree.html#lxml.etree.XMLParser */
const PARSERS = ['XMLParser', 'ETCompatXMLParser', 'XMLTreeBuilder', 'XMLPullParser']
const ENTITIES = 'resolve_entities'
const NETWORK = 'no_network'

export default defineTransform({
  summary: 'Keep XML parsers of lxml from reading files and addresses that a document names',
  since: 'any',
  safety: 'review',
  sameAs: ['safe-lxml-parser-defaults'],
  docs: 'https://lxml.de/FAQ.html#how-do-i-use-lxml-safely-as-a-web-service-endpoint',
  query: '(call function: (_) @callee) @call',
  where: { callee: PARSERS.map((name) => `lxml.etree.${name}`) },
  drops: ['constants'],
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    const entities = keywordArgument(args, ENTITIES)
    const resolved = entities && field(entities, 'value')
    const network = keywordArgument(args, NETWORK)
    const offline = network && field(network, 'value')
    const isOnline = offline?.type === 'false'
    if (entities && resolved?.type !== 'true' && !isOnline) return
    if (hasSplat(args) && !entities && !isOnline)
      return context.skip(`${ENTITIES} may be among the arguments that are unpacked`)
    // encoding, attribute_defaults, dtd_validation, load_dtd … are keywords alone, but for those that feed a parser of events.
    if (/XMLPullParser$/.test(context.qualifiedName(callee) ?? '') && !entities && !isOnline) return
    if (keywordArgument(args, 'load_dtd') || keywordArgument(args, 'dtd_validation'))
      return context.skip('it reads DTDs on purpose: allow those that are known with a resolver')
    context.review(
      'entities that a document defines stay as they are; from lxml 5 on external ones are not read anyway',
    )
    if (isOnline && offline) context.replace(offline, 'True')
    if (resolved?.type === 'true') context.replace(resolved, 'False')
    else if (!entities && !hasSplat(args))
      context.edit(addArgument(context.text, call, `${ENTITIES}=False`, context.lineLength))
  },
})
