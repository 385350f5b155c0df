import {
  type Context,
  defineTransform,
  field,
  isStdlib,
  isTestFile,
  type Node,
  parentOf,
  removeStatement,
  sameNode,
} from '#transform'
import { type Imported, importedBy, isKeptByComment, removalOf, runsUnknownCode } from './_unused.ts'

/** Packages that are imported for their names only. */
const FOR_NAMES =
  /^(?:attrs?|click|django|fastapi|flask|httpx|jinja2|marshmallow|mypy_extensions|numpy|pandas|pydantic|pytest|requests|rest_framework|scipy|setuptools|sqlalchemy|starlette|tqdm|typing_extensions|werkzeug|yaml)(?:\.|$)/
/** Files whose names are looked up by frameworks, by tests beside them, or by whoever imports them. */
const FOR_OTHERS =
  /(?:^|\/)(?:conftest|urls|settings\w*|config\w*|conf|api|\w*compat\w*|\w*shims?|six)\.py$|(?:^|\/)settings\//

export default defineTransform({
  summary: 'Drop imports that nothing uses',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['F401', 'unused-imports'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-import-statement',
  // Another rewrite may take up an import that nothing uses yet.
  phase: 'last',
  // An own TYPE_CHECKING goes with the block that it stood over.
  drops: ['statements', 'names'],
  query: '[(import_from_statement) (import_statement)] @statement',
  anchors: ['import'],
  rewrite({ statement }, context) {
    if (!statement) return
    const { module, project } = context
    if (dropRepeated(context, statement)) return
    const unused = importedBy(statement).filter(({ local }) => context.isUnused(local))
    const [first] = unused
    if (!first) return sayWhatIsNamed(context, statement)
    const skip = (why: string) => context.skip(`${first.local} is not used here, but ${why}`)
    if (module.isPackage) return skip("a package's names are for others, too")
    const reason = module.isStub ? undefined : reasonToKeepAll(context)
    if (reason) return skip(reason)
    if (isKeptByComment(context, statement)) return skip('a comment asks to keep unused imports')
    const reasons = new Map(unused.map((item) => [item, reasonToKeep(context, statement, item)]))
    const harmless = unused.filter((item) => reasons.get(item) === undefined)
    if (harmless.length === 0) return skip(reasons.get(first) ?? '')
    const used = project.namesUsedElsewhere(
      module.path,
      harmless.map(({ local }) => local),
    )
    const dropped = harmless.filter(({ local }) => !used.has(local)).map(({ local }) => local)
    if (dropped.length === 0) return skip('other files may take it from here')
    const removal = removalOf(context, statement, dropped)
    if (!removal) return skip('a comment beside it would be lost')
    context.note('who imports this file from elsewhere may take it from here')
    context.carryOut(removal)
  },
})

/** Why all imports of a file have to stay. */
function reasonToKeepAll(context: Context): string | undefined {
  const { module } = context
  if (FOR_OTHERS.test(module.path)) return 'a file like this has names for others'
  const file = fileOf(context)
  if (!file.doesMore) return 'the file does nothing but import names for others'
  if (module.exports?.isDynamic) return '__all__ is made at run time'
  return file.looksUp ? 'the file may look names up by text' : undefined
}

/** Tells of names that no code uses: a text, or a comment of types, has the same word, and may be looked up. */
function sayWhatIsNamed(context: Context, statement: Node): void {
  const { names } = context.module
  const named = importedBy(statement).find(
    ({ local }) =>
      !context.module.inAll(local) &&
      names.occurrences(local).every(({ role, binding }) => role === 'bind' && binding?.kind === 'import'),
  )
  if (named) context.skip(`only a text or a comment names ${named.local}, which may be how it is used`)
}

/** Drops `import a` beside `import a.b`, which imports `a`, too, and binds it. */
function dropRepeated(context: Context, statement: Node): boolean {
  if (statement.type !== 'import_statement' || isKeptByComment(context, statement)) return false
  const items = statement.childrenForFieldName('name')
  const repeated = items.filter((item) => isRepeated(context, statement, item))
  if (repeated.length === 0) return false
  if (repeated.length === items.length) {
    const removal = removeStatement(context.module.tree, statement)
    if (!removal) return context.skip('a comment beside it would be lost')
    context.carryOut(removal)
    return true
  }
  const kept = items.filter((item) => !repeated.includes(item)).at(-1)
  for (const item of repeated) {
    const after = items[items.indexOf(item) + 1]
    if (after && kept && item.startIndex < kept.startIndex)
      context.remove({ start: item.startIndex, end: after.startIndex })
  }
  const last = items.at(-1)
  if (kept && last && kept.endIndex < last.endIndex)
    context.remove({ start: kept.endIndex, end: last.endIndex })
  return true
}

function isRepeated({ module }: Context, statement: Node, { type, text: name }: Node): boolean {
  if (type !== 'dotted_name' || name.includes('.')) return false
  const bindings = module.names.bindings(name)
  // Where the module lacks what it is asked for, a try keeps the one that was imported before.
  const isOne = bindings.every(
    ({ imported, context }) => imported?.module === name && imported.name === undefined && context !== 'try',
  )
  return (
    isOne &&
    bindings.some(
      ({ owner }) =>
        areInOneRun(owner, statement) &&
        owner
          .childrenForFieldName('name')
          .some((one) => one.type === 'dotted_name' && one.text.startsWith(`${name}.`)),
    )
  )
}

/** Whether nothing but imports stands between two statements of a block. */
function areInOneRun(one: Node, other: Node): boolean {
  const block = parentOf(one)
  if (!block || !sameNode(block, parentOf(other))) return false
  const [start, end] = [Math.min(one.startIndex, other.startIndex), Math.max(one.endIndex, other.endIndex)]
  return block.namedChildren
    .filter(({ startIndex, endIndex }) => startIndex >= start && endIndex <= end)
    .every(({ type }) => /^(?:import_(?:from_)?statement|comment)$/.test(type))
}

/** Modules of the standard library that somebody imports for what that does. */
const WITH_EFFECT =
  /^(?:_|__main__|antigravity|encodings|idlelib|lib2to3|readline|rlcompleter|site|test|this|tkinter|turtle)(?:\.|$)/

/** Why an import that nothing in the file uses has to stay; undefined where it has not. */
function reasonToKeep(
  context: Context,
  statement: Node,
  { name, local, purpose }: Imported,
): string | undefined {
  const { module } = context
  const bindings = module.names.bindings(local)
  const binding = bindings.find(({ owner }) => owner.startIndex === statement.startIndex)
  if (binding?.scope.kind === 'class') return 'it is an attribute of a class'
  if (binding?.context !== 'plain' && binding?.context !== 'type-checking')
    return 'it is imported under a condition'
  if (/own name/.test(purpose ?? '')) return purpose
  // A stub does nothing, and nobody is to take from it what it imports under no name of its own (PEP 484).
  if (module.isStub) return undefined
  if (binding.context === 'type-checking') return undefined
  const from = field(statement, 'module_name')?.text
  const source = from ?? name
  const isTest = isTestFile(module.path)
  if (from === undefined && name.includes('.') && importsHead(context, name))
    return `it makes ${name} known, whatever its package is called here`
  if (isTest && bindings.some(({ kind }) => kind === 'parameter')) return 'it may be a fixture'
  if ((isStdlib(source) && !WITH_EFFECT.test(source)) || FOR_NAMES.test(source)) return undefined
  if (from === undefined || !importsMore(context, from)) return 'importing its module may have an effect'
  if (/(?:^|\.)_[^.]*$/.test(from)) return 'it may be shown to others here'
  return isTest && !/^_*[A-Z]/.test(name) ? 'it may be a fixture' : undefined
}

/** What is asked of a file for each of its imports. */
interface File {
  readonly doesMore: boolean
  /** Whether names are looked up by text. */
  readonly looksUp: boolean
  /** The from-imports at module level, by what they import from. */
  readonly sources: ReadonlyMap<string, readonly Node[]>
  /** How many statements import a top-level package, or something of it. */
  readonly heads: ReadonlyMap<string, number>
}

const files = new WeakMap<object, File>()

function fileOf(context: Context): File {
  const { module } = context
  const known = files.get(module)
  if (known) return known
  const { root } = module.tree
  const file = {
    doesMore: doesMore(root),
    looksUp:
      runsUnknownCode(context) || /\b(?:globals|locals|vars)\(\)|sys\.modules\[__name__\]/.test(context.text),
    sources: groupBy(
      root.namedChildren.filter(({ type }) => type === 'import_from_statement'),
      (one) => [field(one, 'module_name')?.text ?? ''],
    ),
    heads: new Map(
      [...groupBy(root.descendantsOfType(['import_statement', 'import_from_statement']), headsOf)].map(
        ([head, statements]) => [head, statements.length] as const,
      ),
    ),
  }
  files.set(module, file)
  return file
}

function groupBy(nodes: readonly Node[], keysOf: (node: Node) => readonly string[]): Map<string, Node[]> {
  const groups = new Map<string, Node[]>()
  for (const node of nodes)
    for (const key of new Set(keysOf(node))) {
      const group = groups.get(key)
      if (group) group.push(node)
      else groups.set(key, [node])
    }
  return groups
}

/** The top-level packages that a statement imports, or imports something of. */
function headsOf(statement: Node): readonly string[] {
  const source = field(statement, 'module_name')
  const names = source ? [source.text] : importedBy(statement).map(({ name }) => name)
  return names.map((name) => name.split('.', 1)[0] ?? name)
}

/** Whether the file uses something else of the same module: then that is imported all the same. */
function importsMore(context: Context, from: string): boolean {
  const others = fileOf(context).sources.get(from) ?? []
  return others.some((one) => importedBy(one).some(({ local }) => !context.isUnused(local)))
}

/** Whether another statement imports the package of a dotted module, or something of it. */
function importsHead(context: Context, name: string): boolean {
  return (fileOf(context).heads.get(name.slice(0, name.indexOf('.'))) ?? 0) > 1
}

/** Whether a file has code of its own: what only imports, and gives things names, is there for others. */
function doesMore(root: Node): boolean {
  return root.namedChildren.some(
    (one) =>
      /^(?:function_definition|class_definition|decorated_definition|for_statement|with_statement|while_statement)$/.test(
        one.type,
      ) ||
      (one.type === 'expression_statement' && one.firstNamedChild?.type === 'call'),
  )
}
