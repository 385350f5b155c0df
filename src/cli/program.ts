import { Command, CommanderError, Option } from 'commander'
import { UsageError } from '../project/usage-error.ts'
import { hereForOption } from './foreign-words.ts'
import type { Host } from './host.ts'
import type { MigrateOptions } from './migrate-options.ts'
import { COMMANDS, type Invocation, type RunOptions } from './options.ts'
import { addRunOptions, addStateOption, addWriteOptions, count, positive } from './run-options.ts'
import type { ProjectOptions } from './state.ts'
import type { UndoOptions } from './undo.ts'

/** The options as commander hands them over: a list that was not given is absent. */
type ListOption = 'transform' | 'skip' | 'recipe' | 'config'
/** Not as commander's defaults: its help would show them. */
const NO_LISTS: Pick<RunOptions, ListOption> = { transform: [], skip: [], recipe: [], config: [] }
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
    writeErr: () => {},
    outputError: () => {},
  })

  const take = (invocation: Invocation) => {
    result = invocation
  }
  addRuns(program, take)
  addMigrate(program, take)
  addJournalCommands(program, take)
  addQuestions(program, take)

  try {
    program.parse(withCommand(argv), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return undefined
    if (error.code === 'commander.help')
      throw new UsageError(`There is no command \`${argv[1] ?? ''}\`.\nSee \`pymolt --help\`.`)
    throw new UsageError(`${explained(error)}\nSee \`pymolt ${commandOf(argv)}--help\`.`)
  }
  return result
}

/** What is wrong with the command line; of an option that another tool has, what stands here for it. */
function explained({ code, message }: CommanderError): string {
  const text = message.replace(/^error: /, '')
  if (code !== 'commander.unknownOption') return text
  const [said = ''] = text.split('\n')
  const here = hereForOption(/'([^']*)'/.exec(said)?.[1] ?? '')
  return here === undefined ? text : `${said}; here that is ${here}.`
}

/** The command of `argv` and a space, where it is one. */
function commandOf(argv: readonly string[]): string {
  const [first = ''] = withCommand(argv)
  return (COMMANDS as readonly string[]).includes(first) ? `${first} ` : ''
}

/** `argv` with the default command written out. */
function withCommand(argv: readonly string[]): string[] {
  const first = argv[0]
  if (first !== undefined && (COMMANDS as readonly string[]).includes(first)) return [...argv]
  // Help on the whole program only where it is asked for first: `pymolt src --help` is about `diff`.
  if (first === '--help' || first === '-h' || first === '--version' || first === '-V') return [...argv]
  return ['diff', ...argv]
}

/** Gets what the command line asks for. */
type Take = (invocation: Invocation) => void

/** `diff` and `apply`. */
function addRuns(program: Command, take: Take): void {
  const diff = program.command('diff').description('print the changes as a patch that `git apply` takes')
  const apply = program.command('apply').description('write the changes')
  diff.option('--exit-zero', 'exit with 0 even when there are changes')
  for (const [name, command] of [
    ['diff', diff],
    ['apply', apply],
  ] as const) {
    addRunOptions(command)
    if (name === 'apply') addWriteOptions(apply)
    // What earlier runs left out is left out of a preview, too.
    addStateOption(command)
    command.argument('[paths...]', 'files and folders; `-` reads standard input')
    command.action((paths: string[], given: GivenOptions) => {
      take({ command: name, paths, options: { ...NO_LISTS, ...given } })
    })
  }
}

/** `undo`, `resume` and `status`: what is about runs that were. */
function addJournalCommands(program: Command, take: Take): void {
  const undo = program
    .command('undo')
    .description('give back what a run wrote over')
    .argument('[run]', 'as `pymolt status` names it; the last one when not given')
    .option('--force', 'also restore files that were changed since')
    .action((run: string | undefined, options: UndoOptions) => {
      take({ command: 'undo', options, ...(run === undefined ? {} : { run }) })
    })
  const resume = program
    .command('resume')
    .description('go on with a run that was stopped')
    .action((options: ProjectOptions) => {
      take({ command: 'resume', options })
    })
  const status = program
    .command('status')
    .description('say which runs there were and what is left of them')
    .action((options: ProjectOptions) => {
      take({ command: 'status', options })
    })
  for (const command of [undo, resume, status]) {
    command.option('--project <path>', 'the project, instead of the one around the current folder')
    addStateOption(command)
  }
}

/** `list`, `explain` and `inspect`: what tells of transforms and syntax, and looks at no project. */
function addQuestions(program: Command, take: Take): void {
  program
    .command('list')
    .description('list the transforms')
    .argument('[names...]', 'only these transforms, families and recipes')
    .addOption(
      new Option('--output-format <format>', 'text or json').choices(['text', 'json']).default('text'),
    )
    .action((names: string[], options: { outputFormat: 'text' | 'json' }) => {
      take({ command: 'list', names, format: options.outputFormat })
    })
  program
    .command('explain')
    .description('say what a transform does, with an example')
    .argument('<name>', 'for example typing/builtin-generics')
    .action((name: string) => {
      take({ command: 'explain', name })
    })
  program
    .command('inspect')
    .description('print the syntax tree of a file and what a query captures in it')
    .argument('<file>', 'a Python file; `-` reads standard input')
    .argument('[query]', 'a tree-sitter pattern')
    .action((file: string, query: string | undefined) => {
      take({ command: 'inspect', file, ...(query === undefined ? {} : { query }) })
    })
}

function addMigrate(program: Command, take: Take): void {
  const migrate = program
    .command('migrate')
    .description('bring a whole project to a Python version, with your own check as judge')
    .argument('[paths...]', 'files and folders')
    .option('--to <version>', 'the Python version to bring the project to, such as 3.12')
    .option('--dry-run', 'write nothing; with --output-format diff print the patch')
    .option('-i, --interactive', 'ask about each change')
    .option('--report <file>', 'write a report, as .md or .json (repeatable)', (path, before?: string[]) => [
      ...(before ?? []),
      path,
    ])
    .addOption(
      new Option('--commit [how]', 'commit the changes of each transform, or `one` commit')
        .choices(['one', 'transform'])
        .preset('transform'),
    )
    .optionsGroup('Your own check:')
    .option('--check <command>', 'keep only changes with which this command passes as before')
    .option('--check-files <command>', 'the same for a command on the changed files (`{files}`)')
    .option('--check-report <file>', 'the JUnit XML report that --check writes; pytest needs none')
    .option('--check-budget <count>', 'run the check at most this many times (60)', positive)
    .option('--check-timeout <seconds>', 'end a check that takes longer', positive)
    .option(
      '--check-retries <count>',
      'run a failing check again this many times, to tell flaky tests',
      count,
    )
  addRunOptions(migrate)
  addWriteOptions(migrate)
  addStateOption(migrate)
  migrate.action((paths: string[], given: Omit<MigrateOptions, ListOption> & Partial<MigrateOptions>) => {
    take({ command: 'migrate', paths, options: { ...NO_LISTS, ...given } })
  })
}
