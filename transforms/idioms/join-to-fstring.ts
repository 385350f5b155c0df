import {
  checkWidth,
  commentsIn,
  defineTransform,
  headersAround,
  parentOf,
  piecesOf,
  withoutComments,
} from '#transform'
import { checkPlace } from './_fields.ts'
import { isMergedFirst, isText, mergedText, type Part, partsOf, refuseSelf } from './_merged-text.ts'

export default defineTransform({
  summary: "Write ', '.join([a, b]) as an f-string",
  since: '3.6',
  safety: 'safe',
  sameAs: ['FLY002', 'flynt'],
  docs: 'https://peps.python.org/pep-0498/',
  // A matter of taste.
  recipes: [],
  drops: ['constants', 'names'],
  query: `
    (call
      function: (attribute
        object: [(string) (concatenated_string)] @separator
        attribute: (identifier) @_method (#eq? @_method "join"))
      arguments: (argument_list . [(list) (tuple) (set)] @items .)) @call`,
  anchors: [/\.join ?\(\s*[[({]/],
  rewrite({ separator, items, call }, context) {
    if (items?.type === 'set') context.skip('a set has no order, and holds what is alike once')
    const between = separator && piecesOf(separator)
    const found = withoutComments(items).map(partsOf)
    if (!between || !call || !items || between.some(({ isBytes, isFormatted }) => isBytes || isFormatted))
      return
    if (found.length === 0 || found.some((one) => one === undefined)) return
    if (items.namedChildren.some(({ type }) => type === 'list_splat')) return
    const parts = found.flatMap((one, i): Part[] => [...(i > 0 ? between : []), ...(one ?? [])])
    const expressions = parts.flatMap((part) => ('expression' in part ? [part.expression] : []))
    if (expressions.some((expression) => isMergedFirst(context, expression))) return
    // Without an expression it becomes a plain text, which may be a docstring.
    if (parentOf(call)?.type === 'expression_statement' && expressions.length === 0) return
    if (call.startPosition.row < call.endPosition.row && /\\n/.test(separator.text))
      context.skip('each line of the text stands on a line of its own')
    if (commentsIn(context.module.tree, { start: call.startIndex, end: call.endIndex }).length > 0)
      context.skip('a comment inside would be lost')
    checkPlace(context, call)
    refuseSelf(context, expressions)
    if (!expressions.every((expression) => isText(context, expression))) {
      if (headersAround(call).some((one) => /\bTypeError\b/.test(one)))
        context.skip('what is no text is found by the TypeError of join')
      for (const expression of expressions) context.refuseOwn(expression, ['__format__', '__str__'])
      context.review('an enum that is a str formats itself in another way, and join takes nothing but text')
    }
    const text = mergedText(context, parts, call, between[0])
    checkWidth(context, { start: call.startIndex, end: call.endIndex }, [
      { start: call.startIndex, end: call.endIndex, text },
    ])
    context.replace(call, text)
  },
})
