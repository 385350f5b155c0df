import { type Context, defineTransform, field, type Node, parentOf, stringParts } from '#transform'
import { MODEL_WORDS } from './_receivers.ts'
import { isHandedOut, isUrl, mayBeNone, partsReader, textReader, wantsText } from './_urls.ts'

export default defineTransform({
  summary: 'Make text of URLs of Pydantic v2 where text is wanted',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/migration/#url-and-dsn-types-in-pydanticnetworks-no-longer-inherit-from-str',
  query: `
    (string (interpolation expression: (_) @value) @hole) @text
    (binary_operator left: (_) @left operator: "+" right: (_) @right)
    [(identifier) (attribute)] @use`,
  anchors: ['}/', '+ "/', "+ '/", '+ f"/', "+ f'/", /url|uri|dsn|endpoint|href|homepage/i],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ text, hole, value, left, right, use }, context) {
    if (text && hole && value) joinInText(text, hole, value, context)
    else if (left && right) joinBySum(left, right, context)
    else if (use) makeText(use, context)
  },
})

const NOTE = 'v2 ends a URL without a path in a slash'

/** `f"{url}/path"`. */
function joinInText(text: Node, hole: Node, value: Node, context: Context): void {
  if (context.text[hole.endIndex] !== '/' || !/^\{\s*[^{}]*\}$/.test(hole.text) || hole.namedChildCount !== 1)
    return
  if (!isUrl(context, value) || !context.isBuiltin('str', value) || staysText(value, context)) return
  const quote = stringParts(text)?.quote.startsWith('"') ? "'" : '"'
  context.review(NOTE)
  context.insert(value.startIndex, 'str(')
  context.insert(value.endIndex, `).rstrip(${quote}/${quote})`)
}

/** `url + "/path"`. */
function joinBySum(left: Node, right: Node, context: Context): void {
  const parts = stringParts(right.type === 'concatenated_string' ? (right.firstNamedChild ?? right) : right)
  if (!parts || context.text[parts.content.start] !== '/') return
  if (!isUrl(context, left) || !context.isBuiltin('str', left) || staysText(left, context)) return
  context.review(NOTE)
  context.insert(left.startIndex, 'str(')
  context.insert(left.endIndex, `).rstrip(${parts.quote[0]}/${parts.quote[0]})`)
}

/** An argument, or the object of a method of strings. */
function makeText(use: Node, context: Context): void {
  if (!(wantsText(context, context.module, use) || isHandedOut(context, use))) return
  if (!isUrl(context, use) || !context.isBuiltin('str', use) || staysText(use, context)) return
  context.review(`${NOTE}, and it is no string`)
  // A method of strings fails for None before and after; everything else is handed the None as it is.
  const stays = mayBeNone(context, use) && parentOf(use)?.type !== 'attribute'
  context.insert(use.startIndex, stays ? `${use.text} and str(` : 'str(')
  context.insert(use.endIndex, ')')
}

/** A field that is handed on as text somewhere is made text itself. */
function staysText(use: Node, context: Context): boolean {
  const name = field(use, 'attribute')?.text
  return (
    name !== undefined && textReader(name, context) !== undefined && partsReader(name, context) === undefined
  )
}
