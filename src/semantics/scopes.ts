import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf, type SyntaxTree, treeOf } from '../python/tree.ts'

/** What makes a scope. `type-parameters` is that of `def f[T]`, `class C[T]` and `type A = …` (PEP 695). */
export type ScopeKind = 'module' | 'function' | 'lambda' | 'class' | 'comprehension' | 'type-parameters'

/** A scope of a file. There is one object for each, so scopes compare with `===`. */
export interface Scope {
  readonly kind: ScopeKind
  /** The module, function_definition, class_definition, lambda, comprehension or type_alias_statement. */
  readonly node: Node
  /** The scope around it; class scopes are part of the chain although nested functions do not see into them. */
  readonly parent: Scope | undefined
}

class NodeScope implements Scope {
  readonly kind: ScopeKind
  readonly node: Node
  #parent: Scope | undefined

  constructor(kind: ScopeKind, node: Node) {
    this.kind = kind
    this.node = node
  }

  // Asked for on demand: a chain of a thousand nested lambdas must not recurse a thousand times.
  get parent(): Scope | undefined {
    if (this.kind === 'module') return undefined
    this.#parent ??=
      (this.kind !== 'type-parameters' ? typeParameterScope(this.node) : undefined) ?? scopeOf(this.node)
    return this.#parent
  }
}

/*
 * By the id of the node, not by its object: the binding may hand out a second object for a node when one that it handed out
 * long ago is collected.
 */
const scopesByTree = new WeakMap<SyntaxTree, { opened: Map<number, Scope>; typed: Map<number, Scope> }>()

function theScope(kind: ScopeKind, node: Node): Scope {
  const tree = treeOf(node)
  let scopes = scopesByTree.get(tree)
  if (!scopes) {
    scopes = { opened: new Map(), typed: new Map() }
    scopesByTree.set(tree, scopes)
  }
  const known = kind === 'type-parameters' ? scopes.typed : scopes.opened
  let scope = known.get(node.id)
  if (!scope) {
    scope = new NodeScope(kind, node)
    known.set(node.id, scope)
  }
  return scope
}

const COMPREHENSIONS: ReadonlySet<string> = new Set([
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
])

/** The scope that `node` opens: that of a function's, class's or lambda's body, of a comprehension, of a module. */
export function scopeOpenedBy(node: Node): Scope | undefined {
  switch (node.type) {
    case 'module':
      return theScope('module', node)
    case 'function_definition':
      return theScope('function', node)
    case 'class_definition':
      return theScope('class', node)
    case 'lambda':
      return theScope('lambda', node)
    default:
      return COMPREHENSIONS.has(node.type) ? theScope('comprehension', node) : undefined
  }
}

/**
 * The scope of the type parameters of a def or class that has some, and that of a `type` statement's value;
 * undefined for anything else.
 */
export function typeParameterScope(node: Node): Scope | undefined {
  if (node.type === 'type_alias_statement') {
    return isMisreadAlias(node) ? undefined : theScope('type-parameters', node)
  }
  if (node.type !== 'function_definition' && node.type !== 'class_definition') return undefined
  return field(node, 'type_parameters') ? theScope('type-parameters', node) : undefined
}

/**
 * The scope in which an expression at `node` is evaluated. Outside of the def or class that they belong to are
 * its name, decorators, parameter defaults, annotations and bases (the last two inside its type parameters);
 * the first iterable of a comprehension is outside of it. From the tree of a string annotation it goes on into
 * the file around. https://docs.python.org/3/reference/executionmodel.html#resolution-of-names
 */
export function scopeOf(node: Node): Scope {
  let below: Node | undefined
  let child = node
  let parameterPart: 'annotation' | 'default' | undefined
  for (let up = parentOf(node); up; below = child, child = up, up = parentOf(up)) {
    switch (up.type) {
      case 'typed_parameter':
      case 'typed_default_parameter':
      case 'default_parameter':
        parameterPart = child.type === 'type' ? 'annotation' : 'default'
        break
      case 'function_definition':
        if (child.type === 'block') return theScope('function', up)
        if (
          child.type === 'type' ||
          child.type === 'type_parameter' ||
          (child.type === 'parameters' && parameterPart === 'annotation')
        ) {
          const parameters = typeParameterScope(up)
          if (parameters) return parameters
        }
        break
      case 'class_definition':
        if (child.type === 'block') return theScope('class', up)
        if (child.type === 'type_parameter' || child.type === 'argument_list') {
          const parameters = typeParameterScope(up)
          if (parameters) return parameters
        }
        break
      case 'type_alias_statement':
        // `type X[T] = …`: only the name X itself is outside.
        if (!isMisreadAlias(up) && !isAliasName(up, node)) return theScope('type-parameters', up)
        break
      case 'lambda':
        if (child.type !== 'lambda_parameters') return theScope('lambda', up)
        break
      default:
        if (COMPREHENSIONS.has(up.type) && !isFirstIterable(up, child, below)) {
          return theScope('comprehension', up)
        }
    }
  }
  return theScope('module', child)
}

/** Whether a type_alias_statement is none: the grammar takes `type(x).a = 1` and `type[x] = 1` for one. */
export function isMisreadAlias(statement: Node): boolean {
  const name = field(statement, 'left')?.firstNamedChild?.type
  return name !== 'identifier' && name !== 'generic_type'
}

function isAliasName(statement: Node, node: Node): boolean {
  let name = field(statement, 'left')?.firstNamedChild
  if (name?.type === 'generic_type') name = name.firstNamedChild
  return sameNode(name, node)
}

function isFirstIterable(comprehension: Node, clause: Node, part: Node | undefined): boolean {
  if (clause.type !== 'for_in_clause' || !part) return false
  if (sameNode(field(clause, 'left'), part)) return false
  return sameNode(
    comprehension.namedChildren.find((child) => child.type === 'for_in_clause'),
    clause,
  )
}

/** The innermost function, lambda, class or module scope that is `scope` or around it. */
export function withoutComprehensions(scope: Scope): Scope {
  let here = scope
  while (here.kind === 'comprehension' && here.parent) here = here.parent
  return here
}

/** The scope of the file that `scope` is part of. */
export function moduleScopeOf(scope: Scope): Scope {
  let here = scope
  while (here.parent) here = here.parent
  return here
}
