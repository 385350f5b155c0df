import { UsageError } from '../project/usage-error.ts'
import { EXIT } from './exit-code.ts'
import type { Host } from './host.ts'
import type { Invocation } from './options.ts'
import { parseArguments } from './program.ts'
import { escapeControls } from './terminal.ts'

/**
 * Runs one command line and prints what there is to print.
 * @param argv the arguments, without `node` and the script
 * @returns the exit code
 */
export async function runCli(argv: readonly string[], host: Host): Promise<number> {
  try {
    const invocation = parseArguments(argv, host)
    return invocation === undefined ? EXIT.ok : await dispatch(invocation, host)
  } catch (error) {
    host.stderr.write(toldError(error))
    return EXIT.error
  }
}

/** An error that ended the program, in words for the user. */
export function toldError(error: unknown): string {
  return `pymolt: ${escapeControls(describe(error))}\n`
}

/** Each command's code is loaded when it runs. */
async function dispatch(invocation: Invocation, host: Host): Promise<number> {
  switch (invocation.command) {
    case 'diff':
      return (await import('./diff.ts')).runDiff(invocation.paths, invocation.options, host)
    case 'apply':
      return (await import('./apply.ts')).runApply(invocation.paths, invocation.options, host)
    case 'migrate':
      return (await import('./migrate.ts')).runMigrate(invocation.paths, invocation.options, host)
    case 'undo':
      return (await import('./undo.ts')).runUndo(invocation.run, invocation.options, host)
    case 'resume':
      return (await import('./resume.ts')).runResume(invocation.options, host)
    case 'status':
      return (await import('./status.ts')).runStatus(invocation.options, host)
    case 'list':
      return (await import('./list.ts')).runList(invocation.names, invocation.format, host)
    case 'explain':
      return (await import('./explain.ts')).runExplain(invocation.name, host)
    case 'inspect':
      return (await import('./inspect.ts')).runInspect(invocation.file, invocation.query, host)
  }
}

/** What the user can put right is said in a sentence; anything else is a mistake of ours. */
function describe(error: unknown): string {
  if (error instanceof UsageError) return error.message
  if (error instanceof Error && (error.name === 'GitError' || error.name === 'StateError'))
    return error.message
  if (error instanceof Error && error.name === 'ParserMissingError')
    return `The Python parser cannot be loaded (Node ${process.version}, ${process.platform} ${process.arch}): ${error.message}\nInstall pymolt anew; where no prebuilt binary fits, npm needs a C++ compiler to make one.`
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return `this is a bug in pymolt, please report it with the lines below.\n${detail}`
}
