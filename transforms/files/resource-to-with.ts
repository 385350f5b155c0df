import { type Context, defineTransform } from '#transform'
import { acquiredOf, joinInner } from './_acquired.ts'
import { closeInWith, openingOf } from './_closed.ts'

interface Resource {
  readonly makers: readonly string[]
  /** What does what leaving the `with` does. */
  readonly closers: readonly string[]
  /** Whether `async with` enters it, or only contextlib.closing closes it. */
  readonly entered?: 'async' | 'closing'
}

const EXECUTORS = ['ThreadPoolExecutor', 'ProcessPoolExecutor']
const RESOURCES: readonly Resource[] = [
  {
    makers: [
      ...EXECUTORS.map((name) => `concurrent.futures.${name}`),
      'concurrent.futures.thread.ThreadPoolExecutor',
      'concurrent.futures.process.ProcessPoolExecutor',
    ],
    closers: ['shutdown()', 'shutdown(True)', 'shutdown(wait=True)'],
  },
  {
    makers: ['Pool', 'pool.Pool', 'pool.ThreadPool', 'dummy.Pool'].map((name) => `multiprocessing.${name}`),
    closers: ['terminate()'],
  },
  {
    makers: [
      'socket.socket',
      'socket.create_connection',
      'urllib.request.urlopen',
      'mmap.mmap',
      'selectors.DefaultSelector',
      'os.scandir',
      'requests.Session',
      'requests.session',
      'requests.sessions.Session',
      'httpx.Client',
    ],
    closers: ['close()'],
  },
  { makers: ['smtplib.SMTP', 'smtplib.SMTP_SSL', 'ftplib.FTP', 'ftplib.FTP_TLS'], closers: ['quit()'] },
  { makers: ['httpx.AsyncClient'], closers: ['await aclose()'], entered: 'async' },
  { makers: ['aiohttp.ClientSession'], closers: ['await close()'], entered: 'async' },
  {
    makers: ['sqlite3.connect', 'http.client.HTTPConnection', 'http.client.HTTPSConnection'],
    closers: ['close()'],
    entered: 'closing',
  },
]
const MAKERS = RESOURCES.flatMap(({ makers }) => makers)
const ANCHORS = new Set(MAKERS.map((name) => name.slice(name.lastIndexOf('.') + 1)))

export default defineTransform({
  summary: 'Hold locks, pools and connections in a with statement, which lets go of them whatever happens',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/threading.html#using-locks-conditions-and-semaphores-in-the-with-statement',
  drops: ['names', 'statements'],
  query: `
    (expression_statement . (assignment left: (identifier) @name !type
      right: (call function: (_) @callee) @value) .) @statement
    (expression_statement . (call
      function: (attribute object: (_) @lock attribute: (identifier) @_acquire (#eq? @_acquire "acquire"))
      arguments: (argument_list) @args) .) @statement
    (expression_statement . (await (call
      function: (attribute object: (_) @lock attribute: (identifier) @_acquire (#eq? @_acquire "acquire"))
      arguments: (argument_list) @args)) @awaited .) @statement`,
  where: { callee: MAKERS },
  anchors: ['acquire', ...ANCHORS],
  needs: /\.\s*(?:close|aclose|shutdown|quit|terminate|release)\s*\(/,
  rewrite({ statement, name, callee, value, lock, args, awaited }, context) {
    if (!statement) return
    if (lock && args) {
      if (!/^\(\s*(?:True|1|blocking\s*=\s*True)?\s*\)$/.test(args.text)) return
      const opening = acquiredOf(context, { statement, lock, isAwaited: awaited !== undefined })
      if (opening && !joinInner(context, opening)) closeInWith(context, opening)
      return
    }
    const meant = callee && context.qualifiedName(callee)
    const resource = RESOURCES.find(({ makers }) => meant !== undefined && makers.includes(meant))
    if (!name || !value || !resource) return
    const around = () => aroundOf(context, resource)
    closeInWith(context, openingOf(context, { statement, name, value, around }, resource.closers))
  },
})

function aroundOf(context: Context, { entered }: Resource): readonly [string, string] {
  if (entered === 'closing') return [`with ${context.import('contextlib', 'closing')}(`, ')']
  return [entered === 'async' ? 'async with ' : 'with ', '']
}
