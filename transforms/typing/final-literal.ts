import {
  classAround,
  commentsIn,
  decoratorsOf,
  defineTransform,
  field,
  genericParts,
  spanOf,
  statementOf,
} from '#transform'
import { bothModules } from './_tables.ts'

export default defineTransform({
  summary: 'Write Final in place of Final[Literal[1]], which is what type checkers take it for',
  since: '3.8',
  safety: 'safe',
  sameAs: ['PYI064'],
  recipes: ['standards'],
  docs: 'https://typing.python.org/en/latest/spec/qualifiers.html#uppercase-final',
  drops: ['names', 'constants'],
  query: `
    (assignment type: (type (generic_type . (identifier) @head) @annotation)) @assignment
    (assignment type: (type (subscript value: (_) @head) @annotation)) @assignment`,
  where: { head: bothModules(['Final']) },
  anchors: [/\bFinal\b(?=\s*\[\s*["']?[\w.]*Literal\b)/, /\bFinal\b(?=\s+as\b)/],
  rewrite({ head, annotation, assignment }, context) {
    const [given, ...more] = genericParts(annotation)?.args ?? []
    const inner = given && genericParts(given)
    if (!given || !inner || more.length > 0) return
    if (!/^typing(?:_extensions)?\.Literal$/.test(context.qualifiedName(inner.origin) ?? '')) return
    const [literal, ...others] = inner.args
    const value = field(assignment, 'right')
    if (!literal || others.length > 0) return
    if (!value) return context.skip('nothing says its value: write that behind a bare Final')
    if (value.text !== literal.text)
      return context.skip('its value is written in another way than in the Literal')
    if (!/^(?:integer|true|false|string|unary_operator)$/.test(value.type)) return
    if (commentsIn(context.module.tree, spanOf(annotation)).length > 0) context.skip('a comment stands in it')
    // A dataclass or a model makes a field of one, and may make a constant of the class of the other.
    const owner = classAround(statementOf(assignment))
    if (owner && (decoratorsOf(owner).length > 0 || field(owner, 'superclasses')))
      return context.skip('what is made of the class may read its annotations')
    context.remove({ start: head.endIndex, end: annotation.endIndex })
  },
})
