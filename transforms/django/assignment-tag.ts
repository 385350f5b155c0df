import { defineTransform, field, isInstance } from '#transform'
import { leaveChosen } from './_chosen.ts'

const LIBRARIES = [
  'django.template.Library',
  'django.template.base.Library',
  'django.template.library.Library',
]

export default defineTransform({
  summary: 'Register assignment tags as simple tags, which assign as well',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/releases/2.0/#features-removed-in-2-0',
  query: '(attribute object: (_) @library attribute: (identifier) @method) @access',
  anchors: ['assignment_tag'],
  projectNeeds: ['django'],
  rewrite({ library, method, access }, context) {
    if (method.text !== 'assignment_tag') return
    const answer = isInstance(context, library, LIBRARIES)
    if (answer === 'no' || (answer === 'unknown' && field(library, 'attribute') !== undefined)) return
    if (answer === 'unknown')
      context.review(`${library.text} is not certain to be a library of template tags`)
    leaveChosen(context, access)
    context.replace(method, 'simple_tag')
  },
})
