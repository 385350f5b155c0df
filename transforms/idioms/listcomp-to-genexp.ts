import { defineTransform, indentOf, nextLine } from '#transform'
import { dedentedLines } from './_alignment.ts'
import { isAsync } from './_collections.ts'

const NAMES = ['sum', 'any', 'all', 'min', 'max', 'sorted', 'tuple', 'frozenset', 'set'] as const

export default defineTransform({
  summary: 'Hand generators instead of lists to sum(), any(), all(), min(), max() and their like',
  since: 'any',
  safety: 'review',
  sameAs: ['C419', 'C409', 'use-generator'],
  docs: 'https://peps.python.org/pep-0289/',
  query: `
    (call function: (_) @callee
      arguments: (argument_list . [(list_comprehension) (set_comprehension)] @value) @arguments)
    (expression_statement . (assignment
      left: [(pattern_list) (tuple_pattern) (list_pattern)] !type right: (list_comprehension) @value) .)`,
  where: {
    callee: NAMES.map((name) => `builtins.${name}`),
  },
  anchors: [
    ...NAMES.flatMap((name) => [
      `${name}([`,
      `${name}({`,
      `${name} ([`,
      `${name}( [`,
      `${name}(\n`,
      `${name}(\r\n`,
    ]),
    '= [',
  ],
  rewrite({ callee, value, arguments: list }, context) {
    if (!value || isAsync(value)) return
    if (!callee || !list) {
      context.replace({ start: value.startIndex, end: value.startIndex + 1 }, '(')
      context.replace({ start: value.endIndex - 1, end: value.endIndex }, ')')
      return context.note('when there are too many items, the rest is not made before it raises')
    }
    // Two positional arguments of min() and max() are compared with each other.
    const name = context.qualifiedName(callee) ?? ''
    const isCompared = /\.m(?:in|ax)$/.test(name) && /^[^k]/.test(list.namedChildren[1]?.type ?? '')
    if (isCompared) return
    // What is there twice counts once in a set.
    if (value.type === 'set_comprehension' && !/\.(?:any|all|min|max)$/.test(name)) return
    const { startIndex: start, endIndex: end } = value
    const before = context.text.slice(list.startIndex + 1, start)
    const after = context.text.slice(end, list.endIndex - 1)
    // Beside other arguments, and before a comma, a generator needs parentheses of its own.
    const comma = /^\s*,\s*$/.test(after) ? after.indexOf(',') + 1 : 0
    const isAlone = list.namedChildCount === 1 && after.slice(comma).trim() === ''
    // A line that holds a bracket and nothing else goes with it.
    const isSpread = isAlone && before.includes('\n') && /^\[[ \t]*\r?\n/.test(value.text)
    const gap = isSpread && after.includes('\n') ? (/\s*\]$/.exec(value.text)?.[0].length ?? 1) : 1
    context.replace({ start: isSpread ? start - before.length : start, end: start + 1 }, isAlone ? '' : '(')
    context.replace({ start: end - gap, end }, isAlone ? '' : ')')
    if (isAlone && comma > 0) context.remove({ start: end, end: end + comma })
    if (isSpread) {
      const column = indentOf(context.text, nextLine(context.text, start)).length
      const shift = column - indentOf(context.text, start).length
      const last = context.text.slice(0, end - 1).trimEnd().length
      context.edit(dedentedLines(context, { start, end: last }, column, shift))
    }
    context.note(
      /\.(?:any|all)$/.test(name)
        ? 'what comes behind the deciding item is no longer evaluated'
        : 'items are made one by one while they are used',
    )
  },
})
