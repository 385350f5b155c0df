import {
  ancestorsOf,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  type Node,
  onlyTruthMatters,
  parentOf,
  spanOf,
  stringParts,
  withoutComments,
  withoutParentheses,
} from '#transform'
import { BINDS, put, written } from './_expressions.ts'

export default defineTransform({
  summary: 'Write a and "b" or c as "b" if a else c',
  since: 'any',
  safety: 'safe',
  docs: 'https://peps.python.org/pep-0308/',
  query: '(boolean_operator left: (_) @left operator: "or" right: (_) @other) @site',
  anchors: ['or'],
  needs: /\band\b[^\n]{0,999}\bor\b/,
  rewrite({ left, other, site }, context) {
    const both = withoutParentheses(left)
    const [first, last] = [field(both, 'left'), field(both, 'right')]
    if (!first || !last || field(both, 'operator')?.type !== 'and') return
    const [test, value] = [first, last].map(withoutParentheses)
    if (!test || !value || !isTrue(value)) return
    const around = [...ancestorsOf(site)].find(({ type }) => type !== 'parenthesized_expression')
    // Where only the truth is asked for, and and or say so best; a comprehension takes no conditional expression behind `in`.
    if (onlyTruthMatters(site) || parentOf(site)?.type === 'for_in_clause') return
    if (commentsIn(context.module.tree, spanOf(site)).length > 0)
      return context.skip('a comment stands in it')
    if (site.text.includes('\n')) return context.skip('it takes several lines')
    if (NESTS.test(around?.type ?? '') || [test, value, withoutParentheses(other)].some(isUnfit))
      return context.skip('one choice in another would be hard to read')
    const text = `${written(value, BINDS.or)} if ${written(test, BINDS.or)} else ${written(other, BINDS.conditional)}`
    checkWidth(context, spanOf(site), [{ ...spanOf(site), text }])
    put(context, site, { text, level: BINDS.conditional })
  },
})

/** Values that read badly as a part of a conditional expression. */
const UNFIT = /^(?:conditional_expression|lambda|named_expression|yield)$/

/** What reads badly with a conditional expression as a part of it. */
const NESTS = /^(?:boolean_operator|conditional_expression)$/

function isUnfit({ type }: Node): boolean {
  return UNFIT.test(type)
}

/** Whether a value is true without a doubt, so that the one behind `or` is never taken in its stead. */
function isTrue(node: Node | null): boolean {
  if (!node) return false
  const value = withoutParentheses(node)
  switch (value.type) {
    case 'true':
      return true
    case 'integer':
      return /^(?:0x[0_]*[1-9a-f]|0[bo][0_]*[1-7]|[0_]*[1-9])/i.test(value.text)
    case 'float':
      // 1e-999 is 0.
      return /^[\d_.]*[1-9]/.test(value.text) && !/e/i.test(value.text)
    case 'unary_operator':
      return field(value, 'operator')?.type === '-' && isTrue(value.lastNamedChild)
    case 'string':
      return holdsText(value)
    case 'concatenated_string':
      return value.namedChildren.some(holdsText)
    case 'list':
    case 'tuple':
    case 'set':
    case 'dictionary':
      return withoutComments(value).some(({ type }) => !/_splat$/.test(type))
    default:
      return false
  }
}

/** Whether a string literal has something in it that is there whatever its fields give. */
function holdsText(literal: Node): boolean {
  const parts = stringParts(literal)
  return !!parts && !parts.isFormatted && parts.content.end > parts.content.start
}
