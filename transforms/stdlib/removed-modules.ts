import { defineTransform, field, isChosen } from '#transform'
import { MODULES } from './_removed.ts'

/** Names that are words of every program: only where an import begins with them. */
const COMMON: ReadonlySet<string> = new Set('parser symbol chunk formatter imp uu nis crypt pipes'.split(' '))

export default defineTransform({
  summary: 'Report imports of modules that the standard library no longer has',
  since: 'any',
  safety: 'report',
  docs: 'https://peps.python.org/pep-0594/',
  query: '(import_statement) @statement (import_from_statement) @statement',
  anchors: Object.keys(MODULES).flatMap((name) =>
    COMMON.has(name) ? [`import ${name}`, `from ${name}`] : [name],
  ),
  rewrite({ statement }, context) {
    if (isChosen(statement)) return
    const source = field(statement, 'module_name')
    const items = source ? [source] : statement.childrenForFieldName('name')
    for (const item of items) {
      const name = (field(item, 'name') ?? item).text
      const parts = name.split('.')
      const key = parts.slice(0, 2).join('.')
      const [module = '', row] = MODULES[key] ? [key, MODULES[key]] : [parts[0], MODULES[parts[0] ?? '']]
      // A module of the project may have that name.
      if (!row || item.type === 'relative_import' || context.project.graph.fileOf(module)) continue
      context.report(`${module} is gone in Python ${row[0]}: ${row[1]}`, item, row[0])
    }
  },
})
