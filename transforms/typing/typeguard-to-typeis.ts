import { defineTransform, field, genericParts } from '#transform'
import { guarded, mayBeAnything, membersOf, nameOf, onlyQuestion } from './_narrowing.ts'
import { bothModules } from './_tables.ts'

export default defineTransform({
  summary: 'Annotate functions that only ask isinstance with TypeIs instead of TypeGuard',
  since: '3.13',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/typing.html#typing.TypeIs',
  query: `
    (function_definition
      parameters: (parameters) @parameters
      return_type: (type (_) @result)
      body: (block) @body) @function`,
  anchors: ['TypeGuard'],
  rewrite({ function: definition, parameters, result, body }, context) {
    const parts = genericParts(result)
    const [narrowed, more] = parts?.args ?? []
    if (!parts || !narrowed || more) return
    if (!bothModules(['TypeGuard']).includes(context.qualifiedName(parts.origin) ?? '')) return
    const question = onlyQuestion(context, body)
    if (!question)
      return context.skip('it does more than to ask isinstance: whether it is TypeIs, too, is for a person')
    const { subject, kinds } = question
    const parameter = guarded(context, definition, parameters)
    if (!parameter || nameOf(parameter)?.text !== subject.text)
      return context.skip(`${subject.text} is not the first parameter, of which TypeGuard speaks`)
    const said = membersOf(context, narrowed)
    if (said.toSorted().join() !== membersOf(context, kinds).toSorted().join())
      return context.skip('isinstance asks about something else than the annotation says')
    const annotation = field(parameter, 'type')?.firstNamedChild
    const whole = annotation ? membersOf(context, annotation) : []
    if (!mayBeAnything(context, parameter) && !said.every((one) => whole.includes(one)))
      return context.skip(`${narrowed.text} has to be a part of what ${subject.text} may be`)
    context.review('where it is false, type checkers now take the value for something else')
    context.replace(parts.origin, context.import('typing', 'TypeIs', parts.origin))
  },
})
