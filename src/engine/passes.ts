import { createHash } from 'node:crypto'
import { applyEdits, Selection, selectChanges } from '../edits/apply.ts'
import type { Change, Edit } from '../edits/change.ts'
import { commentLost } from '../edits/comments.ts'
import { composeEdits, spanMapper } from '../edits/compose.ts'
import { planImports } from '../edits/imports.ts'
import { newBlankLines } from '../edits/statements.ts'
import { checkTree } from '../python/gates.ts'
import { reparse } from '../python/reparse.ts'
import type { Source } from '../python/source.ts'
import { parse, type SyntaxTree } from '../python/tree.ts'
import { Module } from '../semantics/module.ts'
import type { NamedTransform } from '../transform/define.ts'
import { type Again, confinedTo, keyOf } from './again.ts'
import type { AnchorHit } from './anchors.ts'
import { changeAt } from './check-plan.ts'
import { Convergence } from './convergence.ts'
import type { FileEnvironment } from './file-environment.ts'
import { keepBindings } from './kept-bindings.ts'
import { LeftAlone } from './left-alone.ts'
import { findMatches } from './matches.ts'
import { Origin } from './origin.ts'
import type { ChangeRecord, FileOutcome, FindingRecord } from './outcome.ts'
import { blaming, PlanFailure } from './plan-failure.ts'
import { kindsOf, presentIn } from './present.ts'
import { Receivers } from './receivers.ts'
import { type Pass, Requests } from './requests.ts'
import { Suppressions } from './suppressions.ts'
import { type Touched, touchedBy } from './touched.ts'
import { unusedSuppressions } from './unused-suppressions.ts'

const nothing = { skips: [], findings: [], unusedSuppressions: [] } as const

/** The passes over one file, until nothing changes any more. */
export class FilePlan {
  readonly #path: string
  readonly #bytes: Uint8Array
  readonly #source: Source
  readonly #environment: FileEnvironment
  /** The file as it was. */
  readonly #original: Module
  readonly #origin: Origin
  readonly #receivers: Receivers
  readonly #suppressions: Suppressions
  readonly #requests: Requests
  readonly #records: ChangeRecord[] = []
  readonly #droppedComments: string[] = []
  /** Beside changes that were made: no later pass comes to their sites. */
  readonly #found: FindingRecord[] = []
  readonly #convergence: Convergence
  #module: Module
  /** Where the next pass has to look, and once there is nothing to do there; and what earlier ones left alone elsewhere. */
  #touched: Touched | undefined
  #again: readonly Again[] = []
  /** The transforms that earlier passes had something to look at for. */
  #looked: ReadonlySet<NamedTransform> = new Set()
  #elsewhere = new LeftAlone()

