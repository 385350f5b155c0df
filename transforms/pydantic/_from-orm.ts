import { type Context, field, type Node, withoutNone } from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { argumentsOf } from './_fields.ts'
import type { Receiver } from './_receivers.ts'

/** v1 refused it without `orm_mode`; where that is not seen to be set, it is given with the call. */
export function fromOrm(
  context: Context,
  site: { readonly name: Node; readonly call: Node | undefined; readonly receiver: Receiver },
): void {
  const { name, call, receiver } = site
  const classes = 'classes' in receiver ? receiver.classes : []
  const isSet = classes.every(
    (of) => effectiveConfig(of, context.project).values.get('from_attributes') === 'True',
  )
  const list = call && field(call, 'arguments')
  context.replace(name, 'model_validate')
  const [only, ...others] = list ? argumentsOf(list) : []
  if (only && isMapping(only, context)) {
    context.review(OF_MAPPING)
    context.report(OF_MAPPING, only)
  }
  if (isSet) return
  if (!only || others.length > 0)
    context.skip(
      'the configuration with from_attributes is not seen: write model_validate(…, from_attributes=True)',
    )
  context.insert(only.endIndex, ', from_attributes=True')
}

const OF_MAPPING =
  'v1 read attributes alone, which the keys of a dictionary are not; v2 takes the keys, and never its attributes'

/** Whether a value surely is a dictionary, or a mapping of another class. */
function isMapping(value: Node, context: Context): boolean {
  const type = withoutNone(context.typeOf(value))
  if (type?.kind !== 'instance') return false
  if (typeof type.of === 'string')
    return /^(?:builtins\.dict|collections\.(?:OrderedDict|defaultdict|Counter|ChainMap|UserDict)|(?:typing|collections\.abc)\.(?:Mutable)?Mapping)$/.test(
      type.of,
    )
  const { module, node } = type.of
  return ['builtins.dict', 'collections.UserDict', 'collections.abc.Mapping'].some(
    (base) => module.isSubclassOf(node, base) === 'yes',
  )
}
