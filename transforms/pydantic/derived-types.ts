import {
  basesOf,
  type Context,
  defineTransform,
  field,
  genericParts,
  indentOf,
  indentUnit,
  isFirstOnLine,
  lineEnd,
  type Module,
  type Node,
  newlineAt,
  parentOf,
  trueEnd,
  withoutType,
} from '#transform'
import { namesIn, quoted } from './_annotations.ts'
import { fieldsOf, isClassVariable, modelAround } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { isPydanticItself } from './_guards.ts'
import { ancestorClasses, bodyOf, type ClassRef, classNamed, modelKind, sameClass } from './_model-classes.ts'
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
    'Have v2 know types of fields: classes derived from str, int and float; others and some defaultdicts are reported',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/errors/usage_errors/#schema-for-unknown-type',
  query: '(class_definition superclasses: (argument_list)) @model',
  anchors: ['class'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ model }, context) {
    if (!model || isPydanticItself(context)) return
    if (isForSchema({ module: context.module, node: model }, context)) writeSchema(model, context)
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

/** Whether a class derives from str, int or float itself, and says nothing of how v2 shall validate it. */
function isForSchema(own: ClassRef, context: Context): boolean {
  const { module, node } = own
  const [first] = bodyOf(node)
  if (!first || !isFirstOnLine(module.tree.text, first.startIndex)) return false
  return plainBase(own) !== undefined && knownBase(own, context) !== undefined
}

function plainBase({ module, node }: ClassRef): string | undefined {
  for (const base of basesOf(node)) {
    const found = module.qualify(base)
    const name = found.kind === 'certain' ? /^builtins\.(str|int|float)$/.exec(found.name)?.[1] : undefined
    if (name !== undefined) return name
  }
  return undefined
}

/** v1 kept instances of such a class and took what its base takes; v2 refuses to make a model of it. */
function writeSchema(node: Node, context: Context): void {
  const { module, text } = context
  const base = plainBase({ module, node })
  const statements = bodyOf(node)
  const [first] = statements
  const last = statements.at(-1)
  if (base === undefined || !first || !last || isWrittenForV2(context, node)) return
  if (!isTypeOfField({ module, node }, context)) return
  const schema = context.import('pydantic_core', 'core_schema', first)
  const [indent, unit] = [indentOf(text, first.startIndex), indentUnit(text)]
  const lines = [
    '@classmethod',
    'def __get_pydantic_core_schema__(cls, source_type, handler):',
    `${unit}return ${schema}.no_info_wrap_validator_function(`,
    `${unit}${unit}lambda value, validate: value if isinstance(value, cls) else validate(value), handler(${base})`,
    `${unit})`,
  ]
  const newline = newlineAt(text, first.startIndex)
  context.review(
    `v2 knows ${base}, but no class derived from it: values are validated as v1 did it, which makes no instances`,
  )
  if (statements.length === 1 && /^(?:pass|\.\.\.)$/.test(first.text))
    context.replace(first, lines.join(newline + indent))
  else
    context.insert(
      lineEnd(text, trueEnd(last)),
      newline + lines.map((line) => newline + indent + line).join(''),
    )
}

/** Whether some model of the project has a field of the type, or of one that holds it. */
function isTypeOfField(own: ClassRef, { module, project }: Context): boolean {
  const name = field(own.node, 'name')?.text ?? ''
  const isNamed = new RegExp(`\\b${name}\\b`)
  const named = new Set([module.path, ...project.filesNaming(new Set([name]))])
  return [...named].some((path) => {
    const other = path === module.path ? module : project.moduleAt(path, module.target)
    return (
      other !== undefined &&
      modelsOf(other).some((model) => fieldsOf(model).some(({ type }) => holds(type, other)))
    )
  })

  function holds(type: Node | undefined, other: Module): boolean {
    if (!type || !isNamed.test(type.text) || isClassVariable(other, type)) return false
    return namesIn(written(type, other)).some((at) => {
      const found = isNamed.test(at.text) ? classNamed(other, project, at) : undefined
      return typeof found === 'object' && sameClass(found, own)
    })
  }
}

function modelsOf(module: Module): Node[] {
  return module.tree.root
    .descendantsOfType('class_definition')
    .filter((node) => /^(?:model|settings)$/.test(modelKind(module, node)))
}

/** An annotation without its quotes. */
function written(type: Node, module: Module): Node {
  const bare = withoutType(type)
  return bare.type === 'string' ? (quoted(module, bare) ?? bare) : bare
}

const DEFAULT_DICT = /^(?:collections\.defaultdict|typing(?:_extensions)?\.DefaultDict)$/
/** What v2 makes the missing values of a defaultdict of. */
const MADE_BY_ITSELF =
  /^(?:builtins\.(?:int|float|str|bool|list|dict|set|frozenset|tuple)|typing(?:_extensions)?\.(?:List|Dict|Set|FrozenSet|Tuple|Sequence|MutableSequence|Mapping|MutableMapping|Annotated)|collections\.abc\.\w+)$/

/** `defaultdict` without types, and with values that v2 does not know how to make. */
function reportDefaultDicts(type: Node, context: Context): void {
  for (const name of new Set(namesIn(written(type, context.module)))) {
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
  return [...new Set(namesIn(written(type, context.module)))].flatMap((at) => {
    const named = classNamed(context.module, context.project, at)
    const base = typeof named === 'object' ? knownBase(named, context) : undefined
    const isGiven =
      typeof named === 'object' &&
      [named, ...ancestorClasses(named, context.project).classes].some((one) => isForSchema(one, context))
    return base === undefined || isGiven ? [] : [{ at, base }]
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
