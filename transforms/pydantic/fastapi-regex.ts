import { defineTransform, field } from '#transform'
import { argumentsOf } from './_fields.ts'

const PARAMETERS = ['Query', 'Path', 'Header', 'Cookie', 'Body', 'Form', 'File', 'Security']
const NAMES = PARAMETERS.flatMap((name) => [
  `fastapi.${name}`,
  `fastapi.params.${name}`,
  `fastapi.param_functions.${name}`,
])
export default defineTransform({
  summary: "Rename regex of FastAPI's Query, Path and others to pattern",
  since: 'any',
  safety: 'safe',
  docs: 'https://fastapi.tiangolo.com/release-notes/#01000',
  query: '(call function: (_) @callee arguments: (argument_list) @list)',
  where: { callee: NAMES },
  recipes: ['pydantic-v2'],
  rewrite({ list }, context) {
    const given = list ? argumentsOf(list) : []
    const names = given.map((argument) => field(argument, 'name')?.text)
    for (const argument of given) {
      const key = argument.type === 'keyword_argument' ? field(argument, 'name') : undefined
      if (key?.text !== 'regex') continue
      if (names.includes('pattern')) return context.skip('regex and pattern are both given: keep one')
      if (!isAnchored(field(argument, 'value')?.text ?? ''))
        context.review('v1 matched at the start, v2 searches anywhere: begin the pattern with ^')
      context.replace(key, 'pattern')
    }
  },
})

/** Whether a pattern begins with ^ in every alternative that is seen; names and sums are not looked into. */
function isAnchored(text: string): boolean {
  return /^[rRuU]?(["'])(?:\^|\\A)[^|]*\1$/.test(text)
}
