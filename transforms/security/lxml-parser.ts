import {
  addArgument,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasRelease,
  hasSplat,
  keywordArgument,
  type Node,
} from '#transform'

/** https://lxml.de/apidoc/lxml.etree.html#lxml.etree.XMLParser */
const PARSERS = ['XMLParser', 'ETCompatXMLParser', 'XMLTreeBuilder', 'XMLPullParser']
/** What takes a parser as second argument, and has one of its own where there is none. */
const READERS = ['parse', 'fromstring', 'XML']
const ENTITIES = 'resolve_entities'
const NETWORK = 'no_network'

export default defineTransform({
  summary: 'Keep XML parsers of lxml from reading files and addresses that a document names',
  since: 'any',
  safety: 'review',
  sameAs: ['safe-lxml-parser-defaults', 'safe-lxml-parsing'],
  docs: 'https://lxml.de/FAQ.html#how-do-i-use-lxml-safely-as-a-web-service-endpoint',
  query: '(call function: (_) @callee) @call',
  where: { callee: [...PARSERS, ...READERS].map((name) => `lxml.etree.${name}`) },
  drops: ['constants'],
  rewrite({ callee, call }, context) {
    const name = context.qualifiedName(callee) ?? ''
    if (READERS.some((reader) => name.endsWith(`.${reader}`))) return giveParser(callee, call, context)
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
    if (/XMLPullParser$/.test(name) && !entities && !isOnline) return
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

/** The parser that is taken where none is given reads what documents name, up to lxml 4. */
function giveParser(callee: Node, call: Node, context: Context): void {
  if (hasRelease(context, { package: 'lxml', version: '5.0', given: 'none' }) === true) return
  const args = argumentsOf(call)
  const keyword = keywordArgument(args, 'parser')
  const given = keyword ? field(keyword, 'value') : args[1]
  if (args.length === 0 || hasSplat(args) || (given && given.type !== 'none' && !isKeyword(given))) return
  if (context.project.filesWith(new Set(['set_default_parser'])).length > 0)
    context.skip('the project says which parser is taken where none is given: see what that one reads')
  context.review(
    'entities that a document defines stay as they are; from lxml 5 on external ones are not read anyway',
  )
  const module = callee.type === 'attribute' ? field(callee, 'object')?.text : undefined
  const maker =
    module === undefined ? context.import('lxml.etree', 'XMLParser', callee) : `${module}.XMLParser`
  const parser = `${maker}(${ENTITIES}=False)`
  if (given && !isKeyword(given)) context.replace(given, parser)
  else context.edit(addArgument(context.text, call, `parser=${parser}`, context.lineLength))
}

function isKeyword(argument: Node): boolean {
  return argument.type === 'keyword_argument'
}
