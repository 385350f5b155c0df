import { type Context, field, lineEnd, lineStart, type Node } from '#transform'

/** The arguments of a call as they stand, without comments. A single generator expression counts as one. */
export function argumentsOf(call: Node): readonly Node[] {
  const list = field(call, 'arguments')
  if (!list) return []
  if (list.type !== 'argument_list') return [list]
  return list.namedChildren.filter(({ type }) => type !== 'comment')
}

/** A keyword argument's node. */
export function keyword(args: readonly Node[], name: string): Node | undefined {
  return args.find((arg) => arg.type === 'keyword_argument' && field(arg, 'name')?.text === name)
}

/** Whether `*` or `**` hides some of the arguments. */
export function hasSplat(args: readonly Node[]): boolean {
  return args.some(({ type }) => type.endsWith('_splat'))
}

/** Takes arguments out: whole lines where they have some to themselves, else each with the comma before or after it. */
export function removeArgument(context: Context, args: readonly Node[], ...gone: readonly Node[]): void {
  const { text } = context
  const isGone = (arg: Node) => gone.some(({ id }) => id === arg.id)
  const firstKept = args.findIndex((arg) => !isGone(arg))
  const [first, last] = [args[0], args.at(-1)]
  if (firstKept === -1 && first && last) {
    const list = /^\s*,?\s*/.exec(text.slice(last.endIndex))?.[0].length ?? 0
    const open = text.slice(0, first.startIndex).trimEnd().length
    context.remove({ start: open, end: last.endIndex + list })
    return
  }
  args.forEach((arg, i) => {
    if (!isGone(arg)) return
    const before = args[i - 1]
    const after = args[i + 1]
    const comma = /^\s*,/.exec(text.slice(arg.endIndex, arg.endIndex + 200))?.[0].length ?? 0
    if (/^\s*,?[ \t]*#/.test(text.slice(arg.endIndex)) || /^\s*#/.test(lineAbove(text, arg.startIndex)))
      context.skip('a comment speaks of the argument: drop both by hand')
    const lines = { start: lineStart(text, arg.startIndex), end: lineEnd(text, arg.endIndex) }
    const isAlone =
      text.slice(lines.start, arg.startIndex).trim() === '' &&
      /^\s*,?\s*$/.test(text.slice(arg.endIndex, lines.end))
    if (isAlone && (after || comma > 0 || !before))
      context.remove({ start: lines.start, end: text.indexOf('\n', lines.end) + 1 })
    else if (i > firstKept && before) context.remove({ start: before.endIndex, end: arg.endIndex })
    else context.remove({ start: arg.startIndex, end: after ? after.startIndex : arg.endIndex + comma })
  })
}

function lineAbove(text: string, index: number): string {
  const start = lineStart(text, index)
  const isFirst = text.slice(start, index).trim() === ''
  return isFirst ? text.slice(lineStart(text, Math.max(start - 1, 0)), start) : ''
}
