import { readFileSync } from 'node:fs'
import { dependencies, version } from '../package.json'
import { buildOf } from './cache/build.ts'
import type { HeldInterrupts, Host } from './cli/host.ts'
import { UsageError } from './project/usage-error.ts'

/*
 * One of the two composition roots: it joins the command line, the engine and the transforms. Each is loaded when it
 * is needed: `bin/pymolt.js` answers `--version` without this file, and help needs no engine.
 */

// Node's own exit code for what nobody catches is 1, which says that changes were found.
process.on('uncaughtException', (error) => void fail(error))
void start()

async function start(): Promise<void> {
  watchOutput()
  const { runCli } = await import('./cli/run.ts')
  const { registry } = await import('../transforms/index.ts')
  const build = buildOf(new URL('./main.cjs', import.meta.url), new URL('./worker.cjs', import.meta.url))
  const host: Host = {
    registry,
    planProject: async (...asked) => {
      const { makePlanProject } = await import('./engine/plan-project.ts')
      return makePlanProject(registry, new URL('../bin/worker.js', import.meta.url))(...asked)
    },
    askTypes: async (questions) => (await import('./types/ask.ts')).askTypes(questions),
    // Touching it opens it: only a run on standard input does.
    get stdin() {
      return process.stdin
    },
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: currentFolder(),
    env: process.env,
    version,
    ...(build !== undefined && { build: JSON.stringify([build, dependencies]) }),
    readExamples,
    holdInterrupts,
  }
  // Not process.exit: what was written to a pipe may still be under way.
  process.exitCode = await runCli(process.argv.slice(2), host)
}

async function fail(error: unknown): Promise<never> {
  const { toldError } = await import('./cli/run.ts')
  process.stderr.write(toldError(error))
  process.exit(2)
}

function currentFolder(): string {
  try {
    return process.cwd()
  } catch {
    throw new UsageError('The current folder does not exist any more.')
  }
}

/** After `pymolt diff | head` the reader has seen enough; a full disk is another matter. */
function watchOutput(): void {
  const end = (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0)
    void fail(new UsageError(`The output cannot be written: ${error.message}.`))
  }
  process.stdout.on('error', end)
  process.stderr.on('error', () => process.exit(process.exitCode ?? 2))
}

/** The examples that the documentation shows; none in a build without documentation. */
function readExamples(): Readonly<Record<string, { readonly before: string; readonly after: string }>> {
  try {
    return JSON.parse(readFileSync(new URL('../docs/examples.json', import.meta.url), 'utf8'))
  } catch {
    return {}
  }
}

function holdInterrupts(): HeldInterrupts {
  let code: number | undefined
  const onInterrupt = () => {
    code ??= 130
  }
  const onTerminate = () => {
    code ??= 143
  }
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onTerminate)
  return {
    exitCode: () => code,
    release() {
      process.off('SIGINT', onInterrupt)
      process.off('SIGTERM', onTerminate)
    },
  }
}
