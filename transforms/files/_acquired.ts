import {
  beforeBlankLines,
  type Context,
  isInstance,
  jumpOut,
  lineStart,
  type Node,
  nextLine,
  parentOf,
  pastBlankLines,
  type Span,
  sameNode,
  spanOf,
  statementsOf,
  trueEnd,
  withoutComments,
} from '#transform'
import { cleanupOf, type Opening } from './_closed.ts'
import { lineOf, needPlainLines } from './_try-lines.ts'

const NAMES = ['Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore']
const of = (modules: readonly string[], names: readonly string[]) =>
  modules.flatMap((module) => names.map((name) => `${module}.${name}`))
/** Classes whose `__enter__` acquires, and whose `__exit__` releases. */
const LOCKS = of(['threading', 'multiprocessing', 'multiprocessing.synchronize'], NAMES)
/** Those that do it in `__aenter__` and `__aexit__`. */
const ASYNC_LOCKS = [
  ...of(['asyncio', 'asyncio.locks'], NAMES),
  ...of(['anyio', 'trio'], ['Lock', 'Condition', 'Semaphore']),
]

/** A lock that a statement of its own acquires, and another one releases. */
export interface Acquired {
  readonly statement: Node
  readonly lock: Node
  readonly isAwaited: boolean
}

/** What takes the place of `lock.acquire()`; undefined when it surely is no lock. */
export function acquiredOf(context: Context, { statement, lock, isAwaited }: Acquired): Opening | undefined {
  if (/[()\n]/.test(lock.text)) return undefined
  const certainty = isInstance(context, lock, isAwaited ? ASYNC_LOCKS : LOCKS)
  if (certainty === 'no') return undefined
  const whyNotTry = (span: Span) => {
    if (certainty === 'unknown')
      return `${lock.text} is not certain to be a lock: annotate it, or make it in this file`
    context.refuseOwn(lock, ['acquire', 'release', '__enter__', '__exit__', '__aenter__', '__aexit__'])
    return whyChanged(context, lock, span)
  }
  return {
    statement,
    value: lock,
    around: () => [isAwaited ? 'async with ' : 'with ', ''],
    closers: [`${lock.text.replace(/\s/g, '')}.release()`],
    whyNotTry,
    whyNot(body, span) {
      const reason = whyNotTry(span) ?? whyLeft(lock, body)
      if (reason === undefined) context.review('it is released now when something in between raises, too')
      return reason
    },
  }
}

/** Why `lock` may not be the same all through `span`. */
function whyChanged(context: Context, lock: Node, span: Span): string | undefined {
  const written = context.text.slice(span.start, span.end)
  const attribute = lock.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const names = [lock, ...lock.descendantsOfType('identifier')].filter(({ type }) => type === 'identifier')
  const isBound = names.some(({ text }) =>
    context.module.names
      .bindings(text)
      .some(({ node }) => node.startIndex > span.start && node.startIndex < span.end),
  )
  return isBound || new RegExp(`(?<![\\w.])${attribute}\\s*=(?!=)`).test(written)
    ? `${lock.text} is given another value before it is released`
    : undefined
}

/** Why the statements may be left, or the lock be free, before they are through. */
function whyLeft(lock: Node, body: readonly Node[]): string | undefined {
  const held = lock.text.replace(/\s/g, '')
  for (const statement of body) {
    const own = statement.text.replace(/\s/g, '')
    if (own.includes(`${held}.release(`) || own.includes(`${held}.acquire(`))
      return `${lock.text} is released in between: write it with try and finally first`
  }
  const jump = jumpOut(body, ['return_statement', 'break_statement', 'continue_statement'])
  return jump
    ? `${jump.text.split('\n', 1)[0]} leaves ${lock.text} acquired: write it with try and finally first`
    : undefined
}

/** `try:` whose first statement acquires, and whose `finally` releases; true when it is one. */
export function joinInner(context: Context, opening: Opening): boolean {
  const { statement, value, around } = opening
  const { text } = context
  const block = parentOf(statement)
  const attempt = block && parentOf(block)
  const cleanup = attempt?.type === 'try_statement' ? cleanupOf(attempt, opening) : undefined
  if (!block || !attempt || !cleanup || !sameNode(statementsOf(block)[0], statement)) return false
  const parts = withoutComments(attempt)
  if (parts.length !== 2 || statementsOf(block).length < 2 || !sameNode(parts[0], block)) return false
  const reason = opening.whyNotTry(spanOf(attempt))
  if (reason !== undefined) context.skip(reason)
  needPlainLines(context, attempt, cleanup)
  if (lineOf(context, statement) !== statement.text)
    context.skip('something else stands beside the call of acquire')
  const line = lineStart(text, statement.startIndex)
  context.remove({ start: line, end: pastBlankLines(text, nextLine(text, line)) })
  context.replace(
    { start: attempt.startIndex, end: attempt.startIndex + 'try'.length },
    around()[0] + value.text,
  )
  context.remove({
    start: beforeBlankLines(text, lineStart(text, cleanup.startIndex)),
    end: nextLine(text, trueEnd(cleanup)),
  })
  return true
}
