import {
  type Context,
  commentsIn,
  defineTransform,
  field,
  indentOf,
  isKeyword,
  type Node,
  parentOf,
  removeArguments,
  stringParts,
  withoutComments,
} from '#transform'
import { dedentedLines } from './_alignment.ts'

export default defineTransform({
  summary: "Write f(**{'a': 1}) as f(a=1), and {**{'a': 1}} as {'a': 1}",
  since: 'any',
  safety: 'safe',
  sameAs: ['PIE800', 'PIE804'],
  docs: 'https://docs.python.org/3/reference/expressions.html#calls',
  drops: ['constants'],
  query: '(dictionary_splat . (dictionary) @items .) @splat',
  anchors: ['**{'],
  rewrite({ items, splat }, context) {
    const parent = parentOf(splat)
    const pairs = withoutComments(items)
    const [first, last] = [pairs[0], pairs.at(-1)]
    if (!parent) return
    if (!first || !last) return removeEmpty(context, parent, items, splat)
    // Dicts that are merged into this one come first, which shows the keys that are there twice.
    if (pairs.some((pair) => pair.type === 'dictionary_splat' && pair.firstNamedChild?.type === 'dictionary'))
      return
    if (parent.type === 'argument_list') intoKeywords(context, parent, splat, pairs)
    else if (parent.type !== 'dictionary') return
    const before = { start: splat.startIndex, end: first.startIndex }
    const after = { start: last.endIndex, end: splat.endIndex }
    const isHugged = hugs(parent, splat)
    if (isHugged) {
      context.remove({ start: splat.startIndex, end: items.startIndex + 1 })
      return context.remove({ start: items.endIndex - 1, end: items.endIndex })
    }
    for (const span of [before, after])
      if (commentsIn(context.module.tree, span).length > 0)
        return context.skip('a comment beside the brace would be lost')
    if (first.startPosition.row > splat.startPosition.row) return moveLines(context, splat, first, last)
    // Items that stand below the first one move with it.
    const shift = first.startIndex - splat.startIndex
    for (const pair of pairs)
      if (
        pair.startPosition.row > first.startPosition.row &&
        pair.startPosition.column === first.startPosition.column
      )
        context.remove({ start: pair.startIndex - shift, end: pair.startIndex })
    context.remove(before)
    context.remove(after)
  },
})

/** Whether the brackets around are on the same lines as the braces: `f(**{` and `})`. */
function hugs(list: Node, splat: Node): boolean {
  return (
    splat.startIndex === list.startIndex + 1 &&
    splat.endIndex === list.endIndex - 1 &&
    /^\*\*\{[ \t]*(?:#.*)?\r?\n/.test(splat.text) &&
    /\n[ \t]*\}$/.test(splat.text)
  )
}

/** Items on lines of their own move to where the splat was. */
function moveLines(context: Context, splat: Node, first: Node, last: Node): void {
  const { text } = context
  const column = first.startPosition.column
  const shift = column - splat.startPosition.column
  const isLine = indentOf(text, splat.startIndex).length === splat.startPosition.column
  const lines = isLine
    ? dedentedLines(context, { start: first.startIndex, end: last.endIndex }, column, shift)
    : []
  const needed = text.slice(first.startIndex, last.endIndex).split('\n').length - 1
  if (!isLine || shift <= 0 || lines.length < needed)
    context.skip('the items stand on lines of their own, whose indentation would be wrong')
  context.edit(lines)
  context.remove({ start: splat.startIndex, end: first.startIndex })
  // A comma behind the last item stays one when nothing follows.
  const isLast = /^\s*[)}]/.test(text.slice(splat.endIndex))
  const comma = isLast && text.slice(last.endIndex, splat.endIndex).includes(',') ? ',' : ''
  context.replace({ start: last.endIndex, end: splat.endIndex }, comma)
}

/** `**{}` gives nothing. */
function removeEmpty(context: Context, list: Node, items: Node, splat: Node): void {
  if (list.type === 'dictionary') {
    const siblings = list.namedChildren
    const at = siblings.findIndex((one) => one.startIndex === splat.startIndex)
    const [before, after] = [siblings[at - 1], siblings[at + 1]]
    if (items.namedChildCount > 0 || before?.type === 'comment' || after?.type === 'comment')
      context.skip('a comment beside the brace would be lost')
    const end = before || !after ? splat.endIndex : after.startIndex
    context.remove({ start: before?.endIndex ?? splat.startIndex, end })
    return
  }
  const call = parentOf(list)
  if (list.type !== 'argument_list' || call?.type !== 'call') return
  const edits = removeArguments(context.text, call, [splat])
  if (!edits) context.skip('a comment beside the brace would be lost')
  else context.edit(edits)
}

function intoKeywords(context: Context, list: Node, splat: Node, pairs: readonly Node[]): void {
  if (parentOf(list)?.type !== 'call') context.skip('a class takes its keywords otherwise')
  const taken = new Set(
    list.namedChildren.flatMap((arg) =>
      arg.startIndex === splat.startIndex ? [] : keywordsOf(context.text, arg),
    ),
  )
  const inClass = isInClass(splat)
  if (pairs.length > 1 && pairs.some(({ type }) => type === 'dictionary_splat'))
    context.skip(
      'a keyword that two of them give would raise, where the last one counts: they are merged for that',
    )
  for (const pair of pairs) {
    if (pair.type === 'dictionary_splat') continue
    const [key, value] = [field(pair, 'key'), field(pair, 'value')]
    const parts = key && stringParts(key)
    if (!key || !value || !parts || parts.isBytes || parts.isFormatted || parts.hasEscapes)
      context.skip('a key is only known at run time')
    const name = context.text.slice(parts.content.start, parts.content.end)
    if (!/^[A-Za-z_]\w*$/.test(name) || isKeyword(name))
      context.skip(`${name} cannot be written as a keyword`)
    if (taken.has(name)) context.skip(`${name} is given twice, which fails already`)
    taken.add(name)
    if (inClass && /^__.*[^_]_?$/.test(name)) context.skip('in a class such a keyword would get another name')
    context.replace({ start: key.startIndex, end: value.startIndex }, `${name}=`)
    if (/^(?:named_expression|yield)$/.test(value.type)) {
      context.insert(value.startIndex, '(')
      context.insert(value.endIndex, ')')
    }
  }
}

/** The names under which an argument gives values, as far as they are written there. */
function keywordsOf(text: string, arg: Node): readonly (string | undefined)[] {
  const items = arg.type === 'dictionary_splat' ? arg.firstNamedChild : undefined
  if (items?.type !== 'dictionary') return [field(arg, 'name')?.text]
  return items.namedChildren.map((pair) => {
    const key = field(pair, 'key')
    const parts = key && stringParts(key)
    return parts && text.slice(parts.content.start, parts.content.end)
  })
}

function isInClass(node: Node): boolean {
  for (let up = parentOf(node); up; up = parentOf(up)) if (up.type === 'class_definition') return true
  return false
}
