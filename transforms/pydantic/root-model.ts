import {
  basesOf,
  type Context,
  defineTransform,
  field,
  futureAnnotations,
  indentOf,
  type Node,
  newlineAt,
  parentOf,
  removeStatement,
  withoutType,
} from '#transform'
import { addArguments } from './_fields.ts'
import { heedVersionTests } from './_guards.ts'
import { bodyOf, type ClassRef, modelKind } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'
import { placeForNoExtra } from './_root-extra.ts'
import { hasExtra, inheritedAnnotation, isPlainModel, problemWith } from './_root-model-fit.ts'
import { replaceAccess, replaceArgument, replaceKey } from './_root-uses.ts'

export default defineTransform({
  summary: 'Replace models with __root__ by RootModel',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel',
  drops: ['names', 'constants', 'statements'],
  query: `
    (assignment left: (identifier) @root (#eq? @root "__root__")) @declaration
    (attribute object: (_) @object attribute: (identifier) @name (#eq? @name "__root__"))
    (keyword_argument name: (identifier) @key (#eq? @key "__root__")) @argument
    (string) @text`,
  anchors: ['__root__'],
  searches: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ declaration, object, name, argument, text }, context) {
    if (declaration) replaceModel(declaration, context)
    else if (object && name) replaceAccess(object, name, context)
    else if (argument) replaceArgument(argument, context)
    else if (text && /^["']__root__["']$/.test(text.text)) replaceKey(text, context)
  },
})

function replaceModel(root: Node, context: Context): void {
  const statement = parentOf(root)
  const block = statement && parentOf(statement)
  const model = block?.type === 'block' ? parentOf(block) : undefined
  if (!statement || model?.type !== 'class_definition') return
  const kind = modelKind(context.module, model)
  if (kind === 'no') return
  if (kind === 'unknown') context.skip('it is not known whether the class with __root__ is a Pydantic model')
  heedVersionTests(model, context)
  const problem = problemWith({ module: context.module, node: model }, root, context.project)
  if (problem) context.skip(problem)
  const bases = basesOf(model)
  const plain = bases.find((base) => isPlainModel(context.module, base))
  const last = bases.findLast((base) => !/^(?:\w+\.)?(?:Generic|ABC)\b/.test(base.text))
  const left = field(root, 'left')
  const type = field(root, 'type')
  const inherited = type
    ? undefined
    : inheritedAnnotation({ module: context.module, node: model }, context.project)
  if (!last || !left || (!type && !inherited)) return
  const derive = (text: string) =>
    plain ? context.replace(plain, text) : context.insert(last.endIndex, `, ${text}`)
  context.review('a RootModel is dumped as its value alone, and takes it as the one positional argument')
  const name = context.import('pydantic', 'RootModel', model)
  const annotation = type && withoutType(type)
  const noExtra = takeExtraBack({ module: context.module, node: model }, context)
  const removal =
    annotation && canStandInBase(root, annotation, context)
      ? removeStatement(context.module.tree, statement)
      : undefined
  if (annotation && removal) {
    derive(`${name}[${annotation.text}]`)
    if (noExtra === undefined) context.carryOut(removal)
    else context.replace(statement, noExtra)
  } else {
    derive(name)
    if (noExtra !== undefined)
      context.insert(
        statement.startIndex,
        `${noExtra}${newlineAt(context.text, statement.startIndex)}${indentOf(context.text, statement.startIndex)}`,
      )
    context.replace(left, inherited ? `root: ${inherited}` : 'root')
  }
  renameInValidators(model, context)
}

/**
 * Takes back the `extra` that a model has or inherits: v2 makes no RootModel with one.
 * @returns the statement that does it in a model without configuration of its own
 */
function takeExtraBack(model: ClassRef, context: Context): string | undefined {
  const place = hasExtra(model, context.project) ? placeForNoExtra(model, context.project) : undefined
  if (!place) return undefined
  if (place.kind === 'value') context.replace(place.value, 'None')
  else if (place.kind === 'arguments') addArguments(context, place.list, 'extra=None')
  else if (place.kind === 'config') {
    const { startIndex } = place.first
    context.insert(
      startIndex,
      `extra = None${newlineAt(context.text, startIndex)}${indentOf(context.text, startIndex)}`,
    )
  } else return `model_config = ${context.import('pydantic', 'ConfigDict', model.node)}(extra=None)`
  return undefined
}

/** An annotation that is evaluated at once, and means the same outside of the class. */
function canStandInBase(root: Node, annotation: Node, context: Context): boolean {
  if (
    field(root, 'right') ||
    annotation.type === 'string' ||
    annotation.descendantsOfType('string').length > 0
  )
    return false
  if (annotation.text.includes('\n') || futureAnnotations(context.module)) return false
  const body = parentOf(parentOf(root) ?? root)
  const line = context.text.slice(root.endIndex, context.text.indexOf('\n', root.endIndex))
  const isBare = line.trim() === '' && !/^[^\n]*\n\s*("""|''')/.test(context.text.slice(root.endIndex))
  return (
    isBare &&
    annotation
      .descendantsOfType('identifier')
      .concat(annotation.type === 'identifier' ? [annotation] : [])
      .every((name) =>
        context.module.bindingsOf(name).every(({ scope }) => scope.node.id !== (body && parentOf(body)?.id)),
      )
  )
}

/** `@validator("__root__")`. */
function renameInValidators(model: Node, context: Context): void {
  for (const statement of bodyOf(model)) {
    if (statement.type !== 'decorated_definition') continue
    for (const decorator of statement.namedChildren.filter(({ type }) => type === 'decorator'))
      for (const text of decorator.descendantsOfType('string'))
        if (/^["']__root__["']$/.test(text.text)) context.replace(text, text.text.replace('__root__', 'root'))
  }
}
