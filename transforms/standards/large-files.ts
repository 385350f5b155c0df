import { defineTransform } from '#transform'

export default defineTransform({
  summary: 'Report files with more lines than a person can keep in mind',
  since: 'any',
  safety: 'report',
  docs: 'https://peps.python.org/pep-0008/',
  query: '(module) @module',
  // Its first character is one.
  anchors: [/^[\s\S]/],
  options: { lines: { default: 500, summary: 'how many lines a file may have' } },
  rewrite({ module }, context) {
    const { text, options } = context
    const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
    const first = module?.firstNamedChild
    if (lines > options.lines && first)
      context.report(
        `the file has ${lines} lines, more than ${options.lines}: split it by what its parts are about`,
        first,
      )
  },
})
