import { argumentsOf, defineTransform, mayFailOnPurpose, removeStatement } from '#transform'
import { DEBUGGERS, isAskedFor, isOfTool, TOOLS } from './_debuggers.ts'

/** What does nothing but to stop the program where it stands. */
const STOPS = DEBUGGERS.filter((name) => /\.(?:breakpoint|set_trace)$/.test(name))

export default defineTransform({
  summary: 'Drop breakpoint() and pdb.set_trace()',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['remove-debug-breakpoint'],
  docs: 'https://docs.python.org/3/library/functions.html#breakpoint',
  drops: ['names', 'constants', 'statements'],
  query: '(expression_statement . (call function: (_) @callee) @call .) @statement',
  where: { callee: STOPS },
  anchors: ['breakpoint', 'set_trace'],
  rewrite({ callee, call, statement }, context) {
    if (!callee || !call || !statement) return
    const { name: module, path } = context.module
    const name = context.qualifiedName(callee) ?? ''
    if (TOOLS.test(path) || name.startsWith(`${module}.`)) return
    if (isOfTool(call) || isAskedFor(call) || mayFailOnPurpose(call))
      return context.skip('the code around it is for debugging')
    const isPlain = argumentsOf(call).every(({ text }) => /^[\w."'= ]*$/.test(text))
    if (!isPlain) return context.skip('its arguments do something: take it out by hand')
    const removal = removeStatement(context.module.tree, statement)
    if (!removal) return context.skip('a comment speaks of it')
    context.note('the program no longer stops there')
    context.carryOut(removal)
  },
})
