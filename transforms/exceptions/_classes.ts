import { type Context, field, type Node } from '#transform'

const BUILTIN =
  /^builtins\.(?:\w+(?:Error|Warning|Exit|Iteration|Interrupt|Group)|(?:Base)?Exception|Warning)$/

/** Whether a name is that of an exception class: `known` by what it is bound to, `named` like a class; undefined when it is neither. */
export function exceptionSort(context: Context, made: Node): 'known' | 'named' | undefined {
  if (BUILTIN.test(context.qualifiedName(made) ?? '')) return 'known'
  const type = context.typeOf(made)
  if (type && type.kind !== 'class') return undefined
  if (
    type &&
    typeof type.of !== 'string' &&
    type.of.module.isSubclassOf(type.of.node, 'builtins.BaseException') === 'yes'
  )
    return 'known'
  return type || isNamedLikeClass(context, made) ? 'named' : undefined
}

/** Whether a name is written as those of classes are, and is no parameter. */
export function isNamedLikeClass(context: Context, made: Node): boolean {
  const last = made.type === 'attribute' ? field(made, 'attribute') : made
  const isLocal =
    made.type === 'identifier' && context.module.bindingsOf(made).some(({ kind }) => kind === 'parameter')
  return !isLocal && /^_*[A-Z](?=.*[a-z])|^[A-Z]{1,2}$/.test(last?.text ?? '')
}
