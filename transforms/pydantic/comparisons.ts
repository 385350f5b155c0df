import { type Context, defineTransform, field, type Node, withoutNone } from '#transform'
import { ancestorClasses, type ClassRef, identityOf, modelKind } from './_model-classes.ts'
import { MODEL_WORDS, receiverOf } from './_receivers.ts'
import { isUrl } from './_urls.ts'

const HAS_PRIVATE = /\bPrivateAttr\(|\bunderscore_attrs_are_private\b/

export default defineTransform({
  summary: 'Report comparisons of models with dictionaries and other models, and of URLs with text',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel',
  query: '(comparison_operator . (_) @left . ["==" "!="] . (_) @right .) @comparison',
  anchors: ['==', '!='],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ left, right, comparison }, context) {
    if (!left || !right || !comparison) return
    reportModels(left, right, comparison, context)
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as [Node, Node][]) {
      if (other.type === 'dictionary' && isDump(one, context)) reportModelsInside(other, context)
      else if (isDictionary(other, context)) {
        const receiver = receiverOf(context, one)
        if (receiver.kind === 'instance')
          context.report('a model equals no dictionary in v2: compare its model_dump()', comparison)
      } else if (
        isUrl(context, one) &&
        !isUrl(context, other) &&
        withoutNone(context.typeOf(other)) !== undefined
      )
        context.report(
          'a URL is no string in v2, and ends in a slash where it has no path: compare str(…) with the whole text',
          comparison,
        )
    }
  },
})

const DUMPS = /^(?:dict|model_dump)$/

/** `item.dict()`, also where it is `item.model_dump()` by now. */
function isDump(node: Node, context: Context): boolean {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  const object = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  if (!callee || !object || !DUMPS.test(field(callee, 'attribute')?.text ?? '')) return false
  return receiverOf(context, object).kind === 'instance'
}

/** Models in a dictionary that a dump is compared with, where v1 found them equal to the dictionaries that it had made of them. */
function reportModelsInside(dictionary: Node, context: Context): void {
  for (const call of dictionary.descendantsOfType('call'))
    if (classOf(call, context))
      context.report('a model equals no dictionary in v2: compare with what its model_dump() gives', call)
}

/** v1 compared what `dict()` gave, v2 also the classes and what is private. */
function reportModels(left: Node, right: Node, comparison: Node, context: Context): void {
  const [one, other] = [classOf(left, context), classOf(right, context)]
  if (!one || !other) return
  const { project } = context
  const lines = [one, other].map((of) => [of, ...ancestorClasses(of, project).classes])
  if (lines.flat().some(({ node }) => /\bdef __eq__\b/.test(node.text))) return
  if (identityOf(one) !== identityOf(other))
    context.report(
      'models of different classes are never equal in v2: compare what model_dump() gives',
      comparison,
    )
  else if (lines.flat().some(({ node }) => HAS_PRIVATE.test(node.text)))
    context.report(
      'v2 compares private attributes as well: compare what model_dump() gives where they may differ',
      comparison,
    )
}

/** The model that an expression surely is an instance of. No type checker is asked: comparisons are too many. */
function classOf(node: Node, context: Context): ClassRef | undefined {
  const type = context.typeOf(node)
  if (type?.kind !== 'instance' || typeof type.of === 'string') return undefined
  return modelKind(type.of.module, type.of.node) === 'model' ? type.of : undefined
}

function isDictionary(node: Node, context: Context): boolean {
  const type = context.typeOf(node)
  return type?.kind === 'instance' && type.of === 'builtins.dict'
}
