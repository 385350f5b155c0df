import {
  type Context,
  classAround,
  defineTransform,
  field,
  genericParts,
  type Module,
  type Node,
  parentOf,
  withoutType,
} from '#transform'
import { aliasTarget, impliesNone } from './_annotations.ts'
import { annotatedName } from './_constraints.ts'
import {
  addFirst,
  argumentsOf,
  type ClassField,
  classField,
  defaultOf,
  fieldArguments,
  fieldsOf,
  modelAround,
} from './_fields.ts'
import { GENERATION_WORDS, isWrittenForV2 } from './_generation.ts'
import { heedVersionTests } from './_guards.ts'
import { modelKind } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

/** Words that an annotation with None in it has, unless it is an alias. */
const WORDS =
  'Optional Union None Any object Json NoneStr NoneBytes NoneStrBytes OptionalInt OptionalIntFloat OptionalIntFloatDecimal'.split(
    ' ',
  )
const HAS_WORD = new RegExp(`\\b(?:${WORDS.join('|')})\\b`)

export default defineTransform({
  summary: 'Give fields that pydantic v1 made optional the default None',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#required-optional-and-nullable-fields',
  query: `
    (assignment type: (type)) @declaration
    (module) @file`,
  anchors: [...WORDS, 'pydantic'],
  searches: GENERATION_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ declaration, file }, context) {
    if (declaration) {
      const statement = parentOf(declaration)
      const classNode = statement && classAround(statement)
      const found = classField(declaration)
      if (classNode && found?.type && HAS_WORD.test(found.type.text))
        giveDefaults([found], classNode, context)
    } else if (file) {
      // Aliases are looked for class by class: their names say nothing.
      for (const model of file.descendantsOfType('class_definition')) {
        const aliased = fieldsOf(model).filter(({ type }) => type && !HAS_WORD.test(type.text))
        // One class that is not known must not keep the others from theirs.
        if (aliased.length > 0 && modelAround(context, model)) giveDefaults(aliased, model, context)
      }
    }
  },
})

/** Why it cannot be said whether an annotation begins with Optional, Union or Any of typing. */
function doubtAbout(type: Node, module: Module): string | undefined {
  const expression = withoutType(type)
  const head = genericParts(expression)?.origin ?? expression
  if (!/^(?:Optional|Union|Any)$/.test(head.text)) return undefined
  const qualified = module.qualify(head)
  return qualified.kind === 'uncertain'
    ? `${qualified.reason}, and v2 requires a field without a default, which v1 made None in one that is ${head.text} of typing`
    : undefined
}

function giveDefaults(fields: readonly ClassField[], classNode: Node, context: Context): void {
  const { module, project } = context
  const open = fields.filter(({ type, value }) => {
    if (!type) return false
    const list = fieldArguments(context, value)
    const lacksDefault = value ? mayLackDefault(list ?? sharedArguments(value, context)) : true
    return lacksDefault && !/\bdefault_factory\b/.test(type.text)
  })
  const wanting = open.filter(({ type }) => type && impliesNone(module, project, type))
  if (wanting.length === 0) {
    const [doubt] = open.flatMap(({ type }) => (type && doubtAbout(type, module)) ?? [])
    if (doubt !== undefined && modelAround(context, classNode) && !isWrittenForV2(context, classNode))
      context.skip(doubt)
    return
  }
  if (!modelAround(context, classNode)) {
    if (modelKind(module, classNode) === 'unknown' && /\bpydantic\b(?!\.v1)/.test(context.text))
      context.skip(
        'it is not known whether the class is a Pydantic model: name its base in model-roots, or its environment with --python-env',
      )
    return
  }
  heedVersionTests(classNode, context)
  if (isWrittenForV2(context, classNode))
    context.skip('the file is written for v2 already, where a field without default is required')
  for (const { type, value } of wanting) {
    const list = fieldArguments(context, value)
    if (list) addFirst(context, list, 'None')
    else if (type && value) {
      // Fields of other types may share the Field(...), and need a value.
      context.insert(type.startIndex, `${annotatedName(context, type)}[`)
      context.insert(type.endIndex, `, ${value.text}]`)
      context.replace(value, 'None')
    } else if (type) context.insert(type.endIndex, ' = None')
  }
}

/** The arguments of the `Field(...)` that a name stands for, here or in another file. */
function sharedArguments(value: Node, { module, project }: Context): Node | undefined {
  const target = /^(?:identifier|attribute)$/.test(value.type)
    ? aliasTarget(module, project, value)
    : undefined
  const callee = target?.node.type === 'call' ? field(target.node, 'function') : undefined
  const qualified = callee && target?.module.qualify(callee)
  const isField = qualified?.kind === 'certain' && /^pydantic\.(?:fields\.)?Field$/.test(qualified.name)
  return target && isField ? field(target.node, 'arguments') : undefined
}

function mayLackDefault(list: Node | undefined): boolean {
  return list !== undefined && mayTakeDefault(list)
}

/** Whether `Field(...)` has no default, nor arguments that may hold one. */
function mayTakeDefault(list: Node): boolean {
  return !defaultOf(list) && !argumentsOf(list).some(({ type }) => /_splat$/.test(type))
}
