import { type Context, commentsIn, lineEnd, lineStart, type Span } from '#transform'

/** The parts of a file that its authors keep from formatters, by the switch that does it. */
const regions = new WeakMap<
  object,
  { readonly formatters: readonly Span[]; readonly sorters: readonly Span[] }
>()

/** Whether the authors of the file keep formatters away from this: `# fmt: off`, `# fmt: skip`, or `# noqa` on one of its lines. */
export function isExempt(context: Context, span: Span, code: string): boolean {
  if (regionsOf(context).formatters.some((region) => overlap(region, span))) return true
  const { text } = context
  const lines = { start: lineStart(text, span.start), end: lineEnd(text, span.end) }
  return commentsIn(context.module.tree, lines).some((comment) => keepsOff(comment.text, code))
}

/** Whether import sorters are kept away from this, by `# isort: off` or as all formatters are. */
export function isKeptFromSorting(context: Context, span: Span): boolean {
  const { formatters, sorters } = regionsOf(context)
  return [...formatters, ...sorters].some((region) => overlap(region, span))
}

/** Whether a comment at the end of a line keeps a rule away from that line. */
export function keepsOff(comment: string, code: string): boolean {
  if (/#\s*fmt:\s*skip\b/.test(comment)) return true
  const found = /#\s*(?:ruff:\s*)?noqa\b(?:\s*:\s*([A-Z]+\d*(?:[\s,]+[A-Z]+\d*)*))?/i.exec(comment)
  if (!found) return false
  const codes = found[1]?.toUpperCase().split(/[\s,]+/)
  return !codes || codes.some((given) => code.startsWith(given))
}

function regionsOf(context: Context) {
  const { tree } = context.module
  let known = regions.get(tree)
  if (!known) {
    const isSwitched = /#\s*(?:fmt|yapf|isort)\s*:/.test(tree.text)
    known = {
      formatters: isSwitched
        ? between(context, /^#\s*(?:fmt\s*:\s*(off|on)|yapf\s*:\s*(disable|enable))\b/)
        : [],
      sorters: isSwitched ? between(context, /^#\s*isort\s*:\s*(off|on)\b/) : [],
    }
    regions.set(tree, known)
  }
  return known
}

function between(context: Context, pattern: RegExp): Span[] {
  const {
    tree,
    tree: { text },
  } = context.module
  const found: Span[] = []
  let open: number | undefined
  for (const comment of commentsIn(tree, { start: 0, end: text.length })) {
    const [, first, second] = pattern.exec(comment.text) ?? []
    const word = first ?? second
    if (word === 'off' || word === 'disable') open ??= comment.startIndex
    else if (word !== undefined && open !== undefined) {
      found.push({ start: open, end: comment.startIndex })
      open = undefined
    }
  }
  if (open !== undefined) found.push({ start: open, end: text.length })
  return found
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}
