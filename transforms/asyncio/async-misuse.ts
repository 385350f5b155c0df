import { defineTransform, functionAround, isTestFile, type Node, sameNode } from '#transform'

const SLEEPS = /^(?:asyncio(?:\.tasks)?|trio|anyio)\.sleep$/
const LIMITS =
  /^(?:asyncio(?:\.timeouts)?\.timeout(?:_at)?|(?:trio|anyio)\.(?:fail_after|fail_at|move_on_after|move_on_at|CancelScope))$/
/** Functions of trio and anyio that do nothing before they are awaited. */
const COROUTINES =
  /^(?:trio|anyio)\.(?:sleep|sleep_until|sleep_forever|aclose_forcefully|open_(?:file|tcp_stream|ssl_over_tcp_stream|unix_socket|tcp_listeners|process)|run_process|serve_\w+|connect_(?:tcp|unix)|create_(?:tcp|unix|udp)_\w+|to_thread\.run_sync|lowlevel\.(?:checkpoint|cancel_shielded_checkpoint|wait_readable|wait_writable))$/

export default defineTransform({
  summary:
    'Report loops that sleep until something changes, time limits around nothing that waits, and calls without await',
  since: 'any',
  safety: 'report',
  sameAs: ['ASYNC100', 'ASYNC105', 'ASYNC110'],
  docs: 'https://docs.python.org/3/library/asyncio-sync.html#asyncio.Event',
  query: `
    (while_statement condition: (_) @condition body: (block . (expression_statement . (await . (call function: (_) @callee) .) .) .) @loop)
    (with_statement (with_clause (with_item value: (call function: (_) @callee))) body: (block) @limited) @with
    (expression_statement . (call function: (_) @callee) @lost .)`,
  anchors: [/\b(?:asyncio|trio|anyio)\b/, 'sleep', 'timeout', 'fail_after', 'move_on_after'],
  needs: /\b(?:asyncio|trio|anyio)\b/,
  rewrite({ condition, callee, loop, limited, with: statement, lost }, context) {
    const name = context.qualifiedName(callee) ?? ''
    if (
      condition &&
      loop &&
      SLEEPS.test(name) &&
      isSomeoneElses(condition) &&
      !isTestFile(context.module.path)
    )
      context.report(
        'this looks again and again: let whoever changes it set an Event, and await its wait()',
        condition,
      )
    if (limited && statement && LIMITS.test(name) && !mayWait(limited))
      context.report('nothing in it is awaited, so that the limit never strikes', callee)
    if (lost && COROUTINES.test(name)) context.report('without await it does nothing', lost)
  },
})

/** Whether the loop waits for code of this process: what is asked is no clock, no file, nothing that has to be asked over a wire. */
function isSomeoneElses(condition: Node): boolean {
  if (/^(?:true|integer)$/.test(condition.type)) return false
  return !/\b(?:time|monotonic|perf_counter|now|deadline|elapsed|await|exists|is_file|is_dir|poll)\b/.test(
    condition.text,
  )
}

/** Whether something between here and the end of the block lets others run. */
function mayWait(block: Node): boolean {
  const around = functionAround(block)
  return block
    .descendantsOfType(['await', 'yield', 'for_statement', 'with_statement', 'for_in_clause'])
    .some((node) => {
      const owner = functionAround(node)
      if (owner && around && !sameNode(owner, around)) return false
      return /^(?:await|yield)$/.test(node.type) || /^async\b/.test(node.text)
    })
}
