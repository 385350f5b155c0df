import { type Context, type Node, readImport, type VersionText } from '#transform'
import { GONE, GONE_NAMES, knownModule } from './_stdlib-names.ts'

/** Classes of collections that moved to collections.abc and are gone from it since 3.10. */
export const ABCS: ReadonlySet<string> = new Set(knownModule('collections.abc')?.names.keys())

/** Whether an import statement surely works on the target (`yes`), or never does on any Python 3 that it may be (`never`). */
export function outcomeOf(statement: Node, context: Context): 'yes' | 'never' | undefined {
  const list = readImport(statement)
  if (!list || list.hasStar || statement.type === 'future_import_statement') return undefined
  const answers = list.items.map(({ name }) =>
    list.module === undefined ? outcomeOfModule(name, context) : outcomeOfName(list.module, name, context),
  )
  // What comes before the one that fails runs, and may do anything.
  const decisive = answers.findIndex((answer) => answer !== 'yes')
  return decisive < 0 ? 'yes' : answers[decisive]
}

function outcomeOfModule(module: string, context: Context): 'yes' | 'never' | undefined {
  if (isProjects(module, context)) return undefined
  const top = module.split('.', 1)[0] ?? module
  if (GONE.has(top)) return 'never'
  // What's New in Python 3.9 says that it is gone, but it was put back: 3.13 has it.
  if (module === 'xml.etree.cElementTree') return 'yes'
  const known = knownModule(module)
  return known && context.targets(known.since as VersionText) ? 'yes' : undefined
}

function outcomeOfName(module: string, name: string, context: Context): 'yes' | 'never' | undefined {
  const whole = outcomeOfModule(module, context)
  if (module.startsWith('.') || isProjects(module, context)) return undefined
  if (whole === 'never') return 'never'
  if (GONE_NAMES[module]?.has(name)) return 'never'
  if (module === 'collections' && ABCS.has(name)) return context.targets('3.10') ? 'never' : undefined
  const since = knownModule(module)?.names.get(name)
  if (since !== undefined && context.targets(since as VersionText)) return 'yes'
  // `from concurrent import futures`
  return outcomeOfModule(`${module}.${name}`, context) === 'yes' ? 'yes' : undefined
}

/** Whether the project has a module of that name, which comes before that of the standard library. */
function isProjects(module: string, context: Context): boolean {
  const top = module.split('.', 1)[0] ?? module
  return context.project.graph.candidatesOf(top).length > 0
}
