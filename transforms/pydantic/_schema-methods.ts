import {
  type Context,
  docstringOf,
  field,
  indentOf,
  lineEnd,
  type Node,
  newlineAt,
  trueEnd,
  withoutReturn,
  withoutType,
} from '#transform'
import type { SchemaText } from './_core-schema.ts'
import { raiseValueErrors } from './_validator-body.ts'

/** A method of a custom type that v1 called. */
export interface Method {
  readonly name: Node
  readonly parameters: Node
  readonly method: Node
}

/** The comments of a method: behind its head, and above what it yields. Those behind its last word stay where they are. */
export interface Comments {
  readonly head: readonly string[]
  readonly above: readonly string[]
}

/** The comments of `method` that have a place in what is written for it; undefined when there are others as well. */
export function commentsOf(method: Node): Comments | undefined {
  const yields = method.descendantsOfType('yield').filter(({ isNamed }) => isNamed)
  const first = yields[0]?.startPosition.row ?? 0
  const head = (field(method, 'return_type') ?? field(method, 'parameters'))?.endPosition.row ?? 0
  const comments = method
    .descendantsOfType('comment')
    .filter(({ startIndex }) => startIndex < trueEnd(method))
  const within = (from: number, to: number) =>
    comments
      .filter(({ startPosition: { row } }) => from <= row && row < to)
      .map(({ text }) => withoutReturn(text))
  const found = { head: within(head, head + 1), above: within(head + 1, first) }
  return found.head.length + found.above.length === comments.length && head < first ? found : undefined
}

/** Writes `__get_pydantic_core_schema__` in the place of a `__get_validators__`, and what v1 said of the type in schemas behind it. */
export function writeCoreSchema(
  { name, parameters, method }: Method,
  {
    steps,
    definitions,
    comments,
    json,
  }: {
    steps: readonly SchemaText[]
    definitions: readonly Node[]
    comments: Comments
    /** What v1 said of the type in schemas without being told; v2 fails there. */
    json: string | undefined
  },
  context: Context,
): void {
  const newline = newlineAt(context.text, method.startIndex)
  const first = field(method, 'body')?.firstNamedChild
  const inner = first ? indentOf(context.text, first.startIndex) : ''
  const own = context.import('pydantic_core', 'core_schema', method)
  const outer = indentOf(context.text, method.startIndex)
  const unit = inner.slice(outer.length)
  const isTyped = field(method, 'return_type') !== undefined
  const cls = parameters.firstNamedChild?.text ?? 'cls'
  const taken = isTyped
    ? `${cls}, source_type: ${context.import('typing', 'Any', method)}, handler: ${context.import('pydantic', 'GetCoreSchemaHandler', method)}`
    : `${cls}, source_type, handler`
  const result = isTyped ? ` -> ${own}.CoreSchema:` : ':'
  const schemas = steps.map((step) => step(own))
  const lines =
    schemas.length <= 1
      ? [`return ${schemas[0] ?? `${own}.any_schema()`}`]
      : [
          `return ${own}.chain_schema(`,
          `${unit}[`,
          ...schemas.map((schema) => `${unit}${unit}${schema},`),
          `${unit}]`,
          ')',
        ]
  context.review('v2 gives its validators the value alone, and makes no validation error of a TypeError')
  for (const definition of definitions) raiseValueErrors(definition, context)
  const [asked] = definitions
  const askedName = asked && field(asked, 'name')
  if (askedName && mayMeetAnyType(asked))
    context.report(
      `v1 took a TypeError in ${askedName.text} for a refusal, v2 lets it through: refuse values of other types with a ValueError first`,
      askedName,
    )
  context.replace(
    { start: name.startIndex, end: trueEnd(method) },
    [
      [
        laidOut('__get_pydantic_core_schema__', taken, result, { outer, unit, newline, context }),
        ...comments.head,
      ].join('  '),
      ...[...comments.above, ...lines].map((line) => inner + line),
    ].join(newline),
  )
  if (json === undefined || definitions.length === 0) return
  const head = jsonHead(cls, isTyped, { outer, unit, newline, context, method })
  const added = ['', `${outer}@classmethod`, `${outer}def ${head}`, `${inner}return ${json}`]
  context.insert(lineEnd(context.text, trueEnd(method)), newline + added.join(newline))
}

