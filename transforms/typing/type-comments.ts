import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  lineStart,
  type Node,
  treeOf,
  trueEnd,
} from '#transform'
import { typeComment } from './_type-comment.ts'
import { annotateFunction, signatureComment } from './_type-comment-signature.ts'
import { annotateAssignment, annotateTargets, isEvaluated } from './_type-comment-targets.ts'

export default defineTransform({
  summary: 'Turn type comments into annotations',
  since: '3.6',
  safety: 'safe',
  sameAs: ['com2ann'],
  docs: 'https://peps.python.org/pep-0526/',
  query: '(comment) @comment',
  // Nearly all that there are nowadays say `ignore`.
  anchors: [/\btype:(?<=#[ \t]*type:)(?!\s*ignore\b)/],
  rewrite({ comment }, context) {
    const found = comment && typeComment(comment)
    if (!found) return
    const definition = functionOf(comment)
    if (definition) {
      const signature = signatureComment(definition)
      if (signature && signature.node.id !== comment.id) return
      if (!signature && !isFirstOf(definition, comment)) return
      if (!context.module.isStub)
        context.review(
          'the annotations are kept, and evaluated where Python does so: what they name has to be there',
        )
      return annotateFunction(context, definition, signature, isEvaluated(context))
    }
    const statement = statementBefore(context, comment)
    if (statement?.type === 'assignment') annotateAssignment(context, statement, found)
    else if (statement?.type === 'for_statement' || statement?.type === 'with_statement')
      annotateTargets(context, statement, found)
  },
})

/** The function whose header the comment is part of. */
function functionOf(comment: Node): Node | undefined {
  for (const up of ancestorsOf(comment)) {
    if (up.type === 'function_definition') {
      const body = field(up, 'body')
      return !body || comment.startIndex < body.startIndex ? up : undefined
    }
    if (up.type === 'block') return undefined
  }
  return undefined
}

function isFirstOf(definition: Node, comment: Node): boolean {
  const list = field(definition, 'parameters')
  const first = list?.namedChildren.find((child) => child.type === 'comment' && typeComment(child))
  return first?.id === comment.id
}

/** The assignment that ends before the comment on its line, or the `for` or `with` whose header does. */
function statementBefore(context: Context, comment: Node): Node | undefined {
  const { text } = context
  const before = text.slice(lineStart(text, comment.startIndex), comment.startIndex).trimEnd()
  if (before.trim() === '') return undefined
  const end = lineStart(text, comment.startIndex) + before.length
  const leaf = treeOf(comment).nodeAt(end - 1)
  for (const up of ancestorsOf(leaf)) {
    if (up.type === 'assignment' && trueEnd(up) === end) {
      const outer = [...ancestorsOf(up)][0]
      // The last target of several.
      if (outer?.type === 'assignment') continue
      return outer?.type === 'expression_statement' ? up : undefined
    }
    if (up.type === 'for_statement' || up.type === 'with_statement') return leaf.type === ':' ? up : undefined
    if (up.type === 'block') return undefined
  }
  return undefined
}
