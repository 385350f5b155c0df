import type { Span } from '../python/node.ts'
import { atLeast, formatVersion, parseVersion, type Version } from '../python/version.ts'
import type { Evidence, Spot } from './evidence.ts'
import { interpretersFor, type Places } from './interpreters.ts'
import type { VerifyLevel } from './level.ts'
import { type Answer, PythonProcess } from './python-process.ts'

/** A rewritten file, as much of it as is checked. */
export interface Rewritten {
  readonly before: string
  readonly after: string
  /** Disjoint and ascending, against `before`. */
  readonly edits: readonly (Span & { readonly text: string })[]
  readonly sites: readonly Site[]
  readonly evidence: Evidence
  /** The version that the file is for. */
  readonly target: Version
  /** Stubs are written in newer Python than what they are about. */
  readonly isStub: boolean
}

/** A matched span of the old text, and where the edits are that came of it. */
export interface Site extends Span {
  readonly edited?: readonly Span[]
}

/** Which CPython looked at a file. */
export interface Verification {
  /** With the patch level: 3.12.4. */
  readonly python: string
  /** Whether it is of the target's own minor version. */
  readonly isExact: boolean
}

/** What CPython says of a rewritten file. */
export type Verdict =
  | { readonly kind: 'verified'; readonly by: Verification; readonly losses: readonly Loss[] }
  /** It could not be asked, or has no say. */
  | { readonly kind: 'unverified'; readonly reason: string }
  /** The file must not be written. `index` is a place in the old text. */
  | {
      readonly kind: 'rejected'
      readonly rung: string
      readonly message: string
      readonly index: number | undefined
    }
  /** The old text is no Python of the target's. `line` counts from 1. */
  | { readonly kind: 'invalid'; readonly message: string; readonly line: number }

/** Something that the old text named and the new one does not. */
export interface Loss {
  readonly kind: 'name' | 'constant' | 'statement'
  readonly what: string
  /** Into the old text. */
  readonly index: number
}

export interface VerifierOptions extends Places {
  readonly target: Version
  readonly level: Exclude<VerifyLevel, 'off'>
  /** The interpreter that the user named. */
  readonly python?: string
  /** At most so many interpreters at once. */
  readonly processes: number
  /** Milliseconds for one file. */
  readonly limit?: number
}

const LIMIT = 20_000

interface Running {
  readonly processes: PythonProcess[]
  readonly executable: string
  readonly version: string
  readonly minor: Version
}

/** Asks CPython about rewritten files. It is started when there is the first one to ask about. */
export class Verifier {
  readonly #options: VerifierOptions
  #running: Promise<Running | undefined> | undefined
  #processes: PythonProcess[] = []

  constructor(options: VerifierOptions) {
    this.#options = options
  }

  /** Checks that the new text compiles, that both parsers agree where it was edited, and that nothing else changed. */
  async check(file: Rewritten): Promise<Verdict> {
    const running = await this.#start()
    if (!running) return { kind: 'unverified', reason: 'no CPython was found' }
    if (!atLeast(running.minor, file.target))
      return {
        kind: 'unverified',
        reason: `CPython ${running.version} is older than ${formatVersion(file.target)}`,
      }
    if (this.#options.level === 'fast') {
      const part = excerpt(file)
      const answer = await this.#ask(running, part)
      if (answer.kind !== 'answer' || answer.status !== 'before')
        return this.#verdict(running, file, part, answer)
    }
    const whole = { ...file, offset: (index: number) => index }
    return this.#verdict(running, file, whole, await this.#ask(running, whole))
  }

  /** Whether CPython compiles a file that could not be parsed here; undefined when it cannot be asked. */
  async compiles(
    bytes: Uint8Array,
    target: Version,
  ): Promise<{ ok: boolean; python: string; line: number; message: string } | undefined> {
    const running = await this.#start()
    if (!running || !atLeast(running.minor, target)) return undefined
    const answer = await this.#process(running).ask((id) => [`${id} ${bytes.length}\n`, bytes])
    if (answer.kind !== 'answer') return undefined
    const { status, line, message } = answer
    return { ok: status === 'ok', python: running.version, line, message }
  }

  close(): void {
    for (const process of this.#processes) process.close()
  }

  #start(): Promise<Running | undefined> {
    this.#running ??= this.#find()
    return this.#running
  }

