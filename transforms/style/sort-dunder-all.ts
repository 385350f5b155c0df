import { ancestorsOf, defineTransform, lineOf, type Node, parentOf, scopeOf, spanOf } from '#transform'
import { isExempt } from './_exempt.ts'
import { natural } from './_natural.ts'
import { inOrder, type Row, rowsOf } from './_rows.ts'

export default defineTransform({
  summary: 'Sort the names in __all__: constants, classes, the rest',
  since: 'any',
  safety: 'review',
  sameAs: ['RUF022'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-import-statement',
  recipes: ['standards', 'style'],
  query: `
    (assignment left: (identifier) @name right: [(list) (tuple) (expression_list)] @value (#eq? @name "__all__"))
    (augmented_assignment left: (identifier) @name right: [(list) (tuple) (expression_list)] @value (#eq? @name "__all__"))
    (call
      function: (attribute object: (identifier) @name attribute: (identifier) @_method)
      arguments: (argument_list . [(list) (tuple)] @value .)
      (#eq? @name "__all__") (#eq? @_method "extend"))`,
  anchors: ['__all__'],
  rewrite({ name, value }, context) {
    if (!name || !value) return
    if (scopeOf(name).kind !== 'module' || isExempt(context, spanOf(value), 'RUF022')) return
    const elements = value.namedChildren.filter(({ type }) => type !== 'comment')
    const keys = elements.map(keyOf)
    const names = keys.filter((key) => key !== undefined)
    if (names.every((key, i) => key >= (names[i - 1] ?? ''))) return
    if (keys.includes(undefined)) return context.skip('not all of its elements are names in quotes')
    const rows = rowsOf(context, value, elements)
    const keyed = new Map<Row, string>(rows.map((row, i) => [row, keys[i] ?? '']))
    const sorted = rows.toSorted((a, b) => compare(keyed.get(a), keyed.get(b)))
    const { module } = context
    const reader = module.names
      .loads('__all__')
      .find(
        ({ node }) =>
          heedsOrder(node) && module.bindingsOf(node).some(({ scope }) => scope.kind === 'module'),
      )
    if (reader) return context.skip(`line ${lineOf(reader.node)} may rely on the order of __all__`)
    context.edit(inOrder(context, value, rows, sorted))
    if (module.isPackage) context.note('import * loads the submodules that it names in this order')
  },
})

/** By what a name in quotes is sorted; undefined for everything else. */
function keyOf(element: Node): string | undefined {
  const name = /^(["'])(\w+)\1$/u.exec(element.text)?.[2]
  if (element.type !== 'string' || name === undefined) return undefined
  const isConstant = name.length > 1 && name === name.toUpperCase() && name !== name.toLowerCase()
  const kind = isConstant ? 'A' : /^\p{Lu}/u.test(name) ? 'B' : 'C'
  return kind + natural(name)
}

function compare(a = '', b = ''): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** Builtins whose result is the same in whatever order the elements come. */
const ORDERLESS = /^(?:all|any|dir|frozenset|len|max|min|set|sorted|sum)$/

/** Whether what reads `__all__` may see in which order the names are. */
function heedsOrder(load: Node): boolean {
  const around = parentOf(load)
  if (around?.type === 'attribute') return !/^(?:append|extend|remove|__contains__)$/.test(lastName(around))
  if (around?.type === 'augmented_assignment') return false
  // `__all__ = __all__ + […]`, and `def __dir__(): return __all__`, whose result Python sorts.
  for (const up of ancestorsOf(load)) {
    if (up.type === 'comparison_operator') return !/\bin\b/.test(up.text)
    if (up.type === 'call' && ORDERLESS.test(up.namedChildren[0]?.text ?? '')) return false
    if (up.type === 'assignment') return up.namedChildren[0]?.text !== '__all__'
    if (up.type === 'function_definition') return !/^(?:async\s+)?def\s+__dir__\b/.test(up.text)
    if (
      /_(?:statement|comprehension|expression)$|^lambda$/.test(up.type) &&
      !/^(?:expression|return)_/.test(up.type)
    )
      return true
  }
  return true
}

function lastName(attribute: Node): string {
  return attribute.namedChildren.at(-1)?.text ?? ''
}
