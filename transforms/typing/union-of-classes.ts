import { defineTransform, field, genericParts, type Node, parentOf } from '#transform'
import { annotationReader, READER_WORDS } from './_inspectors.ts'
import { takeOut, unionSite } from './_members.ts'
import { bothModules } from './_tables.ts'

export default defineTransform({
  summary: 'Write type[A] | type[B] as type[A | B]',
  since: 'any',
  safety: 'safe',
  sameAs: ['PYI055'],
  recipes: ['standards'],
  docs: 'https://typing.python.org/en/latest/spec/special-types.html#type',
  searches: READER_WORDS,
  drops: ['names'],
  query: `
    (binary_operator operator: "|") @union
    (union_type) @union
    (subscript value: (_) @head) @subscript
    (generic_type . (identifier) @head) @subscript`,
  where: { head: bothModules(['Union']) },
  anchors: [/\|\s*(?:[\w.]+\.)?[tT]ype\s*\[/, /\b[tT]ype\s*\[[^|\n]*\|/, 'Union'],
  needs: /\b[tT]ype\s*\[[\s\S]*\b[tT]ype\s*\[/,
  rewrite({ union, subscript, head }, context) {
    const site = unionSite(union, subscript)
    const annotation = site && context.annotation(site.whole)
    if (!site || !annotation) return
    const classes = site.members.flatMap((member) => {
      const parts = genericParts(member)
      const [argument, ...more] = parts?.args ?? []
      const isClass =
        parts && /^(?:builtins\.type|typing\.Type)$/.test(context.qualifiedName(parts.origin) ?? '')
      return isClass && argument && more.length === 0 ? [{ member, argument }] : []
    })
    const [first, ...others] = classes
    if (!first || others.length === 0) return
    const isText = classes.some(({ argument }) => argument.type === 'string')
    if (union && isText) return context.skip('a text cannot be an operand: take the quotes away first')
    if (annotation.evaluation !== 'never') {
      const reader = annotation.framework ?? annotationReader(context)
      if (reader !== undefined) context.review(`${reader} reads the annotation`)
      else if (union && annotation.evaluation === 'definition')
        context.review('what is in the brackets is combined when the annotation is evaluated')
    }
    const texts = classes.map(({ argument }) => argument.text)
    context.replace(
      first.argument,
      union ? texts.join(' | ') : `${(head ?? headOf(site.whole)).text}[${texts.join(', ')}]`,
    )
    takeOut(
      context,
      site,
      others.map(({ member }) => member),
    )
  },
})

function headOf(node: Node): Node {
  return field(node, 'value') ?? parentOf(node) ?? node
}