  async #find(): Promise<Running | undefined> {
    const { python, target } = this.#options
    const candidates = python === undefined ? interpretersFor(target, this.#options) : [python]
    for (const executable of candidates) {
      const process = this.#newProcess(executable)
      const version = await process.start()
      const minor = version === undefined ? undefined : parseVersion(version)
      if (version !== undefined && minor && atLeast(minor, target))
        return { processes: this.#processes, executable, version, minor }
      this.#processes.pop()?.close()
    }
    return undefined
  }

  #newProcess(executable: string): PythonProcess {
    const process = new PythonProcess(
      executable,
      environment(this.#options.env),
      this.#options.limit ?? LIMIT,
    )
    this.#processes.push(process)
    return process
  }

  /** The interpreter that has least to do; another one is started where all are busy. */
  #process({ processes, executable }: Running): PythonProcess {
    let best = processes[0] as PythonProcess
    for (const process of processes) if (process.load < best.load) best = process
    if (best.load < BUSY || processes.length >= this.#options.processes) return best
    const another = this.#newProcess(executable)
    void another.start()
    return another
  }

  #ask(running: Running, part: Part): Promise<Answer> {
    return this.#process(running).ask((id) => jobOf(id, part))
  }

  #verdict(running: Running, file: Rewritten, part: Part, answer: Answer): Verdict {
    const { version, minor } = running
    const who = `CPython ${formatVersion(minor)}`
    const isExact = minor.major === file.target.major && minor.minor === file.target.minor
    const by = { python: version, isExact }
    if (answer.kind === 'timeout')
      return {
        kind: 'rejected',
        rung: 'compiles',
        message: `${who} did not come to an end`,
        index: undefined,
      }
    if (answer.kind === 'died')
      return { kind: 'rejected', rung: 'compiles', message: `${who} died on it`, index: undefined }
    const rejected = (rung: string, message: string, index: number): Verdict => ({
      kind: 'rejected',
      rung,
      message,
      index: part.offset(index),
    })
    const { status, message, line } = answer
    switch (status) {
      case 'ok':
      case 'mended':
        return { kind: 'verified', by, losses: lossesOf(message, part) }
      case 'deep':
        return { kind: 'unverified', reason: `${who} has not the depth for it` }
      case 'before':
        return isExact && !file.isStub
          ? { kind: 'invalid', message: `${who} does not compile it: ${message}`, line }
          : { kind: 'unverified', reason: `${who} does not compile the original: ${message}` }
      case 'after':
        return rejected(
          'compiles',
          `${who} does not compile the result: ${message}`,
          back(part, lineStart(part.after, line)),
        )
      case 'warning':
        return rejected(
          'compiles',
          `${who} warns of the result: ${message}`,
          back(part, lineStart(part.after, line)),
        )
      default: {
        const at =
          answer.at >= 0 ? indexOf(part.before, answer.at) : back(part, indexOf(part.after, -answer.at - 1))
        return rejected(status, message, at)
      }
    }
  }
}

/** Jobs that wait before another interpreter is worth its start. */
const BUSY = 24

/** What of a file is sent. */
interface Part extends Omit<Rewritten, 'target' | 'isStub'> {
  /** From an index of this part's old text to the file's. */
  readonly offset: (index: number) => number
}

/** The edited top-level statements of a file, as a file of their own. */
function excerpt(file: Rewritten): Part {
  const { before, after, evidence } = file
  const spans = evidence.excerpt
  const befores: string[] = []
  const afters: string[] = []
  const moves: {
    readonly from: number
    readonly to: number
    readonly start: number
    readonly end: number
  }[] = []
  const newSpans: {
    readonly from: number
    readonly to: number
    readonly start: number
    readonly end: number
  }[] = []
  const edits: (Span & { text: string })[] = []
  let at = 0
  let newAt = 0
  let shift = 0
  let next = 0
  for (const { start, end } of spans) {
    const from = start + shift
    for (let edit = file.edits[next]; edit && edit.end <= end; edit = file.edits[++next]) {
      edits.push({ start: edit.start - start + at, end: edit.end - start + at, text: edit.text })
      shift += edit.text.length - (edit.end - edit.start)
    }
    const text = before.slice(start, end)
    const newText = after.slice(from, end + shift)
    // The last line of a file may have no end.
    const isOpen = !text.endsWith('\n') && text !== ''
    moves.push({ from: at, to: at + text.length, start, end })
    newSpans.push({ from: newAt, to: newAt + newText.length, start: from, end: end + shift })
    befores.push(text, isOpen ? '\n' : '')
    afters.push(newText, isOpen ? '\n' : '')
    at += text.length + (isOpen ? 1 : 0)
    newAt += newText.length + (isOpen ? 1 : 0)
  }
  const moved = (list: typeof moves, span: Span): Span | undefined => {
    const move = list.find((candidate) => candidate.start <= span.start && span.end <= candidate.end)
    return move && { start: span.start - move.start + move.from, end: span.end - move.start + move.from }
  }
  const spots = (list: typeof moves, all: readonly Spot[]) =>
    all.flatMap((spot) => {
      const span = moved(list, spot)
      return span ? [{ ...spot, ...span }] : []
    })
  return {
    before: befores.join(''),
    after: afters.join(''),
    edits,
    sites: file.sites.flatMap((site) => {
      // A site may be somewhere else than its edits.
      const edited = (site.edited ?? [site]).flatMap((span) => moved(moves, span) ?? [])
      return edited.length === 0 ? [] : [{ ...(moved(moves, site) ?? { start: -1, end: -1 }), edited }]
    }),
    evidence: {
      before: spots(moves, evidence.before),
      after: spots(newSpans, evidence.after),
      excerpt: [],
    },
    offset: (index) => {
      // The end of one part is the start of the next.
      const move = moves.findLast(({ from }) => from <= index)
      return move ? index - move.from + move.start : 0
    },
  }
}

