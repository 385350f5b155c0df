import { argumentsOf, defineTransform, field, isPath, type Node } from '#transform'
import { comparisonOf } from './_expressions.ts'

export default defineTransform({
  summary: 'Write type(a) == type(b) as type(a) is type(b)',
  since: 'any',
  safety: 'review',
  sameAs: ['E721'],
  docs: 'https://docs.python.org/3/library/functions.html#type',
  query: `
    (comparison_operator (call function: (identifier) @callee arguments: (argument_list . (_) .)) @type) @comparison`,
  where: { callee: 'builtins.type' },
  anchors: [/\btype\b(?=\s*\([^\n]*[=!]=)/, /\btype\b(?<=[=!]=\s*type)/],
  rewrite({ type, comparison }, context) {
    const parts = comparisonOf(comparison)
    if (!parts || !/^[=!]=$/.test(parts.operator.text)) return
    const other = parts.left.startIndex === type.startIndex ? parts.right : parts.left
    const isType = (node: Node) => {
      const callee = node.type === 'call' ? field(node, 'function') : undefined
      return callee && context.qualifiedName(callee) === 'builtins.type' && argumentsOf(node).length === 1
    }
    if (!isPath(other) && !isType(other)) return
    // The first of two matches does it.
    if (isType(parts.left) && parts.left.startIndex !== type.startIndex) return
    context.review('a metaclass may define ==, and what is no class may be equal to one')
    const { operator } = parts
    const gap = (index: number) => (/\s/.test(context.text.charAt(index)) ? '' : ' ')
    const word = operator.text === '==' ? 'is' : 'is not'
    context.replace(operator, gap(operator.startIndex - 1) + word + gap(operator.endIndex))
  },
})
