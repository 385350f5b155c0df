import {
  argumentsOf,
  defineTransform,
  field,
  hasSplat,
  indentOf,
  isFirstOnLine,
  keywordArgument,
  neededRelease,
  newlineAt,
} from '#transform'
import { leaveChosen } from './_chosen.ts'
import { django } from './_releases.ts'

const MODULES = ['django.db.models', 'django.contrib.gis.db.models', 'django.db.models.fields']
const RELEASE = django('2.1')

export default defineTransform({
  summary: 'Make a NullBooleanField of a model a BooleanField that may be null and blank',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.djangoproject.com/en/stable/releases/4.0/#features-removed-in-4-0',
  query: '(call function: (_) @field arguments: (argument_list) @list) @call',
  where: { field: MODULES.map((module) => `${module}.NullBooleanField`) },
  projectNeeds: ['django'],
  drops: ['constants'],
  rewrite({ field: callee, list, call }, context) {
    // Migrations tell how the models were: Django keeps the class for them.
    if (/(?:^|\/)migrations\//.test(context.module.path)) return
    const args = argumentsOf(call)
    if (hasSplat(args) || args.filter(({ type }) => type !== 'keyword_argument').length > 2)
      return context.skip('null and blank may be among the arguments: write BooleanField by hand')
    leaveChosen(context, call)
    const needed = neededRelease(context, RELEASE)
    context.review(
      `${needed === undefined ? '' : `${needed}, and `}makemigrations will write a migration for it`,
    )
    const last = callee.type === 'attribute' ? field(callee, 'attribute') : undefined
    context.replace(
      last ?? callee,
      last ? 'BooleanField' : context.import('django.db.models', 'BooleanField', callee),
    )
    // It sets both itself, whatever is said.
    const missing = ['null', 'blank'].filter((name) => {
      const value = keywordArgument(args, name) && field(keywordArgument(args, name) ?? call, 'value')
      if (value) context.replace(value, 'True')
      return !value
    })
    if (missing.length === 0) return
    const added = missing.map((name) => `${name}=True`)
    const first = args.find(({ type }) => type === 'keyword_argument')
    const at = first ?? args.at(-1)
    if (!at) return context.insert(list.startIndex + 1, added.join(', '))
    const gap = isFirstOnLine(context.text, at.startIndex)
      ? newlineAt(context.text, at.startIndex) + indentOf(context.text, at.startIndex)
      : ' '
    if (first) context.insert(first.startIndex, added.map((one) => `${one},${gap}`).join(''))
    else context.insert(at.endIndex, added.map((one) => `,${gap}${one}`).join(''))
  },
})
