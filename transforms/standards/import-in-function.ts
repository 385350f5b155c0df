import { ancestorsOf, defineTransform, field, functionAround, isTestFile, type Node } from '#transform'

/** Modules that a running program has anyway, or that take next to no time. */
const LIGHT = new Set(
  'os sys re json time datetime math random itertools functools collections collections.abc typing copy string io pathlib warnings logging uuid hashlib base64 os.path contextlib operator enum dataclasses textwrap threading shutil tempfile'.split(
    ' ',
  ),
)

export default defineTransform({
  summary: 'Report imports in functions of what takes no time, cannot be missing, and is no part of a cycle',
  since: 'any',
  safety: 'report',
  sameAs: ['PLC0415'],
  docs: 'https://peps.python.org/pep-0008/#imports',
  query: `
    (import_statement name: [(dotted_name) @name (aliased_import name: (dotted_name) @name)]) @statement
    (import_from_statement module_name: (dotted_name) @name) @statement`,
  anchors: [/^[ \t]+(?:import|from)\b/m],
  rewrite({ name, statement }, context) {
    const { module, project } = context
    if (!name || !statement) return
    const around = functionAround(statement)
    if (!around || isTestFile(module.path) || !LIGHT.has(name.text)) return
    if (project.graph.fileOf(name.text) || isConditional(statement, around)) return
    const top = new RegExp(
      `^(?:import[ \\t]+(?:[^\\n]*[ ,])?${name.text.replace('.', '\\.')}\\b|from[ \\t]+${name.text.replace('.', '\\.')}[ \\t]+import\\b)`,
      'm',
    )
    // Code that nothing else is needed for, such as a script in a function, keeps to itself.
    if (/^(?:main|_?main|__getattr__|__dir__)$/.test(field(around, 'name')?.text ?? '')) return
    context.report(
      top.test(context.text)
        ? `${name.text} is imported at the top already: leave this one out`
        : `${name.text} is always there and takes no time to import: do it at the top`,
      statement,
    )
  },
})

/** Whether the import is for some cases only, or waits on purpose. */
function isConditional(statement: Node, around: Node): boolean {
  for (const up of ancestorsOf(statement)) {
    if (up.id === around.id) return false
    if (/^(?:try|if|with|match|while)_statement$|^(?:except|finally)_clause$/.test(up.type)) return true
  }
  return true
}
