import { argumentsOf, defineTransform, field, lineOf, sameNode, table } from '#transform'
import { timesAround } from './_clock.ts'

const CLOCKS: Readonly<Record<string, string>> = table({
  'time.time': 'monotonic',
  'time.time_ns': 'monotonic_ns',
})

export default defineTransform({
  summary: 'Measure how long something takes with a clock that nobody sets',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/time.html#time.monotonic',
  query: '(call function: (_) @callee) @call',
  where: { callee: Object.keys(CLOCKS) },
  rewrite({ callee, call }, context) {
    const clock = context.qualifiedName(callee) ?? ''
    const steady = CLOCKS[clock]
    if (steady === undefined || argumentsOf(call).length > 0) return
    const { calls, otherUse, isElapsed } = timesAround(context, call, clock)
    if (otherUse)
      return isElapsed
        ? context.skip(`the time is used in line ${lineOf(otherUse)} for more than how long it took`)
        : undefined
    if (!isElapsed || !sameNode(calls[0], call)) return
    for (const one of calls) {
      const name = field(one, 'function')
      const attribute = name?.type === 'attribute' ? field(name, 'attribute') : undefined
      if (attribute) context.replace(attribute, steady)
      else if (name) context.replace(name, context.import('time', steady, name))
    }
    context.note('what replaces time.time in tests has to replace time.monotonic now')
  },
})
