import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FileOutcome, ReceiverRecord } from '../engine/outcome.ts'
import type { FileToPlan, PlanRequest } from '../engine/request.ts'
import { isRefusal } from '../python/refusal.ts'
import { decodeSource } from '../python/source.ts'
import type { FileQuestions, TypeAnswers } from '../types/ask.ts'
import type { Host } from './host.ts'
import type { Phases } from './progress.ts'
import { counted } from './terminal.ts'

/** Plans with what a type checker says, and the request that leads to them. */
export interface Resolved {
  readonly request: PlanRequest
  readonly files: readonly FileOutcome[]
  /** What there is to tell of it. */
  readonly notes: readonly string[]
}

/**
 * Asks a type checker about the files that hold receivers of unknown class, and plans these again with its answers. What it is asked
 * are all receivers of such a file: where it contradicts the project's own code, the site is left alone.
 * @param types `auto`, `off`, or the command of a server
 */
export async function resolveReceivers(
  files: readonly FileOutcome[],
  request: PlanRequest,
  types: string,
  host: Host,
  begin: Phases['begin'],
): Promise<Resolved> {
  const unchanged = { request, files, notes: [] }
  const asked = files.filter(({ receivers }) => receivers?.some(({ known }) => known === 'nobody'))
  if (asked.length === 0 || types === 'off' || !host.askTypes) return unchanged
  const toPlan = new Map(request.files.map((file) => [file.path, file]))
  const own = new Set(request.projectFiles)
  const { root } = request
  const answers = await host.askTypes({
    ...{ root, cwd: host.cwd, env: host.env, server: types },
    importRoots: request.importRoots.map((folder) => resolve(root, folder)),
    isOwn: (path) => own.has(path),
    progress: begin('asking the type checker'),
    files: asked.flatMap(({ path, receivers = [] }) => {
      const file = toPlan.get(path)
      return file ? (questionsOf(file, receivers) ?? []) : []
    }),
  })
  const notes = notesOf(answers, types, asked.length)
  const told = Object.fromEntries(Object.entries(answers.told).filter(([, answer]) => answer.length > 0))
  const again = request.files.filter(({ path }) => Object.hasOwn(told, path))
  if (again.length === 0) return { ...unchanged, notes }
  const informed: PlanRequest = { ...request, told }
  const outcomes = await host.planProject({ ...informed, files: again }, begin('planning again'))
  const byPath = new Map(outcomes.map((outcome) => [outcome.path, outcome]))
  const all = files.map((file) => byPath.get(file.path) ?? file)
  return { request: informed, files: all, notes }
}

/** What is asked of a file; undefined when it is gone meanwhile. */
function questionsOf(file: FileToPlan, receivers: readonly ReceiverRecord[]): FileQuestions | undefined {
  const { path, absolute } = file
  try {
    const source = decodeSource(file.bytes ?? readFileSync(absolute))
    return isRefusal(source) ? undefined : { path, absolute, text: source.text, spans: receivers }
  } catch {
    return undefined
  }
}

/** What there is to tell of the server itself; the counts are in the summary. */
function notesOf({ server, inProject, problem }: TypeAnswers, types: string, asked: number): string[] {
  if (problem !== undefined) return [`Type checker: ${server} ${problem}; the run went on without it.`]
  if (server !== undefined) return [`Type checker: ${server}, asked about ${counted(asked, 'file')}.`]
  if (types !== 'auto') return [`Type checker: there is no program ${types}; the run went on without it.`]
  return [
    inProject === undefined
      ? 'Type checker: none found. With pyright (npm) or ty (PyPI) it is asked about receivers of unknown class.'
      : `Type checker: none found outside of the project; \`--types ${inProject}\` asks the one in it.`,
  ]
}
