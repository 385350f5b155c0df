import { defineTransform, field } from '#transform'
import { isAsync } from './_collections.ts'

export default defineTransform({
  summary: 'Write [x for a in b for x in a] as [*a for a in b]',
  since: '3.15',
  safety: 'safe',
  sameAs: ['PEP 798'],
  docs: 'https://peps.python.org/pep-0798/',
  query: `
    [(list_comprehension) (set_comprehension) (generator_expression)] @comprehension`,
  anchors: [/\bfor\b(?<=[[{(]\s*(\w+)\s+for)\s[^[\]{}#]+?\sfor\s+\1\s+in\b/],
  drops: ['names'],
  rewrite({ comprehension }, context) {
    if (!comprehension) return
    const parts = comprehension.namedChildren
    const [body] = parts
    const last = parts.at(-1)
    if (!body || last?.type !== 'for_in_clause' || parts.length < 3) return
    const target = field(last, 'left')
    const iterable = field(last, 'right')
    if (body.type !== 'identifier' || target?.type !== 'identifier' || target.text !== body.text || !iterable)
      return
    if (isAsync(comprehension)) return
    const before = parts.at(-2)
    if (!before || before.type === 'comment') return
    if (!/^(?:identifier|attribute|call|subscript)$/.test(iterable.type))
      context.skip('what is gone through would need parentheses behind a star')
    if (comprehension.type === 'generator_expression')
      context.review('a generator that unpacks hands on what is sent to it (yield from)')
    context.replace(body, `*${iterable.text}`)
    context.remove({ start: before.endIndex, end: last.endIndex })
  },
})
