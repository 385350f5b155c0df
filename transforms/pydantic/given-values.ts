import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  genericParts,
  type Node,
  stringParts,
  withoutNone,
} from '#transform'
import { withoutOptional } from './_annotations.ts'
import { effectiveConfig } from './_config-table.ts'
import { quoteOf } from './_config-values.ts'
import { isSeenBefore } from './_early.ts'
import { argumentsOf, fieldsOf } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { ancestorClasses, type ClassRef, classNamed, modelKind } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

const PARSERS = /^(?:parse_obj|model_validate)$/

export default defineTransform({
  summary: 'Convert the numbers and times that fields of models are given, as Pydantic v1 did itself',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/concepts/conversion_table/',
  drops: ['constants'],
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  anchors: [/[A-Z]\w*[ \t]*\(\s*\w+\s*=/, 'parse_obj', 'model_validate'],
  searches: MODEL_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ callee, list, call }, context) {
    if (!callee || !list || !call) return
    const name = callee.type === 'attribute' ? field(callee, 'attribute')?.text : undefined
    const parsed = name !== undefined && PARSERS.test(name) ? field(callee, 'object') : undefined
    const model = modelNamed(parsed ?? callee, context)
    if (!model || isWrittenForV2(context, call)) return
    const pairs = parsed ? pairsIn(argumentsOf(list)) : keywordsIn(argumentsOf(list))
    if (pairs.length === 0) return
    const line = [model, ...ancestorClasses(model, context.project).classes]
    // What it hands on to the fields is not known.
    if (!parsed && line.some(({ node }) => /\bdef (?:__init__|__new__)\b/.test(node.text))) return
    for (const [key, value] of pairs) intoField(key, value, line, context)
  },
})

type Pair = readonly [key: string, value: Node]

function modelNamed(expression: Node, { module, project }: Context): ClassRef | undefined {
  if (!/^(?:identifier|attribute)$/.test(expression.type)) return undefined
  const found = classNamed(module, project, expression)
  return typeof found === 'object' && modelKind(found.module, found.node) === 'model' ? found : undefined
}

function keywordsIn(given: readonly Node[]): Pair[] {
  return given.flatMap((argument): Pair[] => {
    const [key, value] = [field(argument, 'name'), field(argument, 'value')]
    return argument.type === 'keyword_argument' && key && value ? [[key.text, value]] : []
  })
}

/** Those of `{"a": 1}` as the only argument. */
function pairsIn([only, ...others]: readonly Node[]): Pair[] {
  if (only?.type !== 'dictionary' || others.length > 0) return []
  return only.namedChildren.flatMap((pair): Pair[] => {
    const [key, value] = [field(pair, 'key'), field(pair, 'value')]
    const parts = key && stringParts(key)
    if (!key || !value || !parts || parts.isFormatted) return []
    return [[key.text.slice(parts.content.start - key.startIndex, parts.content.end - key.startIndex), value]]
  })
}

function intoField(key: string, value: Node, line: readonly ClassRef[], context: Context): void {
  const holder = line.find(({ node }) => fieldsOf(node).some(({ name }) => name === key))
  const type = holder && fieldsOf(holder.node).find(({ name }) => name === key)?.type
  if (!holder || !type) return
  reportUnordered(value, { module: holder.module, node: type }, context)
  const nodes = line.map(({ node }) => node)
  if (value.type === 'dictionary' && !isSeenBefore(key, nodes))
    intoModel(value, { module: holder.module, node: type }, context)
  const wanted = wantedIn({ module: holder.module, node: type })
  if (!wanted) return
  if (isSeenBefore(key, nodes)) return
  const [model] = line
  if (model && effectiveConfig(model, context.project).values.has('coerce_numbers_to_str')) return
  if (!wanted.isItem) convert(value, wanted.name, context)
  else if (/^(?:list|tuple|set)$/.test(value.type))
    for (const item of value.namedChildren) convert(item, wanted.name, context)
}

/** A dictionary that a field of another model is made of. */
function intoModel(value: Node, { module, node }: ClassRef, context: Context): void {
  const type = withoutOptional(module, node)
  if (!/^(?:identifier|attribute)$/.test(type.type)) return
  const found = classNamed(module, context.project, type)
  if (typeof found !== 'object' || modelKind(found.module, found.node) !== 'model') return
  const line = [found, ...ancestorClasses(found, context.project).classes]
  if (line.some(({ node: own }) => /\bdef (?:__init__|__new__)\b/.test(own.text))) return
  for (const [key, inner] of pairsIn([value])) intoField(key, inner, line, context)
}

/** v1 took sets and generators for a `Sequence`, and kept them. */
function reportUnordered(value: Node, { module, node }: ClassRef, context: Context): void {
  const given = UNORDERED.get(value.type)
  const parts = given === undefined ? undefined : genericParts(withoutOptional(module, node))
  const origin = parts && module.qualify(parts.origin)
  if (origin?.kind !== 'certain' || !/^(?:typing|collections\.abc)\.Sequence$/.test(origin.name)) return
  context.report(
    `v2 takes no ${given} for a Sequence, v1 did: hand over a list, or annotate the field Union[Sequence[…], Set[…]]`,
    value,
  )
}

const UNORDERED: ReadonlyMap<string, string> = new Map([
  ['set', 'set'],
  ['set_comprehension', 'set'],
  ['generator_expression', 'generator'],
])

const ITEMS =
  /^(?:typing|builtins|collections\.abc)\.(?:List|Set|FrozenSet|Tuple|Sequence|list|set|frozenset|tuple)$/

