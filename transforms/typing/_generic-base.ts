import { basesOf, type Context, genericParts, type Node, ownMember, sameNode } from '#transform'

/** The bases that stand behind `Generic[…]`. Skips the class where it cannot go behind them. */
export function basesBehind(context: Context, definition: Node, generic: Node): Node[] {
  const bases = basesOf(definition)
  const behind = bases.slice(bases.findIndex((one) => sameNode(one, generic)) + 1)
  for (const base of behind) {
    if (context.qualifiedName(base) === 'builtins.object')
      context.skip('nothing can stand behind object: take it out of the bases first')
    heedHooks(context, base)
  }
  return behind
}

/** Python would find the hooks of the base first, and those of Generic, which the parameters need, only where these call them. */
function heedHooks(context: Context, base: Node): void {
  const type = context.typeOf(genericParts(base)?.origin ?? base)
  const made = type?.kind === 'class' ? ({ kind: 'instance', of: type.of, args: [] } as const) : undefined
  const hook = ownMember(context.inference, made, ['__init_subclass__', '__class_getitem__'])
  if (hook !== undefined)
    context.skip(`${base.text} has a ${hook} of its own, which would hide that of Generic`)
}
