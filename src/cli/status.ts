import { readJournal } from '../workspace/journal.ts'
import { readLedger } from '../workspace/ledger.ts'
import { whoWorks } from '../workspace/lock.ts'
import { fileState, leftByUndo } from '../workspace/recovery.ts'
import type { StateFolder } from '../workspace/state-folder.ts'
import { EXIT } from './exit-code.ts'
import type { Host } from './host.ts'
import { type ProjectOptions, projectState, type RunTotals, runName } from './state.ts'
import { counted, oneLine } from './terminal.ts'

const MOST_RUNS = 10

/**
 * `pymolt status`: which runs there were, what is left of them, and what to do next.
 * @returns the exit code
 */
export function runStatus(options: ProjectOptions, host: Host): number {
  const { root, state } = projectState(options, host)
  const ids = state.list()
  const ledger = readLedger(state)
  const now = whoWorks(state)
  if (ids.length === 0 && ledger.length === 0 && now === undefined) {
    host.stdout.write(`No run of pymolt is known in ${root}.\n`)
    return EXIT.ok
  }
  const lines = [`Runs in ${root} (${state.path}):`]
  if (now !== undefined) lines.push(`  ${oneLine(now)}: works here right now`)
  for (const id of ids.slice(-MOST_RUNS).reverse())
    lines.push(...describeRun(state, id, now !== undefined && id === ids.at(-1)))
  if (ids.length > MOST_RUNS) lines.push(`  and ${ids.length - MOST_RUNS} earlier`)
  if (ledger.length > 0) {
    lines.push(`Left out by later runs (${state.ledger}; --no-ledger makes them all the same):`)
    for (const { path, line, transform, before, after, cause, failures } of ledger) {
      const why =
        cause === 'check' ? `the check failed: ${oneLine(failures?.[0] ?? '')}` : 'a person refused it'
      lines.push(`  ${oneLine(path)}:${line}: ${transform}: ${oneLine(before)} → ${oneLine(after)} (${why})`)
    }
  }
  host.stdout.write(`${lines.join('\n')}\n`)
  return EXIT.ok
}

/** @param isNow whether it may be the run that works right now */
function describeRun(state: StateFolder, id: string, isNow: boolean): string[] {
  try {
    const record = readJournal(state, id)
    const counts = new Map<string, number>()
    for (const path of record.writes.keys()) {
      const { state: how } = fileState(record, path)
      counts.set(how, (counts.get(how) ?? 0) + 1)
    }
    const count = (how: string) => counts.get(how) ?? 0
    const total = counted(record.writes.size, 'file')
    const rest = [
      ...(count('foreign') > 0 ? [`${count('foreign')} changed since`] : []),
      ...(count('gone') > 0 ? [`${count('gone')} gone`] : []),
    ]
    const more = rest.length > 0 ? ` (${rest.join(', ')})` : ''
    if (record.state === 'undone') {
      const left = leftByUndo(record).length
      const but =
        left === 0 ? '' : ` but for ${counted(left, 'file')}; \`pymolt undo ${id} --force\` restores the rest`
      return [`  ${runName(record)}: ${record.writes.size === 0 ? 'nothing was written' : `undone${but}`}`]
    }
    if (record.state === 'done')
      return [
        `  ${runName(record)}: ${count('written')} of ${total} as it wrote them${more}`,
        ...leftLine(record.about.totals as Partial<RunTotals> | undefined),
      ]
    const written =
      record.writes.size === 0
        ? 'nothing written yet'
        : `${count('written') + count('between')} of ${total} written${more}`
    return [
      `  ${runName(record)}: not finished, ${written}`,
      ...(isNow ? [] : ['    `pymolt resume` goes on with it, `pymolt undo` takes it back.']),
    ]
  } catch (error) {
    return [`  run ${id}: ${error instanceof Error ? error.message : String(error)}`]
  }
}

function leftLine(totals: Partial<RunTotals> | undefined): string[] {
  if (!totals) return []
  const { changes = 0, review = 0, left = 0, person = 0 } = totals
  const bits = [
    counted(changes, 'change'),
    ...(review > 0 ? [`${counted(review, 'site')} waiting for --review`] : []),
    ...(left > 0 ? [`${counted(left, 'site')} left alone`] : []),
    ...(person > 0 ? [`${person} for a person to look at`] : []),
  ]
  return [`    ${bits.join(', ')}`]
}
