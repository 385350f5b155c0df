import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { UsageError } from '../project/usage-error.ts'
import { VERIFY_LEVELS } from '../verify/level.ts'
import type { Host } from './host.ts'
import type { MigrateOptions } from './migrate-options.ts'
import { COMMANDS, type Invocation, OUTPUT_FORMATS, type RunOptions } from './options.ts'
import type { ProjectOptions } from './state.ts'
import type { UndoOptions } from './undo.ts'

/** The options as commander hands them over: a list that was not given is absent. */
type ListOption = 'transform' | 'skip' | 'recipe' | 'config'
type GivenOptions = Omit<RunOptions, ListOption> & Partial<Pick<RunOptions, ListOption>>

/**
 * Reads the command line (without `node` and the script).
 * @returns what to run, or undefined when help was asked for and has been printed.
 * @throws UsageError for an unknown option, a missing argument or a bad value.
 */
export function parseArguments(argv: readonly string[], host: Host): Invocation | undefined {
  let result: Invocation | undefined
  const program = new Command('pymolt')
    .description('Moves Python code to newer Python and Pydantic v2, and says what it left alone and why.')
    .version(host.version, '-V, --version', 'print the version')
    .addHelpText(
      'after',
      '\nWithout a command, `diff` runs; without a path, on the current folder.\nNothing is written but by `pymolt apply` and `pymolt migrate`; `pymolt undo` takes it back.\n',
    )
  program.exitOverride()
  program.configureOutput({
    writeOut: (text) => host.stdout.write(text),
    // What goes wrong is thrown and printed in one place.
    outputError: () => {},
  })

  const diff = program.command('diff').description('print the changes as a patch that `git apply` takes')
  const apply = program.command('apply').description('write the changes')
  for (const [name, command] of [
    ['diff', diff],
    ['apply', apply],
  ] as const) {
    addRunOptions(command)
    command.argument('[paths...]', 'files and folders; `-` reads standard input')
    command.action((paths: string[], given: GivenOptions) => {
      // Not as commander's defaults: its help would show them.
      const options = { transform: [], skip: [], recipe: [], config: [], ...given }
      result = { command: name, paths, options }
    })
  }
  diff.option('--exit-zero', 'exit with 0 even when there are changes')
  apply
    .option('--allow-dirty', 'write files that have changes which git has not got')
    .option('--allow-staged', 'write files that have staged changes')
    .option('--allow-no-vcs', 'write files that are not under version control')
  // What earlier runs left out is left out of a preview, too.
  addStateOption(diff)
  addStateOption(apply)
  addMigrate(program, (paths, options) => {
    result = { command: 'migrate', paths, options }
  })

  const undo = program
    .command('undo')
    .description('give back what a run wrote over')
    .argument('[run]', 'as `pymolt status` names it; the last one when not given')
    .option('--force', 'also restore files that were changed since')
    .action((run: string | undefined, options: UndoOptions) => {
      result = { command: 'undo', options, ...(run === undefined ? {} : { run }) }
    })
  const resume = program
    .command('resume')
    .description('go on with a run that was stopped')
    .action((options: ProjectOptions) => {
      result = { command: 'resume', options }
    })
  const status = program
    .command('status')
    .description('say which runs there were and what is left of them')
    .action((options: ProjectOptions) => {
      result = { command: 'status', options }
    })
  for (const command of [undo, resume, status]) {
    command.option('--project <path>', 'the project, instead of the one around the current folder')
    addStateOption(command)
  }

  program
    .command('list')
    .description('list the transforms')
    .addOption(
      new Option('--output-format <format>', 'text or json').choices(['text', 'json']).default('text'),
    )
    .action((options: { outputFormat: 'text' | 'json' }) => {
      result = { command: 'list', format: options.outputFormat }
    })
  program
    .command('explain')
    .description('say what a transform does, with an example')
    .argument('<name>', 'for example typing/builtin-generics')
    .action((name: string) => {
      result = { command: 'explain', name }
    })
  program
    .command('inspect')
    .description('print the syntax tree of a file and what a query captures in it')
    .argument('<file>')
    .argument('[query]', 'a tree-sitter pattern')
    .action((file: string, query: string | undefined) => {
      result = { command: 'inspect', file, ...(query === undefined ? {} : { query }) }
    })

  try {
    program.parse(withCommand(argv), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    throw new UsageError(`${error.message.replace(/^error: /, '')}\nSee \`pymolt --help\`.`)
  }
  return result
}

/** `argv` with the default command written out. */
function withCommand(argv: readonly string[]): string[] {
  const first = argv[0]
  if (first !== undefined && (COMMANDS as readonly string[]).includes(first)) return [...argv]
  // Help on the whole program only where it is asked for first: `pymolt src --help` is about `diff`.
  if (first === '--help' || first === '-h' || first === '--version' || first === '-V') return [...argv]
  return ['diff', ...argv]
}

function addRunOptions(command: Command): void {
  const list = (value: string, before: readonly string[] | undefined) => [
    ...(before ?? []),
    ...splitNames(value),
  ]
  command
    .option('-t, --transform <name>', 'run this transform, family or recipe (repeatable)', list)
    .option('--skip <name>', 'leave this transform, family or recipe out (repeatable)', list)
    .option('--recipe <name>', 'run this recipe: py38 … py315, pydantic-v2 … (repeatable)', list)
    .option('--review', 'also make changes that a person should review')
    .option('--target-version <version>', 'the oldest Python that the code runs on, or `auto`')
    .option('--exclude <pattern>', 'leave files out, instead of what the configuration says', list)
    .option('--extend-exclude <pattern>', 'leave more files out', list)
    .option('--force-exclude', 'leave excluded files out even when they are named')
    .option('--no-ignore', 'do not heed .gitignore and .ignore')
    .option(
      '--config <key=value>',
      'set a configuration value',
      (value, before: readonly string[] | undefined) => [...(before ?? []), value],
    )
    .option('--isolated', 'read no configuration file')
    .option('--since <ref>', 'only files that were changed since this commit or branch')
    .option('--no-ledger', 'also make changes that earlier runs left out')
    .addOption(
      new Option('--output-format <format>', 'what to print on standard output').choices(OUTPUT_FORMATS),
    )
    .option('--statistics', 'print files, changes and skips of each transform')
    .option('--explain-skips', 'print the reason for each site that was left alone')
    .option('--max-files <count>', 'change at most this many files', count)
    .option('--max-changes <count>', 'make at most this many changes', count)
    .option('--max-file-size <size>', 'skip larger files: bytes, or with kB, MB', byteSize)
    .option('--stdin-filename <path>', 'the path that standard input stands for')
    .addOption(
      new Option('--verify <level>', 'how much CPython checks: fast for `diff`, full otherwise').choices(
        VERIFY_LEVELS,
      ),
    )
    .option('--python <path>', 'the interpreter that checks, instead of the one that is found')
    .option('--types <server>', 'the type checker that is asked: auto, off, or the command of a server')
    .option('--threads <count>', 'how many threads to use', positive)
    .option('-q, --quiet', 'print errors only')
    .option('-v, --verbose', 'print every file that was skipped, and what the run was told')
    .option('--color', 'use colours')
    .option('--no-color', 'use no colours')
}

function addMigrate(
  program: Command,
  take: (paths: readonly string[], options: MigrateOptions) => void,
): void {
  const migrate = program
    .command('migrate')
    .description('bring a whole project to a Python version, with your own check as judge')
    .argument('[paths...]', 'files and folders')
    .option('--to <version>', 'the Python version to bring the project to, such as 3.12')
  addRunOptions(migrate)
  addStateOption(migrate)
  migrate
    .option('--dry-run', 'write nothing; with --output-format diff print the patch')
    .option('--report <file>', 'write a report, as .md or .json (repeatable)', (path, before?: string[]) => [
      ...(before ?? []),
      path,
    ])
    .option('-i, --interactive', 'ask about each change')
    .option('--check <command>', 'keep only changes with which this command passes as before')
    .option('--check-files <command>', 'the same for a command on the changed files (`{files}`)')
    .option('--check-report <file>', 'the JUnit XML report that --check writes; pytest needs none')
    .option('--check-budget <count>', 'run the check at most so often (60)', positive)
    .option('--check-timeout <seconds>', 'end a check that takes longer', positive)
    .option('--check-retries <count>', 'ask a failing check again so often, to tell flaky tests', count)
    .addOption(
      new Option('--commit [how]', 'commit the changes of each transform, or `one` commit')
        .choices(['one', 'transform'])
        .preset('transform'),
    )
    .option('--allow-dirty', 'write files that have changes which git has not got')
    .option('--allow-staged', 'write files that have staged changes')
    .option('--allow-no-vcs', 'write files that are not under version control')
    .action((paths: string[], given: Omit<MigrateOptions, ListOption> & Partial<MigrateOptions>) => {
      take(paths, { transform: [], skip: [], recipe: [], config: [], ...given })
    })
}

function addStateOption(command: Command): void {
  command.option('--state-dir <path>', 'where journals are kept, instead of `.pymolt` in the project')
}

function splitNames(value: string): string[] {
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  if (names.length === 0) throw new InvalidArgumentError('It is empty.')
  return names
}

function count(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It has to be a whole number.')
  return Number(value)
}

function positive(value: string): number {
  const number = count(value)
  if (number === 0) throw new InvalidArgumentError('It has to be at least 1.')
  return number
}

function byteSize(value: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(k|kb|m|mb|b)?$/i.exec(value.trim())
  if (!match) throw new InvalidArgumentError('It has to be a number of bytes, or one with kB or MB.')
  const unit = match[2]?.toLowerCase() ?? 'b'
  return Math.floor(Number(match[1]) * (unit.startsWith('k') ? 1000 : unit.startsWith('m') ? 1_000_000 : 1))
}
