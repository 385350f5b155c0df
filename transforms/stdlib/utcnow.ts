import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  leaveFallbacks,
  type Node,
  parentOf,
  sameNode,
} from '#transform'
import { meetsNaive } from './_naive-time.ts'

const AWARE = 'the result is aware of its time zone: it compares with aware times only, and prints +00:00'

const NAIVE = 'only the name changes'
/** Where a lambda needs no parentheses. */
const BARE =
  /^(?:argument_list|keyword_argument|assignment|default_parameter|typed_default_parameter|return_statement|pair|list|tuple|parenthesized_expression)$/
const STAYS = '.replace(tzinfo=None)'

export default defineTransform({
  summary: 'Replace utcnow() and utcfromtimestamp() with now() and fromtimestamp() in UTC',
  since: 'any',
  safety: 'review',
  sameAs: ['DTZ003', 'DTZ004'],
  docs: 'https://docs.python.org/3/library/datetime.html#datetime.datetime.utcnow',
  options: {
    naive: { default: false, summary: 'Add .replace(tzinfo=None), so that the result stays as it was' },
  },
  query: '(attribute object: (_) @class attribute: (identifier) @method) @name',
  where: { name: ['datetime.datetime.utcnow', 'datetime.datetime.utcfromtimestamp'] },
  rewrite({ name, class: owner, method }, context) {
    const parent = parentOf(name)
    if (
      /^(?:assignment|delete_statement)$/.test(parent?.type ?? '') &&
      !sameNode(parent && field(parent, 'right'), name)
    )
      return
    leaveFallbacks(context, name)
    const isNow = method.text === 'utcnow'
    const call = parent?.type === 'call' && sameNode(field(parent, 'function'), name) ? parent : undefined
    if (!call) {
      // A reference: something calls it later.
      if (!isNow || parent?.type === 'attribute' || isPatched(parent))
        return context.skip('it is handed on, not called: write a function that gives the time in UTC')
      context.review(context.options.naive ? NAIVE : AWARE)
      const made = `lambda: ${owner.text}.now(${utc(context, name)})${context.options.naive ? STAYS : ''}`
      return context.replace(name, BARE.test(parent?.type ?? '') ? made : `(${made})`)
    }
    const args = argumentsOf(call)
    if (hasSplat(args) || args.length !== (isNow ? 0 : 1))
      return context.skip('this call is unusual: rewrite it by hand')
    const list = field(call, 'arguments')
    const [time] = args
    if (!list) return
    const replaced = zoneReplaced(context, call)
    const isNaive = !replaced && (context.options.naive || meetsNaive(context, call))
    context.review(isNaive ? NAIVE : AWARE)
    const zone = utc(context, name)
    context.replace(method, isNow ? 'now' : 'fromtimestamp')
    if (time) context.insert(time.endIndex, time.type === 'keyword_argument' ? `, tz=${zone}` : `, ${zone}`)
    else context.replace(list, `(${zone})`)
    if (isNaive) context.insert(call.endIndex, STAYS)
    if (replaced) context.remove({ start: call.endIndex, end: replaced.endIndex })
  },
})

function utc(context: Context, at: Node): string {
  const isTaken = context.module.names.bindings('UTC').some(({ imported }) => imported?.module !== 'datetime')
  return context.targets('3.11') && !isTaken
    ? context.import('datetime', 'UTC', at)
    : `${context.import('datetime', 'timezone', at)}.utc`
}

function isPatched(parent: Node | undefined): boolean {
  return parent?.type === 'comparison_operator' || parent?.type === 'subscript'
}

/** The call of `.replace(tzinfo=timezone.utc)` on the result: nothing needs it any more. */
function zoneReplaced(context: Context, call: Node): Node | undefined {
  const access = parentOf(call)
  const outer = access && parentOf(access)
  if (
    access?.type !== 'attribute' ||
    field(access, 'attribute')?.text !== 'replace' ||
    outer?.type !== 'call'
  )
    return undefined
  const [zone, ...others] = argumentsOf(outer)
  const value =
    zone?.type === 'keyword_argument' && field(zone, 'name')?.text === 'tzinfo' && field(zone, 'value')
  const name = value ? context.qualifiedName(value) : undefined
  return others.length === 0 && (name === 'datetime.timezone.utc' || name === 'datetime.UTC')
    ? outer
    : undefined
}
