import { type Context, defineTransform, field, type Node, parentOf } from '#transform'
import { annotatedName } from './_constraints.ts'
import { argumentsOf } from './_fields.ts'

export default defineTransform({
  summary: 'Replace stricturl(...) with AnyUrl and UrlConstraints',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/api/networks/#pydantic.networks.UrlConstraints',
  query: '(call function: (_) @callee arguments: (argument_list) @args) @call',
  where: { callee: ['pydantic.stricturl', 'pydantic.networks.stricturl'] },
  drops: ['constants', 'names'],
  recipes: ['pydantic-v2'],
  rewrite({ call, args }, context) {
    const around = parentOf(call)
    const owner = around?.type === 'argument_list' ? parentOf(around) : undefined
    if (owner?.type === 'class_definition' || around?.type === 'call' || around?.type === 'attribute')
      context.skip('stricturl is gone, and this is used as a class: annotate AnyUrl with UrlConstraints(...)')
    const options = argumentsOf(args).flatMap((option) => constraint(option, context))
    const url = context.import('pydantic', 'AnyUrl', call)
    context.review('a URL is no str in v2, ends its host with a slash, and may have a host without a dot')
    if (options.length === 0) {
      context.replace(call, url)
      return
    }
    const constraints = context.import('pydantic', 'UrlConstraints', call)
    context.replace(call, `${annotatedName(context, call)}[${url}, ${constraints}(${options.join(', ')})]`)
  },
})

/** One option in its v2 form; none where v2 does that anyway, or not at all. */
function constraint(option: Node, context: Context): string[] {
  const name = option.type === 'keyword_argument' ? field(option, 'name')?.text : undefined
  const value = field(option, 'value')
  if (name === undefined || !value)
    context.skip('the options of stricturl are computed: write UrlConstraints(...) by hand')
  if (name === 'max_length') return [option.text]
  if (name === 'allowed_schemes') return value.type === 'none' ? [] : [`allowed_schemes=${listOf(value)}`]
  const isIdle =
    name === 'tld_required' ||
    (name === 'min_length' && value.text === '1') ||
    (name === 'strip_whitespace' && value.type === 'true')
  return isIdle
    ? []
    : context.skip(`${name} of stricturl is gone: annotate AnyUrl with an AfterValidator that does it`)
}

/** v2 wants a list, where v1 was mostly given a set. */
function listOf(value: Node): string {
  if (value.type === 'list') return value.text
  if (value.type === 'set') return `[${value.text.slice(1, -1)}]`
  return value.type === 'tuple' ? `[${value.text.slice(1, -1).replace(/,\s*$/, '')}]` : `[*${value.text}]`
}
