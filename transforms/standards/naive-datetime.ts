import {
  argumentsOf,
  defineTransform,
  field,
  hasSplat,
  isTestFile,
  keywordArgument,
  type Node,
  parentOf,
  sameNode,
  table,
} from '#transform'

/** At which place the zone stands, and how it is named; undefined where there is none to give. */
const ZONES: Readonly<Record<string, { readonly at: number; readonly name: string } | undefined>> = table({
  'datetime.datetime': { at: 7, name: 'tzinfo' },
  'datetime.datetime.now': { at: 0, name: 'tz' },
  'datetime.datetime.fromtimestamp': { at: 1, name: 'tz' },
  'datetime.datetime.today': undefined,
  'datetime.datetime.utcnow': undefined,
  'datetime.datetime.utcfromtimestamp': undefined,
  'datetime.datetime.strptime': undefined,
  'datetime.date.today': undefined,
  'datetime.date.fromtimestamp': undefined,
})

export default defineTransform({
  summary: 'Report times that know no time zone',
  since: 'any',
  safety: 'report',
  sameAs: [
    'DTZ001',
    'DTZ002',
    'DTZ003',
    'DTZ004',
    'DTZ005',
    'DTZ006',
    'DTZ007',
    'DTZ011',
    'DTZ012',
    'timezone-aware-datetime',
  ],
  docs: 'https://docs.python.org/3/library/datetime.html#aware-and-naive-objects',
  query: '[(attribute) (identifier)] @name',
  where: { name: Object.keys(ZONES) },
  rewrite({ name }, context) {
    const parent = name && parentOf(name)
    const qualified = (name && context.qualifiedName(name)) ?? ''
    if (!name || !parent) return
    const isCall = parent.type === 'call' && sameNode(field(parent, 'function'), name)
    if (!isCall) {
      // Handed on, it is called without a zone: field(default_factory=datetime.now).
      if (
        !/^(?:argument_list|keyword_argument)$/.test(parent.type) ||
        !/\.(?:now|today|utcnow)$/.test(qualified)
      )
        return
      if (parent.type === 'keyword_argument' && !sameNode(field(parent, 'value'), name)) return
      const instead = `datetime.now(tz=UTC)${qualified.startsWith('datetime.date.') ? '.date()' : ''}`
      context.report(`${name.text} is called without a time zone: write lambda: ${instead}`, name)
      return
    }
    if (isAware(parent, qualified) || isMadeAware(parent)) return
    // A test makes whichever time it wants to have.
    if (qualified === 'datetime.datetime' && isTestFile(context.module.path)) return
    context.report(adviceFor(qualified), parent)
  },
})

/** Whether the call itself names a zone, or may. */
function isAware(call: Node, name: string): boolean {
  const args = argumentsOf(call)
  if (hasSplat(args)) return true
  if (name === 'datetime.datetime.strptime') return args[1]?.type !== 'string' || args[1].text.includes('%z')
  const zone = ZONES[name]
  const keyword = zone && keywordArgument(args, zone.name)
  const given = keyword
    ? field(keyword, 'value')
    : zone && args.filter(({ type }) => type !== 'keyword_argument')[zone.at]
  return given !== undefined && given.type !== 'none'
}

/** Whether what the call gives gets its zone at once: `.astimezone()`, `.replace(tzinfo=UTC)`. */
function isMadeAware(call: Node): boolean {
  const attribute = parentOf(call)
  const outer = attribute?.type === 'attribute' ? parentOf(attribute) : undefined
  if (!attribute || outer?.type !== 'call' || !sameNode(field(attribute, 'object'), call)) return false
  const method = field(attribute, 'attribute')?.text
  const zone = keywordArgument(argumentsOf(outer), 'tzinfo')
  return method === 'astimezone' || (method === 'replace' && !!zone && field(zone, 'value')?.type !== 'none')
}

function adviceFor(name: string): string {
  switch (name) {
    case 'datetime.datetime':
      return 'the time has no zone: say tzinfo=UTC, or whichever it is'
    case 'datetime.datetime.strptime':
      return 'the time that is read has no zone: read it with %z, or add .replace(tzinfo=UTC)'
    case 'datetime.date.today':
    case 'datetime.date.fromtimestamp':
      return "the date is that of the machine's time zone: take that of datetime.now(tz=UTC)"
    case 'datetime.datetime.fromtimestamp':
    case 'datetime.datetime.utcfromtimestamp':
      return 'the time has no zone: write datetime.fromtimestamp(…, tz=UTC)'
    default:
      return 'the time has no zone: write datetime.now(tz=UTC)'
  }
}
