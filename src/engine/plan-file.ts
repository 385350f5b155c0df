import { OverlapError } from '../edits/apply.ts'
import { checkBytes, checkText, checkTree, isGenerated } from '../python/gates.ts'
import { LineIndex } from '../python/layout.ts'
import { isRefusal, type Refusal } from '../python/refusal.ts'
import { decodeSource } from '../python/source.ts'
import { ParserMissingError, parse } from '../python/tree.ts'
import type { NamedTransform } from '../transform/define.ts'
import { anchorsOf } from './anchors.ts'
import { checkPlan } from './check-plan.ts'
import { environmentFor, type FileEnvironment } from './file-environment.ts'
import type { FileOutcome } from './outcome.ts'
import { FilePlan } from './passes.ts'
import { describe, PlanFailure } from './plan-failure.ts'
import { toldAfter } from './receivers.ts'

const nothing = { skips: [], findings: [], unusedSuppressions: [] } as const

function failureOf(error: unknown, text: string): PlanFailure {
  if (error instanceof PlanFailure) return error
  if (!(error instanceof OverlapError)) return new PlanFailure(describe(error), {})
  const { line } = new LineIndex(text).positionOf(Math.min(error.index, text.length))
  return new PlanFailure(error.message, { rung: 'edits', transform: error.transform, line })
}

/** Whether a file has to be parsed at all: some transform's anchor is in it, or a suppression that may be unused. */
export function isCandidate(bytes: Buffer, transforms: readonly NamedTransform[]): boolean {
  return bytes.includes('pymolt:') || anchorsOf(transforms).isIn(bytes)
}

/**
 * Plans one file. What goes wrong is in the outcome.
 * @throws ParserMissingError, for then it is no file's fault
 */
export function planFile(path: string, bytes: Uint8Array, environment: FileEnvironment): FileOutcome {
  const refuse = (refusal: Refusal, text?: string): FileOutcome => {
    const { index, line } = refusal
    const at =
      text !== undefined && index !== undefined
        ? new LineIndex(text).positionOf(index)
        : line !== undefined && { line }
    return {
      path,
      status: 'skipped',
      skip: { kind: refusal.kind, reason: refusal.reason, ...at },
      ...nothing,
    }
  }
  const early = checkBytes(bytes, environment.maxFileSize)
  if (early) return refuse(early)
  const source = decodeSource(bytes)
  if (isRefusal(source)) return refuse(source)
  const textual = checkText(source.text)
  if (textual) return refuse(textual, source.text)
  if (isGenerated(source.text)) return refuse({ kind: 'policy', reason: 'a generated file' })
  try {
    const tree = parse(source.text)
    const wrong = checkTree(tree)
    if (wrong) return refuse(wrong, source.text)
    const own = environmentFor(source.text, environment)
    const plan = new FilePlan(path, bytes, source, tree, own)
    const outcome = plan.run()
    if (outcome.status !== 'changed') return outcome
    return checkPlan(plan, outcome, own, () => {
      const changed = { ...source, text: outcome.after }
      const told = { [path]: toldAfter(own.told?.[path] ?? [], outcome.edits) }
      return new FilePlan(path, bytes, changed, parse(outcome.after), { ...own, told }).run()
    })
  } catch (error) {
    if (error instanceof ParserMissingError) throw error
    const failure = failureOf(error, source.text)
    return {
      path,
      status: 'failed',
      error: failure.message,
      ...(failure.transform === undefined ? {} : { transform: failure.transform }),
      ...(failure.rung === undefined ? {} : { rung: failure.rung }),
      ...(failure.line === undefined ? {} : { line: failure.line }),
      ...nothing,
    }
  }
}
