import { ancestorsOf, type Context, defineTransform, field, type Node, table } from '#transform'
import { isPath } from './_instances.ts'

/** What a number of each base begins with, and the function that writes it so. */
const PREFIXES: Readonly<Record<string, { readonly prefix: string; readonly writer: string }>> = table({
  '2': { prefix: '0b', writer: 'builtins.bin' },
  '8': { prefix: '0o', writer: 'builtins.oct' },
  '16': { prefix: '0x', writer: 'builtins.hex' },
})

export default defineTransform({
  summary: 'Write int(text[2:], 16) as int(text, 0) where the text surely begins with 0x; likewise 0b and 0o',
  since: 'any',
  safety: 'review',
  recipes: [],
  sameAs: ['FURB166'],
  docs: 'https://docs.python.org/3/library/functions.html#int',
  drops: ['constants'],
  query: `
    (call function: (identifier) @callee
      arguments: (argument_list . (subscript value: (_) @text subscript: (slice) @slice) @rest . (integer) @base .))
    (call function: (identifier) @callee
      arguments: (argument_list . (subscript value: (_) @text subscript: (slice) @slice) @rest .
        (keyword_argument name: (identifier) @name value: (integer) @base) .))`,
  where: { callee: 'builtins.int' },
  anchors: [/\[\s*2\s*:\s*\]\s*,/],
  rewrite({ text, slice, rest, name, base }, context) {
    const written = PREFIXES[base.text]
    if (!written || !/^2\s*:$/.test(slice.text) || (name && name.text !== 'base')) return
    const callee = text.type === 'call' ? field(text, 'function') : undefined
    const isWritten = callee && context.qualifiedName(callee) === written.writer
    if (!isWritten && !isGuarded(context, text, written.prefix))
      return context.skip(`nothing here says that the first two characters are ${written.prefix}`)
    context.note(
      isWritten
        ? 'a negative number is read, where it was an error'
        : 'a sign or blank behind the prefix is an error',
    )
    context.remove({ start: text.endIndex, end: rest.endIndex })
    context.replace(base, '0')
  },
})

/** Whether the site lies in a branch that is taken only where the text begins with the prefix. */
function isGuarded(context: Context, text: Node, prefix: string): boolean {
  if (!isPath(text)) return false
  let below: Node = text
  for (const up of ancestorsOf(text)) {
    if (/^(?:function_definition|class_definition|lambda)$/.test(up.type)) return false
    const test =
      up.type === 'conditional_expression' && up.namedChildren[0]?.id === below.id
        ? up.namedChildren[1]
        : /^(?:if_statement|elif_clause)$/.test(up.type) && field(up, 'consequence')?.id === below.id
          ? field(up, 'condition')
          : undefined
    if (test && says(test, text.text, prefix)) return !isBound(context, text, up)
    below = up
  }
  return false
}

/** Whether a test says `text.startswith(prefix)`, with capital letters or not, or compares the first two characters. */
function says(test: Node, text: string, prefix: string): boolean {
  const condition = test.text.replaceAll(/\s+/g, '').replaceAll('"', "'")
  const either = [`'${prefix}'`, `'${prefix.toUpperCase()}'`]
  const [low = '', high = ''] = either
  return [
    ...[low, high, `(${low},${high})`, `(${high},${low})`].map((start) => `${text}.startswith(${start})`),
    `${text}.lower().startswith(${low})`,
    `${text}[:2]==${low}`,
    `${text}[:2]==${high}`,
    `${text}[:2].lower()==${low}`,
    `${text}[:2]in(${low},${high})`,
  ].includes(condition)
}

/** Whether the text is bound again between the test and the site. */
function isBound(context: Context, text: Node, branch: Node): boolean {
  const [name = ''] = text.text.split('.')
  return context.module.names
    .bindings(name)
    .some(({ node }) => node.startIndex > branch.startIndex && node.endIndex <= branch.endIndex)
}
