import {
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  hasSplat,
  type Node,
  parentOf,
  sameNode,
} from '#transform'
import { coroutineAround } from './_coroutine.ts'

export default defineTransform({
  summary: 'Replace time.sleep in coroutines with await asyncio.sleep',
  since: 'any',
  safety: 'review',
  sameAs: ['ASYNC251'],
  docs: 'https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'time.sleep' },
  needs: /\basync\b/,
  rewrite({ callee, call }, context) {
    const coroutine = coroutineAround(call)
    if (!coroutine) return
    const args = argumentsOf(call)
    if (args.length !== 1 || hasSplat(args) || args[0]?.type === 'keyword_argument')
      return context.skip('time.sleep takes one argument')
    if (/^(attribute|subscript|call)$/.test(parentOf(call)?.type ?? ''))
      return context.skip('its result is used, which is None')
    const library = otherLoop(context)
    if (library) return context.skip(`the coroutine may run under ${library}: use ${library}.sleep`)
    if (holdsLock(call, coroutine))
      return context.skip('it sleeps with a lock that other threads may wait for: release the lock first')
    context.review('other tasks run while it sleeps, and may change what it reads afterwards')
    // It fails where it is awaited already: what it gives is None.
    const around = [...ancestorsOf(call)].find(({ type }) => type !== 'parenthesized_expression')
    const word = around?.type === 'await' ? '' : 'await '
    context.replace(callee, `${word}${context.importModule('asyncio', callee)}.sleep`)
  },
})

/** The library that runs coroutines in this file, where that may be another than asyncio. */
function otherLoop({ text }: Context): string | undefined {
  return /^[ \t]*(?:import|from)[ \t]+(trio|anyio|curio)\b/m.exec(text)?.[1]
}

/** Whether a `with` statement of the coroutine has a lock; one of asyncio would be in an `async with`. */
function holdsLock(node: Node, coroutine: Node): boolean {
  for (const up of ancestorsOf(node)) {
    if (sameNode(up, coroutine)) return false
    const clause =
      up.type === 'with_statement' && up.firstChild?.type !== 'async' ? up.firstNamedChild : undefined
    if (clause && /lock|mutex|semaphore|condition/i.test(clause.text)) return true
  }
  return false
}
