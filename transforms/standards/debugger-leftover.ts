import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  functionAround,
  isTestFile,
  mayFailOnPurpose,
  type Node,
  parentOf,
} from '#transform'
import { DEBUGGERS, isAskedFor, isOfTool, TOOLS } from './_debuggers.ts'

const PROFILERS = [
  'tracemalloc.start',
  'objgraph.show_growth',
  'objgraph.show_most_common_types',
  'cProfile.Profile',
  'cProfile.run',
  'cProfile.runctx',
  'pyinstrument.Profiler',
  'yappi.start',
  'memory_profiler.profile',
  'line_profiler.profile',
]
export default defineTransform({
  summary: 'Report debuggers and profilers that were left in the code',
  since: 'any',
  safety: 'report',
  sameAs: ['T100'],
  docs: 'https://docs.python.org/3/library/functions.html#breakpoint',
  query: `
    (call function: (_) @callee) @call
    (decorator . [(identifier) (attribute)] @decorator .)`,
  anchors: [
    ...new Set([...DEBUGGERS, ...PROFILERS].map((one) => one.slice(one.lastIndexOf('.') + 1))),
    '@profile',
  ],
  needs:
    /\bbreakpoint\s*\(|\bset_?trace\b|\b(?:IPython|debugpy|ptvsd|tracemalloc|objgraph|cProfile|pyinstrument|yappi)\b|@\s*(?:\w+\s*\.\s*)?profile\b|\bcode\s*\.\s*interact\b|\binteract\b/,
  rewrite({ callee, call, decorator }, context) {
    const { name: module, path } = context.module
    if (TOOLS.test(path)) return
    const what = callee ?? decorator
    const name = what ? context.qualifiedName(what) : undefined
    if (decorator) {
      if (isProfile(context, decorator, name))
        context.report('the profiler measures every call of it: take the decorator out again', decorator)
      return
    }
    // The module of a debugger may start it.
    if (
      !call ||
      name === undefined ||
      name.startsWith(`${module}.`) ||
      isOfTool(call) ||
      mayFailOnPurpose(call)
    )
      return
    if (DEBUGGERS.includes(name) && !isAskedFor(call))
      context.report('whoever runs it ends up in a debugger: take it out again', call)
    else if (PROFILERS.includes(name) && !isTestFile(context.module.path) && !isOptional(call))
      context.report('it costs every run: take it out again, or ask for it with an option', call)
  },
})

/** `@profile`, which kernprof puts among the builtins, and those of the packages. */
function isProfile({ module }: Context, decorator: Node, name: string | undefined): boolean {
  if (/^(?:line_profiler|memory_profiler)\.profile$/.test(name ?? '')) return true
  return decorator.text === 'profile' && module.names.resolve('profile', decorator).kind === 'unbound'
}

/** Whether somebody has to ask for it: below an `if`, or as what a `main` does. */
function isOptional(call: Node): boolean {
  if (/^main$|^_?run/.test(fieldText(functionAround(call), 'name'))) return true
  if (parentOf(call)?.type === 'conditional_expression') return true
  return [...ancestorsOf(call)].some(({ type }) => type === 'if_statement' || type === 'with_statement')
}

function fieldText(node: Node | undefined, name: string): string {
  return (node && field(node, name)?.text) ?? ''
}