type Wanted = 'str' | 'int' | 'date'

/** What a field or each of its items has to be, where that is one of these types and nothing else. */
function wantedIn({
  module,
  node,
}: ClassRef): { readonly name: Wanted; readonly isItem: boolean } | undefined {
  const type = withoutOptional(module, node)
  const parts = genericParts(type)
  if (parts) {
    const origin = module.qualify(parts.origin)
    const [first, ...more] = parts.args
    const isOpen = more.length === 0 || (more.length === 1 && more[0]?.type === 'ellipsis')
    if (origin.kind !== 'certain' || !ITEMS.test(origin.name) || !first || !isOpen) return undefined
    const inner = wantedIn({ module, node: first })
    return inner && !inner.isItem ? { ...inner, isItem: true } : undefined
  }
  const found = module.qualify(type)
  if (found.kind !== 'certain') return undefined
  if (found.name === 'datetime.date') return { name: 'date', isItem: false }
  const name = /^builtins\.(str|int)$/.exec(found.name)?.[1]
  return name === 'str' || name === 'int' ? { name, isItem: false } : undefined
}

/** What v1 converted, and v2 refuses. */
const REFUSED: Readonly<Record<Wanted, RegExp>> = {
  str: /^(?:builtins\.(?:int|float|bool)|decimal\.Decimal)$/,
  int: /^(?:builtins\.float|decimal\.Decimal)$/,
  date: /^datetime\.datetime$/,
}

/** `"2000-2-1"`, of which v1 made a date. */
const SHORT_DATE = /^(["'])(\d{4})-(\d{1,2})-(\d{1,2})\1$/

function convert(value: Node, wanted: Wanted, context: Context): void {
  const [date, quote, year, month = '', day = ''] = (wanted === 'date' && SHORT_DATE.exec(value.text)) || []
  if (date !== undefined && date.length < '"2000-02-01"'.length) {
    context.review('v2 wants two digits for months and days')
    context.replace(value, `${quote}${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${quote}`)
    return
  }
  const sign = value.type === 'unary_operator' ? field(value, 'argument') : undefined
  const type = context.typeOf(sign && /^(?:integer|float)$/.test(sign.type) ? sign : value)
  const instance = withoutNone(type)
  const known = value.type === 'call' ? calledType(value, context) : quotient(value, wanted)
  const of = known ?? (instance?.kind === 'instance' ? instance.of : undefined)
  if (typeof of !== 'string' || !REFUSED[wanted].test(of) || isWhole(value)) return
  const given = of.slice(of.lastIndexOf('.') + 1)
  const why =
    wanted === 'str'
      ? `v2 takes no ${given} for a str, of which v1 made text`
      : wanted === 'int'
        ? `v2 takes no ${given} with a fraction for an int, v1 cut it off`
        : 'v2 takes no datetime for a date unless it is midnight, v1 took its day'
  if (type !== instance || !isSurelySomething(value, context)) {
    context.report(`${why}: write ${wanted === 'date' ? '….date()' : `${wanted}(…)`}`, value)
    return
  }
  if (wanted !== 'date' && !context.isBuiltin(wanted, value)) return
  context.review(why)
  if (wanted === 'date') context.insert(value.endIndex, '.date()')
  else if (wanted === 'str' && /^(?:0|[1-9]\d*)$/.test(value.text) && !isInText(value)) {
    const quote = quoteOf(context.module)
    context.replace(value, `${quote}${value.text}${quote}`)
  } else {
    context.insert(value.startIndex, `${wanted}(`)
    context.insert(value.endIndex, ')')
  }
}

/** Whether it is in a field of an f-string, which has no quotes to spare. */
function isInText(value: Node): boolean {
  return [...ancestorsOf(value)].some(({ type }) => type === 'interpolation')
}

/** `2.0`, which v2 takes for an int. */
function isWhole(value: Node): boolean {
  return value.type === 'float' && Number.isInteger(Number(value.text))
}

/** An annotation may say `int` where None comes, too, and `str(None)` would be a text. */
function isSurelySomething(value: Node, context: Context): boolean {
  if (value.type === 'call') return calledType(value, context) !== undefined
  return /^(?:integer|float|true|false|unary_operator|binary_operator)$/.test(value.type)
}

/** What an int was made of is a number, and the quotient of two numbers has a fraction. */
function quotient(value: Node, wanted: Wanted): string | undefined {
  const isDivided = value.type === 'binary_operator' && field(value, 'operator')?.text === '/'
  return wanted === 'int' && isDivided ? 'builtins.float' : undefined
}

/** What calls give that are no calls of classes of the project. */
const GIVEN: ReadonlyMap<string, string> = new Map([
  ['builtins.len', 'builtins.int'],
  ['builtins.int', 'builtins.int'],
  ['builtins.float', 'builtins.float'],
  ['decimal.Decimal', 'decimal.Decimal'],
  ...['time', 'perf_counter', 'monotonic', 'process_time'].map(
    (name) => [`time.${name}`, 'builtins.float'] as const,
  ),
  ['datetime.datetime', 'datetime.datetime'],
  ...['now', 'utcnow', 'fromtimestamp', 'utcfromtimestamp', 'strptime', 'fromisoformat', 'combine'].map(
    (name) => [`datetime.datetime.${name}`, 'datetime.datetime'] as const,
  ),
])

function calledType(call: Node, context: Context): string | undefined {
  const callee = field(call, 'function')
  return callee && GIVEN.get(context.qualifiedName(callee) ?? '')
}
