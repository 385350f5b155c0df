import type { Context, Node } from '#transform'

const ADMIN = ['django.contrib.admin', 'django.contrib.gis.admin']

/** What the file calls the admin module at the place of `at`; undefined where it imports none for all of the file. */
export function adminModule(context: Context, at: Node): string | undefined {
  const { names } = context.module
  const local = ['admin', 'gis_admin', 'django_admin'].find((name) => {
    const [binding, more] = names.bindings(name).filter(({ scope }) => scope.kind === 'module')
    return (
      binding?.kind === 'import' &&
      !more &&
      binding.context === 'plain' &&
      binding.node.startIndex < at.startIndex &&
      ADMIN.includes(context.qualifiedName(binding.node) ?? '')
    )
  })
  return local !== undefined && ADMIN.some((name) => context.module.visibleAs(local, at, name))
    ? local
    : undefined
}

/** Whether an expression uses a name that nothing binds before `place`, or that is bound anew behind it. */
export function refersToLater(context: Context, expression: Node, place: Node): boolean {
  const names = expression.type === 'identifier' ? [expression] : expression.descendantsOfType('identifier')
  return names.some((name) => {
    const bindings = context.module.bindingsOf(name)
    return bindings.some(
      ({ node, scope }) =>
        node.startIndex >= place.startIndex &&
        node.startIndex < expression.startIndex &&
        !isInside(scope.node, expression),
    )
  })
}

function isInside(inner: Node, outer: Node): boolean {
  return inner.startIndex >= outer.startIndex && inner.endIndex <= outer.endIndex
}
