import { type Context, defineTransform, isWithin, type Node, parentOf } from '#transform'
import { handlerAround, isGroup, keepsVariable, valuesOf, variableOf } from './_handlers.ts'

export default defineTransform({
  summary: 'Raise what was caught again with raise alone',
  since: 'any',
  safety: 'review',
  sameAs: ['TRY201'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#raise',
  drops: ['names'],
  query: '(raise_statement . (identifier) @raised !cause) @statement',
  anchors: ['raise'],
  needs: /\bexcept\b/,
  rewrite({ raised, statement }, context) {
    const handler = handlerAround(statement)
    const variable = handler && variableOf(handler)
    if (!handler || variable?.text !== raised.text) return
    // A group that is raised by its name is a new one, beside what the other handlers raise.
    if (isGroup(handler)) return context.skip('in except* the two are not the same')
    if (!keepsVariable(context, handler, variable))
      return context.skip(`${variable.text} is bound to something else in the handler`)
    for (let up = parentOf(statement); up && up.startIndex > handler.startIndex; up = parentOf(up))
      if (up.type === 'finally_clause') return context.skip('in finally another exception may be on its way')
    if (changesTraceback(handler, variable))
      return context.skip(`the traceback of ${variable.text} is changed in the handler`)
    context.remove({ start: 'raise'.length + statement.startIndex, end: raised.endIndex })
    const caught = valuesOf(handler)[0]?.firstNamedChild
    if (caught && isOnlyUse(context, handler, variable))
      context.remove({ start: caught.endIndex, end: variable.endIndex })
  },
})

/** Whether nothing else in the file has to do with the variable. */
function isOnlyUse(context: Context, handler: Node, variable: Node): boolean {
  if (/\b(?:locals|vars|eval|exec|_getframe)\b/.test(handler.text)) return false
  const meant = context.module.names.resolve(variable.text, handler)
  if (meant.kind !== 'bound' || meant.bindings.some(({ kind }) => kind !== 'except')) return false
  const uses = context.module.names.occurrences(variable.text)
  return uses.filter(({ node }) => isWithin(node, handler)).length === 2
}

function changesTraceback(handler: Node, variable: Node): boolean {
  return new RegExp(`\\b${variable.text}\\s*\\.\\s*(?:__traceback__\\s*=|with_traceback)`).test(handler.text)
}
