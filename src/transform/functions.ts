import { docstringOf, statementsOf } from '../python/layout.ts'
import { field, type Node, sameNode } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'
import { decoratorsOf } from '../semantics/definitions.ts'
import type { Context } from './context.ts'

const FUNCTIONS = /^(?:function_definition|lambda)$/

/** The function that a node runs in. */
export function functionAround(node: Node): Node | undefined {
  return [...ancestorsOf(node)].find(({ type }) => FUNCTIONS.test(type))
}

/** The nodes of these kinds that run with the function itself, not with one that is defined in it. */
export function ownNodes(definition: Node, types: string[]): Node[] {
  const body = field(definition, 'body')
  return (body?.descendantsOfType(types) ?? []).filter((node) => sameNode(functionAround(node), definition))
}

/** The statements of a body behind its docstring. */
export function withoutDocstring(body: Node): Node[] {
  const docstring = docstringOf(body)
  return statementsOf(body).filter(
    (one) => !docstring || docstring.startIndex < one.startIndex || docstring.endIndex > one.endIndex,
  )
}

/** Whether a body says only that there is none: `...`, `pass`, `raise NotImplementedError`. */
export function isStubBody(body: Node): boolean {
  return withoutDocstring(body).every(
    (one) =>
      one.type === 'pass_statement' ||
      (one.type === 'expression_statement' && one.text === '...') ||
      (one.type === 'raise_statement' && /\bNotImplemented(?:Error)?\b/.test(one.text)),
  )
}

/** The qualified names of the decorators; `undefined` for those that are not known. */
export function decoratorNames(context: Context, definition: Node): (string | undefined)[] {
  return decoratorsOf(definition).map((decorator) => context.qualifiedName(decorator))
}
