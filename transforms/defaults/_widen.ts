import { type Context, field, headOf, type Node } from '#transform'

/** Expressions that name a type; everything else in an annotation is a remark that `| None` would break. */
const TYPES: ReadonlySet<string> = new Set([
  'attribute',
  'binary_operator',
  'generic_type',
  'identifier',
  'member_type',
  'subscript',
  'union_type',
])
/** What these describe includes None. */
const WIDE: ReadonlySet<string> = new Set([
  'builtins.object',
  'typing.Any',
  'typing.Optional',
  'typing_extensions.Any',
  'typing_extensions.Optional',
])

/** Builtins that stand in annotations now and then and are no classes. */
const FUNCTIONS: ReadonlySet<string> = new Set(['all', 'any', 'callable', 'iter', 'len', 'max', 'min', 'sum'])

/** Lets the annotation (a `type` node) of a parameter include None, when it does not yet. */
export function widen(context: Context, annotation: Node): void {
  const [inner] = annotation.namedChildren
  const where = context.annotation(annotation)
  if (!inner || !where) return
  if (inner.type === 'string') {
    widenString(context, inner)
    return
  }
  if (!TYPES.has(inner.type) || includesNone(context, inner)) return
  const isEvaluated = where.evaluation === 'definition'
  if (isEvaluated && !(context.targets('3.10') && takesPipe(context, inner))) {
    const optional = context.import('typing', 'Optional', annotation)
    context.insert(annotation.startIndex, `${optional}[`)
    context.insert(annotation.endIndex, ']')
  } else context.insert(annotation.endIndex, ' | None')
}

/** A quoted annotation stays quoted: `"C"` becomes `"C | None"`. */
function widenString(context: Context, string: Node): void {
  const tree = context.module.fragmentAt(string.startIndex + 1)
  const inner = tree?.root.firstNamedChild?.firstNamedChild
  if (!tree || !inner) context.skip('the quoted annotation cannot be read, so None cannot be added to it')
  if (!TYPES.has(inner.type) || includesNone(context, inner)) return
  context.insert(inner.endIndex, ' | None')
}

/** Whether the annotation (a `type` node) says outright that None may be passed; `Any` and `object` do not. */
export function namesNone(context: Context, annotation: Node): boolean {
  const [inner] = annotation.namedChildren
  const type =
    inner?.type === 'string'
      ? context.module.fragmentAt(inner.startIndex + 1)?.root.firstNamedChild?.firstNamedChild
      : inner
  return !!type && /\bOptional\b|\bNone\b/.test(type.text) && includesNone(context, type)
}

function includesNone(context: Context, type: Node): boolean {
  const head = headOf(type)
  if (head && WIDE.has(context.qualifiedName(head) ?? '')) return true
  const text = type.text.replace(/\s+/g, '')
  if (/^(?:[\w.]+\.)?(?:Optional\[|Any$|object$)/.test(text)) return true
  // `X | None`, `Union[X, None]`, but not `list[None]`.
  if (type.type === 'binary_operator' || type.type === 'union_type') return /(?:^|\|)None(?:\||$)/.test(text)
  return /^(?:[\w.]+\.)?Union\[/.test(text) && /(?:\[|,)None(?:,|\])/.test(text)
}

/**
 * Whether `X | None` works when it is evaluated: classes and what typing makes have the operator. An alias of a string
 * or a function that serves as a type has not, where `Optional[X]` takes everything.
 */
function takesPipe(context: Context, type: Node): boolean {
  const head = headOf(type)
  if (head?.type !== 'identifier') return true
  if (FUNCTIONS.has(head.text)) return false
  return context.module.bindingsOf(head).every(({ kind, owner }) => {
    if (kind === 'function') return false
    if (kind !== 'assignment') return true
    const value = field(owner, 'right')
    return !!value && ['subscript', 'attribute', 'binary_operator'].includes(value.type)
  })
}
