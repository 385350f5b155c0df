import {
  type Context,
  defineTransform,
  field,
  genericParts,
  type Module,
  type Node,
  parentOf,
  withoutType,
} from '#transform'
import { aliasTarget, quoted } from './_annotations.ts'
import { keyword } from './_fields.ts'
import { GENERATION_WORDS, isWrittenForV2 } from './_generation.ts'
import { classNamed } from './_model-classes.ts'

const LISTS =
  /^(?:builtins\.(?:list|set|frozenset|tuple)|typing(?:_extensions)?\.(?:List|Set|FrozenSet|Tuple|Sequence|MutableSequence|Iterable|Collection|Deque)|collections\.(?:deque|abc\.(?:Sequence|MutableSequence|Iterable|Collection|Set)))$/
/** Aliases of aliases are followed so far. */
const MAX_DEPTH = 10

export default defineTransform({
  summary: "Say of FastAPI's response_model_exclude that it is for the items of a list",
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/concepts/serialization/#advanced-include-and-exclude',
  query: '(keyword_argument name: (identifier) @key value: (_) @value) @argument',
  anchors: ['response_model_include', 'response_model_exclude'],
  searches: GENERATION_WORDS,
  drops: ['negations'],
  recipes: ['pydantic-v2'],
  rewrite({ key, value, argument }, context) {
    if (!/^response_model_(?:in|ex)clude$/.test(key.text)) return
    const list = parentOf(argument)
    if (list?.type !== 'argument_list' || /__all__/.test(value.text)) return
    if (/^(?:none|true|false)$/.test(value.type) || isEmpty(value) || isWrittenForV2(context, argument))
      return
    const type = responseType(list)
    const depth = type ? listsAround({ module: context.module, node: type }, context) : 0
    if (depth === 'unknown') {
      context.skip(
        `it is not known whether the response is a list: v2 takes ${key.text} for the list itself, unless it is {"__all__": …}`,
      )
      return
    }
    if (depth === 0) return
    const quote = /'/.test(value.text) && !/"/.test(value.text) ? "'" : '"'
    context.review(`v2 takes ${key.text} of a list for the list itself, v1 took it for its items`)
    context.insert(value.startIndex, `{${quote}__all__${quote}: `.repeat(depth))
    context.insert(value.endIndex, '}'.repeat(depth))
  },
})

function isEmpty(value: Node): boolean {
  return value.type === 'dictionary' ? value.namedChildCount === 0 : value.text === 'set()'
}

/** What FastAPI makes the response of: `response_model`, or what the function below says to return. */
function responseType(list: Node): Node | undefined {
  const given = keyword(list, 'response_model')
  if (given) return field(given, 'value')
  const decorator = parentOf(parentOf(list) ?? list)
  const whole = decorator?.type === 'decorator' ? parentOf(decorator) : undefined
  const definition = whole && field(whole, 'definition')
  return definition && field(definition, 'return_type')
}

/** How many lists a type is, one in the other. */
function listsAround(
  { module, node }: { readonly module: Module; readonly node: Node },
  context: Context,
  followed = 0,
): number | 'unknown' {
  const bare = withoutType(node)
  const type = bare.type === 'string' ? quoted(module, bare) : bare
  if (!type || followed > MAX_DEPTH) return 'unknown'
  if (type.type === 'none') return 0
  const within = (inner: Node) => listsAround({ module, node: inner }, context, followed)
  if (type.type === 'binary_operator' || type.type === 'union_type') return same(type.namedChildren, within)
  const parts = genericParts(type)
  const qualified = module.qualify(parts?.origin ?? type)
  const name = qualified.kind === 'certain' ? qualified.name : ''
  if (parts && /^typing(?:_extensions)?\.(?:Optional|Union)$/.test(name)) return same(parts.args, within)
  if (LISTS.test(name)) {
    const inner = parts?.args[0] ? within(parts.args[0]) : 0
    return inner === 'unknown' ? inner : inner + 1
  }
  // An alias, a class of the project, or one from outside.
  const alias = aliasTarget(module, context.project, type)
  if (alias) return listsAround(alias, context, followed + 1)
  const isClass = typeof classNamed(module, context.project, type) === 'object'
  return isClass || parts !== undefined || name !== '' ? 0 : 'unknown'
}

/** What all members of a union are that are not None. */
function same(members: readonly Node[], of: (member: Node) => number | 'unknown'): number | 'unknown' {
  const all = new Set(members.filter(({ type, text }) => type !== 'none' && text !== 'None').map(of))
  const [only = 0] = all
  return all.size > 1 ? 'unknown' : only
}
