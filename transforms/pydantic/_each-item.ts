import {
  type Context,
  field,
  indentOf,
  lineEnd,
  type Node,
  newlineAt,
  trueEnd,
  withoutReturn,
} from '#transform'
import type { Signature } from './_signature.ts'
import type { ValidatorCall } from './_validator-call.ts'
import type { Walk } from './_validator-fields.ts'

interface EachItem {
  readonly decorator: Node
  readonly definition: Node
  readonly call: ValidatorCall
  readonly signature: Signature
  readonly takesInfo: boolean
  readonly walk: Walk
  readonly hasKind: boolean
  /** The validator above which the new one has to stand. */
  readonly earlier: Node | undefined
}

/** The function stays as it is, for one item; a new one below it goes through the container. */
export function eachItem(site: EachItem, context: Context): void {
  const { decorator, definition, call, signature, takesInfo, walk, hasKind, earlier } = site
  const { text } = context
  const own = field(definition, 'name')?.text ?? ''
  const name = `${own}_of_items`
  if (new RegExp(`\\b${name}\\b`).test(text))
    context.skip(`${name} is taken: write the loop over the items by hand`)
  const kind = signature.takesClass ? 'classmethod' : 'staticmethod'
  const indent = indentOf(text, decorator.startIndex)
  const newline = newlineAt(text, decorator.startIndex)
  const body = field(definition, 'body')
  const unit =
    body && body.startPosition.row > definition.startPosition.row
      ? indentOf(text, body.startIndex).slice(indent.length)
      : '    '
  const fields = (call.fields ?? []).map((item) => `"${item}"`).join(', ')
  const info = takesInfo ? `, info: ${context.import('pydantic', 'ValidationInfo', definition)}` : ''
  const result = walk((item) => `cls.${own}(${item}${takesInfo ? ', info' : ''})`, 'value')
  const mode = call.isPre ? ', mode="before"' : ''
  const comments = decorator
    .descendantsOfType('comment')
    .map((comment) => `  ${withoutReturn(comment.text)}`)
    .join('')
  const lines = [
    `@${context.import('pydantic', 'field_validator', decorator)}(${fields}${mode})${comments}`,
    '@classmethod',
    `def ${name}(cls, value${info}):`,
    `${unit}return ${result}`,
  ]
  if (earlier)
    context.insert(
      withComments(earlier).startIndex,
      lines
        .map((line) => `${line}${newline}${indent}`)
        .join('')
        .replace(/\s+$/, `${newline}${newline}${indent}`),
    )
  else
    context.insert(
      lineEnd(text, trueEnd(definition)),
      newline + lines.map((line) => `${newline}${indent}${line}`).join(''),
    )
  if (hasKind) {
    const next = decorator.nextNamedSibling
    context.remove({ start: decorator.startIndex, end: next?.startIndex ?? decorator.endIndex })
  } else context.replace({ start: decorator.startIndex, end: trueEnd(decorator) }, `@${kind}`)
  context.review('an error names the field now, no longer the item in it')
}

/** The first of the comments that stand right above a statement, or else the statement. */
function withComments(statement: Node): Node {
  let first = statement
  for (
    let above = first.previousNamedSibling;
    above?.type === 'comment';
    above = first.previousNamedSibling
  ) {
    const isRightAbove =
      above.endPosition.row + 1 === first.startPosition.row &&
      above.startPosition.column === statement.startPosition.column
    if (!isRightAbove) break
    first = above
  }
  return first
}
