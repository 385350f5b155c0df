import type { ImportFact, Module, ModuleSummary, Project } from '#transform'
import { loadedWith } from './_import-cycles.ts'

/** Importers of a file from which its import is tried, too. */
const MOST_IMPORTERS = 20

/** A name that a file takes from another one that is still being imported, and has not bound it yet. */
export interface MissedName {
  readonly name: string
  readonly from: string
  readonly by: string
}

/** What importing a file does, in order. */
type Step = { readonly line: number } & ({ readonly binds: string } | { readonly imports: ImportFact })

/**
 * Goes through what is imported when the file of `module` is, and when those are that import it, as CPython would do it: a module is run
 * once, and whoever imports it while it runs finds what it has bound so far.
 * @param own what the file says now
 * @param lineOf where a statement of it would stand that stands on a line
 * @returns the first name that is not there in time by way of each start; a name that nothing seems to bind is there
 */
export function missedNames(
  project: Project,
  module: Module,
  own: ModuleSummary,
  lineOf: (line: number) => number = (line) => line,
): readonly (MissedName | undefined)[] {
  const importers = [...project.imports.importersOf(module.path)].slice(0, MOST_IMPORTERS)
  return [module.path, ...importers].map((start) => {
    const trial = new Trial(project, (file) =>
      file === module.path ? stepsOf(own, lineOf) : stepsOf(project.summary(file), (line) => line),
    )
    return trial.start(start)
  })
}

function stepsOf(summary: ModuleSummary | undefined, lineOf: (line: number) => number): Step[] {
  if (!summary) return []
  const { imports, classes, functions, assigned } = summary
  const bound = [...classes, ...functions, ...assigned]
  return [
    ...imports.map((fact): Step => ({ line: lineOf(fact.line), imports: fact })),
    ...bound.map(({ name, line }): Step => ({ line, binds: name })),
  ].sort((a, b) => a.line - b.line)
}

class Trial {
  readonly #project: Project
  readonly #stepsOf: (file: string) => readonly Step[]
  /** The files that were begun, with the names that are still to come. */
  readonly #begun = new Map<string, Set<string>>()

  constructor(project: Project, steps: (file: string) => readonly Step[]) {
    this.#project = project
    this.#stepsOf = steps
  }

  /** Imports a file after the packages around it. */
  start(file: string): MissedName | undefined {
    const folders = file.split('/').slice(0, -1)
    for (const [depth] of folders.entries()) {
      const around = `${folders.slice(0, depth + 1).join('/')}/__init__.py`
      const missed = this.#project.graph.moduleOf(around) ? this.#load(around) : undefined
      if (missed) return missed
    }
    return this.#load(file)
  }

  #load(file: string): MissedName | undefined {
    if (this.#begun.has(file)) return undefined
    const steps = this.#stepsOf(file)
    const left = steps.map((step) => ('binds' in step ? step.binds : step.imports.local))
    this.#begun.set(file, new Set(left))
    for (const [at, step] of steps.entries()) {
      const missed = 'imports' in step ? this.#import(file, step.imports) : undefined
      if (missed) return missed
      const name = left[at] ?? ''
      this.#begun.get(file)?.delete(name)
    }
    this.#begun.set(file, new Set())
    return undefined
  }

  #import(by: string, { level, module, name, guard }: ImportFact): MissedName | undefined {
    const { graph } = this.#project
    const base = level === 0 ? module : graph.resolveRelative(by, level, module)
    if (guard === 'type-checking' || base === undefined) return undefined
    for (const file of loadedWith(this.#project, by, base)) {
      const missed = this.#load(file)
      if (missed && guard !== 'try') return missed
    }
    if (name === undefined) return undefined
    const inner = graph.fileOf(`${base}.${name}`, by)
    const from = graph.fileOf(base, by)
    const isMissing = from !== undefined && from !== by && this.#begun.get(from)?.has(name) === true
    if (inner === undefined) return isMissing && guard !== 'try' ? { name, from, by } : undefined
    const missed = this.#load(inner)
    return guard === 'try' ? undefined : missed
  }
}
