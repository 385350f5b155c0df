import {
  type Context,
  defineTransform,
  indentOf,
  isStdlib,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  parentOf,
  type Span,
  trueEnd,
} from '#transform'
import { type Section, sortedImports } from './_import-layout.ts'
import { checkOrder } from './_import-order.ts'
import { type ImportEntry, type ImportRun, runsIn } from './_import-runs.ts'

export default defineTransform({
  summary: 'Sort imports as isort does in the profile of Black',
  since: 'any',
  safety: 'safe',
  sameAs: ['I001', 'order-imports', 'isort'],
  docs: 'https://peps.python.org/pep-0008/#imports',
  query: '[(import_statement) (import_from_statement) (future_import_statement)] @statement',
  anchors: ['import'],
  options: {
    'lines-after-imports': {
      default: -1,
      summary:
        'How many blank lines come after imports; -1: two before a class or function, one before other code',
    },
    'known-first-party': {
      default: [] as readonly string[],
      summary: 'Further packages that count as the own project',
    },
    'known-third-party': {
      default: [] as readonly string[],
      summary: 'Packages that count as those of others, wherever they are found',
    },
    'extra-standard-library': {
      default: [] as readonly string[],
      summary: 'Modules that count as those of the standard library',
    },
    'combine-as': {
      default: false,
      summary: 'Whether names that get another name stand in one statement with the others',
    },
    'force-sort-within-sections': {
      default: false,
      summary: 'Whether `import` and `from` stand among each other, by the name of the module',
    },
    'case-sensitive': {
      default: false,
      summary:
        'Whether capital letters come first where `import` and `from` stand among each other, as in isort',
    },
    'order-by-type': {
      default: true,
      summary: 'Whether constants come before classes, and those before other names',
    },
    'line-length': {
      default: 0,
      summary: 'How long an import may be; 0: as long as other lines',
    },
    'leave-files': {
      default: [] as readonly string[],
      summary: 'Files and folders whose imports stay as they are',
    },
    leave: {
      default: '',
      summary: 'Why all imports stay as they are, such as a setting of isort that only isort itself keeps to',
    },
  },
  rewrite({ statement }, context) {
    const block = statement && parentOf(statement)
    if (!block) return
    const run = runsIn(block, context).find(
      ({ entries }) => entries[0]?.list.statement.startIndex === statement.startIndex,
    )
    const [first] = run?.entries ?? []
    const last = run?.entries.at(-1)
    if (!run || !first || !last || /#\s*isort\s*:\s*skip_file/.test(context.text)) return
    if (isLeft(context.module.path, context.options['leave-files'])) return
    const { text, options } = context
    const start = lineStart(text, (first.above[0] ?? statement).startIndex)
    const span = { start, end: lineEnd(text, trueEnd(last.list.statement)) }
    const sorted = sortedImports(run.entries, {
      newline: newlineAt(text, start),
      // A comment above may be indented in another way.
      indent: indentOf(text, statement.startIndex),
      unit: '    ',
      lineLength: options['line-length'] || context.lineLength,
      combinesAs: options['combine-as'],
      isMixed: options['force-sort-within-sections'],
      hasCase: options['case-sensitive'],
      ordersByType: options['order-by-type'],
      sectionOf: (module) => sectionOf(module, context),
    })
    if (sorted.text !== text.slice(span.start, span.end)) {
      if (options.leave !== '') return context.skip(options.leave)
      checkOrder(run.entries, sorted.order, context)
      context.edit([changedPart(text, span, sorted.text, run.entries)])
    }
    if (options.leave === '') spaceBelow(run, span.end, context)
  },
})

/** Whether one of the patterns is the path, a folder above it, or a name in it, as isort reads them. */
function isLeft(path: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const plain = pattern.replace(/^\.\//, '').replace(/\/$/, '')
    const source = plain
      .replaceAll(/[.+^${}()|\\]/g, '\\$&')
      .replaceAll(/\*+/g, '.*')
      .replaceAll('?', '.')
    return new RegExp(`^(?:.*/)?${source}(?:/|$)`).test(path)
  })
}

interface Places {
  readonly 'known-first-party': readonly string[]
  readonly 'known-third-party': readonly string[]
  readonly 'extra-standard-library': readonly string[]
}

