import * as fs from 'node:fs'
import { replaceFile, StateError, type StateFolder } from './state-folder.ts'

/** A site that runs leave out. */
export interface LeftOut {
  readonly fingerprint: string
  readonly transform: string
  /** Relative to the root, with `/`. */
  readonly path: string
  /** Where it stood when it was left out; from 1. */
  readonly line: number
  readonly before: string
  readonly after: string
  /** Found by the check, or decided by a person. */
  readonly cause: 'check' | 'choice'
  /** What failed with it. */
  readonly failures?: readonly string[]
  readonly check?: string
  readonly at: string
}

const FORMAT = 1

/**
 * The sites of a project that runs leave out.
 * @throws StateError when the ledger is damaged or of another version
 */
export function readLedger(state: StateFolder): LeftOut[] {
  let text: string
  try {
    text = fs.readFileSync(state.ledger, 'utf8')
  } catch {
    return []
  }
  let ledger: { 'pymolt-ledger'?: unknown; leftOut?: unknown } = {}
  try {
    ledger = JSON.parse(text) as typeof ledger
  } catch {
    // Said below.
  }
  if (ledger['pymolt-ledger'] === FORMAT && Array.isArray(ledger.leftOut)) return ledger.leftOut as LeftOut[]
  throw new StateError(
    `${state.ledger} is damaged or of another version of pymolt. It lists the changes that runs leave out: mend it, or delete it to have them all made again.`,
  )
}

/**
 * Adds sites to the ledger; one that is in it already is replaced.
 * @throws StateError as `readLedger`
 */
export function addToLedger(state: StateFolder, sites: readonly LeftOut[]): void {
  if (sites.length === 0) return
  const all = new Map([...readLedger(state), ...sites].map((site) => [site.fingerprint, site]))
  state.create()
  replaceFile(
    state.ledger,
    `${JSON.stringify({ 'pymolt-ledger': FORMAT, leftOut: [...all.values()] }, undefined, 2)}\n`,
  )
}