function jsonHead(
  cls: string,
  isTyped: boolean,
  { method, ...layout }: Layout & { readonly method: Node },
): string {
  const { context } = layout
  const typed = (parameter: string, module: string, name: string) =>
    isTyped ? `${parameter}: ${context.import(module, name, method)}` : parameter
  const taken = `${cls}, ${typed('core_schema', 'pydantic_core', 'CoreSchema')}, ${typed('handler', 'pydantic', 'GetJsonSchemaHandler')}`
  const result = isTyped ? ` -> ${context.import('pydantic.json_schema', 'JsonSchemaValue', method)}:` : ':'
  return laidOut('__get_pydantic_json_schema__', taken, result, layout)
}

/** Whether the first validator hands a value that it knows nothing of to others, who may raise a TypeError. */
function mayMeetAnyType(definition: Node): boolean {
  const body = field(definition, 'body')
  return (
    (body?.descendantsOfType('call').length ?? 0) > 0 && !/\bisinstance\(|\bexcept\b/.test(body?.text ?? '')
  )
}

interface Layout {
  readonly outer: string
  readonly unit: string
  readonly newline: string
  readonly context: Context
}

/** The head of a method behind `def`; on three lines where it does not fit on one. */
function laidOut(
  name: string,
  parameters: string,
  result: string,
  { outer, unit, newline, context }: Layout,
): string {
  const line = `${name}(${parameters})${result}`
  return outer.length + 'def '.length + line.length <= context.lineLength
    ? line
    : [`${name}(`, `${outer}${unit}${parameters}`, `${outer})${result}`].join(newline)
}

/**
 * Makes a `__modify_schema__`, which changes its argument, one that makes and returns the schema, beginning with the expression `start`.
 * Gives whether that was possible.
 */
export function writeJsonSchema(
  { name, parameters, method }: Method,
  start: string,
  context: Context,
): boolean {
  const [cls, schema, ...others] = parameters.namedChildren.filter(({ type }) => type !== 'comment')
  const local = schema?.type === 'identifier' ? schema : schema?.firstNamedChild
  const block = field(method, 'body')
  const first = block?.namedChildren.find(({ type }) => type !== 'comment')
  if (!cls || !schema || local?.type !== 'identifier' || others.length > 0 || !block || !first) return false
  if (!/^(?:identifier|typed_parameter)$/.test(schema.type)) return false
  const isLong = block.startPosition.row > method.startPosition.row
  if (!isLong || /\b(?:return|yield|core_schema|handler)\b/.test(block.text)) return false
  const { text } = context
  const newline = newlineAt(text, method.startIndex)
  const inner = indentOf(text, first.startIndex)
  const annotation = field(schema, 'type')
  const type = annotation && withoutType(annotation).text
  const typed = (parameter: string, module: string, name: string) =>
    type === undefined ? parameter : `${parameter}: ${context.import(module, name, method)}`
  const end = field(method, 'return_type')?.endIndex ?? parameters.endIndex
  context.review('the schema begins as v1 began it; v2 may say more of the type')
  const outer = indentOf(text, method.startIndex)
  const taken = `${cls.text}, ${typed('core_schema', 'pydantic_core', 'CoreSchema')}, ${typed('handler', 'pydantic', 'GetJsonSchemaHandler')}`
  context.replace(
    { start: name.startIndex, end },
    laidOut('__get_pydantic_json_schema__', taken, type === undefined ? '' : ` -> ${type}`, {
      ...{ outer, unit: inner.slice(outer.length), newline, context },
    }),
  )
  const made = `${local.text}${type === undefined ? '' : `: ${type}`} = ${start}`
  const docstring = docstringOf(block)
  if (docstring) context.insert(lineEnd(text, docstring.endIndex), `${newline}${inner}${made}`)
  else context.insert(first.startIndex, `${made}${newline}${inner}`)
  context.insert(lineEnd(text, trueEnd(method)), `${newline}${inner}return ${local.text}`)
  return true
}
