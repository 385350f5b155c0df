import { defineTransform, field, trueEnd } from '#transform'

export default defineTransform({
  summary: 'Report functions with more lines than a person can keep in mind',
  since: 'any',
  safety: 'report',
  docs: 'https://peps.python.org/pep-0008/',
  query: '(function_definition name: (identifier) @name) @definition',
  anchors: ['def'],
  options: { lines: { default: 50, summary: 'how many lines a function may have' } },
  rewrite({ name, definition }, context) {
    const { lines: allowed } = context.options
    // Its end may be that of a comment below it.
    if (!name || !definition || !field(definition, 'body')) return
    const lines = context.text.slice(definition.startIndex, trueEnd(definition)).split('\n').length
    if (lines > allowed)
      context.report(
        `${name.text} has ${lines} lines, more than ${allowed}: take parts of it out into functions`,
        name,
      )
  },
})
