import type { ModuleSummary } from './facts.ts'
import type { ModuleGraph } from './module-graph.ts'

/** Where star exports look things up. */
interface Sources {
  readonly graph: ModuleGraph
  readonly summaryOf: (path: string) => ModuleSummary | undefined
}

/**
 * The names that `from module import *` binds: those of `__all__`, else all that have no leading underscore.
 * Undefined when they are not surely known: a module outside of the project, a computed `__all__`, names made at run time.
 * Source: https://docs.python.org/3/reference/simple_stmts.html#import
 */
export function starExports(
  module: string,
  sources: Sources,
  seen: readonly string[] = [],
): ReadonlySet<string> | undefined {
  const path = sources.graph.fileOf(module)
  const summary = path === undefined ? undefined : sources.summaryOf(path)
  if (path === undefined || !summary || summary.all === 'dynamic') return undefined
  if (summary.all) return new Set(summary.all)
  if (summary.hasHiddenNames || seen.includes(path)) return undefined
  const names = new Set<string>()
  for (const fact of summary.imports) {
    if (!fact.star) {
      names.add(fact.local)
      continue
    }
    const source = fact.level > 0 ? sources.graph.resolveRelative(path, fact.level, fact.module) : fact.module
    const inherited = source === undefined ? undefined : starExports(source, sources, [...seen, path])
    if (!inherited) return undefined
    for (const name of inherited) names.add(name)
  }
  for (const { name } of [...summary.classes, ...summary.functions, ...summary.assigned]) names.add(name)
  return new Set([...names].filter((name) => !name.startsWith('_')))
}
