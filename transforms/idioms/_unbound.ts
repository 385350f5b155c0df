import { type Context, type Node, roleOf } from '#transform'

/** What puts names into the module, or among the builtins, that nobody can read off it. */
const DYNAMIC =
  /\b(?:__builtin__|__builtins__|builtins)\s*[.[]|\bsetattr\s*\(\s*(?:__)?builtin|\bglobals\s*\(\s*\)\s*(?:\[|\.\s*update)/

/** Whether names may be bound here that nobody can read off the file. */
export function bindsUnseen({ text }: Context): boolean {
  return DYNAMIC.test(text)
}

/** Whether nothing that can be seen binds the name where it is read. */
export function isUnbound({ module }: Context, node: Node): boolean {
  return (
    node.type === 'identifier' &&
    roleOf(node)?.role === 'load' &&
    module.names.resolve(node.text, node).kind === 'unbound'
  )
}
