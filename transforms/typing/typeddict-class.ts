import { type Context, defineTransform, field, type Node } from '#transform'
import { argumentsOf, type FieldForm, keywordFields, plainText, writeClass } from './_class-form.ts'
import { bothModules } from './_tables.ts'

/** Keywords that are arguments of the class, and not fields. */
const OPTIONS: ReadonlySet<string> = new Set(['total', 'closed', 'extra_items'])

export default defineTransform({
  summary: 'Write a TypedDict that a call makes as a class',
  since: '3.6',
  safety: 'safe',
  sameAs: ['UP013'],
  docs: 'https://docs.python.org/3/library/typing.html#typing.TypedDict',
  drops: ['constants'],
  query: `
    (expression_statement . (assignment
      left: (identifier) @name
      right: (call function: (_) @callee arguments: (argument_list) @args)) .) @statement`,
  where: { callee: bothModules(['TypedDict']) },
  rewrite({ statement, name, callee, args }, context) {
    const { positional, keywords } = argumentsOf(args)
    const [title, mapping, ...more] = positional
    if (!title || more.length > 0) return
    if (plainText(title) !== name.text) context.skip(`the class is not called ${name.text}`)
    const isOption = (keyword: Node) => OPTIONS.has(field(keyword, 'name')?.text ?? '')
    const others = keywords.filter((keyword) => !isOption(keyword))
    if (mapping && others.length > 0) return
    const fields = mapping ? fieldsOf(context, mapping) : keywordFields(others)
    const options = keywords.filter(isOption).map(({ text }) => text)
    writeClass(context, { statement, name, callee, args }, fields, options)
  },
})

/** The fields of `{"x": int}` and of `dict(x=int)`. */
function fieldsOf(context: Context, mapping: Node): FieldForm[] {
  if (mapping.type === 'call') {
    const callee = field(mapping, 'function')
    const args = field(mapping, 'arguments')
    const { positional, keywords } = args ? argumentsOf(args) : { positional: [mapping], keywords: [] }
    if (callee && context.qualifiedName(callee) === 'builtins.dict' && positional.length === 0)
      return keywordFields(keywords)
  }
  if (mapping.type !== 'dictionary') context.skip('the keys are not written out here')
  return mapping.namedChildren.flatMap((pair) => {
    if (pair.type === 'comment') return []
    const name = plainText(field(pair, 'key'))
    const type = field(pair, 'value')
    if (pair.type !== 'pair' || name === undefined || !type)
      return context.skip('the keys are not written out here')
    return [{ name, type }]
  })
}
