/**
 * Why a file is left alone as a whole. `policy` refusals are choices (size, generated code, Python 2) and do not change the
 * exit code; `input` refusals are files that cannot be read or that CPython would not accept.
 */
export interface Refusal {
  readonly kind: 'policy' | 'input'
  /** For people: a phrase without a full stop. */
  readonly reason: string
  /** UTF-16 index of the place, when the text could be decoded and the reason has one. */
  readonly index?: number
  /** The line of the place, from 1 on, when the text could not be decoded. */
  readonly line?: number
}

/** Whether `value` is a refusal. */
export function isRefusal(value: unknown): value is Refusal {
  if (typeof value !== 'object' || value === null) return false
  const { kind, reason } = value as Partial<Refusal>
  return (kind === 'policy' || kind === 'input') && typeof reason === 'string'
}

/** A refusal of a file that cannot be read or that CPython would not accept. @param index where in the text, where that is known */
export function inputRefusal(reason: string, index?: number): Refusal {
  return index === undefined ? { kind: 'input', reason } : { kind: 'input', reason, index }
}

/** A refusal by choice. @param index where in the text, where that is known */
export function policyRefusal(reason: string, index?: number): Refusal {
  return index === undefined ? { kind: 'policy', reason } : { kind: 'policy', reason, index }
}
