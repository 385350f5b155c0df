import {
  basesOf,
  type Context,
  defineTransform,
  genericParts,
  type Node,
  parentOf,
  withoutType,
} from '#transform'
import { namesIn, quoted } from './_annotations.ts'
import { fieldsOf, isClassVariable, modelAround } from './_fields.ts'
import { isPydanticItself } from './_guards.ts'
import { ancestorClasses, type ClassRef, classNamed } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

/** v1 dealt with what derives from these as with these; v2 knows them only by themselves. */
const KNOWN =
  /^(?:builtins\.(?:str|int|float|bytes|dict|list|tuple|set|frozenset)|typing\.(?:List|Dict|Set|FrozenSet|Tuple|DefaultDict|OrderedDict|Deque|Counter)|collections\.(?:OrderedDict|defaultdict|deque|Counter)|datetime\.(?:date|datetime|time|timedelta)|decimal\.Decimal|uuid\.UUID|pathlib\.(?:Path|PosixPath)|ipaddress\.IPv[46]\w+)$/
/** These say nothing of how instances are validated. */
const HARMLESS = /^(?:builtins\.object|abc\.ABC|typing\.(?:Generic|Protocol|Hashable|Sized))$/
/** What says itself how it is validated, or is known by its kind. */
const OTHERWISE = /\b(?:__get_validators__|__get_pydantic_core_schema__)\b|@(?:\w+\.)*dataclass\b/

export default defineTransform({
  summary:
    'Report fields of types that v2 does not know: classes derived from str and the like, and some defaultdicts',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/errors/usage_errors/#schema-for-unknown-type',
  query: '(class_definition superclasses: (argument_list)) @model',
  anchors: ['class'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ model }, context) {
    if (!model || isPydanticItself(context)) return
    const fields = fieldsOf(model).filter(({ type }) => type && !isClassVariable(context.module, type))
    const kind = fields.length === 0 ? undefined : modelAround(context, model)
    if (kind !== 'model' && kind !== 'settings') return
    for (const { type } of fields) if (type) reportDefaultDicts(type, context)
    const found = fields.flatMap(({ type }) => (type ? derivedIn(type, context) : []))
    const allowed =
      found.length > 0 && mayAllowAll({ module: context.module, node: model }, kind === 'settings', context)
    if (found.length === 0 || allowed === 'perhaps') return
    for (const { at, base } of found)
      context.report(
        allowed
          ? `v2 takes instances of ${at.text} alone, as the model allows arbitrary types, where v1 took what it takes for ${base}: write ${base}, or give ${at.text} a __get_pydantic_core_schema__`
          : `v2 refuses the model: it knows ${base}, but no class derived from it. Write ${base}, which v1 validated it as, or give ${at.text} a __get_pydantic_core_schema__`,
        at,
      )
  },
})

const DEFAULT_DICT = /^(?:collections\.defaultdict|typing(?:_extensions)?\.DefaultDict)$/
/** What v2 makes the missing values of a defaultdict of. */
const MADE_BY_ITSELF =
  /^(?:builtins\.(?:int|float|str|bool|list|dict|set|frozenset|tuple)|typing(?:_extensions)?\.(?:List|Dict|Set|FrozenSet|Tuple|Sequence|MutableSequence|Mapping|MutableMapping|Annotated)|collections\.abc\.\w+)$/

/** `defaultdict` without types, and with values that v2 does not know how to make. */
function reportDefaultDicts(type: Node, context: Context): void {
  const bare = withoutType(type)
  const inner = bare.type === 'string' ? (quoted(context.module, bare) ?? bare) : bare
  for (const name of new Set(namesIn(inner))) {
    if (!DEFAULT_DICT.test(context.qualifiedName(name) ?? '')) continue
    const whole = parentOf(name)
    const parts = whole ? genericParts(whole) : undefined
    const value = parts?.origin.startIndex === name.startIndex ? parts.args[1] : undefined
    const made = value && context.qualifiedName(genericParts(value)?.origin ?? value)
    if (value && (made === undefined || MADE_BY_ITSELF.test(made))) continue
    context.report(
      value
        ? `v2 refuses the model: it does not know what missing values are made of. Write Annotated[${value.text}, Field(default_factory=…)] for ${value.text}`
        : 'v2 refuses the model: it does not know what missing values are made of. Give the types of keys and values, as in DefaultDict[str, list], or write dict, as which v1 took it',
      name,
    )
  }
}

interface Derived {
  readonly at: Node
  /** The type that the class derives from, without its module. */
  readonly base: string
}

function derivedIn(type: Node, context: Context): Derived[] {
  if (type.text.includes('Annotated') || type.text.includes('Literal')) return []
  return [...new Set(namesIn(type))].flatMap((at) => {
    const named = classNamed(context.module, context.project, at)
    const base = typeof named === 'object' ? knownBase(named, context) : undefined
    return base === undefined ? [] : [{ at, base }]
  })
}

/** What a class derives from that v1 went by; undefined where it is validated in another way, or is not known well enough. */
function knownBase(own: ClassRef, context: Context): string | undefined {
  const all = [own, ...ancestorClasses(own, context.project).classes]
  if (all.some(({ node }) => OTHERWISE.test(wholeOf(node).text))) return undefined
  const outer = all.flatMap(({ module, node }) =>
    basesOf(node)
      .map((base) => classNamed(module, context.project, base))
      .filter((base) => typeof base !== 'object'),
  )
  if (!outer.every((base) => base !== undefined && (KNOWN.test(base) || HARMLESS.test(base))))
    return undefined
  const base = outer.find((one) => one !== undefined && KNOWN.test(one))
  return base?.slice(base.lastIndexOf('.') + 1)
}

function wholeOf(definition: Node): Node {
  const around = parentOf(definition)
  return around?.type === 'decorated_definition' ? around : definition
}

/** Whether the model takes whatever classes there are, as settings do unless they say otherwise. */
function mayAllowAll(model: ClassRef, isSettings: boolean, { project }: Context): boolean | 'perhaps' {
  const { classes, isComplete } = ancestorClasses(model, project)
  const says = [model, ...classes].filter(({ node }) => node.text.includes('arbitrary_types_allowed'))
  if (says.length === 0) return isComplete ? isSettings : 'perhaps'
  return (
    says.every(({ node }) => /\barbitrary_types_allowed["']?\s*[=:]\s*True\b/.test(node.text)) || 'perhaps'
  )
}