/** The lines and bytes of a job, as program.ts reads them. */
function jobOf(id: number, { before, after, edits, sites, evidence }: Part): (string | Uint8Array)[] {
  const oldBytes = Buffer.from(before)
  const newBytes = Buffer.from(after)
  const byte = byteOffsets(before, oldBytes.length)
  const newByte = byteOffsets(after, newBytes.length)
  const words: (string | number)[] = []
  for (const { start, end, text } of edits) words.push(byte(start), byte(end), Buffer.byteLength(text))
  const owners = ownersOf(edits, sites)
  for (const { edit, start, end } of owners) words.push(edit, byte(start), byte(end))
  for (const { start, end, kinds, isLoose } of evidence.before)
    words.push(byte(start), byte(end), kinds, isLoose ? 1 : 0)
  for (const { start, end, kinds, isLoose } of evidence.after)
    words.push(newByte(start), newByte(end), kinds, isLoose ? 1 : 0)
  const counts = [edits.length, owners.length, evidence.before.length, evidence.after.length]
  return [
    `${id} ${oldBytes.length} ${newBytes.length} ${counts.join(' ')}\n${words.join(' ')}\n`,
    oldBytes,
    newBytes,
  ]
}

/** For each edit the sites that it is in; none where it is an import's, or lies outside of the site that it came of. */
function ownersOf(edits: readonly Span[], sites: readonly Site[]): (Span & { edit: number })[] {
  const owners: (Span & { edit: number })[] = []
  const free = new Set<number>()
  for (const site of sites) {
    const seen = new Set<number>()
    for (const { start, end } of site.edited ?? [site]) {
      let low = 0
      let high = edits.length
      while (low < high) {
        const middle = (low + high) >> 1
        if ((edits[middle]?.end ?? 0) < start) low = middle + 1
        else high = middle
      }
      for (let edit = low; (edits[edit]?.start ?? Number.POSITIVE_INFINITY) <= end; edit++) seen.add(edit)
    }
    for (const edit of seen) {
      const { start, end } = edits[edit] as Span
      if (site.start <= start && end <= site.end) owners.push({ edit, start: site.start, end: site.end })
      else free.add(edit)
    }
  }
  return owners.filter(({ edit }) => !free.has(edit))
}

/** From UTF-16 indices to UTF-8 offsets; cheap when asked in order. */
function byteOffsets(text: string, bytes: number): (index: number) => number {
  if (bytes === text.length) return (index) => index
  let at = 0
  let offset = 0
  return (index) => {
    if (index < at) {
      at = 0
      offset = 0
    }
    offset += Buffer.byteLength(text.slice(at, index))
    at = index
    return offset
  }
}

function indexOf(text: string, offset: number): number {
  return Buffer.from(text).subarray(0, offset).toString().length
}

/** Where a 1-based line starts. */
function lineStart(text: string, line: number): number {
  let at = 0
  for (let count = 1; count < line; count++) {
    const newline = text.indexOf('\n', at)
    if (newline < 0) break
    at = newline + 1
  }
  return at
}

/** The index of the old text that an index of the new one came from. */
function back({ edits }: Part, index: number): number {
  let shift = 0
  for (const { start, end, text } of edits) {
    if (index < start + shift) break
    if (index < start + shift + text.length) return start
    shift += text.length - (end - start)
  }
  return index - shift
}

function lossesOf(message: string, part: Part): Loss[] {
  return message === ''
    ? []
    : message.split('\n').map((line) => {
        const [at = '', kind = '', ...what] = line.split(' ')
        const index = part.offset(indexOf(part.before, Number(at)))
        return { kind: kind as Loss['kind'], what: what.join(' '), index }
      })
}

/** The environment without what would make Python another one than it is. */
function environment(env: Places['env']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('PYTHON')))
}
