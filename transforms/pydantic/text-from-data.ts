import {
  type Context,
  defineTransform,
  field,
  type Module,
  type Node,
  parentOf,
  type Type,
  withoutNone,
} from '#transform'
import { withoutOptional } from './_annotations.ts'
import { effectiveConfig } from './_config-table.ts'
import { argumentsOf, fieldsOf } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { ancestorClasses, type ClassRef, modelKind } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

const PARSERS =
  /^(?:parse_obj|parse_raw|parse_file|model_validate|model_validate_json|validate_python|validate_json)$/
/** Annotations of text and of containers of it; a key is text in most data. */
const TEXT =
  /^(?:(?:typing\.|t\.)?(?:Optional|List|Set|FrozenSet|Sequence|Iterable|Tuple|list|set|frozenset|tuple)\[|(?:typing\.|t\.)?(?:Dict|Mapping|dict)\[str, *)*str(?:, *\.\.\.)?\]*(?: *\| *None)?$/
const JSON_PARSERS = /(?:_raw|_file|_json)$/
const COERCION: ReadonlySet<string> = new Set(['coerce_numbers_to_str'])
const TESTS = /(?:^|\/)(?:tests?\/|test_[^/]*$|conftest\.py$)/

export default defineTransform({
  summary:
    'Report where data becomes models with fields of text and dates: v2 takes no numbers and no datetimes for them',
  since: 'any',
  safety: 'report',
  phase: 'last',
  docs: 'https://docs.pydantic.dev/latest/api/config/#pydantic.config.ConfigDict.coerce_numbers_to_str',
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  anchors: ['**', '.parse_obj', '.parse_raw', '.parse_file', '.model_validate', '.model_validate_json'],
  searches: [...MODEL_WORDS, ...COERCION],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ callee, list, call }, context) {
    // What a test hands over, running it shows.
    if (!callee || !list || !call || TESTS.test(context.module.path)) return
    if (!isData(callee, list, context)) return
    // No type checker is asked: it would have to tell what each call with ** calls.
    const type = withoutNone(context.typeOf(modelIn(callee)))
    const of = type?.kind === 'class' ? type.of : undefined
    if (!of || typeof of === 'string' || isWrittenForV2(context, call)) return
    // What a settings class reads of the environment is text.
    if (modelKind(of.module, of.node) !== 'model' || isSaidBefore(callee, context)) return
    if (!JSON_PARSERS.test(lastName(callee))) reportDates(of, callee, context)
    const names = fieldNames(of, context, ({ type }) => TEXT.test(type.text))
    if (names.length === 0) return
    const isCoerced =
      context.project.filesWith(COERCION).length > 0 &&
      effectiveConfig(of, context.project).values.has('coerce_numbers_to_str')
    if (isCoerced) return
    context.report(
      `v2 takes no number for ${listed(names)}, v1 made text of it: if this data may hold one, set coerce_numbers_to_str=True for ${field(of.node, 'name')?.text}`,
      callee,
    )
  },
})

function lastName(callee: Node): string {
  return (callee.type === 'attribute' ? field(callee, 'attribute') : callee)?.text ?? ''
}

/** `Model` of `Model(...)` and of `Model.parse_obj(...)`. */
function modelIn(callee: Node): Node {
  return PARSERS.test(lastName(callee)) ? (field(callee, 'object') ?? callee) : callee
}

/** Whether an earlier call in the file makes the same model of data: once is enough. */
function isSaidBefore(callee: Node, context: Context): boolean {
  const model = modelIn(callee).text
  return context.module.tree.root.descendantsOfType('call').some((call) => {
    const [other, list] = [field(call, 'function'), field(call, 'arguments')]
    if (!other || list?.type !== 'argument_list' || other.startIndex >= callee.startIndex) return false
    return modelIn(other).text === model && isData(other, list, context)
  })
}

/** Whether a call hands over a whole mapping or text that is written out nowhere near. */
function isData(callee: Node, list: Node, context: Context): boolean {
  const given = argumentsOf(list)
  const [first] = given
  if (PARSERS.test(lastName(callee))) return first !== undefined && isUnseen(first, context)
  const [splat, ...more] = given.filter(({ type }) => type === 'dictionary_splat')
  const data = splat?.firstNamedChild
  return !!data && more.length === 0 && isUnseen(data, context)
}

function isUnseen(data: Node, context: Context): boolean {
  if (!/^(?:identifier|attribute|subscript|call|await)$/.test(data.type)) return false
  // What another model or a caller of this function has given is no data from outside.
  if (/\b(?:dict|model_dump|asdict|copy|_asdict|kwargs)(?:\(.*\))?$/s.test(data.text)) return false
  const binding = data.type === 'identifier' ? context.module.bindingsOf(data)[0] : undefined
  if (binding && parentOf(binding.node)?.type === 'dictionary_splat_pattern') return false
  return !holdsTextOnly(withoutNone(context.typeOf(data)))
}

function holdsTextOnly(type: Type | undefined): boolean {
  const value = type?.kind === 'instance' && type.of === 'builtins.dict' ? type.args[1] : undefined
  return value?.kind === 'instance' && value.of === 'builtins.str'
}

/** A row of a database often has the time where the model has the day. */
function reportDates(of: ClassRef, callee: Node, context: Context): void {
  const names = fieldNames(of, context, ({ type, module }) => {
    const found = module.qualify(withoutOptional(module, type))
    return found.kind === 'certain' && found.name === 'datetime.date'
  })
  if (names.length === 0) return
  context.report(
    `v2 takes no datetime for ${listed(names)} unless it is midnight, v1 took its day: if this data may hold one, write a field_validator with mode="before" for ${field(of.node, 'name')?.text}`,
    callee,
  )
}

function listed(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and others` : names.join(', ')
}

/** The names of the fields, inherited ones as well, that are of a type and that no validator sees before. */
function fieldNames(
  of: ClassRef,
  context: Context,
  isWanted: (field: { readonly type: Node; readonly module: Module }) => boolean,
): string[] {
  const names = new Set<string>()
  const seen = new Set<string>()
  for (const { node, module } of [of, ...ancestorClasses(of, context.project).classes]) {
    const early = node.text.match(/@\w*validator\([^@]*?(?:pre=True|mode=["']before["'])/g)?.join('') ?? ''
    for (const { name, type } of fieldsOf(node)) {
      if (seen.has(name)) continue
      seen.add(name)
      if (type && isWanted({ type, module }) && !new RegExp(`["'](?:${name}|\\*)["']`).test(early))
        names.add(name)
    }
  }
  return [...names]
}
