import { ancestorsOf, defineTransform, field, type Node } from '#transform'
import { targetsOf } from './_cycles.ts'

export default defineTransform({
  summary: 'Report imports of a layer from one further out',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/tutorial/modules.html#packages',
  options: {
    layers: {
      default: [] as readonly string[],
      summary:
        'the packages that are layers, the innermost first, such as `app.domain`, `app.services`, `app.api`',
    },
  },
  query: '[(import_statement) (import_from_statement)] @statement',
  anchors: ['import'],
  rewrite({ statement }, context) {
    const { layers } = context.options
    if (!statement || layers.length < 2) return
    const { module, project } = context
    const own = layerOf(layers, module.name)
    if (own < 0 || isForCheckers(statement)) return
    for (const path of targetsOf(project, module.path, statement)) {
      const target = project.graph.moduleOf(path)?.name
      const other = layerOf(layers, target)
      if (other <= own) continue
      context.report(
        `${layers[own]} is further in than ${layers[other]}, and imports ${target}: hand in what it needs of it`,
        statement,
      )
      return
    }
  },
})

/** Which of the layers a module belongs to; -1 for none. */
function layerOf(layers: readonly string[], module: string | undefined): number {
  return layers.findIndex((layer) => module === layer || module?.startsWith(`${layer}.`))
}

/** Whether the import is for type checkers alone. */
function isForCheckers(statement: Node): boolean {
  return [...ancestorsOf(statement)].some(
    (up) => up.type === 'if_statement' && /\bTYPE_CHECKING\b/.test(field(up, 'condition')?.text ?? ''),
  )
}
