import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  isInstanceOf,
  type Module,
  type Node,
  parentOf,
  stringParts,
} from '#transform'

import { codeIn } from './_error-codes.ts'
import { keyword } from './_fields.ts'

const CODE = /\b(?:value_error|type_error|assertion_error)\.[a-z_.]+\b/

/** What v1 said, and what v2 says. https://docs.pydantic.dev/latest/errors/validation_errors/ */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/\bvalue is not a valid (?:integer|float|dict|list|tuple|set|boolean)\b/, 'Input should be a valid …'],
  [
    /\bvalue could not be parsed to a boolean\b/,
    'Input should be a valid boolean, unable to interpret input',
  ],
  [/\bvalue is not a valid enumeration member\b/, "Input should be 'a' or 'b'"],
  [/\b(?:unexpected value; )?permitted: '/, "Input should be 'a' or 'b'"],
  [/\bunexpected value; permitted: /, "Input should be 'a' or 'b'"],
  [/\bfield required(?: \(type=|$)/, 'Field required'],
  [/\bnone is not an allowed value\b/, 'Input should be a valid …'],
  [/\bextra fields not permitted\b/, 'Extra inputs are not permitted'],
  [/\bstr type expected\b/, 'Input should be a valid string'],
  [/\bstring does not match regex\b/, "String should match pattern '…'"],
  [/\bensure this value has at least \d* ?(?:characters|items)\b/, '… should have at least …'],
  [/\bensure this value has at most \d* ?(?:characters|items)\b/, '… should have at most …'],
  [/\bensure this value is (?:greater|less) than\b/, 'Input should be greater than …, or less than …'],
  [/\binvalid or missing URL scheme\b/, 'Input should be a valid URL, relative URL without a base'],
  [/\binvalid (?:datetime|date|time|duration) format\b/, 'Input should be a valid …'],
  [/\(type=(?:value_error|assertion_error)\b(?!\.)/, '… [type=value_error, input_value=…]'],
  [/\bis (?:immutable|frozen) and does not support item (?:assignment|deletion)\b/, 'Instance is frozen'],
  [/\bhas allow_mutation set to False and cannot be assigned\b/, 'Field is frozen'],
  [CODE, 'one word such as missing or int_type'],
  [/\bURL(?:s must be non-empty| host invalid)\b/, 'Input should be a valid URL, …'],
]

/** What tells models with unions or root validators, and fields that are given under two names. */
const MEMBERS = [
  'discriminator',
  'Union[',
  'root_validator',
  'allow_population_by_field_name',
  'populate_by_name',
]

export default defineTransform({
  summary: 'Report the texts of validation errors that v2 words in another way',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/errors/validation_errors/',
  query: `
    (string) @text
    (call function: (attribute object: (_) @error attribute: (identifier) @_errors (#eq? @_errors "errors"))
          arguments: (argument_list) @options) @listed`,
  anchors: [
    ...[
      'value is not a valid',
      'could not be parsed to a boolean',
      'unexpected value; permitted',
      'field required',
    ],
    ...[
      'none is not an allowed value',
      'extra fields not permitted',
      'str type expected',
      'does not match regex',
    ],
    ...[
      'ensure this value',
      'invalid or missing URL',
      'time format',
      'date format',
      'duration format',
      'value_error.',
      'type_error.',
      'assertion_error.',
      '(type=',
    ],
    'does not support item',
    'allow_mutation set to',
    'URLs must be',
    'URL host',
    "permitted: '",
    '"__root__"',
    "'__root__'",
    "'msg'",
    '"msg"',
    "'loc'",
    '"loc"',
    '__key__',
    'limit_value',
    '.errors(',
  ],
  needs: /pydantic|ValidationError|validation error|value_error|type_error/,
  searches: MEMBERS,
  recipes: ['pydantic-v2'],
  rewrite({ text, listed, error, options }, context) {
    if (listed && error && options) reportWritten(listed, error, options, context)
    const content = contentOf(text)
    if (text === undefined || content === undefined) return
    const found = TEXTS.find(([pattern]) => pattern.test(content))
    const code = codeIn(content)
    if (code !== undefined && found?.[0] === CODE)
      context.report(`v2 has other names for kinds of validation errors: ${code}`, text)
    else if (found)
      context.report(
        `v2 words validation errors in another way: ${found[1]}${code === undefined ? '' : ` (${code})`}`,
        text,
      )
    if (content === 'msg') reportKeys(text, context)
    if (content === '__root__' && isPlace(text, context))
      context.report('v2 gives errors of the whole model no place: their loc is (), not ("__root__",)', text)
    if (content === '__key__' && isPlace(text, context))
      context.report('v2 says "[key]" in the loc of an error, where v1 said "__key__"', text)
    if (content === 'limit_value' && isOfContext(text))
      context.report(
        'ctx of v2 has a key for each kind of error, as max_length or ge, and no limit_value',
        text,
      )
    if (content === 'loc') reportPlaces(text, context)
    const message = content === 'msg' ? messageAt(text) : undefined
    const own = contentOf(message)
    if (message && own !== undefined && !IN_V2.test(own) && !TEXTS.some(([pattern]) => pattern.test(own)))
      context.report(
        'v2 puts "Value error, " before what a ValueError says, and "Assertion failed, " before an assertion',
        message,
      )
  },
})

/** Where the places of errors are read: once in a file, where a project has what makes a difference. */
function reportPlaces(key: Node, context: Context): void {
  if (firstPlaceRead(context.module) !== key.startIndex) return
  const { project } = context
  const has = (word: string) => project.filesWith(new Set([word])).length > 0
  if (has('validate_arguments'))
    context.report(
      'v2 says in the loc of an error of validate_call the index of an argument that was given by position, where v1 said its name',
      key,
    )
  if (has('allow_population_by_field_name') || has('populate_by_name'))
    context.report(
      'v2 says in the loc of an error the name of a field that was given by its name, where v1 said its alias',
      key,
    )
  if (has('root_validator'))
    context.report('v2 says () for the loc of an error of a root validator, where v1 said ("__root__",)', key)
  if (has('discriminator'))
    context.report(
      'v2 says the tag in the loc of an error in a discriminated union, where v1 said the class, and of other unions the member that it tried',
      key,
    )
  else if (has('Union['))
    context.report('v2 adds to the loc of an error in a union the member that it tried', key)
}

const firstPlaces = new WeakMap<Module, number>()

/** Where a file first reads the place of an error; -1 where it does not. */
function firstPlaceRead(module: Module): number {
  const isRead = (text: Node): boolean => {
    const around = parentOf(text)
    const method = around?.type === 'argument_list' ? around.previousNamedSibling : undefined
    return (
      around?.type === 'subscript' ||
      (method?.type === 'attribute' && field(method, 'attribute')?.text === 'get')
    )
  }
  const find = () =>
    module.tree.root.descendantsOfType('string').find((text) => contentOf(text) === 'loc' && isRead(text))
  const index = firstPlaces.get(module) ?? find()?.startIndex ?? -1
  firstPlaces.set(module, index)
  return index
}

/** `err["ctx"]["limit_value"]` and `err["ctx"] == {"limit_value": 2}`. */
function isOfContext(text: Node): boolean {
  const around = parentOf(text)
  const whole = around?.type === 'pair' ? parentOf(parentOf(around) ?? around) : around
  return /["']ctx["']/.test(whole?.text ?? '')
}

const ERRORS = [
  'pydantic.ValidationError',
  'pydantic.error_wrappers.ValidationError',
  'pydantic_core.ValidationError',
]

/** What writes JSON of what it is given, and knows no more types than that has. */
const WRITERS =
  /^(?:json\.dumps?|(?:flask(?:\.json)?|quart)\.jsonify|aiohttp\.web\.json_response|django\.http\.(?:response\.)?JsonResponse|(?:fastapi|starlette)(?:\.\w+)*\.(?:JSONResponse|HTTPException))$/

/** `json.dumps({"detail": error.errors()})`. */
function reportWritten(listed: Node, error: Node, options: Node, context: Context): void {
  if (/\binclude_context\s*=\s*False\b/.test(options.text)) return
  const holders = [...ancestorsOf(listed)]
  const list =
    holders[holders.findIndex(({ type }) => !/^(?:pair|dictionary|list|tuple|keyword_argument)$/.test(type))]
  const call = list?.type === 'argument_list' ? parentOf(list) : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!list || !callee || !WRITERS.test(context.qualifiedName(callee) ?? '')) return
  if (keyword(list, 'default') || keyword(list, 'cls') || !isInstanceOf(context, error, ERRORS)) return
  context.report(
    `errors() of v2 holds what was given and the exceptions of validators, which JSON has no place for: write json.loads(${error.text}.json()), or errors(include_url=False, include_input=False, include_context=False)`,
    listed,
  )
}

/** Whole errors that are compared, or written down to be: the first of each list. */
function reportKeys(key: Node, context: Context): void {
  const pair = parentOf(key)
  const dictionary = pair?.type === 'pair' && field(pair, 'key')?.id === key.id ? parentOf(pair) : undefined
  const keys = dictionary?.namedChildren.map((one) => contentOf(field(one, 'key')))
  const list = dictionary && parentOf(dictionary)
  const isFirst =
    list?.type === 'list' &&
    list.namedChildren.find(({ type }) => type === 'dictionary')?.id === dictionary?.id
  if (!dictionary || !isFirst || keys?.includes('input') || keys?.includes('url')) return
  if (keys?.includes('loc') && keys.includes('type'))
    context.report(
      "errors() of v2 has input, url and, as v1 for some, ctx as well: write errors(include_url=False, include_input=False, include_context=False) where these are v1's keys",
      dictionary,
    )
}

/** Whether a text is compared with the place of an error, or written as one: `("__root__",)`, `err["loc"][0] == "__root__"`. */
function isPlace(text: Node, { module }: Context): boolean {
  const around = parentOf(text)
  const whole = around?.type === 'tuple' || around?.type === 'list' ? around : text
  const holder = parentOf(whole)
  if (holder?.type === 'pair') return contentOf(field(holder, 'key')) === 'loc'
  if (holder?.type !== 'comparison_operator') return false
  // `path = ".".join(map(str, err["loc"]))` before `path == "__root__"`.
  const isMadeOfPlace = (side: Node): boolean =>
    side.type === 'identifier' &&
    module
      .bindingsOf(side)
      .some(
        ({ owner }) =>
          owner.type === 'assignment' && /["']loc["']|\.loc\b/.test(field(owner, 'right')?.text ?? ''),
      )
  return /\bloc\b/.test(holder.text) || holder.namedChildren.some(isMadeOfPlace)
}

/** How v2 begins what it says of a validator's error, and of most others. */
const IN_V2 =
  /^(?:Value error|Assertion failed), |^(?:Input|String|List|Field|Extra|Unable|Value|Data|URL|Dictionary|Tuple|Set|Decimal|Datetime|Date|Time|UUID|JSON|Instance|Error)\b/

/** The text that the message of an error is said to be: in a dictionary that shows one, or where one is compared. */
function messageAt(key: Node): Node | undefined {
  const around = parentOf(key)
  if (around?.type === 'pair') {
    const dictionary = parentOf(around)
    const types = dictionary?.namedChildren.filter((pair) => contentOf(field(pair, 'key')) === 'type') ?? []
    const isOfValidator = types.some((pair) =>
      /^(?:value|assertion)_error$/.test(contentOf(field(pair, 'value')) ?? ''),
    )
    return isOfValidator && field(around, 'key')?.id === key.id ? field(around, 'value') : undefined
  }
  const comparison = around?.type === 'subscript' ? parentOf(around) : undefined
  if (comparison?.type !== 'comparison_operator' || !/\.errors\(/.test(around?.text ?? '')) return undefined
  const [left, right, ...more] = comparison.namedChildren
  return more.length > 0 || comparison.children[1]?.type !== '=='
    ? undefined
    : left?.id === around?.id
      ? right
      : left
}

function contentOf(node: Node | undefined): string | undefined {
  const parts = node?.type === 'string' ? stringParts(node) : undefined
  if (!node || !parts) return undefined
  return node.text.slice(parts.content.start - node.startIndex, parts.content.end - node.startIndex)
}
