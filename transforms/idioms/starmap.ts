import { defineTransform, field, type Node, parentOf, stringParts, table } from '#transform'
import { isPath } from './_instances.ts'
import { spaceBefore } from './_literals.ts'

const WRAPPERS: Readonly<Record<string, string>> = table({
  list_comprehension: 'list',
  set_comprehension: 'set',
})

export default defineTransform({
  summary: 'Write [f(a, b) for a, b in pairs] with itertools.starmap',
  since: 'any',
  safety: 'review',
  recipes: [],
  sameAs: ['FURB140'],
  docs: 'https://docs.python.org/3/library/itertools.html#itertools.starmap',
  drops: ['names'],
  query: `
    [
      (list_comprehension . (call) @call . (for_in_clause) @clause .)
      (set_comprehension . (call) @call . (for_in_clause) @clause .)
      (generator_expression . (call) @call . (for_in_clause) @clause .)
    ] @site`,
  anchors: [/\(\*(\w+)\)\s+for\s+\1\s+in\b/, /\bfor\s+\(?\w+\s*,\s*[\w\s,]+\)?\s+in\b/],
  rewrite({ call, clause, site }, context) {
    if (!call || !clause || !site) return
    const [callee, list] = [field(call, 'function'), field(call, 'arguments')]
    const [target, items] = [field(clause, 'left'), field(clause, 'right')]
    if (!callee || !list || !target || !items || clause.firstChild?.type === 'async') return
    const isStar = target.type === 'identifier'
    const names = isStar
      ? [`*${target.text}`]
      : target.namedChildren.map((one) => (one.type === 'identifier' ? one.text : ''))
    if (!/^(?:identifier|pattern_list|tuple_pattern)$/.test(target.type) || names.includes('')) return
    const given = list.namedChildren.map(({ text }) => text)
    if (given.join() !== names.join() || new Set(names).size < names.length) return
    const [root = ''] = callee.text.split('.')
    if (!(isPath(callee) || isFormat(callee)) || names.includes(root) || (isStar && root === target.text))
      return
    const wrapper = WRAPPERS[site.type]
    if (wrapper !== undefined && !context.isBuiltin(wrapper))
      return context.skip(`${wrapper} is not the builtin here`)
    if (site.text.includes('#')) return context.skip('a comment would be lost')
    const isArgument = wrapper === undefined && parentOf(site)?.type === 'call'
    const starmap = `${context.import('itertools', 'starmap')}(${callee.text}, ${items.text})`
    const text = wrapper === undefined ? starmap : `${wrapper}(${starmap})`
    context.replace(site, isArgument ? `(${text})` : spaceBefore(context.text, site.startIndex) + text)
    context.note('the function is looked up once, not for each item')
  },
})

/** `'{} {}'.format`, which is the same for each item. */
function isFormat(callee: Node): boolean {
  const format = field(callee, 'object')
  return format?.type === 'string' && stringParts(format)?.isFormatted === false
}
