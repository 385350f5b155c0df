import { type Command, InvalidArgumentError, Option } from 'commander'
import { VERIFY_LEVELS } from '../verify/level.ts'
import { OUTPUT_FORMATS } from './options.ts'

/** Adds the options that `diff`, `apply` and `migrate` share, in groups as their help shows them. */
export function addRunOptions(command: Command): void {
  command
    .optionsGroup('Transforms:')
    .option('-t, --transform <name>', 'run this transform, family or recipe (repeatable)', names)
    .option('--recipe <name>', 'run this recipe: py38 … py315, pydantic-v2 … (repeatable)', names)
    .option('--skip <name>', 'leave this transform, family or recipe out (repeatable)', names)
    .option('--review', 'also make changes that a person should review')
    .addOption(
      new Option(
        '--stage <version>',
        'keep connected models that are not ready for Pydantic v2 on `v1`, that is on pydantic.v1',
      ).choices(['v1']),
    )
    .option('--target-version <version>', 'the oldest Python that the code runs on, or `auto`')

    .optionsGroup('Files:')
    .option('--exclude <pattern>', 'leave files out, instead of those left out by default', names)
    .option('--extend-exclude <pattern>', 'leave more files out', names)
    .option('--force-exclude', 'leave excluded files out even when they are named')
    .option('--no-ignore', 'do not heed .gitignore and .ignore')
    .option('--since <ref>', 'only files that were changed since this commit or branch')
    .option('--stdin-filename <path>', 'the path that standard input stands for')
    .option('--max-file-size <size>', 'skip larger files: bytes, or with kB, MB', byteSize)

    .optionsGroup('Limits, to change a code base bit by bit:')
    .option('--max-files <count>', 'change at most this many files', count)
    .option('--max-changes <count>', 'make at most this many changes', count)
    .option('--max-lines <count>', 'change at most this many lines, those of imports aside', count)

    .optionsGroup('Output:')
    .addOption(
      new Option('--output-format <format>', 'what to print on standard output').choices(OUTPUT_FORMATS),
    )
    .option('--statistics', 'print files, changes and skips of each transform')
    .option('--explain-skips', 'print the reason for each site that was left alone')
    .option('-q, --quiet', 'print errors only')
    .option('-v, --verbose', 'print every file that was skipped, and what the run was told')
    .option('--color', 'use colours')
    .option('--no-color', 'use no colours')

    .optionsGroup('Configuration:')
    .option('--config <key=value>', 'set a configuration value (repeatable)', texts)
    .option('--isolated', 'read no configuration file')
    .option('--no-ledger', 'also make changes that earlier runs left out')
    .option('--threads <count>', 'how many threads to use', positive)
    .option('--no-cache', 'plan everything anew, and keep nothing of it for later runs')
    .option('--cache-dir <path>', 'where plans are kept, instead of the cache folder of the user')

    .optionsGroup('Verification:')
    .addOption(
      new Option('--verify <level>', 'how much CPython checks: fast for `diff`, full otherwise').choices(
        VERIFY_LEVELS,
      ),
    )
    .option('--python <path>', 'the interpreter that checks, instead of the one that is found')
    .option('--python-env <path>', 'a virtual environment, in whose packages bases of classes are looked up')
    .option('--types <server>', 'the type checker that is asked: auto, off, or the command of a server')
}

/** Adds what allows `apply` and `migrate` to write where git could not give the files back. */
export function addWriteOptions(command: Command): void {
  command
    .optionsGroup('Writing:')
    .option('--allow-dirty', 'write files that have uncommitted changes')
    .option('--allow-staged', 'write files that have staged changes')
    .option('--allow-no-vcs', 'write files that are not under version control')
}

/** Adds where journals are kept. */
export function addStateOption(command: Command): void {
  command.option('--state-dir <path>', 'where journals are kept, instead of `.pymolt` in the project')
}

function texts(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

function names(value: string, before: readonly string[] = []): string[] {
  return [...before, ...splitNames(value)]
}

function splitNames(value: string): string[] {
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  if (names.length === 0) throw new InvalidArgumentError('It is empty.')
  return names
}

/** A whole number from 0 on. @throws InvalidArgumentError for anything else */
export function count(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It has to be a whole number.')
  return Number(value)
}

/** A whole number from 1 on. @throws InvalidArgumentError for anything else */
export function positive(value: string): number {
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
