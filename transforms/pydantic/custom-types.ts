import {
  basesOf,
  type Context,
  defineTransform,
  docstringOf,
  field,
  indentOf,
  lineEnd,
  localClass,
  type Node,
  newlineAt,
  parentOf,
  trueEnd,
  unitAt,
  withoutReturn,
  withoutType,
} from '#transform'
import { coreSchema, type SchemaText } from './_core-schema.ts'
import { heedVersionTests } from './_guards.ts'
import { bodyOf, modelKind } from './_model-classes.ts'
import { ownMethod } from './_overrides.ts'
import { asWrapValidator } from './_own-validate.ts'
import { raiseValueErrors } from './_validator-body.ts'

export default defineTransform({
  summary: 'Write __get_validators__ and __modify_schema__ of custom types as v2 asks for them',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#defining-custom-types',
  drops: ['names', 'constants', 'statements'],
  query: '(function_definition name: (identifier) @name parameters: (parameters) @parameters) @method',
  anchors: ['__get_validators__', '__modify_schema__'],
  searches: ['pydantic'],
  recipes: ['pydantic-v2'],
  rewrite({ name, parameters, method }, context) {
    if (!/^__(?:get_validators|modify_schema)__$/.test(name.text)) return
    const around = parentOf(method)
    const statement = around?.type === 'decorated_definition' ? around : method
    const block = parentOf(statement)
    const owner = block?.type === 'block' ? parentOf(block) : undefined
    if (owner?.type !== 'class_definition') return
    if (context.project.staysOnV1(context.module.path, unitAt(owner))) return
    const reader = readerOnV1(owner, context)
    if (reader !== undefined)
      context.skip(
        `models of pydantic.v1, which ${reader} imports, ask for ${name.text}: keep it while they are there, and write its v2 form beside it for models of v2`,
      )
    const has = (...names: string[]): boolean =>
      bodyOf(owner).some((own) => names.includes(nameOf(own) ?? ''))
    heedVersionTests(method, context)
    const decorators = statement.namedChildren.filter(({ type }) => type === 'decorator')
    const isUsual = decorators.length === 1 && decorators[0]?.text === '@classmethod'
    if (name.text === '__get_validators__') {
      if (has('__get_pydantic_core_schema__')) return
      if (/^(?:model|settings)$/.test(modelKind(context.module, owner))) {
        // It goes with the validate that it names.
        const own = ownMethod(owner, 'validate')
        if (own?.type === 'function_definition' && asWrapValidator(own, owner, context.module)) return
        // A core schema of its own would stand for that of the model, and be asked whenever one is made.
        context.report(
          'v2 does not call __get_validators__ of a model: write a validator, @model_validator(mode="before") or (mode="wrap")',
          name,
        )
        return
      }
      const schema = coreSchema(method, owner, context)
      const comments = commentsOf(method)
      if (!isUsual || schema.kind === 'unclear' || !comments)
        context.report(
          `v2 gives what __get_validators__ yields a ValidationInfo as well, which those refuse that take the value alone: write __get_pydantic_core_schema__(cls, source_type, handler) that returns ${schema.kind === 'clear' ? 'a core schema of them' : schema.text}`,
          name,
        )
      else {
        const json = has('__modify_schema__', '__get_pydantic_json_schema__')
          ? undefined
          : schemaByBase(owner, context)
        writeCoreSchema({ name, parameters, method }, { ...schema, comments, json }, context)
      }
    } else if (!has('__get_pydantic_json_schema__')) {
      const isOwnType = has('__get_validators__', '__get_pydantic_core_schema__')
      const start = isOwnType ? (schemaByBase(owner, context) ?? '{}') : 'handler(core_schema)'
      if (!isUsual || !writeJsonSchema({ name, parameters, method }, start, context))
        context.report(
          'v2 refuses __modify_schema__, which stops the import of models with such fields: write __get_pydantic_json_schema__(cls, core_schema, handler), which changes and returns handler(core_schema)',
          name,
        )
    }
  },
})

const IMPORTS_V1 =
  /^[ \t]*(?:from|import)[ \t]+pydantic\.v1\b|^[ \t]*from[ \t]+pydantic[ \t]+import[ \t]+v1\b/m

/** A file that imports from `pydantic.v1` and names the class: models in it may have such fields. In staged runs it is known which do. */
function readerOnV1(owner: Node, { module, project }: Context): string | undefined {
  const name = field(owner, 'name')?.text
  if (name === undefined || project.isStaged) return undefined
  const naming = new Set([module.path, ...project.filesNaming(new Set([name]))])
  return project.filesWith(new Set(['pydantic']), IMPORTS_V1).find((path) => naming.has(path))
}

interface Method {
  readonly name: Node
  readonly parameters: Node
  readonly method: Node
}

/** The comments of a method: behind its head, and above what it yields. Those behind its last word stay where they are. */
interface Comments {
  readonly head: readonly string[]
  readonly above: readonly string[]
}

/** Undefined when there are others as well. */
function commentsOf(method: Node): Comments | undefined {
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

function writeCoreSchema(
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

/** Gives whether it was possible: what changes its argument becomes what makes and returns the schema. */
function writeJsonSchema({ name, parameters, method }: Method, start: string, context: Context): boolean {
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

const text = (format: string): string => `{"type": "string", "format": "${format}"}`

/** What v1 knew of a class by what it derives from; its own order tells for classes with several bases. */
const SCHEMAS: readonly (readonly [base: string, schema: string])[] = [
  ['enum.Enum', '{"enum": [item.value for item in cls]}'],
  ['pathlib.Path', text('path')],
  ['datetime.datetime', text('date-time')],
  ['datetime.date', text('date')],
  ['datetime.time', text('time')],
  ['datetime.timedelta', '{"type": "number", "format": "time-delta"}'],
  ['ipaddress.IPv4Network', text('ipv4network')],
  ['ipaddress.IPv6Network', text('ipv6network')],
  ['ipaddress.IPv4Interface', text('ipv4interface')],
  ['ipaddress.IPv6Interface', text('ipv6interface')],
  ['ipaddress.IPv4Address', text('ipv4')],
  ['ipaddress.IPv6Address', text('ipv6')],
  ['builtins.str', '{"type": "string"}'],
  ['builtins.bytes', text('binary')],
  ['builtins.int', '{"type": "integer"}'],
  ['builtins.float', '{"type": "number"}'],
  ['decimal.Decimal', '{"type": "number"}'],
  ['uuid.UUID', text('uuid')],
  ['builtins.dict', '{"type": "object"}'],
  ['builtins.list', '{"type": "array", "items": {}}'],
  ['builtins.tuple', '{"type": "array", "items": {}}'],
  ['builtins.set', '{"type": "array", "items": {}, "uniqueItems": True}'],
  ['builtins.frozenset', '{"type": "array", "items": {}, "uniqueItems": True}'],
]
const MAX_BASES = 8

function schemaByBase(owner: Node, context: Context): string | undefined {
  const names = new Set<string>()
  const open = [owner]
  for (let at = 0; at < open.length && at < MAX_BASES; at++) {
    const own = open[at]
    for (const base of own ? basesOf(own) : []) {
      const local = localClass(context.module, base)
      if (local) open.push(local)
      else names.add(context.qualifiedName(base) ?? '')
    }
  }
  return SCHEMAS.find(([base]) => names.has(base))?.[1]
}

function nameOf(statement: Node): string | undefined {
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  return definition?.type === 'function_definition' ? field(definition, 'name')?.text : undefined
}
