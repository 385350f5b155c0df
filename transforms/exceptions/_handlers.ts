import { type Context, field, isWithin, lineEnd, type Node, parentOf, withoutParentheses } from '#transform'

/** The handler in whose body `node` runs: not in a function or class that is defined there. */
export function handlerAround(node: Node): Node | undefined {
  let child = node
  for (let up = parentOf(node); up; up = parentOf(up)) {
    if (/^(?:function_definition|lambda|class_definition)$/.test(up.type)) return undefined
    if (isHandler(up) && child.type === 'block') return up
    child = up
  }
  return undefined
}

/** Whether it is an `except` or an `except*` with its body. */
export function isHandler(node: Node): boolean {
  return node.type === 'except_clause' || node.type === 'except_group_clause'
}

/** What stands between `except` and the colon; the nodes of `except*` have no names. */
export function valuesOf(handler: Node): readonly Node[] {
  return handler.namedChildren.filter(({ type }) => type !== 'block' && type !== 'comment')
}

/** The handler's variable. */
export function variableOf(handler: Node): Node | undefined {
  const [value] = valuesOf(handler)
  const alias = value?.type === 'as_pattern' ? field(value, 'alias')?.firstNamedChild : undefined
  return alias?.type === 'identifier' ? alias : undefined
}

/** What the handler catches, one class by one; none for a bare except. */
export function caughtBy(handler: Node): readonly Node[] {
  const [value] = valuesOf(handler)
  const given = value?.type === 'as_pattern' ? value.firstNamedChild : value
  if (!given) return []
  const caught = withoutParentheses(given)
  return caught.type === 'tuple' ? caught.namedChildren.filter(({ type }) => type !== 'comment') : [caught]
}

/** Whether it is `except*`. */
export function isGroup(handler: Node): boolean {
  return handler.type === 'except_group_clause' || /^except\s*\*/.test(handler.text)
}

/** Whether the handler catches all errors there are. */
export function catchesAll(context: Context, handler: Node): boolean {
  const caught = caughtBy(handler)
  return (
    caught.length === 0 ||
    caught.some((one) => /^builtins\.(?:Base)?Exception$/.test(context.qualifiedName(one) ?? ''))
  )
}

/** The statements of a handler, without comments. */
export function bodyOf(handler: Node): readonly Node[] {
  const block = handler.namedChildren.find(({ type }) => type === 'block')
  return block?.namedChildren.filter(({ type }) => type !== 'comment') ?? []
}

/** Whether the handler does nothing at all. */
export function isSilent(handler: Node): boolean {
  const body = bodyOf(handler)
  return body.length > 0 && body.every((one) => /^(?:pass|continue|\.\.\.)$/.test(one.text))
}

/** Whether the variable still holds what was caught, at every place of the handler. */
export function keepsVariable(context: Context, handler: Node, variable: Node): boolean {
  return context.module.names
    .bindings(variable.text)
    .every(({ node }) => node.startIndex === variable.startIndex || !isWithin(node, handler))
}

/** Whether a comment for a linter, on the line of the `except`, says that it is meant. */
export function isMeant(context: Context, handler: Node): boolean {
  const line = context.text.slice(handler.startIndex, lineEnd(context.text, handler.startIndex))
  return /#.*\b(?:noqa(?!:)|E722|BLE001|S110|S112|bare-except|broad-(?:exception-caught|except)|nosec)\b/.test(
    line,
  )
}
