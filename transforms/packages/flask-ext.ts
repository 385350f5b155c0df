import {
  commentsIn,
  defineTransform,
  field,
  indentOf,
  isChosen,
  isFirstOnLine,
  newlineAt,
  spanOf,
} from '#transform'

const PREFIX = 'flask.ext.'

export default defineTransform({
  summary: 'Import extensions of Flask from their own packages instead of flask.ext',
  since: 'any',
  safety: 'safe',
  docs: 'https://flask.palletsprojects.com/en/stable/changes/#version-1-0',
  query: `
    (import_from_statement module_name: (dotted_name) @module) @statement
    (import_statement name: (aliased_import name: (dotted_name) @module)) @statement
    (import_statement name: (dotted_name) @whole) @statement`,
  anchors: [/\bflask\s*\.\s*ext\b/],
  drops: ['names'],
  rewrite({ module, whole, statement }, context) {
    const name = (module ?? whole)?.text.replace(/\s/g, '') ?? ''
    if (!statement || !(name === 'flask.ext' || name.startsWith(PREFIX))) return
    if (isChosen(statement))
      return context.skip('the code around it tries both: drop the branch of flask.ext')
    if (whole) return context.skip(`import ${packageOf(name)}, and use it by that name`)
    if (!module) return
    if (name.startsWith(PREFIX)) return context.replace(module, packageOf(name))
    // `from flask.ext import login` binds the package to another name than its own.
    const items = statement.childrenForFieldName('name')
    if (items.length === 0 || commentsIn(context.module.tree, spanOf(statement)).length > 0)
      return context.skip('import each extension from its own package')
    const lines = items.map((item) => {
      const extension = (field(item, 'name') ?? item).text
      return `import flask_${extension} as ${field(item, 'alias')?.text ?? extension}`
    })
    const { text } = context
    const gap = newlineAt(text, statement.startIndex) + indentOf(text, statement.startIndex)
    if (lines.length > 1 && !isFirstOnLine(text, statement.startIndex))
      return context.skip('import each extension on a line of its own')
    context.replace(statement, lines.join(gap))
  },
})

/** `flask_login.utils` of `flask.ext.login.utils`. */
function packageOf(name: string): string {
  return `flask_${name.slice(PREFIX.length)}`
}
