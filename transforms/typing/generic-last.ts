import { commentsIn, defineTransform, genericParts, parentOf, sameNode, treeOf } from '#transform'
import { basesBehind } from './_generic-base.ts'
import { bothModules } from './_tables.ts'

export default defineTransform({
  summary: 'Put Generic[T] behind the other bases of a class',
  since: 'any',
  safety: 'review',
  sameAs: ['PYI059'],
  recipes: ['standards'],
  docs: 'https://typing.python.org/en/latest/spec/generics.html#user-defined-generic-types',
  query:
    '(class_definition superclasses: (argument_list (subscript value: (_) @head) @base) @bases) @definition',
  where: { head: bothModules(['Generic']) },
  rewrite({ base, bases, definition }, context) {
    if (!sameNode(parentOf(base), bases)) return
    const behind = basesBehind(context, definition, base)
    const [next] = behind
    const last = behind.at(-1)
    if (!next || !last) return
    if (behind.some(({ type }) => type === 'list_splat'))
      return context.skip('some of the bases are unpacked')
    const generic = behind.find((one) => {
      const name = context.qualifiedName(genericParts(one)?.origin ?? one) ?? ''
      return /^typing(?:_extensions)?\.(?:Generic|Protocol)$/.test(name)
    })
    if (generic) return context.skip(`${generic.text} is a second list of type parameters`)
    const span = { start: base.startIndex, end: last.endIndex }
    if (commentsIn(treeOf(bases), span).length > 0)
      return context.skip('a comment between the bases would be lost')
    context.review(
      'methods, and the hooks of classes that others define, are now looked for in the other bases first',
    )
    context.remove({ start: base.startIndex, end: next.startIndex })
    context.insert(last.endIndex, context.text.slice(base.endIndex, next.startIndex) + base.text)
  },
})
