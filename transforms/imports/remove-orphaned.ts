import {
  argumentsOf,
  type Context,
  commentsIn,
  defineTransform,
  dropImportedNames,
  field,
  lineEnd,
  type Node,
  parentOf,
  removeStatement,
  sameNode,
} from '#transform'

/** Modules of the standard library, and backports of them, whose import does nothing that anybody could miss. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(
  `abc argparse array ast async_timeout asyncio base64 binascii bisect builtins calendar cgi codecs collections
  collections.abc concurrent.futures configparser contextlib contextvars copy copyreg csv dataclasses datetime decimal
  difflib dis distutils distutils.cmd distutils.core distutils.dir_util distutils.dist distutils.extension
  distutils.file_util distutils.spawn distutils.sysconfig distutils.util distutils.version email enum errno fnmatch
  fractions functools getopt getpass gettext glob gzip hashlib heapq hmac html html.parser http imp importlib importlib.abc
  importlib.util inspect io itertools json keyword linecache locale logging marshal math mmap mock multiprocessing nose nose.tools numbers
  operator optparse os os.path pathlib pickle pipes pkg_resources pkgutil platform plistlib pprint pytest queue random re secrets
  select selectors shelve shlex signal six six.moves six.moves.urllib six.moves.urllib.parse smtplib socket socketserver
  sqlite3 ssl stat statistics string struct subprocess sys sysconfig tarfile tempfile textwrap threading time token tokenize
  traceback types typing typing_extensions unicodedata unittest urllib uuid warnings weakref zipfile zipimport zlib
  zoneinfo`.split(/\s+/),
)
/** Comments that say that an import is there for others. */
const KEEP =
  /#\s*(?:noqa(?!\s*:)|noqa\s*:.*\bF401\b|(?:flake8|ruff)\s*:\s*noqa(?!\s*:)|.*\bunused-import\b|nopep8)/i

