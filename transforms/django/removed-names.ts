import { defineTransform, isChosen, isTarget, reportGone, roleOf } from '#transform'
import { django } from './_releases.ts'
import { REMOVED } from './_removed.ts'

export default defineTransform({
  summary: 'Report names that Django no longer has and that nothing replaces as it is',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.djangoproject.com/en/stable/internals/deprecation/',
  query: '[(attribute) (identifier)] @name',
  where: { name: Object.keys(REMOVED) },
  needs: /\bdjango\b/,
  projectNeeds: ['django'],
  rewrite({ name }, context) {
    if (!name || isTarget(name) || (name.type === 'identifier' && roleOf(name)?.role !== 'load')) return
    const qualified = context.qualifiedName(name) ?? ''
    const row = REMOVED[qualified]
    if (!row || isChosen(name) || context.project.graph.fileOf('django')) return
    // What it leaves alone it says itself.
    if (qualified.endsWith('.permalink') && context.runsWith('django/permalink')) return
    const [release, advice] = row
    const message = `${qualified} is gone in Django ${release}: ${advice}`
    reportGone(context, message, name, django(release))
  },
})
