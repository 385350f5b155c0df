import { CheckInterrupted } from '../check/check.ts'
import { type CommandResult, runCommand } from '../check/command.ts'
import { type Culprit, isolate } from '../check/isolate.ts'
import { UsageError } from '../project/usage-error.ts'
import type { TreeState } from '../workspace/tree-state.ts'
import { bytesOf } from './gate.ts'
import type { PlanSpace, Site } from './plan-space.ts'
import { counted } from './terminal.ts'

/** Seconds. */
const LONGEST = 600

/** A command that looks at single files. */
export interface FilesCheck {
  /** `{files}` in it stands for the files; without it they come at its end. */
  readonly command: string
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeout: number | undefined
}

/**
 * Has a command look at each changed file, and finds the sites that make it fail where it did not before.
 * @param shownPath a file of the project as the command is to be given it
 * @throws CheckInterrupted; UsageError when the command cannot be run
 */
export async function checkByFile(
  check: FilesCheck,
  setup: {
    readonly space: PlanSpace
    readonly tree: TreeState
    readonly shownPath: (path: string) => string
    readonly say: (line: string) => void
    readonly isInterrupted: () => boolean
  },
): Promise<readonly Culprit<Site>[]> {
  const { space, tree } = setup
  const restore = () => tree.restore()
  const sites = space.sites()
  const bring = async (kept: readonly Site[]) => {
    const plan = await space.planFor(new Set(kept.map(({ fingerprint }) => fingerprint)), restore)
    const wanted = bytesOf(plan)
    tree.set(wanted)
    return [...wanted.keys()]
  }
  const run = async (paths: readonly string[]): Promise<CommandResult> => {
    const result = await runCommand(commandFor(check.command, paths.map(setup.shownPath)), {
      cwd: check.cwd,
      env: { ...check.env, PYTHONDONTWRITEBYTECODE: '1' },
      timeout: check.timeout ?? LONGEST,
      isInterrupted: setup.isInterrupted,
    })
    if (result.ended === 'interrupt') throw new CheckInterrupted()
    if (result.exitCode === 127 || result.exitCode === 126)
      throw new UsageError(
        `Nothing was changed: \`${check.command}\` (--check-files) cannot be run: ${result.output.trim()}`,
      )
    return result
  }
  const paths = await bring(sites)
  if (paths.length === 0) return []
  setup.say(`check of files: \`${check.command}\` on ${counted(paths.length, 'changed file')}`)
  if ((await run(paths)).exitCode === 0) return []
  const failing: string[] = []
  for (const path of paths) if ((await run([path])).exitCode !== 0) failing.push(path)
  restore()
  const broken: string[] = []
  for (const path of failing) if ((await run([path])).exitCode === 0) broken.push(path)
  setup.say(
    `${counted(broken.length, 'file')} ${broken.length === 1 ? 'fails' : 'fail'} newly; ${failing.length - broken.length} did before`,
  )
  const culprits: Culprit<Site>[] = []
  for (const path of broken) {
    const of = (all: readonly Site[]) => all.filter((site) => site.path === path)
    const found = await isolate(
      of(space.sites()),
      async (kept) => {
        await bring(kept)
        const { exitCode, output } = await run([path])
        return exitCode === 0 ? [] : [lastLine(output) || `exit code ${exitCode ?? '?'}`]
      },
      async (left) => of(await space.sitesWithout(left, restore)),
      // A check of one file has no moods.
      async (_, failures) => failures,
    )
    for (const { suspect } of found.culprits)
      setup.say(`found: ${suspect.transform} in ${suspect.path}:${suspect.change.line}`)
    culprits.push(...found.culprits)
  }
  return culprits
}

function commandFor(command: string, files: readonly string[]): string {
  const list = files.map(quoted).join(' ')
  return command.includes('{files}') ? command.replaceAll('{files}', list) : `${command} ${list}`
}

function quoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text
  return process.platform === 'win32' ? `"${text}"` : `'${text.replaceAll("'", "'\\''")}'`
}

function lastLine(output: string): string {
  return output.trimEnd().split('\n').at(-1)?.trim() ?? ''
}
