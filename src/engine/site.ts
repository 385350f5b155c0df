import type { Change, Edit } from '../edits/change.ts'
import { lostComments } from '../edits/comments.ts'
import { stringParts } from '../python/literals.ts'
import { misparse } from '../python/misparse.ts'
import type { Node } from '../python/node.ts'
import { spanOf } from '../python/node.ts'
import { ancestorsOf, parentOf, treeOf } from '../python/tree.ts'
import { atLeast } from '../python/version.ts'
import type { Module } from '../semantics/module.ts'
import { Context } from '../transform/context.ts'
import {
  DeferSite,
  type RequestedFinding,
  type SiteEnvironment,
  SkipSite,
} from '../transform/site-environment.ts'
import type { Match } from './matches.ts'
import { isQuotedSource } from './quoted-source.ts'
import { usesLessThanTestsReplace } from './replaced-names.ts'
import { isNoTargetAnyMore } from './target-edits.ts'

/** What a transform made of one match. */
export type SiteResult =
  | {
      readonly kind: 'change'
      readonly change: Omit<Change, 'fingerprint'>
      readonly findings: readonly RequestedFinding[]
    }
  | { readonly kind: 'skip'; readonly reason: string; readonly findings: readonly RequestedFinding[] }
  | { readonly kind: 'deferred' | 'nothing'; readonly findings: readonly RequestedFinding[] }

/** Whether every `where` capture of the match means what it must; a reason when that cannot be told. */
function meansWhatItMust(match: Match, environment: SiteEnvironment): true | false | string {
  for (const [capture, names] of Object.entries(match.transform.where)) {
    const node = match.captures[capture]
    if (!node) continue
    const qualified = environment.module.qualify(node)
    if (qualified.kind === 'unknown') return false
    if (qualified.kind === 'certain') {
      if (!names.includes(qualified.name)) return false
    } else if (qualified.candidates.some((name) => names.includes(name))) {
      const meant = qualified.candidates.find((name) => names.includes(name))
      return `${node.text} ${node.text === meant ? 'may be something else' : `may not be ${meant}`}: ${qualified.reason}`
    } else return false
  }
  return true
}

/** Runs one transform on one match. Errors of the transform pass through; the file boundary catches them. */
export function runSite(match: Match, environment: SiteEnvironment): SiteResult {
  const { transform, node } = match
  const meaning = meansWhatItMust(match, environment)
  if (meaning === false) return { kind: 'nothing', findings: [] }
  if (typeof meaning === 'string') return { kind: 'skip', reason: meaning, findings: [] }
  const context = new Context(environment, node)
  try {
    // Where nothing is written, nothing can be written wrongly.
    const wrong = transform.safety === 'report' ? undefined : misparse(node)
    if (wrong) context.skip(`the parser reads this line in another way than Python does: ${wrong}`)
    transform.rewrite(match.captures, context)
  } catch (error) {
    if (error instanceof SkipSite)
      return { kind: 'skip', reason: error.reason, findings: context.requested().findings }
    if (error instanceof DeferSite) return { kind: 'deferred', findings: [] }
    throw error
  }
  const { change: asked, review, note, findings } = context.requested()
  const change = asked && { ...asked, edits: fitted(asked.edits, node, environment.module) }
  if (!change || transform.safety === 'report') return { kind: 'nothing', findings }
  const problem =
    problemWith(node, change) ??
    isQuotedSource(change.edits, environment.module, environment.project) ??
    isNoTargetAnyMore(change.edits, environment.module) ??
    usesLessThanTestsReplace(match, change.edits, environment.module, environment.project)
  if (problem) return { kind: 'skip', reason: problem, findings }
  return {
    kind: 'change',
    findings,
    change: {
      transform: transform.name,
      safety: review ? 'review' : transform.safety,
      ...(note === undefined ? {} : { note }),
      span: spanOf(node),
      ...change,
    },
  }
}

function fitted(edits: readonly Edit[], node: Node, { target }: Module): readonly Edit[] {
  return atLeast(target, '3.12') ? edits : edits.map((edit) => withFreeQuotes(edit, node))
}

/** In a field of an f-string the quotes of the string are not free before Python 3.12: what is written there takes the others. */
function withFreeQuotes(edit: Edit, node: Node): Edit {
  const [written] = /["']/.exec(edit.text) ?? []
  const other = written === '"' ? "'" : '"'
  if (written === undefined || edit.text.includes(other) || edit.text.includes('\\')) return edit
  const isTaken = [...ancestorsOf(outermost(node).nodeAt(edit.start))].some(
    (up) => up.type === 'interpolation' && quoteAround(up) === written,
  )
  return isTaken ? { ...edit, text: edit.text.replaceAll(written, other) } : edit
}

function quoteAround(interpolation: Node): string | undefined {
  const literal = parentOf(interpolation)
  return literal && stringParts(literal)?.quote
}

/** Why a requested change must not be made, whatever the transform says. */
function problemWith(node: Node, change: Pick<Change, 'edits' | 'droppedComments'>): string | undefined {
  const tree = treeOf(node)
  if (tree.host) {
    const quote = /["']+/.exec(tree.host.text)?.[0][0] ?? '"'
    for (const edit of change.edits)
      if (
        edit.start >= tree.host.startIndex &&
        edit.end <= tree.host.endIndex &&
        (edit.text.includes(quote) || /[\\\n{}]/.test(edit.text))
      )
        return 'the new text would not fit into the string annotation around it'
  }
  if (isPrinted(node, change)) return 'an f-string prints the text of the expression, as in {x=}'
  const lost = lostComments(outermost(node), change.edits, change.droppedComments)
  if (lost.length > 0) return `a comment would be lost: ${lost[0]}`
  return undefined
}

/** Whether an edit lies in a field of an f-string that prints its own text: `{x=}`. */
function isPrinted(node: Node, { edits }: Pick<Change, 'edits'>): boolean {
  const fields = /=\s*[!:}]/.test(node.text) ? node.descendantsOfType('interpolation') : []
  for (const up of ancestorsOf(node)) if (up.type === 'interpolation') fields.push(up)
  return fields.some(
    (around) =>
      around.children.some(({ type }) => type === '=') &&
      edits.some(({ start, end }) => start > around.startIndex && end < around.endIndex),
  )
}

function outermost(node: Node) {
  let tree = treeOf(node)
  while (tree.host) tree = treeOf(tree.host)
  return tree
}
