import { type Context, classAround, defineTransform, genericParts, type Node, parentOf } from '#transform'
import { impliesNone } from './_annotations.ts'
import { classField, defaultOf, fieldArguments, isClassVariable, modelAround } from './_fields.ts'
import { GENERATION_WORDS, isWrittenForV2 } from './_generation.ts'
import { MODEL_WORDS } from './_receivers.ts'

export default defineTransform({
  summary: 'Annotate fields with the default None as Optional',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#required-optional-and-nullable-fields',
  query: '(assignment type: (type) right: (_)) @declaration',
  anchors: ['None'],
  searches: GENERATION_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ declaration }, context) {
    const found = classField(declaration)
    const { type, value } = found ?? {}
    const list = fieldArguments(context, value)
    const given = list ? defaultOf(list) : value
    if (!type || given?.type !== 'none') return
    const statement = parentOf(declaration)
    const classNode = statement && classAround(statement)
    if (!modelAround(context, classNode) || isClassVariable(context.module, type)) return
    if (impliesNone(context.module, context.project, type) || isLiteralNone(type)) return
    if (isWrittenForV2(context, declaration))
      context.skip('the file is written for v2 already, where None as default says nothing of the type')
    makeOptional(type, context)
  },
})

/** `None` itself, and `Literal[..., None]`. */
function isLiteralNone(type: Node): boolean {
  const parts = genericParts(type)
  return (
    type.type === 'none' ||
    (parts !== undefined &&
      /\bLiteral$/.test(parts.origin.text) &&
      parts.args.some((arg) => arg.type === 'none'))
  )
}

function makeOptional(type: Node, context: Context): void {
  const parts = genericParts(type)
  const head = parts && context.qualifiedName(parts.origin)
  const [first] = parts?.args ?? []
  if (first && /^typing(?:_extensions)?\.Annotated$/.test(head ?? '')) makeOptional(first, context)
  else if (type.type === 'union_type' || type.type === 'binary_operator')
    context.insert(type.endIndex, ' | None')
  else {
    context.insert(type.startIndex, `${context.import('typing', 'Optional', type)}[`)
    context.insert(type.endIndex, ']')
  }
}