function sectionOf(module: string, context: Context<Places>): Section {
  if (module === '__future__') return 0
  if (module.startsWith('.')) return 4
  const named = (list: readonly string[]) =>
    list.some((name) => module === name || module.startsWith(`${name}.`))
  if (named(context.options['known-first-party'])) return 3
  if (named(context.options['known-third-party'])) return 2
  if (named(context.options['extra-standard-library'])) return 1
  // Nobody says where that is from: isort takes it for third-party code.
  if (module === '__main__') return 2
  if (isStdlib(module) || PRIVATE.has(module.split('.', 1)[0] ?? '') || /^_codecs_/.test(module)) return 1
  const root = module.split('.', 1)[0] ?? module
  const { graph } = context.project
  const isOwn =
    root === context.module.name?.split('.', 1)[0] ||
    graph.fileOf(root) !== undefined ||
    graph.fileOf(module) !== undefined
  return isOwn ? 3 : root === 'test' ? 1 : 2
}

/** What the standard library keeps for itself (`sys.stdlib_module_names`). */
const PRIVATE: ReadonlySet<string> = new Set(
  `_abc _ast _asyncio _bisect _blake2 _bz2 _codecs _collections _collections_abc _colorize _compat_pickle _compression _contextvars
  _csv _ctypes _curses _datetime _dbm _decimal _dummy_thread _elementtree _frozen_importlib _frozen_importlib_external _functools
  _gdbm _hashlib _heapq _imp _interpreters _io _json _locale _lsprof _lzma _markupbase _md5 _msi _multibytecodec _multiprocessing
  _opcode _operator _osx_support _overlapped _pickle _posixshmem _posixsubprocess _py_abc _pydatetime _pydecimal _pyio _pyrepl
  _queue _random _scproxy _sha1 _sha2 _sha256 _sha3 _sha512 _signal _sitebuiltins _socket _sqlite3 _sre _ssl _stat _statistics
  _string _strptime _struct _symtable _sysconfig _thread _threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings
  _weakref _weakrefset _winapi _winreg _wmi _zoneinfo`.split(/\s+/),
)

/** The edit that makes `sorted` of a part of the text, without the statements at its ends that stay as they are. */
function changedPart(
  text: string,
  { start, end }: Span,
  sorted: string,
  entries: readonly ImportEntry[],
): Span & { readonly text: string } {
  const old = text.slice(start, end).split('\n')
  const lines = sorted.split('\n')
  const rows = entries.map(({ above, list }) => (above[0] ?? list.statement).startPosition.row)
  // What is left of a statement somebody else may take away: it goes as a whole, or not at all.
  const begins = new Set(rows.map((row) => row - (rows[0] ?? 0)))
  const shorter = Math.min(old.length, lines.length)
  let head = 0
  while (head < shorter - 1 && old[head] === lines[head]) head++
  while (head > 0 && !begins.has(head)) head--
  let tail = 0
  while (tail < shorter - head - 1 && old.at(-1 - tail) === lines.at(-1 - tail)) tail++
  while (tail > 0 && !begins.has(old.length - tail)) tail--
  const before = old.slice(0, head).reduce((sum, line) => sum + line.length + 1, 0)
  const after = tail === 0 ? 0 : old.slice(-tail).reduce((sum, line) => sum + line.length + 1, 0)
  return { start: start + before, end: end - after, text: lines.slice(head, lines.length - tail).join('\n') }
}

/** One blank line below the imports of a module, two before a class or function, unless the project has another rule. */
function spaceBelow(
  { next }: ImportRun,
  end: number,
  context: Context<{ readonly 'lines-after-imports': number }>,
): void {
  if (!next || /^#\s*isort/.test(next.text)) return
  const isTop = parentOf(next)?.type === 'module'
  let code: Node | null = next
  while (code?.type === 'comment') code = code.nextNamedSibling
  if (code && /import_(?:from_)?statement$/.test(code.type)) return
  const { text } = context
  const start = lineStart(text, next.startIndex)
  const gap = text.slice(end, start)
  if (/[^\s]|[\f\v]/.test(gap)) return
  const construct = /^(?:#[^\n]*\n)*(?:class|def|async\s+def)\b|^(?:#[^\n]*\n)*@/.test(
    text.slice(start, start + 2000),
  )
  const newline = newlineAt(text, end)
  if (!isTop) {
    // In a block only a comment needs a line between it and what it is not about.
    if (next.type === 'comment' && !/\n.*\n/s.test(gap)) context.insert(end, newline)
    return
  }
  const lines = context.options['lines-after-imports']
  const wanted = lines >= 0 ? lines : construct && !context.module.isStub ? 2 : 1
  context.replace({ start: end, end: start }, newline.repeat(wanted + 1))
}
