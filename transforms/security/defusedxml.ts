import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  isInstance,
  keywordArgument,
  type Node,
  stringParts,
  table,
} from '#transform'

/** Modules with their twins in defusedxml, and the functions that both have. */
const TWINS: Readonly<Record<string, readonly [twin: string, functions: string]>> = table({
  'xml.etree.ElementTree': ['ElementTree', 'parse iterparse fromstring XML'],
  'xml.etree.cElementTree': ['ElementTree', 'parse iterparse fromstring XML'],
  'xml.dom.minidom': ['minidom', 'parse parseString'],
  'xml.dom.pulldom': ['pulldom', 'parse parseString'],
  'xml.dom.expatbuilder': ['expatbuilder', 'parse parseString'],
  'xml.sax': ['sax', 'parse parseString make_parser'],
})

export default defineTransform({
  summary: 'Parse XML with defusedxml',
  since: 'any',
  safety: 'review',
  sameAs: ['S313', 'S314', 'S315', 'S316', 'S317', 'S318', 'S319', 'use-defusedxml'],
  docs: 'https://docs.python.org/3/library/xml.html#xml-vulnerabilities',
  query: '(call function: (_) @callee) @call',
  where: {
    callee: Object.entries(TWINS).flatMap(([module, [, functions]]) =>
      functions.split(' ').map((name) => `${module}.${name}`),
    ),
  },
  rewrite({ callee, call }, context) {
    const meant = context.qualifiedName(callee) ?? ''
    const name = meant.slice(meant.lastIndexOf('.') + 1)
    const twin = TWINS[meant.slice(0, -name.length - 1)]?.[0]
    if (twin === undefined || /(?:^|\/)(?:xml|defusedxml)\//.test(context.module.path)) return
    const args = argumentsOf(call)
    if (/^(?:fromstring|XML)$/.test(name) && (args.length !== 1 || hasSplat(args)))
      return context.skip('defusedxml takes no parser here')
    const parser = parserOf(meant, args)
    if (parser && parser.type !== 'none')
      return context.skip('a parser of its own decides what is taken: make that one with defusedxml')
    // xml.sax takes text, too.
    if (meant === 'xml.sax.parseString' && !isBytes(context, args[0]))
      return context.skip('defusedxml.sax.parseString takes bytes only: encode the text')
    context.review('needs the package defusedxml, and refuses documents that declare entities')
    context.replace(callee, `${context.importModule(`defusedxml.${twin}`)}.${name}`)
  },
})

/** The parser that a call brings along; those of `xml.sax` take a handler in its place. */
function parserOf(name: string, args: readonly Node[]): Node | undefined {
  const named = keywordArgument(args, 'parser')
  if (named) return field(named, 'value')
  const place = args[name.endsWith('.iterparse') ? 2 : 1]
  return name.startsWith('xml.sax.') || place?.type === 'keyword_argument' ? undefined : place
}

function isBytes(context: Context, text: Node | undefined): boolean {
  if (text?.type === 'string') return stringParts(text)?.isBytes ?? false
  const callee = text?.type === 'call' ? field(text, 'function') : undefined
  if (callee?.type === 'attribute' && field(callee, 'attribute')?.text === 'encode') return true
  return !!text && isInstance(context, text, ['builtins.bytes', 'builtins.bytearray']) === 'yes'
}
