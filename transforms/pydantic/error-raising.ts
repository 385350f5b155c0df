import { defineTransform } from '#transform'

export default defineTransform({
  summary: 'Report validation errors that the code makes itself: v2 makes them in another way',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/api/pydantic_core/#pydantic_core.ValidationError.from_exception_data',
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  where: {
    callee: [
      'pydantic.ValidationError',
      'pydantic.error_wrappers.ValidationError',
      'pydantic_core.ValidationError',
    ],
  },
  recipes: ['pydantic-v2'],
  rewrite({ callee }, context) {
    context.report(
      'v2 makes no ValidationError of errors and a model: raise ValueError in a validator, or ValidationError.from_exception_data(title, […])',
      callee,
    )
  },
})
