import { isFirstOnLine, lineEnd, lineStart, newlineAt, nextLine } from '../python/layout.ts'
import { stringParts } from '../python/literals.ts'
import { field, type Node, sameNode, withoutComments } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Edit } from './change.ts'

/** The arguments of a call as they stand, without comments. A single generator expression counts as one. */
export function argumentsOf(call: Node): readonly Node[] {
  const list = field(call, 'arguments')
  if (!list) return []
  return list.type === 'argument_list' ? withoutComments(list) : [list]
}

/** The `keyword_argument` of that name among arguments. */
export function keywordArgument(args: readonly Node[], name: string): Node | undefined {
  return args.find((arg) => arg.type === 'keyword_argument' && field(arg, 'name')?.text === name)
}

/** Whether `*` or `**` hides some of the arguments. */
export function hasSplat(args: readonly Node[]): boolean {
  return args.some(({ type }) => type.endsWith('_splat'))
}

/**
 * Takes arguments out of a call: whole lines where they have some to themselves, else each with the comma before or after it.
 * @param gone some of the call's arguments
 * @returns undefined where a comment speaks of one of them
 */
export function removeArguments(text: string, call: Node, gone: readonly Node[]): Edit[] | undefined {
  const args = argumentsOf(call)
  const isGone = (arg: Node) => gone.some((one) => sameNode(one, arg))
  if (gone.some((arg) => hasComment(text, arg))) return undefined
  const firstKept = args.findIndex((arg) => !isGone(arg))
  const [first, last] = [args[0], args.at(-1)]
  if (firstKept === -1 && first && last) {
    // Only a comment can stand there, and the bracket would become a part of it.
    if (text.slice(field(call, 'arguments')?.startIndex ?? 0, first.startIndex).includes('#'))
      return undefined
    const start = text.slice(0, first.startIndex).trimEnd().length
    const end = last.endIndex + (/^\s*,?\s*/.exec(text.slice(last.endIndex))?.[0].length ?? 0)
    return [{ start, end, text: '' }]
  }
  return args.flatMap((arg, i) => (isGone(arg) ? [removal(text, args, i, i > firstKept)] : []))
}

function removal(text: string, args: readonly Node[], i: number, isBehindKept: boolean): Edit {
  const [before, arg, after] = [args[i - 1], args[i], args[i + 1]]
  const [start, end] = arg ? [arg.startIndex, arg.endIndex] : [0, 0]
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0
  const head = lineStart(text, start)
  const isAlone =
    text.slice(head, start).trim() === '' && /^\s*,?\s*$/.test(text.slice(end, lineEnd(text, end)))
  if (isAlone && (after || comma > 0)) return { start: head, end: nextLine(text, end), text: '' }
  if (isBehindKept && before) return { start: before.endIndex, end, text: '' }
  return { start, end: after ? after.startIndex : end + comma, text: '' }
}

/**
 * Adds an argument behind the others of a call: on a line of its own where the last one has that.
 * @param added its text, such as `timeout=60`; in a field of an f-string it takes the other kind of quotes than that
 * @param lineLength what a line may grow to before the argument gets its own
 */
export function addArgument(text: string, call: Node, added: string, lineLength: number): Edit[] {
  const argument = quotedFor(call, added)
  const list = field(call, 'arguments')
  if (list?.type !== 'argument_list') return []
  const last = argumentsOf(call).at(-1)
  const close = list.endIndex - 1
  const insert = (at: number, what: string) => ({ start: at, end: at, text: what })
  if (!last) return [insert(close, argument)]
  const comma = /^\s*,/.exec(text.slice(last.endIndex, close))?.[0].length ?? 0
  const behind = last.endIndex + comma
  const start = lineStart(text, last.startIndex)
  const indent = text.slice(start, last.startIndex)
  const end = lineEnd(text, behind)
  const newline = newlineAt(text, last.startIndex)
  if (indent.trim() === '' && close > end) {
    const added = insert(end, `${newline}${indent}${argument}${comma > 0 ? ',' : ''}`)
    return comma > 0 ? [added] : [insert(last.endIndex, ','), added]
  }
  // A comment would swallow what is written behind it.
  const isBroken =
    indent.trim() === '' && lineEnd(text, close) - lineStart(text, close) + argument.length + 2 > lineLength
  const gap = isBroken ? newline + indent : ' '
  return [
    comma > 0
      ? insert(behind, `${gap}${argument}${close > end ? ',' : ''}`)
      : insert(last.endIndex, `,${gap}${argument}`),
  ]
}

/** What is written in a field of an f-string may not hold its quotes below 3.12 (PEP 701). */
function quotedFor(node: Node, text: string): string {
  let up = parentOf(node)
  while (up && up.type !== 'interpolation') up = parentOf(up)
  const outer = up && parentOf(up)
  const quote = (outer && stringParts(outer)?.quote[0]) ?? ''
  if (quote === '' || !text.includes(quote) || text.includes('\\')) return text
  const other = quote === '"' ? "'" : '"'
  return text.includes(other) ? text : text.replaceAll(quote, other)
}

/** Whether a comment stands behind an argument, or above it. */
function hasComment(text: string, arg: Node): boolean {
  const start = lineStart(text, arg.startIndex)
  const isFirst = isFirstOnLine(text, arg.startIndex)
  const above = isFirst ? text.slice(lineStart(text, Math.max(start - 1, 0)), start) : ''
  return /^[ \t]*,?[ \t]*#/.test(text.slice(arg.endIndex, lineEnd(text, arg.endIndex))) || /^\s*#/.test(above)
}
