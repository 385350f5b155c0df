import { type Context, defineTransform, type Node, scopeOf } from '#transform'
import { argumentsOf, type FieldForm, keywordFields, plainText, writeClass } from './_class-form.ts'
import { bothModules } from './_tables.ts'

export default defineTransform({
  summary: 'Write a NamedTuple that a call makes as a class',
  since: '3.6',
  safety: 'safe',
  sameAs: ['UP014'],
  docs: 'https://docs.python.org/3/library/typing.html#typing.NamedTuple',
  drops: ['constants'],
  query: `
    (expression_statement . (assignment
      left: (identifier) @name
      right: (call function: (_) @callee arguments: (argument_list) @args)) .) @statement`,
  where: { callee: bothModules(['NamedTuple']) },
  rewrite({ statement, name, callee, args }, context) {
    const { positional, keywords } = argumentsOf(args)
    const [title, list, ...more] = positional
    if (!title || more.length > 0 || (list && keywords.length > 0)) return
    if (plainText(title) !== name.text) context.skip(`the class is not called ${name.text}`)
    const fields = list ? fieldsOf(context, list) : keywordFields(keywords)
    const odd = fields.find((one) => /^(?:_|fields$|typename$)/.test(one.name))
    if (odd) context.skip(`${odd.name} cannot be the name of a field`)
    // The call names the class as if it were the module's, which it may become there: then pickle finds it.
    if (scopeOf(statement).kind === 'function')
      context.review(
        'a class says in its __qualname__ in which function it was made: pickle would not find it',
      )
    writeClass(context, { statement, name, callee, args }, fields)
  },
})

/** The fields of `[("x", int), ("y", str)]`. */
function fieldsOf(context: Context, list: Node): FieldForm[] {
  if (list.type !== 'list' && list.type !== 'tuple') context.skip('the fields are not written out here')
  return list.namedChildren.flatMap((element) => {
    if (element.type === 'comment') return []
    const [key, type, ...more] = element.namedChildren.filter((part) => part.type !== 'comment')
    const name = plainText(key)
    if (
      (element.type !== 'tuple' && element.type !== 'list') ||
      name === undefined ||
      !type ||
      more.length > 0
    )
      return context.skip('the fields are not written out here')
    return [{ name, type }]
  })
}
