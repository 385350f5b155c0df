import {
  type Context,
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  headersAround,
  type Node,
  parenthesesAround,
  parentOf,
  sameNode,
  withoutParentheses,
} from '#transform'
import { checkPlace } from './_fields.ts'
import { isMergedFirst, isText, mergedText, partsOf, refuseSelf, summandsOf } from './_merged-text.ts'

export default defineTransform({
  summary: "Write 'a' + x + 'b' as an f-string",
  since: '3.6',
  safety: 'safe',
  sameAs: ['flynt'],
  docs: 'https://peps.python.org/pep-0498/',
  // A matter of taste.
  recipes: [],
  drops: ['constants', 'names'],
  query: '(binary_operator operator: "+") @site',
  anchors: [/["'][\s)]*(?:\\\r?\n\s*)?\+|\+[\s(\\]*[uUrRfF]{0,2}["']/],
  rewrite({ site }, context) {
    if (!site || isPartOfMore(site)) return
    const operands = summandsOf(site)
    const found = operands.map(partsOf)
    if (found.some((one) => one === undefined)) return
    const parts = found.flatMap((one) => one ?? [])
    const expressions = parts.flatMap((part) => ('expression' in part ? [part.expression] : []))
    const isFormatted = parts.some((part) => 'expression' in part || part.isFormatted)
    if (expressions.length === parts.length) return
    // Texts alone become one, except where that would be a docstring, or a long line.
    const isOnLine = site.startPosition.row === site.endPosition.row
    if (!isFormatted && (!isOnLine || parentOf(site)?.type === 'expression_statement')) return
    if (expressions.some((expression) => isMergedFirst(context, expression))) return
    if (expressions.some((one) => withoutParentheses(one).type === 'binary_operator' && isOfLiteral(one)))
      context.skip('a text that is repeated reads better beside the others')
    if (commentsIn(context.module.tree, { start: site.startIndex, end: site.endIndex }).length > 0)
      context.skip('a comment inside would be lost')
    checkPlace(context, site)
    refuseSelf(context, expressions)
    if (!expressions.every((expression) => isText(context, expression)))
      refuseOthers(context, site, expressions)
    const edits = [
      { start: site.startIndex, end: site.endIndex, text: mergedText(context, parts, site) },
      ...parenthesesAround(context, site),
    ]
    checkWidth(context, { start: site.startIndex, end: site.endIndex }, edits)
    context.edit(edits)
  },
})

/** What is no text is refused by +, or adds in its own way. */
function refuseOthers(context: Context, site: Node, expressions: readonly Node[]): void {
  if (headersAround(site).some((one) => /\bTypeError\b/.test(one)))
    context.skip('what is no text is found by the TypeError of +')
  const read = attributeOfSum(site)
  if (read !== undefined && !STR_ATTRIBUTES.test(read))
    context.skip(`no text has a ${read}: what is added up is something else`)
  if (isUnread(site)) context.skip('nothing reads the sum: it is there for the error that + raises')
  context.review(
    'what is no plain str, such as a column of a table or markup, may add in its own way, or not at all',
  )
  for (const expression of expressions) {
    const maker = makerOf(context, expression)
    if (maker) context.skip(`what ${maker} makes adds in its own way`)
    context.refuseOwn(expression, ['__add__', '__radd__', '__format__', '__str__'])
  }
}

function isUnread(site: Node): boolean {
  let up = parentOf(site)
  while (up?.type === 'parenthesized_expression') up = parentOf(up)
  return up?.type === 'expression_statement'
}

/** Whether the sum goes on, or is a template itself. */
function isPartOfMore(site: Node): boolean {
  let node = site
  let up = parentOf(site)
  if (up?.type === 'binary_operator' && field(up, 'operator')?.type === '+') return true
  while (up?.type === 'parenthesized_expression') {
    node = up
    up = parentOf(up)
  }
  if (up?.type === 'attribute') return field(up, 'attribute')?.text === 'format'
  return (
    up?.type === 'binary_operator' && field(up, 'operator')?.type === '%' && sameNode(field(up, 'left'), node)
  )
}

/** What is read of the sum: an attribute of what `+` gives. */
function attributeOfSum(site: Node): string | undefined {
  let up = parentOf(site)
  while (up?.type === 'parenthesized_expression') up = parentOf(up)
  return up?.type === 'attribute' ? field(up, 'attribute')?.text : undefined
}

const STR_ATTRIBUTES =
  /^(?:__\w+__|capitalize|casefold|center|count|encode|endswith|expandtabs|find|format|format_map|index|is[a-z]+|join|ljust|lower|lstrip|maketrans|partition|removeprefix|removesuffix|replace|rfind|rindex|rjust|rpartition|rsplit|rstrip|split|splitlines|startswith|strip|swapcase|title|translate|upper|zfill)$/

/** The class, by its name, that makes what an expression stands for, or what that is made from by methods. */
function makerOf(context: Context, expression: Node, mayFollow = true): string | undefined {
  let node = withoutParentheses(expression)
  while (node.type === 'call') {
    const callee = field(node, 'function')
    if (!callee) return undefined
    if (/(?:^|\.)_*[A-Z]\w*[a-z]\w*$/.test(callee.text)) return callee.text
    const object = callee.type === 'attribute' ? field(callee, 'object') : undefined
    if (!object || STR_ATTRIBUTES.test(field(callee, 'attribute')?.text ?? '')) return undefined
    node = withoutParentheses(object)
  }
  if (!mayFollow || node.type !== 'identifier') return undefined
  const bindings = context.module.bindingsOf(node)
  for (const { owner } of bindings) {
    const value = owner.type === 'assignment' ? field(owner, 'right') : undefined
    const maker = value && makerOf(context, value, false)
    if (maker) return maker
  }
  return undefined
}

function isOfLiteral(expression: Node): boolean {
  const { firstNamedChild, lastNamedChild } = withoutParentheses(expression)
  return firstNamedChild?.type === 'string' || lastNamedChild?.type === 'string'
}
