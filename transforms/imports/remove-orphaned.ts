import {
  type Context,
  defineTransform,
  field,
  type Node,
  parentOf,
  removeStatement,
  sameNode,
} from '#transform'
import { isLeftBehind } from './_dotted.ts'
import {
  type Imported,
  importedBy,
  isBackport,
  isFree,
  isKeptByComment,
  removalOf,
  runsUnknownCode,
} from './_unused.ts'

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
    if (isLeftBehind(context, statement)) return dropDotted(context, statement)
    const all = importedBy(statement).map((one) => withOwnModule(one, statement, context))
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
      return context.skip(`${first} is no longer used, but code that does not stand here runs with its names`)
    if (isKeptByComment(context, statement))
      return context.skip(`${first} is no longer used, but a comment asks to keep unused imports`)

    const names = orphans.map(({ local }) => local).filter((local) => isFree(context, statement, local))
    if (names.length === 0) {
      const whole = tryAround(statement, first)
      const isNeeded = !whole || project.namesUsedElsewhere(module.path, [first]).size > 0
      const gone = isNeeded ? undefined : removeStatement(module.tree, whole)
      if (!gone) return context.skip(`${first} is no longer used, but its import is one branch of several`)
      return context.carryOut(gone)
    }
    const used = project.namesUsedElsewhere(module.path, names)
    const dropped = names.filter((local) => !used.has(local))
    if (dropped.length === 0) return context.skip(`${first} is no longer used here, but may be elsewhere`)
    const removal = removalOf(context, statement, dropped)
    if (!removal) return context.skip(`${first} is no longer used, but a comment beside it would be lost`)
    context.carryOut(removal)
  },
})

/** A module of the project may have any effect, even where it is called like one of the standard library. */
function withOwnModule(one: Imported, { type }: Node, { module, project }: Context): Imported {
  const isOwn = type === 'import_statement' && project.graph.fileOf(one.name, module.path) !== undefined
  return isOwn ? { ...one, purpose: one.purpose ?? 'importing its module may have an effect' } : one
}

/** The `try` in whose branches nothing is done but to import a name from one place or another. */
function tryAround(statement: Node, local: string): Node | undefined {
  const block = parentOf(statement)
  const holder = block && parentOf(block)
  if (holder?.type !== 'try_statement' || !sameNode(field(holder, 'body'), block)) return undefined
  const isOfName = (part: Node) => {
    const imported = /^import(?:_from)?_statement$/.test(part.type) ? importedBy(part) : []
    return imported.length === 1 && imported[0]?.local === local && imported[0].purpose === undefined
  }
  const blocks = holder.namedChildren.map((part) =>
    part.type === 'except_clause' && /^except\s*\(?\s*(?:ImportError|ModuleNotFoundError)\b/.test(part.text)
      ? part.namedChildren.find(({ type }) => type === 'block')
      : part.type === 'block'
        ? part
        : undefined,
  )
  return blocks.every((one) => one?.namedChildren.every(isOfName)) ? holder : undefined
}

/** `import a.b.c`, beside which other imports bind `a`. */
function dropDotted(context: Context, statement: Node): void {
  const path = statement.namedChildren[0]?.text ?? ''
  const [root = ''] = path.split('.')
  if (context.module.isPackage)
    context.skip(`${path} is no longer used, but a package's names are for others, too`)
  if (isKeptByComment(context, statement))
    context.skip(`${path} is no longer used, but a comment asks to keep unused imports`)
  if (!isFree(context, statement, root))
    context.skip(`${path} is no longer used, but its import is one branch of several`)
  const removal = removalOf(context, statement, [root])
  if (!removal) context.skip(`${path} is no longer used, but a comment beside it would be lost`)
  context.carryOut(removal)
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
