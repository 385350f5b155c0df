import { defineTransform, field, leaveFallbacks } from '#transform'

export default defineTransform({
  summary: 'Replace datetime.timezone.utc with datetime.UTC',
  since: '3.11',
  safety: 'safe',
  sameAs: ['UP017'],
  docs: 'https://docs.python.org/3/library/datetime.html#datetime.UTC',
  query: '(attribute object: (_) @timezone attribute: (identifier)) @utc',
  where: { utc: 'datetime.timezone.utc' },
  rewrite({ utc, timezone }, context) {
    leaveFallbacks(context, utc)
    const module = timezone.type === 'attribute' ? field(timezone, 'object') : undefined
    const name = module ? `${module.text}.UTC` : context.import('datetime', 'UTC', utc)
    // Under an alias it would be no shorter.
    if (/_UTC\b/.test(name)) return context.skip('UTC is the name of something else here')
    context.replace(utc, name)
  },
})