  constructor(
    path: string,
    bytes: Uint8Array,
    source: Source,
    tree: SyntaxTree,
    environment: FileEnvironment,
  ) {
    this.#path = path
    this.#bytes = bytes
    this.#source = source
    this.#environment = environment
    this.#module = this.#moduleOf(tree)
    this.#original = this.#module
    this.#origin = new Origin(path, source.text)
    this.#convergence = new Convergence(this.#origin)
    this.#receivers = new Receivers(
      this.#original,
      this.#origin,
      environment.project,
      environment.told?.[path] ?? [],
    )
    this.#suppressions = new Suppressions(tree)
    this.#requests = new Requests(
      environment,
      this.#original,
      this.#origin,
      this.#suppressions,
      this.#receivers,
    )
  }

  /** The file as it was. */
  get original(): Module {
    return this.#original
  }

  /** The file as the passes so far leave it. */
  get result(): Module {
    return this.#module
  }

  run(): FileOutcome {
    if (this.#suppressions.wholeFile)
      return {
        path: this.#path,
        status: 'skipped',
        skip: { kind: 'policy', reason: '# pymolt: skip-file' },
        ...nothing,
      }
    let last = this.#pass()
    while (last.applied.length > 0) {
      this.#convergence.passed(last.applied)
      last = this.#pass()
    }
    const receivers = this.#receivers.records
    const usedElsewhere = this.#environment.project.saidUsedElsewhere(this.#path)
    const base = {
      path: this.#path,
      skips: last.left.skips,
      findings: this.#findings(last.left.findings),
      unusedSuppressions: unusedSuppressions(this.#suppressions, this.#environment, this.#origin),
      ...(receivers.length > 0 && { receivers }),
      ...(usedElsewhere.length > 0 && { usedElsewhere }),
    }
    const after = this.#module.tree.text
    if (after === this.#source.text) return { status: 'unchanged', ...base }
    this.#checkComments()
    return {
      status: 'changed',
      ...base,
      changes: this.#records.sort((a, b) => a.start - b.start || a.end - b.end),
      edits: this.#origin.edits,
      before: this.#source.text,
      after,
      encoding: this.#source.encoding,
      hasBom: this.#source.hasBom,
      hash: createHash('sha256').update(this.#bytes).digest('hex'),
    }
  }

  #moduleOf(tree: SyntaxTree): Module {
    const { project, target } = this.#environment
    const about = project.graph.moduleOf(this.#path)
    return new Module(tree, {
      path: this.#path,
      ...(about ? { name: about.name } : {}),
      isPackage: about?.isPackage ?? /(?:^|\/)__init__\.pyi?$/.test(this.#path),
      isStub: this.#path.endsWith('.pyi'),
      target,
      hierarchy: project.hierarchy,
      starBinds: (module, name) => project.starBinds(module, name),
      handsOn: (name, imported) => project.handsOn(this.#path, name, imported),
    })
  }

  /** Runs every transform once, cleans up after what does not overlap, and applies it. */
  #pass(): Pass {
    const text = this.#module.tree.text
    const { changing, reporting } = kindsOf(this.#environment.transforms)
    const { hits, transforms } = presentIn(text, changing)
    const pass: Pass = {
      applied: [],
      again: [],
      deferred: [],
      looked: new Set(),
      beside: new Map(),
      earlier: this.#elsewhere,
      left: new LeftAlone(),
      leftByOthers: new LeftAlone(),
    }
    const requested = (
      transforms: readonly NamedTransform[],
      pending: readonly Edit[] = [],
      touched?: (transform: NamedTransform) => Touched | undefined,
      at: readonly AnchorHit[] = hits,
    ) => this.#requests.of(findMatches(this.#module, transforms, at, touched), this.#module, pass, pending)
    const inPhase = (phase: string) => transforms.filter((transform) => transform.phase === phase)
    // One that had nothing to look at before looks everywhere: what it needs in a file was written by another.
    const known = this.#looked
    this.#looked = new Set([...known, ...transforms])
    const rewritten = (touched: (transform: NamedTransform) => Touched | undefined): readonly Change[] => {
      const { applied, deferred } = selectChanges(requested(inPhase('rewrite'), [], touched), text)
      const { kept, waiting } = keepBindings(applied, this.#module)
      for (const { span } of [...deferred, ...waiting]) pass.deferred.push(span)
      return kept
    }
    let applied = rewritten((transform) => (known.has(transform) ? this.#touched : undefined))
    const again = this.#again.filter((site) => !pass.looked.has(keyOf(site)))
    if (applied.length > 0) for (const site of again) pass.again.push(site)
    else if (again.length > 0) {
      applied = rewritten(confinedTo(again))
    }
    const pending = applied.flatMap((change) => change.edits)
    this.#requests.removed(text, pending)
    const cleanUps =
      pending.length > 0 || this.#origin.edits.length > 0 ? requested(inPhase('clean-up'), pending) : []
    // What is cleaned up depends on the rewrites: where the two clash, the rewrite stays.
    const selection = new Selection(text)
    for (const change of [...applied, ...cleanUps]) selection.add(change)
    pass.applied = selection.changes
    // One after the other: what one of them does may be what another may not rely on.
    for (const transform of inPhase('last'))
      if (pass.applied.length === 0) pass.applied = selectChanges(requested([transform]), text).applied
    pass.left.add(pass.earlier)
    if (pass.applied.length > 0) this.#apply(pass)
    else {
      const present = presentIn(text, reporting)
      requested(present.transforms, [], undefined, present.hits)
    }
    pass.left.add(pass.leftByOthers)
    return pass
  }

  #apply(pass: Pass): void {
    const { applied } = pass
    const before = this.#module
    for (const change of applied) {
      this.#records.push(this.#origin.record(change, before.tree.text))
      this.#found.push(...(pass.beside.get(change) ?? []))
    }
    let edits: readonly Edit[] = [...applied.flatMap((change) => change.edits)].sort(
      (a, b) => a.start - b.start || a.end - b.end,
    )
    this.#requests.removed(before.tree.text, edits)
    let text = applyEdits(before.tree.text, edits)
    let tree = this.#parsed(before.tree, edits, text, applied)
    const blank = newBlankLines(before.tree.text, text)
    if (blank) {
      edits = composeEdits(edits, blank)
      text = applyEdits(text, blank)
      tree = this.#parsed(tree, blank, text, applied)
    }
    const rewrites = edits
    const requests = applied.flatMap((change) => change.imports)
    if (requests.length > 0) {
      const imports = planImports(this.#moduleOf(tree), requests, this.#environment.lineLength)
      edits = composeEdits(edits, imports)
      text = applyEdits(text, imports)
      tree = this.#parsed(tree, imports, text, applied)
    }
    this.#origin.edited(edits)
    for (const change of applied) this.#droppedComments.push(...change.droppedComments)
    this.#convergence.rewritten(before.tree.text, text, applied)
    tree.lineInSource = (index) => this.#origin.place({ start: index, end: index }).line
    this.#module = this.#moduleOf(tree)
    this.#receivers.rewritten(this.#module)
    const map = spanMapper(edits)
    this.#touched = touchedBy(before.tree, rewrites, requests, pass.deferred, tree, map)
    this.#again = this.#touched
      ? pass.again.map(({ transform, span }) => ({ transform, span: map(span) }))
      : []
    this.#elsewhere = pass.left.beyond(this.#touched, map)
  }

  /** Parses a pass's output; a new syntax error is a failure that names a transform. */
  #parsed(before: SyntaxTree, edits: readonly Edit[], text: string, applied: readonly Change[]): SyntaxTree {
    const tree = reparse(before, edits, text)
    const wrong = checkTree(tree)
    if (!wrong) return tree
    const original = this.#module.tree.text
    const culprit =
      applied.find((change) => checkTree(parse(applyEdits(original, change.edits))) !== undefined) ??
      applied[0]
    throw blaming(culprit, this.#origin, 'parse', `the rewritten text would not parse: ${wrong.reason}`)
  }

  #checkComments(): void {
    const comment = commentLost(this.#original.tree, this.#module.tree, this.#droppedComments)
    if (comment === undefined) return
    const index = this.#source.text.indexOf(comment)
    throw new PlanFailure(`a comment would be lost: ${comment}`, {
      rung: 'comments',
      transform: changeAt(this.#records, index)?.transform,
      line: this.#origin.placeInSource({ start: index, end: index }).line,
    })
  }

  /** What the last pass found, and what was found where there is nothing left to find. */
  #findings(last: readonly FindingRecord[]): FindingRecord[] {
    const identity = ({ transform, line, message }: FindingRecord) => `${transform} ${line} ${message}`
    const known = new Set(last.map(identity))
    const all = [...last]
    for (const finding of this.#found) {
      const key = identity(finding)
      if (known.has(key)) continue
      known.add(key)
      all.push(finding)
    }
    return all.sort((a, b) => a.start - b.start || b.end - a.end)
  }
}
