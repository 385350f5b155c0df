import { defineTransform, field, leaveFallbacks, type Node, parentOf, rename } from '#transform'
import { NAMES } from './_names.ts'

/** Where a minus needs no parentheses. */
const BARE =
  /^(?:argument_list|assignment|comparison_operator|expression_list|keyword_argument|list|pair|return_statement|tuple)$/

export default defineTransform({
  summary: 'Use the current names of what NumPy, pandas, SciPy, Jinja2, Flask and others renamed or moved',
  since: 'any',
  safety: 'safe',
  sameAs: ['NPY001', 'NPY201'],
  docs: 'https://numpy.org/doc/stable/numpy_2_0_migration_guide.html',
  query: `
    (attribute object: (_) @package attribute: (identifier) @infinity) @negative
    (attribute) @name
    (identifier) @name
    (import_from_statement) @statement`,
  where: { name: Object.keys(NAMES), negative: 'numpy.NINF' },
  rewrite({ package: numpy, infinity, negative, ...found }, context) {
    if (!negative || !numpy || !infinity) return rename(context, NAMES, found)
    leaveFallbacks(context, negative)
    const value = `-${numpy.text}.inf`
    context.replace(negative, isBare(negative) ? value : `(${value})`)
  },
})

function isBare(node: Node): boolean {
  const parent = parentOf(node)
  return !!parent && BARE.test(parent.type) && field(parent, 'function') === undefined
}
