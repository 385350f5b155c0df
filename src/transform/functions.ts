import { docstringOf, statementsOf } from '../python/layout.ts'
import type { Node } from '../python/node.ts'
import { decoratorsOf } from '../semantics/definitions.ts'
import type { Context } from './context.ts'

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
