import { type Context, defineTransform, type GenericParts, genericParts, type Node } from '#transform'
import { chainOf, operandsOf } from './_chain.ts'
import { annotationReader, READER_WORDS } from './_inspectors.ts'
import { takeOut, unionSite } from './_members.ts'
import { bothModules } from './_tables.ts'

const LITERAL = /^typing(?:_extensions)?\.Literal$/

export default defineTransform({
  summary:
    'Write one Literal for several in a union, None for Literal[None] and bool for Literal[True, False]',
  since: '3.8',
  safety: 'safe',
  sameAs: ['PYI030', 'PYI061', 'RUF038'],
  recipes: ['standards'],
  docs: 'https://typing.python.org/en/latest/spec/literal.html',
  searches: READER_WORDS,
  drops: ['names', 'constants'],
  query: `
    (binary_operator operator: "|") @union
    (union_type) @union
    (subscript value: (_) @head) @subscript
    (generic_type . (identifier) @head) @subscript`,
  where: { head: bothModules(['Union', 'Literal']) },
  anchors: [
    /\bLiteral\b(?=\s*\[[^\]]*\]\s*[|,])/,
    /\bUnion\b(?=\s*\[[^\n]*\bLiteral\b)/,
    /\bLiteral\b(?=\s*\[[^\]]*\b(?:None|True|False)\b)/,
  ],
  needs: /\bLiteral\b/,
  rewrite({ union, head, subscript }, context) {
    if (head && subscript && LITERAL.test(context.qualifiedName(head) ?? ''))
      return plainValue(context, subscript)
    const site = unionSite(union, subscript)
    const annotation = site && context.annotation(site.whole)
    const literals = site?.members.flatMap((member) => {
      const parts = literalParts(context, member)
      return parts ? [{ member, parts }] : []
    })
    const [first, ...others] = literals ?? []
    const last = first?.parts.args.at(-1)
    if (!site || !annotation || !last || others.length === 0) return
    const texts = others.map(({ parts: { args } }) => args.map(({ text }) => text).join(', '))
    if (others.some(({ member }) => /[\n#]/.test(member.text)))
      context.skip('one of them goes over several lines')
    heedReaders(context, subscript ?? site.whole)
    context.insert(last.endIndex, `, ${texts.join(', ')}`)
    takeOut(
      context,
      site,
      others.map(({ member }) => member),
    )
  },
})

/** `Literal[None]`, and `Literal[True, False]`. */
function plainValue(context: Context, literal: Node): void {
  const annotation = context.annotation(literal)
  const args = genericParts(literal)?.args.map(({ text }) => text)
  if (!annotation || !args) return
  const isBool = args.length === 2 && args.includes('True') && args.includes('False')
  const isNone = args.length === 1 && args[0] === 'None'
  if (!isBool && !isNone) {
    if (args.includes('None') || (args.includes('True') && args.includes('False')))
      context.skip('it has other values beside: write them as a union, if that is clearer')
    return
  }
  const others = operandsOf(chainOf(literal)).filter(({ startIndex }) => startIndex !== literal.startIndex)
  if (
    isNone &&
    others.some(
      (one) =>
        one.type === 'string' || one.type === 'none' || literalParts(context, one)?.args[0]?.text === 'None',
    )
  )
    context.skip('None has no | of its own')
  if (isBool && others.some((one) => one.type === 'string')) context.skip('bool takes no text behind |')
  if (isBool && !context.isBuiltin('bool', literal)) context.skip('bool is not the builtin here')
  heedReaders(context, literal)
  context.review(
    isNone
      ? 'who asks for the arguments of the Literal gets none'
      : 'an overload may need the values one by one',
  )
  context.replace(literal, isNone ? 'None' : 'bool')
}

function literalParts(context: Context, node: Node): GenericParts | undefined {
  const parts = genericParts(node)
  return parts && LITERAL.test(context.qualifiedName(parts.origin) ?? '') ? parts : undefined
}

function heedReaders(context: Context, node: Node): void {
  const annotation = context.annotation(node)
  if (!annotation || annotation.evaluation === 'never') return
  const reader = annotation.framework ?? annotationReader(context)
  if (reader !== undefined) context.review(`${reader} reads the annotation`)
}
