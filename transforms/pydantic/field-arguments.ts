import { ancestorsOf, type Context, defineTransform, field, type Node, parentOf } from '#transform'
import { isConst, replaceConst } from './_field-const.ts'
import { extrasOf, moveExtras } from './_field-extras.ts'
import { argumentsOf, keyword, removeArguments } from './_fields.ts'
import { heedBothVersions } from './_guards.ts'
import { modelKind } from './_model-classes.ts'
import { patternFor } from './_pattern.ts'
import { requireUnique } from './_unique-items.ts'

const LENGTHS: ReadonlyMap<string, string> = new Map([
  ['min_items', 'min_length'],
  ['max_items', 'max_length'],
])

/** What `Field(...)` gives: v1 took the default as its first argument, too, and v2 takes keywords only. */
const FIELD_INFO = 'pydantic.fields.FieldInfo'

export default defineTransform({
  summary: 'Give the arguments of Field(...) their v2 form',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticfield',
  drops: ['names', 'constants'],
  query: '(call function: (_) @callee arguments: (argument_list) @args) @call',
  where: { callee: ['pydantic.Field', 'pydantic.fields.Field', FIELD_INFO] },
  recipes: ['pydantic-v2'],
  rewrite({ call, callee, args }, context) {
    heedBothVersions(callee, context)
    const given = argumentsOf(args)
    const quote = /'/.test(call.text) && !/"/.test(call.text) ? "'" : '"'
    const removed: Node[] = []
    const isConstant = isConst(args, context)
    if (isConstant && replaceConst(call, args, context) === 'gone') return
    if (context.qualifiedName(callee) === FIELD_INFO && given.some(isPositional))
      context.replace(callee, context.import('pydantic', 'Field', callee))
    for (const argument of given) {
      const name = argument.type === 'keyword_argument' ? field(argument, 'name') : undefined
      const value = field(argument, 'value')
      if (!name || !value) continue
      if (LENGTHS.has(name.text)) rename(name, args, context)
      switch (name.text) {
        case 'const':
          if (!isConstant && !/^(?:true|false)$/.test(value.type))
            context.skip('const is computed: decide what the field may hold')
          removed.push(argument)
          break
        case 'regex':
          if (value.type === 'none') removed.push(argument)
          else context.replace(argument, `pattern=${patternFor(value, context)}`)
          break
        case 'unique_items':
          if (!/^(?:true|false|none)$/.test(value.type))
            context.skip('unique_items is computed: write a validator')
          removed.push(argument)
          break
        case 'allow_mutation':
          freeze(argument, value, removed, context)
          break
        case 'exclude':
        case 'include':
          if (/^(?:set|dictionary)$/.test(value.type))
            context.skip(
              `v2 takes no ${value.type} for ${name.text}: exclude in model_dump, or in the model of the field`,
            )
          if (value.type === 'ellipsis') context.replace(value, 'True')
          break
      }
    }
    const extras = extrasOf(given, isMaybeSettings(call, context))
    const unique = isTrue(keyword(args, 'unique_items'))
    if (unique) {
      if (extras.length > 0 || keyword(args, 'json_schema_extra'))
        context.skip('unique_items with other arguments for the schema: write a validator')
      requireUnique(call, args, removed, quote, context)
    } else removed.push(...moveExtras(args, extras, quote, context))
    removeArguments(context, args, removed)
  },
})

function isPositional({ type }: Node): boolean {
  return type !== 'keyword_argument' && type !== 'dictionary_splat'
}

function isTrue(argument: Node | undefined): boolean {
  return argument !== undefined && field(argument, 'value')?.type === 'true'
}

function rename(name: Node, list: Node, context: Context): void {
  const renamed = LENGTHS.get(name.text) ?? name.text
  if (keyword(list, renamed))
    context.skip(
      `${name.text} is of the list and ${renamed} of its items: annotate the items with ${renamed}`,
    )
  context.replace(name, renamed)
}

/** v1 heeded it only where assignments are validated. */
function freeze(argument: Node, value: Node, removed: Node[], context: Context): void {
  if (value.type === 'true') removed.push(argument)
  else if (value.type === 'false') {
    context.replace(argument, 'frozen=True')
    context.review(
      'v1 refused assignments with TypeError, and only with validate_assignment; v2 always, with ValidationError',
    )
  } else context.skip('allow_mutation is computed: write frozen by hand')
}

/** `env` is an argument of its own where the class is, or may be, one of settings. */
function isMaybeSettings(call: Node, context: Context): boolean {
  const statement = [...ancestorsOf(call)].find(({ type }) => type === 'expression_statement')
  const block = statement && parentOf(statement)
  const classNode = block && parentOf(block)
  return classNode?.type !== 'class_definition' || modelKind(context.module, classNode) !== 'model'
}
