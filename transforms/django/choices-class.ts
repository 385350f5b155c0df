import { type Context, defineTransform, field, type Node, reviewRelease } from '#transform'
import { leaveChosen } from './_chosen.ts'
import { django } from './_releases.ts'

const FIELDS = /^django\.(?:db\.models|contrib\.gis\.db\.models|forms)\.(?:fields\.)?\w*Field$/
const CHOICES = ['Choices', 'TextChoices', 'IntegerChoices'].flatMap((name) => [
  `django.db.models.${name}`,
  `django.db.models.enums.${name}`,
])

export default defineTransform({
  summary: 'Hand the class of choices to a field of Django, which asks it for them',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/releases/5.0/#more-options-for-declaring-field-choices',
  query: `
    (call function: (_) @callee arguments: (argument_list (keyword_argument
      name: (identifier) @key
      value: (attribute object: (_) @choices attribute: (identifier) @attribute) @value)))`,
  anchors: ['choices'],
  projectNeeds: ['django'],
  drops: ['names'],
  rewrite({ callee, key, choices, attribute, value }, context) {
    if (key.text !== 'choices' || attribute.text !== 'choices') return
    if (!FIELDS.test(context.qualifiedName(callee) ?? '') || !isChoices(choices, context)) return
    leaveChosen(context, value)
    reviewRelease(context, django('5.0'))
    context.replace(value, choices.text)
  },
})

/** Whether an expression is a class of choices whose `choices` are Django's own. */
function isChoices(choices: Node, context: Context): boolean {
  const type = context.typeOf(choices)
  const of = type?.kind === 'class' ? type.of : undefined
  if (!of || typeof of === 'string') return false
  if (CHOICES.every((name) => of.module.isSubclassOf(of.node, name) !== 'yes')) return false
  // A class may say what its choices are, and a metaclass as well.
  const body = field(of.node, 'body')
  const bases = field(of.node, 'superclasses')?.namedChildren ?? []
  return (
    !/\bdef choices\b|^\s*choices\s*[:=]/m.test(body?.text ?? '') &&
    !bases.some(({ type: kind }) => kind === 'keyword_argument')
  )
}
