import { type Context, defineTransform, type Node, withoutNone } from '#transform'
import { MODEL_WORDS, receiverOf } from './_receivers.ts'
import { isUrl } from './_urls.ts'

export default defineTransform({
  summary: 'Report comparisons of models with dictionaries, and of URLs with text',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel',
  query: '(comparison_operator . (_) @left . ["==" "!="] . (_) @right .) @comparison',
  anchors: ['==', '!='],
  needs: /url|uri|dsn|\{/i,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ left, right, comparison }, context) {
    if (!left || !right || !comparison) return
    for (const [one, other] of [
      [left, right],
      [right, left],
    ] as [Node, Node][]) {
      if (isDictionary(other, context)) {
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

function isDictionary(node: Node, context: Context): boolean {
  const type = context.typeOf(node)
  return type?.kind === 'instance' && type.of === 'builtins.dict'
}
