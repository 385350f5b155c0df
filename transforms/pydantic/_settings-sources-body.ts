import { type Context, indentOf, lineEnd, lineStart, type Node, newlineAt, trueEnd } from '#transform'

/** What v2 wants, as the end of a sentence. */
export const SHAPE =
  'write settings_customise_sources(cls, settings_cls, init_settings, env_settings, dotenv_settings, file_secret_settings) in the model'

export interface Parameters {
  readonly init: string
  readonly env: string
  readonly secrets: string
}

/** The text of the body, from the start of its first line, with the sources of v2 in what it returns. */
export function rewrittenBody(method: Node, body: Node, names: Parameters, context: Context): string {
  const { text, module } = context
  const edits: { start: number; end: number; text: string }[] = []
  const returned = new Set<number>()
  for (const statement of body.descendantsOfType('return_statement')) {
    const value = plain(statement.firstNamedChild ?? undefined)
    if (!value || !/^(?:tuple|expression_list)$/.test(value.type))
      context.skip(`customise_sources returns something other than a tuple: ${SHAPE}`)
    for (const element of value.namedChildren) {
      if (element.type === 'comment') continue
      returned.add(element.startIndex)
      if (element.type === 'list_splat') context.skip(`customise_sources unpacks other sources: ${SHAPE}`)
      if (element.text === names.env)
        edits.push({ start: element.endIndex, end: element.endIndex, text: ', dotenv_settings' })
      else if (element.text !== names.init && element.text !== names.secrets)
        edits.push({
          start: element.startIndex,
          end: element.endIndex,
          text: `lambda: ${element.type === 'lambda' ? `(${element.text})` : element.text}(settings_cls)`,
        })
    }
  }
  const isOther = (name: string) =>
    module.names
      .loads(name)
      .some(
        ({ node }) =>
          node.startIndex >= body.startIndex &&
          node.endIndex <= method.endIndex &&
          !returned.has(node.startIndex),
      )
  if (returned.size === 0 || isOther(names.env) || isOther(names.init) || isOther(names.secrets))
    context.skip(`customise_sources uses its sources in another way than to return them: ${SHAPE}`)
  let result = ''
  // A comment above the first statement stands before the block.
  const colon = method.children.findLast(({ type }) => type === ':')
  let at = lineEnd(text, colon?.startIndex ?? body.startIndex) + newlineAt(text, body.startIndex).length
  for (const edit of edits.sort((a, b) => a.start - b.start)) {
    result += separated(text.slice(at, edit.start), edit, text)
    at = edit.end
  }
  return result + text.slice(at, trueEnd(method))
}

/** `a,` on a line of its own is followed by another such line. */
function separated(
  before: string,
  edit: { readonly start: number; readonly text: string },
  text: string,
): string {
  if (edit.text !== ', dotenv_settings') return before + edit.text
  const line = text.slice(lineStart(text, edit.start), lineEnd(text, edit.start))
  return /^\s*\w+,\s*$/.test(line)
    ? `${before},${newlineAt(text, edit.start)}${indentOf(text, edit.start)}dotenv_settings`
    : before + edit.text
}

export function plain(node: Node | undefined): Node | undefined {
  return node?.type === 'parenthesized_expression' ? (node.firstNamedChild ?? undefined) : node
}
