import type { Baseline, CheckOutcome } from '../check/outcome.ts'
import type { Site } from './plan-space.ts'
import { counted, escapeControls } from './terminal.ts'

/** What the check said of the unchanged tree. @param report where it was to write one, if it was */
export function describeBaseline(
  { outcome, passed, failed }: Baseline,
  isFresh: boolean,
  report: string | undefined,
): string {
  const what = outcome.tests
    ? `${counted(passed.size, 'test')} ${passed.size === 1 ? 'passes' : 'pass'}${failed.size > 0 ? `, ${failed.size} already failing, which do not count` : ''}`
    : `it passes${report === undefined ? '' : `; it wrote no JUnit report to ${report}, so only the exit code counts`}`
  return `unchanged tree: ${what}${isFresh ? ` (${outcome.seconds.toFixed(1)} s)` : ' (known from an earlier run on the same tree)'}`
}

/** What fails that did not fail before. */
export function describeFailures(failures: readonly string[]): string {
  const [first = ''] = failures
  return failures.length === 1
    ? `fails newly: ${escapeControls(first)}`
    : `${failures.length} fail newly, the first: ${escapeControls(first)}`
}

/** Among which sites a culprit is looked for. */
export function describeSuspects(suspects: readonly Site[]): string {
  const transforms = new Set(suspects.map(({ transform }) => transform))
  const files = new Set(suspects.map(({ path }) => path))
  const [transform] = transforms
  const [path] = files
  const who = transforms.size === 1 ? ` of ${transform}` : ` of ${transforms.size} transforms`
  const where = files.size === 1 ? ` in ${path}` : ` in ${files.size} files`
  return suspects.length === 0 ? 'none' : `${counted(suspects.length, 'change')}${who}${where}`
}

/** The last lines that a check printed, to stand behind a sentence; empty where there are none. */
export function tail(outcome: CheckOutcome): string {
  const lines = outcome.output.trimEnd().split('\n').slice(-8)
  return lines.join('').trim() === ''
    ? ''
    : `\nIts last lines:\n${lines.map((line) => `  ${escapeControls(line)}`).join('\n')}`
}
