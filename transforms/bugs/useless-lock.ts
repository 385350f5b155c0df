import { defineTransform } from '#transform'

export default defineTransform({
  summary: 'Report locks that are made where they are taken',
  since: 'any',
  safety: 'report',
  sameAs: ['PLW2101', 'bad-lock-with-statement'],
  docs: 'https://docs.python.org/3/library/threading.html#using-locks-conditions-and-semaphores-in-the-with-statement',
  query: `
    (with_item value: (call function: (_) @made) @lock)
    (with_item value: (as_pattern . (call function: (_) @made) @lock))`,
  where: {
    made: [
      ...['Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore'].flatMap((name) => [
        `threading.${name}`,
        `asyncio.${name}`,
        `multiprocessing.${name}`,
      ]),
    ],
  },
  rewrite({ lock, made }, context) {
    context.report(
      `each run makes its own ${made.text.split('.').at(-1)}, so nobody waits for another: make it once, where all see it`,
      lock,
    )
  },
})
