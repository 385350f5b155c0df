import { ancestorsOf, defineTransform, type Node } from '#transform'

export default defineTransform({
  summary: 'Report return, break and continue that leave a finally block',
  since: '3.14',
  safety: 'report',
  sameAs: ['B012'],
  docs: 'https://peps.python.org/pep-0765/',
  query: '(finally_clause) @clause',
  anchors: ['finally'],
  rewrite({ clause }, context) {
    for (const jump of clause.descendantsOfType([
      'return_statement',
      'break_statement',
      'continue_statement',
    ]))
      if (left(jump)?.id === clause.id) {
        const word = jump.type.slice(0, jump.type.indexOf('_'))
        context.report(`this ${word} drops the exception that is on its way: move it out of finally`, jump)
      }
  },
})

/** The innermost finally block that a jump leaves. */
function left(jump: Node): Node | undefined {
  const isLoops = jump.type !== 'return_statement'
  let child = jump
  for (const up of ancestorsOf(jump)) {
    if (up.type === 'finally_clause') return up
    if (up.type === 'function_definition') return undefined
    // A loop's own jumps stay inside; those in its else belong to the loop around it.
    if (isLoops && /^(?:for|while)_statement$/.test(up.type) && child.type !== 'else_clause') return undefined
    child = up
  }
  return undefined
}
