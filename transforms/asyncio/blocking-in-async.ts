import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isTestFile,
  keywordArgument,
  membersOf,
  type Node,
  sameNode,
  withoutNone,
} from '#transform'
import { insteadOfFunction, insteadOfMethod } from './_blocking.ts'
import { coroutineAround, isCoroutine } from './_coroutine.ts'

export default defineTransform({
  summary: 'Report calls that block the event loop while a coroutine waits for them',
  since: 'any',
  safety: 'report',
  sameAs: ['ASYNC210', 'ASYNC212', 'ASYNC220', 'ASYNC221', 'ASYNC222', 'ASYNC230', 'ASYNC240', 'ASYNC250'],
  docs: 'https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code',
  query: '(function_definition body: (block) @body) @definition',
  anchors: ['async def'],
  rewrite({ body, definition }, context) {
    // Nobody else waits for the loop of a test.
    if (!isCoroutine(definition) || isTestFile(context.module.path)) return
    for (const call of body.descendantsOfType('call')) {
      if (!sameNode(coroutineAround(call), definition)) continue
      const callee = field(call, 'function')
      const instead = callee && (ofFunction(context, callee) ?? ofMethod(context, call, callee))
      if (callee && instead !== undefined)
        context.report(`${callee.text.replace(/\s+/g, '')} blocks the event loop: ${instead}`, call)
    }
  },
})

function ofFunction(context: Context, callee: Node): string | undefined {
  const name = context.qualifiedName(callee)
  return name === undefined ? undefined : insteadOfFunction(name)
}

function ofMethod(context: Context, call: Node, callee: Node): string | undefined {
  const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
  const method = field(callee, 'attribute')?.text ?? ''
  const rows = object ? insteadOfMethod(method) : []
  const type = rows.length > 0 && object ? withoutNone(context.typeOf(object)) : undefined
  if (!type || !waits(call, method)) return undefined
  const names = membersOf(type).map((member) =>
    member.kind === 'instance' && typeof member.of === 'string' ? member.of : '',
  )
  return rows.find(({ classes }) => names.every((name) => classes.includes(name)))?.instead
}

/** Whether the call may wait: not `get(False)`, `put(x, False)`, `acquire(blocking=False)`, `get(timeout=0)`. */
function waits(call: Node, method: string): boolean {
  const args = argumentsOf(call)
  const keyword = keywordArgument(args, 'block') ?? keywordArgument(args, 'blocking')
  const flag = keyword ? field(keyword, 'value') : args[method === 'put' ? 1 : 0]
  const timeout = keywordArgument(args, 'timeout')
  return flag?.type !== 'false' && (timeout === undefined || field(timeout, 'value')?.text !== '0')
}
