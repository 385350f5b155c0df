import type { Change, Edit } from '../edits/change.ts'
import { mapBackSpan } from '../edits/compose.ts'
import { type Node, type Span, spanOf } from '../python/node.ts'
import type { Module } from '../semantics/module.ts'
import { scopeOf } from '../semantics/scopes.ts'
import type { SiteEnvironment } from '../transform/site-environment.ts'
import { type Again, keyOf } from './again.ts'
import type { FileEnvironment } from './file-environment.ts'
import type { LeftAlone } from './left-alone.ts'
import type { Match } from './matches.ts'
import type { Origin } from './origin.ts'
import { isUsed, wordsRemoved } from './orphans.ts'
import type { FindingRecord } from './outcome.ts'
import { describe, PlanFailure } from './plan-failure.ts'
import type { Receivers } from './receivers.ts'
import { runSite, type SiteResult } from './site.ts'
import type { Suppressions } from './suppressions.ts'

/** Milliseconds for one file: what takes longer would hardly come to an end. */
const LONGEST = 120_000

/** What one pass did and left alone. */
export interface Pass {
  applied: readonly Change[]
  readonly again: Again[]
  /** What lost against another change, or waits for one: the next pass looks there first. */
  readonly deferred: Span[]
  /** The sites that it looked at. */
  readonly looked: Set<string>
  /** What was found at sites that a change was requested for. */
  readonly beside: Map<Change, readonly FindingRecord[]>
  /** What earlier passes left alone, as far as this one does not look at it. */
  readonly earlier: LeftAlone
  /** By transforms that rewrite, and by the others: these look at the whole file in every pass. */
  readonly left: LeftAlone
  readonly leftByOthers: LeftAlone
}

/** What transforms ask for at the sites of one file, in all its passes. */
export class Requests {
  readonly #environment: FileEnvironment
  /** The file as it was. */
  readonly #original: Module
  readonly #origin: Origin
  readonly #suppressions: Suppressions
  readonly #receivers: Receivers
  readonly #started = performance.now()
  /** Words that this run took away somewhere: only imports of these can have lost their last use. */
  readonly #removedWords = new Set<string>()

  constructor(
    environment: FileEnvironment,
    original: Module,
    origin: Origin,
    suppressions: Suppressions,
    receivers: Receivers,
  ) {
    this.#environment = environment
    this.#original = original
    this.#origin = origin
    this.#suppressions = suppressions
    this.#receivers = receivers
  }

  /** Takes note of the words that edits take away from a text. */
  removed(text: string, edits: readonly Edit[]): void {
    for (const word of wordsRemoved(text, edits)) this.#removedWords.add(word)
  }

  /**
   * The changes that the transforms ask for at their sites; what they leave alone goes into `pass`.
   * @param module the file as this pass sees it
   * @param pending edits that are about to be made
   */
  of(matches: readonly Match[], module: Module, pass: Pass, pending: readonly Edit[]): Change[] {
    const environment = this.#environment
    const changes: Change[] = []
    const pendingImports = new Map<string, string>()
    // Where a pass goes to sites again, it comes by their neighbours, too.
    const known = new Set(pass.looked)
    for (const match of matches) {
      const { transform, node } = match
      const site = spanOf(node)
      const key = keyOf({ transform: transform.name, span: site })
      if (known.has(key)) continue
      pass.earlier.forget(transform.name, site)
      pass.looked.add(key)
      const isOfModule = scopeOf(node).kind === 'module'
      const result = this.#run(match, {
        module,
        project: environment.project,
        target: environment.target,
        lineLength: environment.lineLength,
        review: environment.review,
        options: environment.options[transform.name] ?? {},
        isSelected: (name) => environment.transforms.some((other) => other.name === name),
        isOrphaned: (name) =>
          this.#removedWords.has(name) &&
          !isUsed(module, name, pending, isOfModule) &&
          // What an earlier pass imported may go again.
          (isUsed(this.#original, name, [], isOfModule) || this.#original.names.bindings(name).length === 0),
        isUnused: (name) => !isUsed(module, name, pending),
        pendingImports,
        typeChecker: this.#receivers,
      })
      // What stood in the way may go by what this pass does elsewhere.
      const isRewrite = transform.phase === 'rewrite' && transform.safety !== 'report'
      if (isRewrite) {
        if (result.kind === 'deferred') pass.deferred.push(site)
        if (result.kind === 'skip') pass.again.push({ transform: transform.name, span: site })
      }
      if (result.kind === 'nothing' && result.findings.length === 0) continue
      if (this.#originalNodes(node).some((one) => this.#suppressions.covers(transform.name, one))) continue
      const left = isRewrite ? pass.left : pass.leftByOthers
      const findings = result.findings.map(({ span, ...finding }) => ({
        transform: transform.name,
        ...finding,
        ...this.#origin.place(span),
      }))
      for (const finding of findings) left.find(site, finding)
      const leave = (reason: string) =>
        left.skip(site, { transform: transform.name, reason, ...this.#origin.place(site) })
      if (result.kind === 'skip') leave(result.reason)
      if (result.kind !== 'change') continue
      const change = {
        ...result.change,
        fingerprint: this.#origin.fingerprint(transform.name, node),
      }
      if (change.safety === 'review' && !environment.review)
        leave(change.note ? `needs --review: ${change.note}` : 'needs --review')
      else if (environment.excludedSites.has(change.fingerprint)) leave('left out on request')
      else {
        changes.push(change)
        pass.beside.set(change, findings)
      }
    }
    return changes
  }

  #run(match: Match, site: SiteEnvironment): SiteResult {
    if (performance.now() - this.#started > LONGEST)
      throw new PlanFailure(`it takes longer than ${LONGEST / 1000} seconds`, {})
    try {
      return runSite(match, site)
    } catch (error) {
      const { line } = this.#origin.place(spanOf(match.node))
      throw new PlanFailure(describe(error), { transform: match.transform.name, line })
    }
  }

  /** What a node was made of; of several statements, such as imports that were put in order, each by itself. */
  #originalNodes(node: Node): readonly Node[] {
    if (this.#origin.edits.length === 0 || this.#suppressions.all.length === 0) return [node]
    const span = mapBackSpan(this.#origin.edits, spanOf(node))
    const [start, end] = [span.start, Math.max(span.end, span.start + 1)]
    const found = this.#original.tree.nodeAt(start, end)
    if (found.type !== 'module' && found.type !== 'block') return [found]
    return found.namedChildren.filter((one) => one.startIndex < end && start < one.endIndex)
  }
}
