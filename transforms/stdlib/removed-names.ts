import { defineTransform, isChosen, isTarget, roleOf } from '#transform'
import { NAMES } from './_removed.ts'

export default defineTransform({
  summary: 'Report names that the standard library no longer has and that nothing replaces as it is',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/whatsnew/3.13.html#removed-modules-and-apis',
  query: '[(attribute) (identifier)] @name',
  where: { name: Object.keys(NAMES) },
  rewrite({ name }, context) {
    if (!name || isTarget(name) || (name.type === 'identifier' && roleOf(name)?.role !== 'load')) return
    const qualified = context.qualifiedName(name) ?? ''
    const row = NAMES[qualified]
    const [top = ''] = qualified.split('.')
    if (row && !isChosen(name) && !context.project.graph.fileOf(top))
      context.report(`${qualified} is gone in Python ${row[0]}: ${row[1]}`, name, row[0])
  },
})
