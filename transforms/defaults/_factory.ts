import { ancestorsOf, type Context, field, type Node } from '#transform'
import { isEmpty } from './_default.ts'

const EMPTY: ReadonlyMap<string, string> = new Map([
  ['list', 'list'],
  ['dictionary', 'dict'],
])

/**
 * What makes the value anew: `list` for `[]`, `Foo` for `Foo()`, a lambda for the rest. Skips the site where the value would
 * be another one inside of a lambda.
 */
export function factoryOf(context: Context, value: Node): string {
  const display = isEmpty(value) ? EMPTY.get(value.type) : undefined
  if (display !== undefined && context.isBuiltin(display, value)) return display
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  const isBare = field(value, 'arguments')?.namedChildCount === 0
  if (callee && isBare && /^[\w.]+$/.test(callee.text)) return callee.text
  if (value.descendantsOfType(['named_expression', 'await', 'yield'])[0])
    context.skip('the default does more than make an object')
  if (/\n/.test(value.text) && !/^[[{(]|\)$/.test(value.text))
    context.skip('the default goes over several lines')
  for (const name of value.descendantsOfType('identifier')) {
    const resolution = context.module.names.resolve(name.text, name)
    const isOfClass = resolution.kind === 'bound' && resolution.scope.kind === 'class'
    if (
      isOfClass &&
      context.module.names.occurrences(name.text).some(({ node }) => node.startIndex === name.startIndex)
    )
      context.skip(`${name.text} is a name of the class, which a lambda in it does not see`)
  }
  return `lambda: ${value.text}`
}

/** Whether making the value later gives the same: constants only, nothing that may be bound again or have changed. */
export function isSteady(context: Context, value: Node): boolean {
  const names = value.type === 'identifier' ? [value] : value.descendantsOfType('identifier')
  return names.every((name) => {
    const loads = context.module.names.occurrences(name.text)
    if (!loads.some(({ node, role }) => role === 'load' && node.startIndex === name.startIndex)) return true
    for (const up of ancestorsOf(name)) {
      if (up.id === value.id) break
      if (up.type === 'lambda') return true
    }
    const resolution = context.module.names.resolve(name.text, name)
    return (
      resolution.kind === 'builtin' ||
      (resolution.kind === 'bound' &&
        resolution.bindings.every(({ kind }) => kind === 'import' || kind === 'class'))
    )
  })
}
