import { argumentsOf, defineTransform, field, mayFailOnPurpose, parentOf } from '#transform'

/** A day, beyond which nobody means a time. */
const LIMIT = 86_400

export default defineTransform({
  summary:
    'Await checkpoint() instead of sleep(0), and sleep_forever() instead of a sleep of days, in trio and anyio',
  since: 'any',
  safety: 'review',
  sameAs: ['ASYNC115', 'ASYNC116'],
  docs: 'https://trio.readthedocs.io/en/stable/reference-lowlevel.html#trio.lowlevel.checkpoint',
  drops: ['constants', 'names'],
  query: '(call function: (_) @callee arguments: (argument_list . [(integer) (float)] @time .)) @call',
  where: { callee: ['trio.sleep', 'anyio.sleep'] },
  rewrite({ callee, call, time }, context) {
    if (!callee || !call || !time || argumentsOf(call).length !== 1) return
    const library = (context.qualifiedName(callee) ?? '').replace(/\..*/, '')
    const seconds = Number(time.text.replaceAll('_', ''))
    if (Number.isNaN(seconds) || (seconds > 0 && seconds <= LIMIT)) return
    if (parentOf(call)?.type !== 'await') return context.skip('it is not awaited here')
    if (seconds === 0) {
      const isModule =
        callee.type === 'attribute' && library === 'trio' && field(callee, 'object')?.type === 'identifier'
      const name = isModule
        ? `${field(callee, 'object')?.text}.lowlevel.checkpoint`
        : context.import(`${library}.lowlevel`, 'checkpoint')
      context.review(
        library === 'trio'
          ? 'needs trio 0.15'
          : 'needs anyio 3; under asyncio both give way once, each in its own way',
      )
      return context.replace(call, `${name}()`)
    }
    if (mayFailOnPurpose(call)) return context.skip('a time limit around it may be what is tried')
    context.review(`it goes on after ${time.text} seconds until now`)
    const forever =
      callee.type === 'attribute'
        ? `${field(callee, 'object')?.text}.sleep_forever`
        : context.import(library, 'sleep_forever')
    context.replace(call, `${forever}()`)
  },
})
