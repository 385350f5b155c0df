import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import { atLeast } from '../python/version.ts'
import { frameworkOf } from './frameworks.ts'
import type { Module } from './module.ts'
import { scopeOf } from './scopes.ts'

export { fragmentAt } from './fragments.ts'

/** An annotation, and what becomes of it at run time. */
export interface AnnotationContext {
  readonly position: 'parameter' | 'return' | 'variable'
  /**
   * `definition`: when the def, class or module runs. `deferred`: only when somebody asks (`get_type_hints`).
   * `string`: inside of quotes, evaluated by who asks. `never`: stub files and variables of functions.
   */
  readonly evaluation: 'definition' | 'deferred' | 'never' | 'string'
  /** The innermost string that the node is in. */
  readonly string?: Node
  /** The library that evaluates the annotation at run time whatever `evaluation` says, for people: "pydantic". */
  readonly framework?: string
  /** The `type` node of the whole annotation. */
  readonly root: Node
}

/**
 * The annotation that `node` is part of; undefined for an expression that is evaluated like any other. Calls and
 * lambdas inside of an annotation (`Annotated[int, Depends(f)]`) are part of it: they are evaluated with it.
 */
export function annotationOf(module: Module, node: Node): AnnotationContext | undefined {
  let string: Node | undefined
  let child = node
  for (let up = parentOf(node); ; child = up, up = parentOf(up)) {
    if (!up || up.type === 'block') return undefined
    // Only the tree of a string annotation has a root with something around it.
    if (child.type === 'module' && up.type === 'string') string ??= up
    const position = child.type === 'type' ? annotationPosition(child, up) : undefined
    if (position) return describe(module, position, child, up, string)
  }
}

/** What the `type` node annotates, when it is a whole annotation and not a part of one. */
export function annotationPosition(type: Node, parent: Node): AnnotationContext['position'] | undefined {
  switch (parent.type) {
    case 'typed_parameter':
    case 'typed_default_parameter':
      return 'parameter'
    case 'function_definition':
      return 'return'
    case 'assignment':
      return sameNode(field(parent, 'type'), type) ? 'variable' : undefined
    default:
      return undefined
  }
}

function describe(
  module: Module,
  position: AnnotationContext['position'],
  root: Node,
  owner: Node,
  string: Node | undefined,
): AnnotationContext {
  const evaluation = evaluationOf(module, position, root, owner, string)
  const framework = evaluation === 'never' ? undefined : frameworkOf(module, position, owner, root)
  return { position, evaluation, root, ...(string ? { string } : {}), ...(framework ? { framework } : {}) }
}

function evaluationOf(
  module: Module,
  position: AnnotationContext['position'],
  root: Node,
  owner: Node,
  string: Node | undefined,
): AnnotationContext['evaluation'] {
  if (module.isStub) return 'never'
  // CPython evaluates the annotations of variables, `self.x: int` too, in modules and classes only (PEP 526).
  if (position === 'variable') {
    const { kind } = scopeOf(root)
    if (kind !== 'module' && kind !== 'class') return 'never'
  }
  if (string) return 'string'
  if (atLeast(module.target, '3.14')) return 'deferred'
  if (!futureAnnotations(module)) return 'definition'
  // Before 3.10 the import does not reach the annotation of a target that is no plain name: `a.b: T`.
  const isPlain = position !== 'variable' || field(owner, 'left')?.type === 'identifier'
  return isPlain || atLeast(module.target, '3.10') ? 'deferred' : 'definition'
}

/** Whether the file has `from __future__ import annotations` (PEP 563). */
export function futureAnnotations(module: Module): boolean {
  return module.names
    .bindings('annotations')
    .some(({ imported }) => imported?.module === '__future__' && imported.name === 'annotations')
}
