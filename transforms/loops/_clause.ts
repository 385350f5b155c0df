import { boundNames, type Context, field, type Node, onOneLine } from '#transform'

/** What a loop says before its body. */
export interface Header {
  readonly names: readonly string[]
  readonly target: Node
  readonly items: Node
  readonly isAsync: boolean
}

/** What a `for` statement goes through, where a comprehension can do so as well. */
export function headerOf(loop: Node): Header | undefined {
  const [target, items] = [field(loop, 'left'), field(loop, 'right')]
  const names = target && boundNames(target)
  if (!target || !items || !names || new Set(names).size < names.length) return undefined
  return { names, target, items, isAsync: loop.firstChild?.type === 'async' }
}

/** `for x in y` as it stands in a comprehension. Skips the site where an expression cannot be put on one line. */
export function clauseOf(context: Context, header: Header): string {
  const { target, items, isAsync } = header
  const isLoose = /^(?:lambda|conditional_expression)$/.test(items.type)
  const source = itemsOf(context, header)
  return `${isAsync ? 'async ' : ''}for ${textOf(context, target)} in ${isLoose ? `(${source})` : source}`
}

/** What the loop goes through, as an argument of its own. */
export function itemsOf(context: Context, { items }: Header): string {
  const source = textOf(context, items)
  return items.type === 'expression_list' ? `(${source})` : source
}

/** The text of an expression on one line. Skips the site where there is none. */
export function textOf(context: Context, node: Node): string {
  return onOneLine(node) ?? context.skip('what it holds cannot be put on one line')
}

/** Skips the site where an expression means something else in a scope of its own. */
export function heedScope(context: Context, ...parts: readonly Node[]): void {
  for (const { text } of parts) {
    if (/\byield\b/.test(text)) context.skip('a comprehension cannot yield')
    if (text.includes(':=')) context.skip('what is assigned in it would be assigned in a comprehension')
    if (/(?<![\w.])(?:super\(\)|__class__\b|(?:locals|vars|dir|eval|exec)\()/.test(text))
      context.skip('it looks at the function that it stands in')
  }
}
