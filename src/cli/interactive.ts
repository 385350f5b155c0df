import { spawnSync } from 'node:child_process'
import type { ChangeRecord, FileOutcome } from '../engine/outcome.ts'
import type { PlanProject, PlanRequest } from '../engine/request.ts'
import type { LeftOut } from '../workspace/ledger.ts'
import { differingLines } from './differing-lines.ts'
import type { Host } from './host.ts'
import { type Palette, paletteOf } from './palette.ts'
import type { ChangedFile } from './report.ts'
import { escapeControls, oneLine, wantsColor } from './terminal.ts'

/** What a person decided. */
export interface Choice {
  /** The plan without what was refused. */
  readonly files: readonly FileOutcome[]
  /** For the ledger. */
  readonly refused: readonly LeftOut[]
}

const HELP = `y  make this change
n  leave it out, now and in later runs
a  make this and all further changes of this transform
d  leave out this and all further changes of this transform, now only
e  leave it out and open the file in your editor, to change it by hand
q  leave out this and all that is left, now only
?  this help
`

type Answer = 'y' | 'n' | 'a' | 'd' | 'e' | 'q'

/**
 * Asks about each change of a plan. Nothing is written here; a file that was opened in an editor is left out as a whole.
 */
export async function chooseInteractively(
  planned: readonly FileOutcome[],
  request: PlanRequest,
  planProject: PlanProject,
  host: Host,
): Promise<Choice> {
  const palette = paletteOf(wantsColor(host.stderr, host.env, undefined))
  const answers = answersOf(host)
  const refused: LeftOut[] = []
  const out = new Set<string>()
  const edited = new Set<string>()
  const forTransform = new Map<string, 'a' | 'd'>()
  const all = planned.flatMap((file) =>
    file.status === 'changed' ? file.changes.map((change) => ({ file, change })) : [],
  )
  // Clean-ups follow from the rest: they are not asked about.
  const asked = all.filter(({ change }) => host.registry[change.transform]?.phase !== 'clean-up')
  let isOver = false
  for (const [index, { file, change }] of asked.entries()) {
    if (edited.has(file.path)) continue
    const decided = forTransform.get(change.transform)
    if (isOver || decided === 'd') out.add(change.fingerprint)
    if (isOver || decided !== undefined) continue
    host.stderr.write(show(file, change, `${index + 1}/${asked.length}`, host, palette))
    const answer = await ask(answers, host)
    if (answer === 'q') isOver = true
    if (answer === 'a' || answer === 'd') forTransform.set(change.transform, answer)
    if (answer === 'n') refused.push(entryFor(file, change))
    if (answer !== 'y' && answer !== 'a') out.add(change.fingerprint)
    if (answer === 'e') {
      edited.add(file.path)
      openEditor(request, file, change, host)
    }
  }
  await answers.return?.(undefined)
  if (out.size === 0) return { files: planned, refused }
  const isConcerned = ({ path, status }: FileOutcome) => status === 'changed' && !edited.has(path)
  const paths = new Set(planned.filter(isConcerned).map(({ path }) => path))
  const again = await planProject({
    ...request,
    files: request.files.filter(({ path }) => paths.has(path)),
    excludedSites: [...request.excludedSites, ...out],
  })
  const byPath = new Map(again.map((file) => [file.path, file]))
  const files = planned.map((file): FileOutcome => {
    if (!edited.has(file.path)) return byPath.get(file.path) ?? file
    const { path, skips, findings, unusedSuppressions } = file
    const skip = { kind: 'policy', reason: 'left to be changed by hand' } as const
    return { path, skips, findings, unusedSuppressions, status: 'skipped', skip }
  })
  return { files, refused }
}

function show(
  file: ChangedFile,
  change: ChangeRecord,
  count: string,
  host: Host,
  palette: Palette | undefined,
): string {
  const paint = (kind: 'red' | 'green' | 'bold' | 'dim', text: string) =>
    palette ? palette[kind](text) : text
  const { before, after } = hunkOf(file, change)
  const lines = [
    paint('bold', `${oneLine(file.path)}:${change.line} (${count})`),
    `${change.transform}: ${host.registry[change.transform]?.summary ?? ''}`,
    ...(change.note === undefined ? [] : [escapeControls(change.note)]),
    ...before.split('\n').map((line) => paint('red', `- ${escapeControls(line)}`)),
    ...(after === '' ? [] : after.split('\n').map((line) => paint('green', `+ ${escapeControls(line)}`))),
  ]
  return `\n${lines.join('\n')}\n`
}

/** The whole lines that a change changes, before and after it; of a change of a later pass only what it rewrote. */
function hunkOf(
  { before: text }: ChangedFile,
  { start, end, before, after }: ChangeRecord,
): { before: string; after: string } {
  if (text.slice(start, end) !== before) return differingLines(before, after)
  const from = text.lastIndexOf('\n', start - 1) + 1
  const newline = text.indexOf('\n', end)
  const to = newline < 0 ? text.length : newline
  const around = (middle: string) =>
    (text.slice(from, start) + middle + text.slice(end, to)).replace(/\r(?=\n|$)/g, '')
  return differingLines(around(before), around(after))
}

async function ask(answers: AsyncIterator<string>, host: Host): Promise<Answer> {
  for (;;) {
    host.stderr.write('Make this change? [y/n/a/d/e/q/?] ')
    const { value, done } = await answers.next()
    const word = done ? 'q' : value.trim().toLowerCase().slice(0, 1)
    if (/^[ynadeq]$/.test(word)) return word as Answer
    host.stderr.write(HELP)
  }
}

/** The lines that are typed. */
async function* answersOf(host: Host): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of host.stdin) {
    rest += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      yield rest.slice(0, end)
      rest = rest.slice(end + 1)
    }
  }
}

function entryFor(file: ChangedFile, { fingerprint, transform, line, before, after }: ChangeRecord): LeftOut {
  const at = new Date().toISOString()
  return { fingerprint, transform, path: file.path, line, before, after, cause: 'choice', at }
}

function openEditor(request: PlanRequest, file: ChangedFile, change: ChangeRecord, host: Host): void {
  const editor = host.env.VISUAL || host.env.EDITOR
  const absolute = request.files.find(({ path }) => path === file.path)?.absolute
  if (!editor || absolute === undefined) {
    host.stderr.write('No editor is set (VISUAL or EDITOR); the file is left as it is.\n')
    return
  }
  // An editor may come with arguments, as git takes it; the path is handed over apart from them.
  const quoted = `'${absolute.replaceAll("'", "'\\''")}'`
  spawnSync(`${editor} +${change.line} ${quoted}`, { shell: true, stdio: 'inherit' })
}
