import {
  field,
  indentOf,
  isFirstOnLine,
  lineStart,
  type Module,
  type Node,
  newlineAt,
  type Span,
} from '#transform'
import type { ConfigPlan } from './_config-plan.ts'

type Plan = Extract<ConfigPlan, { kind: 'plan' }>

/**
 * The text of `model_config = ConfigDict(...)`: one line when there is one key that fits, else a line for each key, as deep
 * as the body of the Config was.
 */
export function layout(module: Module, config: Node, plan: Plan, callee: string, lineLength: number): string {
  const { text } = module.tree
  const outer = indentOf(text, config.startIndex)
  const newline = newlineAt(text, config.startIndex)
  const head = `model_config = ${callee}(`
  const [only] = plan.lines
  if (plan.lines.length === 1 && only?.kind === 'key' && !(only.trailing && plan.heading)) {
    const comment = only.trailing ?? plan.heading
    const line = `${head}${only.key}=${only.text})`
    const width = outer.length + line.length + (comment === undefined ? 0 : comment.length + 2)
    if (!/[\r\n#]/.test(only.text) && width <= lineLength)
      return comment === undefined ? line : `${line}  ${comment}`
  }
  const inner = bodyIndent(text, config, outer)
  const lines = plan.lines.map((line) =>
    line.kind === 'comment'
      ? `${inner}${line.text}`
      : `${inner}${line.key}=${line.text},${line.trailing === undefined ? '' : `  ${line.trailing}`}`,
  )
  const opening = plan.heading === undefined ? head : `${head}  ${plan.heading}`
  return [opening, ...lines, `${outer})`].join(newline)
}

function bodyIndent(text: string, config: Node, outer: string): string {
  const first = config.type === 'class_definition' ? field(config, 'body')?.firstNamedChild : undefined
  if (first && isFirstOnLine(text, first.startIndex)) return indentOf(text, first.startIndex)
  return outer + (outer.includes('\t') ? '\t' : '    ')
}

/** What to delete so that `statement` is gone with its lines and the blank ones before it, or after it where it stands first. */
export function removal(text: string, statement: Span, isFirst: boolean): Span {
  let { start, end } = statement
  if (isFirst) {
    start = lineStart(text, start)
    while (/[ \t\r\n]/.test(text.charAt(end))) end++
    return { start, end: lineStart(text, end) }
  }
  while (/[ \t\r\n\f]/.test(text.charAt(start - 1))) start--
  return { start, end }
}
