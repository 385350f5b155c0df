import { ancestorsOf, type Context, defineTransform, type Node } from '#transform'
import { cycleThrough, targetsOf } from './_cycles.ts'

export default defineTransform({
  summary: 'Report modules that import each other',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/faq/programming.html#what-are-the-best-practices-for-using-import-in-a-module',
  query: '[(import_statement) (import_from_statement)] @statement',
  anchors: ['import'],
  rewrite({ statement }, context) {
    const { project, module } = context
    if (!statement || module.isStub || isLater(context, statement)) return
    const said = new Set<string>()
    for (const target of targetsOf(project, module.path, statement)) {
      if (target === module.path && !module.isPackage) {
        context.report('the module imports itself', statement)
        return
      }
      const cycle = cycleThrough(project, module.path, target)
      if (!cycle || said.has(target)) continue
      said.add(target)
      const way = cycle.map((path) => project.graph.moduleOf(path)?.name ?? path).join(' → ')
      context.report(`these modules import each other: ${way}`, statement)
    }
  },
})

/** Whether the import waits for a call, or is for type checkers alone. */
function isLater(context: Context, statement: Node): boolean {
  return [...ancestorsOf(statement)].some(
    (up) =>
      up.type === 'function_definition' ||
      (up.type === 'if_statement' &&
        /^if\s+(?:\w+\.)?TYPE_CHECKING\b/.test(context.text.slice(up.startIndex, up.startIndex + 60))),
  )
}
