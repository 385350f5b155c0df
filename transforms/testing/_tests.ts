import { ancestorsOf, type Context, field, type Node } from '#transform'

/** Whether it stands in a test, by what pytest takes for one. */
export function isTest({ module }: Context, node: Node): boolean {
  if (/(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/.test(module.path)) return true
  return [...ancestorsOf(node)].some(
    (up) => up.type === 'function_definition' && /^test/.test(field(up, 'name')?.text ?? ''),
  )
}