export default defineTransform({
  summary: 'Drop imports whose last use this run removed',
  since: 'any',
  safety: 'safe',
  sameAs: ['F401'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-import-statement',
  phase: 'clean-up',
  drops: ['statements'],
  query: '[(import_from_statement) (import_statement)] @statement',
  anchors: ['import'],
  rewrite({ statement }, context) {
    if (!statement) return
    const all = importedBy(statement)
    const imported = all.filter(({ purpose }) => purpose === undefined)
    const orphaned = imported.filter(
      ({ name, local }) => context.isOrphaned(local) || isUnusedSix(name, local, statement, context),
    )
    if (orphaned.length === 0) {
      const left = all.find(({ local, purpose }) => purpose !== undefined && context.isOrphaned(local))
      if (left) return context.skip(`${left.local} is no longer used, but ${left.purpose}`)
      const named = imported.find(
        ({ name, local }) =>
          context.runsWith('idioms/remove-six') &&
          isSix(name, statement) &&
          context.module.names.loads(local).length === 0,
      )
      if (!named) return
      const isUnused = context.isUnused(named.local)
      return context.skip(
        isUnused
          ? `${named.local} is not used here, but may be elsewhere`
          : `only strings name ${named.local}: drop its import unless they are run`,
      )
    }
    const orphans = [...orphaned, ...staleBeside(orphaned, imported, statement, context)]
    const { module, project } = context
    const first = orphans[0]?.local ?? ''
    // A stub hands on what it imports with `as` only (PEP 484).
    if (module.isPackage && !isBackport(statement) && !module.isStub)
      return context.skip(`${first} is no longer used, but a package's names are for others, too`)
    if (module.exports?.isDynamic)
      return context.skip(`${first} is no longer used, but __all__ is made at run time`)
    if (runsUnknownCode(context))
      return context.skip(`${first} is no longer used, but code that eval() or exec() runs may use it`)
    const { tree } = module
    const line = { start: statement.startIndex, end: lineEnd(tree.text, statement.endIndex) }
    const isKept = (comment: Node) => KEEP.test(comment.text)
    if (commentsIn(tree, line).some(isKept) || /^#\s*(?:flake8|ruff)\s*:\s*noqa\s*$/im.test(tree.text))
      return context.skip(`${first} is no longer used, but a comment asks to keep unused imports`)

    const names = orphans.map(({ local }) => local).filter((local) => isFree(context, statement, local))
    if (names.length === 0)
      return context.skip(`${first} is no longer used, but its import is one branch of several`)
    const used = project.namesUsedElsewhere(module.path, names)
    const dropped = names.filter((local) => !used.has(local))
    if (dropped.length === 0) return context.skip(`${first} is no longer used here, but may be elsewhere`)
    const removal =
      dropped.length === importedBy(statement).length
        ? (removeStatement(tree, blockToRemove(statement)) ?? dropEach(tree, statement, dropped))
        : (dropImportedNames(tree, statement, dropped) ?? dropEach(tree, statement, dropped))
    if (!removal) return context.skip(`${first} is no longer used, but a comment beside it would be lost`)
    context.carryOut(removal)
  },
})

/** Whether text that is made at run time is run with the names of this module. */
function runsUnknownCode(context: Context): boolean {
  return ['eval', 'exec'].some((name) =>
    context.module.names.loads(name).some(({ node }) => {
      const call = parentOf(node)
      if (call?.type !== 'call' || !sameNode(field(call, 'function'), node) || !context.isBuiltin(name, node))
        return false
      const [code, ...scopes] = argumentsOf(call)
      const isKnown = code === undefined || code.type === 'string'
      return !isKnown && scopes.every(({ text }) => /^(?:globals|locals|vars)\(\)$/.test(text))
    }),
  )
}

/** Names of typing that builtins and `|` have replaced (PEP 585, PEP 604). */
const REPLACED: ReadonlySet<string> = new Set(
  'ChainMap Counter DefaultDict Deque Dict FrozenSet List Optional OrderedDict Set Tuple Type Union'.split(
    ' ',
  ),
)

/**
 * Replaced names that nothing used to begin with go along where their statement loses a name: nobody would keep just them.
 * In a module that others import they may be the purpose, and stay.
 */
function staleBeside(
  orphaned: readonly Imported[],
  imported: readonly Imported[],
  statement: Node,
  context: Context,
): readonly Imported[] {
  if (field(statement, 'module_name')?.text !== 'typing') return []
  const stale = imported.filter(
    (item) => !orphaned.includes(item) && REPLACED.has(item.name) && context.isUnused(item.local),
  )
  const isShared = stale.length > 0 && context.project.imports.importersOf(context.module.path).size > 0
  return isShared ? [] : stale
}

/** Drops those names that no comment speaks of. */
function dropEach(
  tree: Context['module']['tree'],
  statement: Node,
  names: readonly string[],
): ReturnType<typeof dropImportedNames> {
  const droppable = names.filter((name) => dropImportedNames(tree, statement, [name]))
  return droppable.length < names.length ? dropImportedNames(tree, statement, droppable) : undefined
}

interface Imported {
  readonly name: string
  readonly local: string
  /** What it may be there for, besides its uses in this file. */
  readonly purpose: string | undefined
}

/** What a statement binds; `as X` with the same name asks for a re-export (PEP 484). */
function importedBy(statement: Node): Imported[] {
  const isPlain = statement.type === 'import_statement'
  return statement.childrenForFieldName('name').map((child) => {
    const name = field(child, 'name')?.text ?? child.text
    const alias = field(child, 'alias')?.text
    const local = alias ?? (isPlain ? (name.split('.', 1)[0] ?? name) : name)
    const isShared = alias === name && !isBackport(statement)
    const hasEffect = isPlain && !WITHOUT_EFFECT.has(name)
    const purpose = isShared ? 'it is imported under its own name for others' : undefined
    return { name, local, purpose: hasEffect ? 'importing its module may have an effect' : purpose }
  })
}

/** A module that hands names of six on is called after that. */
const HANDS_ON = /compat|six|py2|py3|python[23]|backport|future/i

/** Whether nothing used a name of six to begin with: who takes six away does not want just its import. */
function isUnusedSix(name: string, local: string, statement: Node, context: Context): boolean {
  const { isPackage, path } = context.module
  if (!context.runsWith('idioms/remove-six')) return false
  return isSix(name, statement) && !isPackage && !HANDS_ON.test(path) && context.isUnused(local)
}

/** Whether an imported name is six, one of its modules or one of its names. */
function isSix(name: string, statement: Node): boolean {
  const source = field(statement, 'module_name')?.text
  return /(?:^|\.)six(?:\.|$)/.test(source ?? name) || (source !== undefined && name === 'six')
}

/** What a project's own modules imported for Python 2, or to find their version, is not what others look for in its packages. */
function isBackport(statement: Node): boolean {
  return /\b(?:six|mock|pkg_resources)\b/.test(statement.text)
}

/** Whether the import of a name is neither one branch of several nor an attribute of a class, nor what a try is about. */
function isFree(context: Context, statement: Node, local: string): boolean {
  const bindings = context.module.names.bindings(local)
  const binding = bindings.find(({ owner }) => owner.startIndex === statement.startIndex)
  if (!binding || binding.scope.kind === 'class' || binding.context === 'try') return false
  const isOnly = bindings.every((other) => other === binding || other.scope !== binding.scope)
  return isOnly || binding.context === 'plain' || binding.context === 'type-checking'
}

/** The statement; or the `if TYPE_CHECKING:` that holds nothing else. */
function blockToRemove(statement: Node): Node {
  const block = parentOf(statement)
  const owner = block?.type === 'block' ? parentOf(block) : undefined
  const isAlone =
    block?.namedChildCount === 1 && owner?.type === 'if_statement' && !field(owner, 'alternative')
  return isAlone && /\bTYPE_CHECKING$/.test(field(owner, 'condition')?.text ?? '') ? owner : statement
}
