import { field, type Node, sameNode } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { Module } from './module.ts'

/** The base expressions of a class_definition: its positional arguments, without `metaclass=` and other keywords. */
export function basesOf(classNode: Node): Node[] {
  return (field(classNode, 'superclasses')?.namedChildren ?? []).filter(
    (child) => child.type !== 'keyword_argument' && child.type !== 'comment',
  )
}

/** What stands behind the `@` of each decorator of a def or class, from the top down. */
export function decoratorExpressions(definition: Node): Node[] {
  const decorated = parentOf(definition)
  if (decorated?.type !== 'decorated_definition') return []
  return decorated.namedChildren.flatMap((child) =>
    child.type === 'decorator' && child.firstNamedChild ? [child.firstNamedChild] : [],
  )
}

/** The decorators of a def or class, called ones without their call: `app.get` of `@app.get("/")`. */
export function decoratorsOf(definition: Node): Node[] {
  return decoratorExpressions(definition).flatMap((expression) => {
    const callee = expression.type === 'call' ? field(expression, 'function') : expression
    return callee ? [callee] : []
  })
}

/** The def or lambda that a node runs in. */
export function functionAround(node: Node): Node | undefined {
  for (const up of ancestorsOf(node)) if (up.type === 'function_definition' || up.type === 'lambda') return up
  return undefined
}

/** The nodes of these kinds that run with the def or lambda itself, not with one that is defined in it. */
export function ownNodes(definition: Node, kinds: string[]): Node[] {
  const found = field(definition, 'body')?.descendantsOfType(kinds) ?? []
  // The word `yield` is a node of that type, too.
  return found.filter((node) => node.isNamed && sameNode(functionAround(node), definition))
}

/** Whether calling the def gives a generator. */
export function isGenerator(definition: Node): boolean {
  return /\byield\b/.test(definition.text) && ownNodes(definition, ['yield']).length > 0
}

/** `Base` of `Base`, `Base[int]` and `pkg.Base`; undefined for calls and other expressions. */
export function headOf(base: Node): Node | undefined {
  let here: Node | undefined = base
  while (here) {
    if (here.type === 'identifier' || here.type === 'attribute') return here
    if (here.type === 'subscript') here = field(here, 'value')
    else if (
      here.type === 'generic_type' ||
      here.type === 'type' ||
      here.type === 'parenthesized_expression'
    ) {
      here = here.firstNamedChild ?? undefined
    } else return undefined
  }
  return undefined
}

/** The class_definition in this file that an identifier certainly names. */
export function localClass(module: Module, head: Node): Node | undefined {
  if (head.type !== 'identifier') return undefined
  const bindings = module.bindingsOf(head)
  const [binding] = bindings
  return bindings.length === 1 && binding?.kind === 'class' ? binding.owner : undefined
}

/** The class around a definition, however deep in its statements, but with no function between. */
export function enclosingClass(definition: Node): Node | undefined {
  for (const up of ancestorsOf(definition)) {
    if (up.type === 'class_definition') return up
    if (up.type === 'function_definition' || up.type === 'lambda') return undefined
  }
  return undefined
}

/** The class in whose body a statement stands; a definition may have decorators. */
export function classAround(statement: Node): Node | undefined {
  let block = parentOf(statement)
  if (block?.type === 'decorated_definition') block = parentOf(block)
  const owner = block?.type === 'block' ? parentOf(block) : undefined
  return owner?.type === 'class_definition' ? owner : undefined
}
