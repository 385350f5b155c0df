import {
  type Context,
  defineTransform,
  field,
  indentOf,
  isFirstOnLine,
  lineStart,
  type Node,
  newlineAt,
  parentOf,
  roleOf,
  sameNode,
} from '#transform'
import { argumentsOf, keyword } from './_fields.ts'
import { heedVersionTests } from './_guards.ts'
import { unionDifference } from './_union-difference.ts'

const METHODS: ReadonlyMap<string, string> = new Map([
  ['parse_obj_as', 'validate_python'],
  ['parse_raw_as', 'validate_json'],
  ['parse_file_as', 'validate_json'],
  ['schema_of', 'json_schema'],
  ['schema_json_of', 'json_schema'],
])
const NAMES = [...METHODS.keys()].flatMap((name) => [
  `pydantic.${name}`,
  `pydantic.tools.${name}`,
  `pydantic.deprecated.tools.${name}`,
])

export default defineTransform({
  summary: 'Replace parse_obj_as, schema_of and their like with TypeAdapter',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#introduction-of-typeadapter',
  drops: ['names', 'constants'],
  query: `
    [(identifier) (attribute)] @callee`,
  where: { callee: NAMES },
  recipes: ['pydantic-v2'],
  rewrite({ callee }, context) {
    if (callee) adapt(callee, context)
  },
})

function adapt(callee: Node, context: Context): void {
  const name = context.qualifiedName(callee)?.split('.').pop() ?? ''
  const parent = parentOf(callee)
  const method = METHODS.get(name)
  if (method === undefined || (callee.type === 'identifier' && roleOf(callee)?.role !== 'load')) return
  heedVersionTests(callee, context)
  if (parent?.type === 'attribute' && !sameNode(field(parent, 'object'), callee)) return
  const call = parent?.type === 'call' && sameNode(field(parent, 'function'), callee) ? parent : undefined
  const list = call && field(call, 'arguments')
  if (!call || !list)
    context.skip(`${name} is handed on: write a function around TypeAdapter(…).${method}(…)`)
  const given = argumentsOf(list)
  if (given.some(({ type }) => type === 'list_splat' || type === 'dictionary_splat'))
    context.skip(`the arguments of ${name} are not seen: write TypeAdapter(…).${method}(…)`)
  const positional = given.filter(({ type }) => type !== 'keyword_argument')
  const named = (key: string) => {
    const found = keyword(list, key)
    return found && field(found, 'value')
  }
  const type = positional[0] ?? named('type_')
  if (!type) context.skip(`${name} is called without a type`)
  const adapter = context.import('pydantic', 'TypeAdapter', call)
  const others = given.filter(
    (arg) =>
      !/^(?:type_|obj|b|path)$/.test(field(arg, 'name')?.text ?? '') && arg.type === 'keyword_argument',
  )
  const made = `${adapter}(${type.text})`
  if (name === 'schema_of' || name === 'schema_json_of') {
    schema(context, { call, made, others, isJson: name === 'schema_json_of' })
    return
  }
  const value = positional[1] ?? named('obj') ?? named('b') ?? named('path')
  const strange = others.find((arg) => field(arg, 'name')?.text !== 'type_name')
  if (!value || strange)
    context.skip(`${name} is given what TypeAdapter has no place for: parse the data first`)
  const difference = unionDifference({ module: context.module, node: type }, context.project)
  if (difference !== undefined) context.review(difference)
  if (name === 'parse_file_as') {
    context.review('the file is read as JSON, whatever its name ends in')
    const path = context.import('pathlib', 'Path', call)
    replaceCall(context, call, type, value, [`${adapter}(`, `).validate_json(${path}(`, ').read_bytes())'])
  } else replaceCall(context, call, type, value, [`${adapter}(`, `).${method}(`, ')'])
}

/** Writes around the two arguments, which may hold further such calls and comments, instead of over them. */
function replaceCall(
  context: Context,
  call: Node,
  type: Node,
  value: Node,
  [before, between, after]: readonly [string, string, string],
): void {
  if (type.startIndex > value.startIndex) {
    context.replace(call, `${before}${type.text}${between}${value.text}${after}`)
    return
  }
  const [opened, closed] = linesAround(context, call, type, value, `${before}${type.text}${between}`)
  context.replace({ start: call.startIndex, end: type.startIndex }, before)
  context.replace({ start: type.endIndex, end: value.startIndex }, `${between}${opened}`)
  context.replace({ start: value.endIndex, end: call.endIndex }, `${closed}${after}`)
}

/**
 * What stands before and behind the value of a call whose arguments have lines of their own: it keeps them where it is of several lines
 * itself, or would be too long behind what is written.
 */
function linesAround(
  { text, lineLength }: Context,
  call: Node,
  type: Node,
  value: Node,
  head: string,
): readonly [string, string] {
  const first = [value, type].find((node) => isFirstOnLine(text, node.startIndex))
  if (!first || !isFirstOnLine(text, call.endIndex - 1)) return ['', '']
  const rest = /[^\r\n]*/.exec(text.slice(call.endIndex))?.[0].trimEnd() ?? ''
  const column = call.startIndex - lineStart(text, call.startIndex)
  const width = column + head.length + value.text.length + 1 + rest.length
  if (!/[\r\n]/.test(`${head}${value.text}`) && width <= lineLength) return ['', '']
  const newline = newlineAt(text, call.startIndex)
  const comma = first === value && /^\s*,/.test(text.slice(value.endIndex)) ? ',' : ''
  return [
    `${newline}${indentOf(text, first.startIndex)}`,
    `${comma}${newline}${indentOf(text, call.endIndex - 1)}`,
  ]
}

interface SchemaCall {
  readonly call: Node
  readonly made: string
  readonly others: readonly Node[]
  readonly isJson: boolean
}

function schema(context: Context, { call, made, others, isJson }: SchemaCall): void {
  const title = others.find((arg) => field(arg, 'name')?.text === 'title')
  const isOwn = (arg: Node) => /^(?:by_alias|ref_template)$/.test(field(arg, 'name')?.text ?? '')
  const own = others.filter(isOwn)
  const dumped = others.filter((arg) => !isOwn(arg) && arg !== title)
  if (!isJson && dumped.length > 0)
    context.skip('schema_of is given what TypeAdapter.json_schema does not take')
  context.review('the schema says $defs where it said definitions, and has no title of its own')
  const bare = `${made}.json_schema(${own.map(({ text }) => text).join(', ')})`
  const titled = title ? `{**${bare}, "title": ${field(title, 'value')?.text}}` : bare
  context.replace(
    call,
    isJson
      ? `${context.importModule('json', call)}.dumps(${[titled, ...dumped.map(({ text }) => text)].join(', ')})`
      : titled,
  )
}
