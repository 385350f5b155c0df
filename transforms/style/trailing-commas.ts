import { defineTransform, type Node, parentOf, sameNode, treeOf, trueEnd } from '#transform'
import { isExempt } from './_exempt.ts'

/** What is a list with a single element, too; in the others a comma after it would make a tuple. */
const LISTS: ReadonlySet<string> = new Set([
  'argument_list',
  'class_pattern',
  'dict_pattern',
  'dictionary',
  'list',
  'list_pattern',
  'parameters',
  'set',
  'import_from_statement',
  'future_import_statement',
])

export default defineTransform({
  summary: 'Put a comma after the last element where the bracket closes on a line of its own',
  since: 'any',
  safety: 'safe',
  sameAs: ['COM812'],
  docs: 'https://docs.python.org/3/reference/expressions.html#expression-lists',
  query: `
    [(argument_list) (parameters) (list) (set) (dictionary) (tuple) (subscript) (type_parameter)
     (tuple_pattern) (list_pattern) (dict_pattern) (class_pattern) (with_clause)
     (import_from_statement) (future_import_statement)] @list`,
  anchors: [/\n[ \t\f]*[)\]}]/],
  rewrite({ list }, context) {
    if (!list) return
    const { children } = list
    const close = children.at(-1)
    if (!close || !/^[)\]}]$/.test(close.type)) return
    const last = children.findLast((child) => !IGNORED.has(child.type) && !sameNode(child, close))
    if (!last || /^[,([{]$/.test(last.type)) return
    const end = trueEnd(last)
    if (!context.text.slice(end, close.startIndex).includes('\n')) return
    if (!takesComma(list, children) || isInString(list)) return
    if (isExempt(context, { start: end, end: close.endIndex }, 'COM812')) return
    // With the characters on both sides, so that nobody takes one of them away at the same time.
    const { startIndex: before } = close
    // Remarks that stand below one another go on doing so.
    const rest = context.text.slice(end, before).replace(/^ (?= {2,}#)/, '')
    context.replace(
      { start: end - 1, end: close.endIndex },
      `${context.text.slice(end - 1, end)},${rest}${close.text}`,
    )
  },
})

const IGNORED: ReadonlySet<string> = new Set(['comment', 'line_continuation'])

function takesComma(list: Node, children: readonly Node[]): boolean {
  if (LISTS.has(list.type)) return true
  const around = parentOf(list)
  // PEP 695: in the definition of a function or class these are names, in an annotation a subscript.
  if (list.type === 'type_parameter' && /_definition$/.test(around?.type ?? '')) return true
  return children.some(({ type }) => type === ',')
}

/** Whether it is in an annotation that is a string, or in a field of an f-string. */
function isInString(node: Node): boolean {
  if (treeOf(node).host) return true
  for (let up = parentOf(node); up; up = parentOf(up)) if (up.type === 'string') return true
  return false
}
