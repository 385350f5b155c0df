import {
  type Context,
  commentsIn,
  type Edit,
  type GenericParts,
  isInsideBrackets,
  isWithin,
  lineEnd,
  lineStart,
  type Node,
  treeOf,
} from '#transform'
import { applied } from './_quotes.ts'

/** The edits that turn brackets and commas into pipes, on one line where that fits and loses no comment. */
export function layOut(
  context: Context,
  site: Node,
  parts: GenericParts,
  operands: readonly Node[],
  adds: boolean,
): Edit[] {
  const { text } = context
  const first = operands[0] as Node
  const last = operands.at(-1) as Node
  const tail = adds ? ' | None' : ''
  const flat: Edit[] = [{ start: site.startIndex, end: first.startIndex, text: '' }]
  operands.forEach((operand, i) => {
    const next = operands[i + 1]
    if (next) flat.push({ start: operand.endIndex, end: next.startIndex, text: ' | ' })
  })
  flat.push({ start: last.endIndex, end: site.endIndex, text: tail })
  const gaps = text.slice(parts.open, parts.close + 1)
  if (!gaps.includes('\n')) return flat

  const hasComment = commentsIn(treeOf(site), { start: site.startIndex, end: site.endIndex }).some(
    (comment) => !operands.some((operand) => isWithin(comment, operand)),
  )
  const joined = applied(text, site.startIndex, site.endIndex, flat)
  const isBroken = operands.some((operand) => breaksOutsideBrackets(operand.text))
  const line =
    text.slice(lineStart(text, site.startIndex), site.startIndex) +
    joined +
    text.slice(site.endIndex, lineEnd(text, site.endIndex))
  const fits = line.split('\n').every((one) => one.trimEnd().length <= context.lineLength)
  if (!hasComment && (fits || operands.length + (adds ? 1 : 0) < 2) && (!isBroken || isInsideBrackets(site)))
    return flat
  return brokenLines(context, site, parts, tail)
}

/** Whether a newline in the text lies in no brackets of its own. Strings with brackets make it err to the safe side. */
function breaksOutsideBrackets(text: string): boolean {
  let depth = 0
  for (const char of text) {
    if (char === '(' || char === '[' || char === '{') depth++
    else if (char === ')' || char === ']' || char === '}') depth--
    else if (char === '\n' && depth <= 0) return true
  }
  return false
}

/** Every operand stays on its line; parentheses take the place of the brackets. */
function brokenLines(context: Context, site: Node, parts: GenericParts, tail: string): Edit[] {
  const edits: Edit[] = [{ start: site.startIndex, end: parts.open + 1, text: '(' }]
  parts.args.forEach((arg, i) => {
    const next = parts.args[i + 1]
    const comma = next ? commaAfter(context, site, arg) : parts.trailingComma
    if (!next && tail !== '') edits.push({ start: arg.endIndex, end: arg.endIndex, text: tail })
    if (comma) edits.push({ start: comma.startIndex, end: comma.endIndex, text: '' })
    if (!next) return
    edits.push({ start: next.startIndex, end: next.startIndex, text: '| ' })
  })
  edits.push({ start: parts.close, end: parts.close + 1, text: ')' })
  return edits
}

function commaAfter(context: Context, site: Node, arg: Node): Node | undefined {
  for (
    let at = context.text.indexOf(',', arg.endIndex);
    at >= 0 && at < site.endIndex;
    at = context.text.indexOf(',', at + 1)
  ) {
    const leaf = treeOf(site).nodeAt(at)
    if (leaf.type === ',') return leaf
  }
  return undefined
}
