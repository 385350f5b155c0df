import { type Context, field, genericParts, type Node, withoutType } from '#transform'
import { impliesNone } from './_annotations.ts'
import { effectiveConfig } from './_config-table.ts'
import {
  argumentsOf,
  type ClassField,
  defaultOf,
  fieldArguments,
  fieldsOf,
  giveKeywords,
  keyword,
} from './_fields.ts'
import type { ValidatorCall } from './_validator-call.ts'

/**
 * `always=True`: the default is validated, which v2 is told by the field.
 * Skips the site when a field that has a default is not declared in the same class.
 */
export function validateDefaults(call: ValidatorCall, classNode: Node | undefined, context: Context): void {
  if (!call.isAlways) return
  if (!classNode || !call.fields)
    context.skip('give the fields Field(validate_default=True), then always=True can go')
  const { module, project } = context
  const { values } = effectiveConfig({ module, node: classNode }, project)
  if (values.get('validate_default') === 'True') return
  const own = fieldsOf(classNode)
  const wanted = call.fields.includes('*') ? own : call.fields.map((name) => declared(name, own, context))
  for (const found of wanted) validateDefault(found, context)
}

function declared(name: string, own: readonly ClassField[], context: Context): ClassField {
  const [found, ...others] = own.filter((candidate) => candidate.name === name)
  if (!found || others.length > 0)
    context.skip(`${name} is declared in a base: declare it here again with Field(validate_default=True)`)
  return found
}

/** Has a field validate its default, where it has one. */
export function validateDefault(found: ClassField, context: Context): void {
  const { type, value } = found
  const list = fieldArguments(context, value)
  const given = list ? defaultOf(list) : value
  if (list && keyword(list, 'validate_default')) return
  if (list && argumentsOf(list).some(({ type: kind }) => /_splat$/.test(kind)))
    context.skip(`${found.name} has computed arguments: give it validate_default=True by hand`)
  if (given?.type === 'ellipsis' || (given && isRequired(given, context))) return
  if (given) {
    const callee = !list && value?.type === 'call' ? field(value, 'function') : undefined
    if (callee && context.qualifiedName(callee) === 'dataclasses.field')
      context.skip(`${found.name} is a dataclasses.field: write Field(validate_default=True)`)
    giveKeywords(context, found, 'validate_default=True')
  } else if (type && impliesNone(context.module, context.project, type))
    giveKeywords(context, found, 'validate_default=True', 'None')
}

function isRequired(given: Node, context: Context): boolean {
  return /^pydantic\.(?:fields\.)?Required$/.test(context.qualifiedName(given) ?? '')
}

/** How the items of a container are gone through, with `f(x)` for each. */
export type Walk = (apply: (item: string) => string, value: string) => string

const WALKS: ReadonlyMap<string, Walk> = new Map<string, Walk>([
  ['list', (apply, value) => `[${apply('item')} for item in ${value}]`],
  ['set', (apply, value) => `{${apply('item')} for item in ${value}}`],
  ['frozenset', (apply, value) => `frozenset(${apply('item')} for item in ${value})`],
  ['tuple', (apply, value) => `tuple(${apply('item')} for item in ${value})`],
  ['sequence', (apply, value) => `type(${value})(${apply('item')} for item in ${value})`],
  ['dict', (apply, value) => `{key: ${apply('item')} for key, item in ${value}.items()}`],
])
const ITEMS = '(list, tuple, set, frozenset)'
const givenItems: Walk = (apply, value) =>
  `[${apply('item')} for item in ${value}] if isinstance(${value}, ${ITEMS}) else ${value}`
