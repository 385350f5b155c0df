import { defineTransform, field, removeArguments } from '#transform'

export default defineTransform({
  summary: 'Drop the encoding argument of json.load and json.loads',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/whatsnew/3.9.html#removed',
  drops: ['names', 'constants'],
  query: `
    (call
      function: (_) @callee
      arguments: (argument_list (keyword_argument name: (identifier) @_name (#eq? @_name "encoding")) @encoding)) @call`,
  where: { callee: ['json.loads', 'json.load'] },
  rewrite({ call, encoding }, context) {
    const value = encoding && field(encoding, 'value')
    if (!call || !value || !/^(?:string|none|identifier|attribute)$/.test(value.type))
      return context.skip('the encoding may do something when it is worked out: drop it by hand')
    const edits = removeArguments(context.text, call, [encoding])
    if (!edits) return context.skip('a comment speaks of the encoding: drop both')
    context.edit(edits)
  },
})
