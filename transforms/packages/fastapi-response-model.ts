import {
  argumentsOf,
  decoratorExpressions,
  defineTransform,
  field,
  functionAround,
  futureAnnotations,
  keywordArgument,
  removeArguments,
  reviewRelease,
} from '#transform'

const ROUTE = /^(?:get|put|post|delete|options|head|patch|trace|api_route)$/

export default defineTransform({
  summary: 'Drop the response_model of a FastAPI route that its annotation says, too',
  since: 'any',
  safety: 'review',
  sameAs: ['FAST001'],
  drops: ['names'],
  docs: 'https://fastapi.tiangolo.com/tutorial/response-model/',
  query: '(function_definition return_type: (type . (_) @returns .)) @definition',
  anchors: ['def'],
  needs: /\bresponse_model\s*=/,
  rewrite({ returns, definition }, context) {
    if (!/\bfastapi\b/.test(context.text)) return
    for (const call of decoratorExpressions(definition)) {
      const callee = call.type === 'call' ? field(call, 'function') : undefined
      if (callee?.type !== 'attribute' || !ROUTE.test(field(callee, 'attribute')?.text ?? '')) continue
      const argument = keywordArgument(argumentsOf(call), 'response_model')
      const model = argument && field(argument, 'value')
      if (!argument || !model || model.text !== returns.text || model.type === 'none') continue
      if (futureAnnotations(context.module) && functionAround(definition))
        return context.skip('annotations are texts here, in which names of a function are not found')
      const edits = removeArguments(context.text, call, [argument])
      if (!edits) return context.skip('a comment beside it would be lost')
      context.edit(edits)
      reviewRelease(context, { package: 'fastapi', version: '0.89', given: 'none' })
      context.review('what else reads the annotation, or replaces it, now decides about the response')
    }
  },
})
