import { defineTransform, field, leaveFallbacks, type Node, parentOf, rename, table } from '#transform'
import { NAMES } from './_names.ts'

/** Where a minus needs no parentheses. */
const BARE =
  /^(?:argument_list|assignment|comparison_operator|expression_list|keyword_argument|list|pair|return_statement|tuple)$/

/** What is written for numbers that NumPy 2.0 has no name for. */
const NUMBERS = table({
  'numpy.NINF': '-numpy.inf',
  'numpy.NZERO': '-0.0',
  'numpy.PZERO': '0.0',
})

export default defineTransform({
  summary: 'Use the current names of what NumPy, pandas, SciPy, Jinja2, Flask and others renamed or moved',
  since: 'any',
  safety: 'safe',
  sameAs: ['NPY001', 'NPY201'],
  docs: 'https://numpy.org/doc/stable/numpy_2_0_migration_guide.html',
  query: `
    (attribute object: (_) @package attribute: (identifier)) @number
    (attribute) @name
    (identifier) @name
    (import_from_statement) @statement`,
  where: { name: Object.keys(NAMES), number: Object.keys(NUMBERS) },
  rewrite({ package: numpy, number, ...found }, context) {
    if (!number || !numpy) return rename(context, NAMES, found)
    leaveFallbacks(context, number)
    const value = NUMBERS[context.qualifiedName(number) ?? '']?.replace('numpy', numpy.text)
    if (value !== undefined)
      context.replace(number, isBare(number) || !value.startsWith('-') ? value : `(${value})`)
  },
})

function isBare(node: Node): boolean {
  const parent = parentOf(node)
  return !!parent && BARE.test(parent.type) && field(parent, 'function') === undefined
}