/** The same before validation, when the value may be anything: v1 only went through what it took for such a container. */
const WALKS_BEFORE: ReadonlyMap<string, Walk> = new Map<string, Walk>([
  ['list', givenItems],
  [
    'sequence',
    (apply, value) =>
      `type(${value})(${apply('item')} for item in ${value}) if isinstance(${value}, ${ITEMS}) else ${value}`,
  ],
  [
    'dict',
    (apply, value) =>
      `{key: ${apply('item')} for key, item in ${value}.items()} if isinstance(${value}, dict) else ${value}`,
  ],
])
const CONTAINERS: ReadonlyMap<string, string> = new Map([
  ...['list', 'set', 'frozenset', 'tuple', 'dict'].map((name) => [`builtins.${name}`, name] as const),
  ...['typing', 'typing_extensions'].flatMap((module) => [
    [`${module}.List`, 'list'] as const,
    [`${module}.Set`, 'set'] as const,
    [`${module}.FrozenSet`, 'frozenset'] as const,
    [`${module}.Tuple`, 'tuple'] as const,
    [`${module}.Dict`, 'dict'] as const,
    [`${module}.Sequence`, 'sequence'] as const,
  ]),
  ['collections.abc.Sequence', 'sequence'],
])

const CONTAINER = /^(?:list|set|frozenset|tuple|dict|sequence)$/

/** How v1 applied a validator of each item to the fields: to the value itself, or to what the container holds. */
export function walkOf(call: ValidatorCall, classNode: Node | undefined, context: Context): Walk | 'value' {
  const own = classNode ? fieldsOf(classNode) : []
  const kinds = (call.fields ?? ['*']).map((name) => {
    const found = own.find((candidate) => candidate.name === name)
    const type = found?.type
    if (!type)
      context.skip(`each_item: ${name} is not declared in this class: annotate its items with AfterValidator`)
    const kind = kindOf(type, context)
    // v1 took None where it is the default, whatever the type says.
    const list = fieldArguments(context, found.value)
    const given = list ? defaultOf(list) : found.value
    if (call.isPre) return kindBefore(kind)
    return given?.type === 'none' && CONTAINER.test(kind) ? `${kind}?` : kind
  })
  const [kind, ...others] = new Set(kinds)
  if (kind === undefined || others.length > 0)
    context.skip('each_item over fields of several kinds: write one validator for each kind')
  if (kind === 'value') return 'value'
  const [name, optional] = kind.split('?')
  const walk = (call.isPre ? WALKS_BEFORE : WALKS).get(name ?? '')
  if (!walk)
    context.skip(
      `each_item over a field of this type: annotate its items with ${call.isPre ? 'Before' : 'After'}Validator`,
    )
  return optional === undefined || call.isPre
    ? walk
    : (apply, value) => `None if ${value} is None else ${walk(apply, value)}`
}

/** Before validation a value may be None or another container anyway. */
function kindBefore(kind: string): string {
  const bare = kind.replace(/\?$/, '')
  return /^(?:set|frozenset|tuple)$/.test(bare) ? 'list' : bare
}

/** The `X` of `Optional[X]`, `Union[X, None]` and `X | None`. */
function optionalPart(type: Node, head: string | undefined): Node | undefined {
  const parts = genericParts(type)
  if (/^typing(?:_extensions)?\.Optional$/.test(head ?? '')) return parts?.args[0]
  const members = /^typing(?:_extensions)?\.Union$/.test(head ?? '')
    ? parts?.args
    : type.type === 'union_type' || (type.type === 'binary_operator' && field(type, 'operator')?.text === '|')
      ? type.namedChildren
      : undefined
  const others = members?.filter((member) => member && withoutType(member).type !== 'none') ?? []
  return members?.length === 2 && others.length === 1 ? others[0] : undefined
}

/** `list`, `dict?` (or None), `value` where v1 applied it to the value, `other` where it is not known what it did. */
function kindOf(annotation: Node, context: Context): string {
  const type = withoutType(annotation)
  const parts = genericParts(type)
  const head = context.qualifiedName(parts?.origin ?? type)
  const optional = optionalPart(type, head)
  if (optional) {
    const inner = kindOf(optional, context)
    return inner === 'other' || inner === 'value' || inner.endsWith('?') ? 'other' : `${inner}?`
  }
  if (parts?.args[0] && /^typing(?:_extensions)?\.Annotated$/.test(head ?? ''))
    return kindOf(parts.args[0], context)
  if (parts) return CONTAINERS.get(head ?? '') ?? 'other'
  // Without its items named, v1 took a container for a single value.
  return head !== undefined &&
    /^builtins\.(?:str|int|float|bool|bytes|list|set|tuple|dict|frozenset)$/.test(head)
    ? 'value'
    : 'other'
}
