import type { Edit } from '../edits/change.ts'
import type { Project } from '../project/project.ts'
import type { Replacements } from '../project/replacements.ts'
import { lineEnd, lineStart } from '../python/layout.ts'
import type { Node } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'
import type { Match } from './matches.ts'

const PATH = /(?<![\w.])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/g

const known = new WeakMap<Project, Map<string, Replacements>>()

/**
 * Why a change must not be made for the sake of tests: it no longer uses a name that they put something else in place of
 * (`mock.patch('pkg.mod.io')`), or calls it in another way than they ask for.
 */
export function usesLessThanTestsReplace(
  match: Match,
  edits: readonly Edit[],
  module: Module,
  project: Project,
): string | undefined {
  const replaced = replacementsFor(module.path, project)
  if (replaced.isEmpty) return undefined
  const name = replacedCallee(match, module, replaced) ?? replacedPath(match, edits, module, replaced)
  return name && `tests replace ${name}, which would not be used here any more: change them first`
}

function replacementsFor(path: string, project: Project): Replacements {
  const ofProject = known.get(project) ?? new Map<string, Replacements>()
  known.set(project, ofProject)
  const replaced = ofProject.get(path) ?? project.imports.replacementsSeenBy(path)
  ofProject.set(path, replaced)
  return replaced
}

/** Of a call that the transform is about: its arguments are what the change is about, too. */
function replacedCallee({ transform, captures }: Match, module: Module, replaced: Replacements) {
  for (const capture of Object.keys(transform.where)) {
    const node = captures[capture]
    if (!node || parentOf(node)?.type !== 'call') continue
    const name = replaced.of(node.text, meaningOf(node, module), true)
    if (name !== undefined) return name
  }
  return undefined
}

/** Of what stood in the lines before, and does no longer. */
function replacedPath(match: Match, edits: readonly Edit[], module: Module, replaced: Replacements) {
  if (match.transform.drops.includes('statements') || edits.length === 0) return undefined
  const { text } = module.tree
  const from = lineStart(text, Math.min(...edits.map(({ start }) => start)))
  const to = lineEnd(text, Math.max(...edits.map(({ end }) => end)))
  let after = text.slice(from, to)
  for (const { start, end, text: inserted } of edits.toSorted((a, b) => b.start - a.start))
    after = after.slice(0, start - from) + inserted + after.slice(end - from)
  const left = new Map<string, number>()
  for (const [path] of after.matchAll(PATH)) left.set(path, (left.get(path) ?? 0) + 1)
  for (const { 0: path, index } of text.slice(from, to).matchAll(PATH)) {
    const count = left.get(path) ?? 0
    left.set(path, count - 1)
    if (count > 0) continue
    const node = module.tree.nodeAt(from + index, from + index + path.length)
    // An import alone reaches nothing yet, and an annotation is evaluated before any test runs.
    if (isImported(node) || module.annotationOf(node)) continue
    const name = replaced.of(path, meaningOf(node, module))
    if (name !== undefined) return name
  }
  return undefined
}

function meaningOf(node: Node, module: Module): string | undefined {
  const qualified = module.qualify(node)
  return qualified.kind === 'certain' ? qualified.name : undefined
}

function isImported(node: Node): boolean {
  for (const up of [node, ...ancestorsOf(node)])
    if (/^import(?:_from)?_statement$|^future_import/.test(up.type)) return true
  return false
}
