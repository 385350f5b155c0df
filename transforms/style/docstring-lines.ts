import {
  type Context,
  commentsIn,
  defineTransform,
  docstringOf,
  isFirstOnLine,
  isLastOnLine,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  nextLine,
  parentOf,
  type Span,
  sameNode,
  statementsOf,
  trueEnd,
} from '#transform'
import { isExempt } from './_exempt.ts'

export default defineTransform({
  summary:
    'Drop empty lines around the docstrings of functions and above those of classes, and put one below the latter',
  since: 'any',
  safety: 'safe',
  recipes: ['style'],
  sameAs: ['D201', 'D202', 'D204', 'D211'],
  docs: 'https://peps.python.org/pep-0257/',
  query: `
    (function_definition body: (block) @body) @definition
    (class_definition body: (block) @body) @definition`,
  anchors: [/["'][ \t]*(?:#[^\r\n]*)?\r?\n/],
  rewrite({ body, definition }, context) {
    const { text, module } = context
    const docstring = docstringOf(body)
    const statement = docstring && parentOf(docstring)
    const [first, second] = statementsOf(body)
    if (!docstring || module.isStub || !sameNode(statement, first)) return
    if (!isFirstOnLine(text, docstring.startIndex) || !isLastOnLine(text, docstring.endIndex)) return
    const isClass = definition.type === 'class_definition'
    const above = blankAbove(text, docstring.startIndex)
    const header = { start: definition.startIndex, end: docstring.startIndex }
    const isBelowComment = commentsIn(module.tree, header).some((one) => isFirstOnLine(text, one.startIndex))
    if (above.end > above.start && !isBelowComment && !isExempt(context, above, isClass ? 'D211' : 'D201'))
      context.remove(above)
    // What follows a docstring that is all of its body is not the business of that body.
    if (second) spaceBelow(context, docstring, isClass)
  },
})

function spaceBelow(context: Context, docstring: Node, isClass: boolean): void {
  const { text } = context
  const start = nextLine(text, trueEnd(docstring))
  let end = start
  while (end < text.length && isBlank(text, end)) end = nextLine(text, end)
  const below = { start, end }
  if (isExempt(context, { start: docstring.startIndex, end: start }, isClass ? 'D204' : 'D202')) return
  if (isClass) {
    if (start === end) context.insert(start, newlineAt(text, start))
    else if (nextLine(text, start) < end) context.remove({ start: nextLine(text, start), end })
    return
  }
  // A function or class of its own stands apart, and so does what a comment introduces.
  const isApart = /^[ \t]*(?:@|#|(?:async[ \t]+)?def\b|class\b)/.test(text.slice(end, lineEnd(text, end)))
  if (!isApart && start < end) context.remove(below)
}

function blankAbove(text: string, index: number): Span {
  const end = lineStart(text, index)
  let start = end
  while (start > 0 && isBlank(text, lineStart(text, start - 1))) start = lineStart(text, start - 1)
  return { start, end }
}

function isBlank(text: string, lineHead: number): boolean {
  return text.slice(lineHead, lineEnd(text, lineHead)).trim() === ''
}
