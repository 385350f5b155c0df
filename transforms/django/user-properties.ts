import { defineTransform, field, isDefinedInProject, spellingsOf } from '#transform'
import { leaveChosen } from './_chosen.ts'

const PROPERTIES = ['is_authenticated', 'is_anonymous']

export default defineTransform({
  summary: 'Read is_authenticated and is_anonymous of a user instead of calling them',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.djangoproject.com/en/stable/releases/1.10/#using-user-is-authenticated-and-user-is-anonymous-as-methods',
  query: `
    (call
      function: (attribute object: (_) @user attribute: (identifier) @property) @read
      arguments: (argument_list . "(" . ")" .)) @call`,
  anchors: PROPERTIES,
  projectNeeds: ['django'],
  searches: PROPERTIES.flatMap(spellingsOf),
  rewrite({ user, property, read, call }, context) {
    if (!PROPERTIES.includes(property.text)) return
    const name = user.type === 'attribute' ? field(user, 'attribute')?.text : user.text
    if (!/(?:^|_)user$/i.test(name ?? '')) return
    if (isDefinedInProject(context, property.text))
      return context.skip(`a class of the project has its own ${property.text}: make that a property first`)
    leaveChosen(context, call)
    context.review(`${user.text} is not certain to be a user of Django`)
    context.remove({ start: read.endIndex, end: call.endIndex })
  },
})
