import { field, type Node, sameNode } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { BindingKind } from './roles.ts'
import type { Scope } from './scopes.ts'
import { isForTypeCheckers } from './version-branches.ts'

/** What an import binds: `from ..a import b` has module `a`, level 2 and name `b`; `import a.b` binds module `a`. */
export interface Imported {
  /** Dotted, without leading dots; empty for `from . import b`. */
  readonly module: string
  /** The number of leading dots. */
  readonly level: number
  /** The imported name of a from-import. */
  readonly name?: string
}

/** Under what circumstances a statement runs, seen from the scope that it is in. */
export type BindingContext =
  | 'plain'
  | 'try'
  | 'except-import-error'
  | 'type-checking'
  | 'conditional'
  | 'loop'

/** One place that binds a name. */
export interface Binding {
  readonly name: string
  readonly kind: BindingKind
  /** The identifier. */
  readonly node: Node
  /** The scope that the name is bound in: after `global x` that of the module. */
  readonly scope: Scope
  /** The assignment, import statement, def, class … that binds. For a parameter the def or lambda. */
  readonly owner: Node
  /** The whole statement, as it stands in its block; for decorated definitions that is the decorated_definition. */
  readonly statement: Node
  readonly imported?: Imported
  readonly context: BindingContext
  /** The try, if, loop, match or with statement that `context` comes from. */
  readonly contextNode: Node | undefined
}

/** A `Binding` whose statement and context are looked up when asked for. */
export class SiteBinding implements Binding {
  readonly name: string
  readonly kind: BindingKind
  readonly node: Node
  readonly scope: Scope
  readonly owner: Node
  readonly imported?: Imported
  #statement: Node | undefined
  #circumstances: Circumstances | undefined

  constructor(name: string, kind: BindingKind, node: Node, scope: Scope, owner: Node) {
    this.name = name
    this.kind = kind
    this.node = node
    this.scope = scope
    this.owner = owner
    const imported = kind === 'import' ? importedBy(owner, node) : undefined
    if (imported) this.imported = imported
  }

  get statement(): Node {
    this.#statement ??= statementOf(this.node)
    return this.#statement
  }

  /** A `for` is a circumstance of its own target; a def or class is none of its name. */
  get #start(): Node {
    return this.kind === 'function' || this.kind === 'class' ? this.owner : this.node
  }

  get context(): BindingContext {
    this.#circumstances ??= circumstancesOf(this.#start)
    return this.#circumstances.context
  }

  get contextNode(): Node | undefined {
    this.#circumstances ??= circumstancesOf(this.#start)
    return this.#circumstances.node
  }
}

/** The statement that `node` is part of: the ancestor (or itself) whose parent is a block or a module. */
export function statementOf(node: Node): Node {
  let child = node
  for (const up of ancestorsOf(node)) {
    if (up.type === 'block' || (up.type === 'module' && !parentOf(up))) return child
    child = up
  }
  return child
}

function importedBy(statement: Node, identifier: Node): Imported | undefined {
  const parent = parentOf(identifier)
  const aliased = parent?.type === 'aliased_import' ? parent : undefined
  const path = aliased ? field(aliased, 'name') : parent
  if (!path) return undefined
  const dotted = dottedText(path)
  if (statement.type === 'import_statement') {
    // `import a.b` binds a; `import a.b as c` binds c to a.b.
    return { module: aliased ? dotted : (dotted.split('.', 1)[0] ?? dotted), level: 0 }
  }
  if (statement.type === 'future_import_statement') return { module: '__future__', level: 0, name: dotted }
  const source = field(statement, 'module_name')
  if (!source) return undefined
  if (source.type !== 'relative_import') return { module: dottedText(source), level: 0, name: dotted }
  const text = dottedText(source)
  const level = /^\.*/.exec(text)?.[0].length ?? 0
  return { module: text.slice(level), level, name: dotted }
}

/** `a . b` and a path broken over lines with backslashes as `a.b`. */
function dottedText(path: Node): string {
  return path.text.replace(/[\s\\]+/g, '')
}

interface Circumstances {
  readonly context: BindingContext
  readonly node?: Node
}

const DEFINITIONS: ReadonlySet<string> = new Set(['function_definition', 'class_definition', 'lambda'])

/** The innermost circumstance decides, except that below `if TYPE_CHECKING:` everything is for type checkers. */
function circumstancesOf(start: Node): Circumstances {
  let found: Circumstances | undefined
  let child = start
  for (const up of ancestorsOf(start)) {
    if (DEFINITIONS.has(up.type)) break
    if (up.type === 'if_statement' && sameNode(field(up, 'consequence'), child) && isTypeCheckingTest(up)) {
      return { context: 'type-checking', node: up }
    }
    found ??= circumstanceIn(up, child)
    child = up
  }
  return found ?? { context: 'plain' }
}

function circumstanceIn(node: Node, child: Node): Circumstances | undefined {
  switch (node.type) {
    case 'try_statement':
      if (child.type === 'except_clause' || child.type === 'except_group_clause') {
        return { context: catchesImportError(child) ? 'except-import-error' : 'conditional', node }
      }
      return child.type === 'finally_clause' ? undefined : { context: 'try', node }
    case 'if_statement':
    case 'match_statement':
      // What is tested always runs.
      return child.type === 'block' || child.type.endsWith('_clause')
        ? { context: 'conditional', node }
        : undefined
    case 'conditional_expression':
      return { context: 'conditional', node }
    case 'boolean_operator':
      return sameNode(field(node, 'right'), child) ? { context: 'conditional', node } : undefined
    case 'for_statement':
      return sameNode(field(node, 'right'), child) ? undefined : { context: 'loop', node }
    case 'while_statement':
      return sameNode(field(node, 'condition'), child) ? undefined : { context: 'loop', node }
    case 'with_statement':
      // `with suppress(ImportError):` may leave its body early.
      return child.type === 'block' && /\bsuppress\s*\(/.test(node.namedChildren[0]?.text ?? '')
        ? { context: 'conditional', node }
        : undefined
    default:
      return undefined
  }
}

function isTypeCheckingTest(statement: Node): boolean {
  const test = field(statement, 'condition')
  return !!test && isForTypeCheckers(test.text)
}

function catchesImportError(clause: Node): boolean {
  const caught = clause.namedChildren.find((child) => child.type !== 'block' && child.type !== 'comment')
  return !caught || /\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b/.test(caught.text)
}
