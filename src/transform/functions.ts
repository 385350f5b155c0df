import { docstringOf, statementsOf } from '../python/layout.ts'
import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import { decoratorsOf, functionAround, isGenerator, ownNodes } from '../semantics/definitions.ts'
import type { Module } from '../semantics/module.ts'
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

/** The function that a name or attribute certainly is, with its file; a lambda is itself. */
export function functionNamed(
  context: Context,
  expression: Node,
): { module: Module; node: Node } | undefined {
  const { module, project } = context
  if (expression.type === 'lambda') return { module, node: expression }
  if (expression.type === 'identifier') {
    const [binding, ...others] = module.bindingsOf(expression)
    if (binding?.kind === 'function' && others.length === 0) return bare(module, binding.owner)
  }
  const qualified = context.qualifiedName(expression)
  const dot = qualified?.lastIndexOf('.') ?? -1
  if (qualified === undefined || dot < 1) return undefined
  const found = project.resolveExport(qualified.slice(0, dot), qualified.slice(dot + 1))
  if (!found || 'external' in found) return undefined
  const other = project.moduleAt(found.path, module.target)
  const [binding, ...others] =
    other?.names.bindings(found.name).filter(({ scope }) => scope.kind === 'module') ?? []
  return other && binding?.kind === 'function' && others.length === 0 ? bare(other, binding.owner) : undefined
}

/**
 * The function that a call certainly gives: the one that the function called defines and returns, or the lambda that it returns.
 * That function may be in another file.
 */
export function functionMade(context: Context, call: Node): { module: Module; node: Node } | undefined {
  const callee = call.type === 'call' ? field(call, 'function') : undefined
  const maker = callee && functionNamed(context, callee)
  if (maker?.node.type !== 'function_definition' || /^async\b/.test(maker.node.text)) return undefined
  if (isGenerator(maker.node)) return undefined
  const returned = ownNodes(maker.node, ['return_statement']).map(({ firstNamedChild }) => firstNamedChild)
  const [first] = returned
  if (!first) return undefined
  if (first.type === 'lambda')
    return returned.length === 1 ? { module: maker.module, node: first } : undefined
  if (first.type !== 'identifier' || returned.some((node) => node?.text !== first.text)) return undefined
  const [binding, ...others] = maker.module.bindingsOf(first)
  return binding?.kind === 'function' &&
    others.length === 0 &&
    sameNode(functionAround(binding.owner), maker.node)
    ? bare(maker.module, binding.owner)
    : undefined
}

/** A decorator may give the function another signature. */
function bare(module: Module, node: Node): { module: Module; node: Node } | undefined {
  return node.type === 'function_definition' && parentOf(node)?.type !== 'decorated_definition'
    ? { module, node }
    : undefined
}
