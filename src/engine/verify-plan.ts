import { readFileSync } from 'node:fs'
import { LineIndex } from '../python/layout.ts'
import { atLeast, formatVersion, parseVersion, type Version } from '../python/version.ts'
import type { Registry } from '../transform/define.ts'
import type { Rewritten } from '../verify/rewritten.ts'
import type { Verdict } from '../verify/verdict.ts'
import { Verifier } from '../verify/verifier.ts'
import { changeAt } from './check-plan.ts'
import type { ChangeRecord, FileOutcome } from './outcome.ts'
import type { FileToPlan, PlanRequest } from './request.ts'

type Changed = Extract<FileOutcome, { status: 'changed' }>
type Skipped = Extract<FileOutcome, { status: 'skipped' }>

/** Has CPython look at the files of a run while others are still planned. */
export class PlanVerifier {
  readonly #verifier: Verifier
  readonly #target: Version
  readonly #registry: Registry

  constructor(verifier: Verifier, target: Version, registry: Registry) {
    this.#verifier = verifier
    this.#target = target
    this.#registry = registry
  }

  /** What becomes of an outcome once CPython has seen it; undefined where it need not. */
  check(file: FileToPlan, outcome: FileOutcome): Promise<FileOutcome> | undefined {
    if (outcome.status === 'changed' && outcome.evidence) return this.#changed(outcome, outcome.evidence)
    if (outcome.status === 'skipped' && outcome.skip.reason.startsWith('syntax error'))
      return this.#unparsed(file, outcome)
    return undefined
  }

  /** Says that there will be something to look at, as far as can be told. */
  expect(): void {
    this.#verifier.warmUp()
  }

  close(): void {
    this.#verifier.close()
  }

  async #changed(outcome: Changed, evidence: NonNullable<Changed['evidence']>): Promise<FileOutcome> {
    const { before, after, edits, changes, path } = outcome
    const file: Rewritten = {
      before,
      after,
      edits,
      sites: changes,
      evidence,
      target: evidence.target,
      isStub: path.endsWith('.pyi'),
    }
    const verdict = await this.#verifier.check(file)
    return withVerdict(outcome, undeclared(outcome, verdict, this.#registry) ?? verdict)
  }

  /** Python that the parser does not know is not broken Python: the reason says which of both it is. */
  async #unparsed(file: FileToPlan, outcome: Skipped): Promise<FileOutcome> {
    const bytes = file.bytes ?? readAgain(file.absolute)
    if (!bytes) return outcome
    const answer = await this.#verifier.compiles(bytes, this.#target)
    if (!answer) return outcome
    const { python } = answer
    const version = parseVersion(python)
    const name = version ? formatVersion(version) : python
    if (!answer.ok) {
      const isExact = version !== undefined && atLeast(this.#target, version)
      if (!isExact) return outcome
      const { line, message } = answer
      const { kind, reason, line: here } = outcome.skip
      const skip = { kind, reason: `${reason} (CPython ${name}: ${message})`, line }
      return { ...outcome, skip: line === here ? { ...outcome.skip, ...skip } : skip }
    }
    const reason = `valid Python ${name}, but the parser of pymolt does not understand it here (${outcome.skip.reason})`
    return { ...outcome, skip: { ...outcome.skip, reason } }
  }
}

/** The bytes of a file; undefined when it cannot be read any more. */
function readAgain(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

/** The verifier for a run; undefined when none is wanted. */
export function planVerifier(request: PlanRequest, registry: Registry): PlanVerifier | undefined {
  const { verify, root, python, threads } = request
  const target = parseVersion(request.target.version)
  if (verify === undefined || verify === 'off' || !target) return undefined
  const verifier = new Verifier({
    target,
    level: verify,
    root,
    env: process.env,
    processes: threads > 2 ? 2 : 1,
    ...(python === undefined ? {} : { python }),
  })
  return new PlanVerifier(verifier, target, registry)
}

/** The first loss that no transform with an edit at its place has declared, as a rejection. */
export function undeclared(
  { changes, edits }: Pick<Changed, 'changes' | 'edits'>,
  verdict: Verdict,
  registry: Registry,
): Verdict | undefined {
  if (verdict.kind !== 'verified') return undefined
  for (const { kind, what, places } of verdict.losses) {
    const [index] = places
    const owners = places.flatMap((place) => ownersOf(changes, edits, place))
    const mayDrop = ({ transform }: ChangeRecord) => registry[transform]?.drops.includes(`${kind}s`)
    // What one rewrite moved, another may have dropped where it then stood.
    const bare = what.replace(/^['"]|['"]$/g, '')
    const mayHave = (change: ChangeRecord) =>
      change.before.includes(bare) || owners.some((owner) => isEditedBy(change, owner.edited))
    if (owners.some(mayDrop) || changes.some((change) => mayDrop(change) && mayHave(change))) continue
    const who = changeAt(changes, index)?.transform ?? 'no transform'
    return {
      kind: 'rejected',
      rung: 'containment',
      message:
        kind === 'negation'
          ? `the ${what} around it says "not" once more or once less, which ${who} does not declare`
          : `the ${kind} ${what} is gone, which ${who} does not declare`,
      index,
    }
  }
  return undefined
}

/** Whether a change has an edit where another has one. */
function isEditedBy({ edited = [] }: ChangeRecord, places: ChangeRecord['edited']): boolean {
  return edited.some(({ start, end }) => places?.some((other) => other.start <= end && start <= other.end))
}

/** The changes with an edit at a place; where there is none, the one that is nearest. */
function ownersOf(
  changes: Changed['changes'],
  edits: Changed['edits'],
  place: number,
): readonly ChangeRecord[] {
  // Edits of several passes may have become one.
  const edit = edits.find(({ start, end }) => start <= place && place < end)
  const here = edit
    ? changes.filter(({ edited = [] }) =>
        edited.some((span) => span.start <= edit.end && edit.start <= span.end),
      )
    : []
  const nearest = changeAt(changes, place)
  return here.length > 0 || !nearest ? here : [nearest]
}

function withVerdict(outcome: Changed, verdict: Verdict): FileOutcome {
  const { path, skips, findings, unusedSuppressions } = outcome
  const base = { path, skips, findings, unusedSuppressions }
  switch (verdict.kind) {
    case 'verified':
      return { ...withoutEvidence(outcome), verified: verdict.by }
    case 'unverified':
      return { ...withoutEvidence(outcome), unverified: verdict.reason }
    case 'invalid': {
      const { line, message } = verdict
      return { ...base, status: 'skipped', skip: { kind: 'input', reason: message, line } }
    }
    case 'rejected': {
      const { index, rung, message } = verdict
      const change = changeAt(outcome.changes, index)
      const line = index === undefined ? undefined : new LineIndex(outcome.before).positionOf(index).line
      return {
        ...base,
        status: 'failed',
        error: message,
        rung,
        ...(change ? { transform: change.transform } : {}),
        ...(line === undefined ? {} : { line }),
      }
    }
  }
}

function withoutEvidence({ evidence: _, ...outcome }: Changed): Changed {
  return outcome
}
