import type { Edit } from '../edits/change.ts'
import type { Project } from '../project/project.ts'
import type { Replacements } from '../project/replacements.ts'
import { lineEnd, lineStart } from '../python/layout.ts'
import type { Node } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import { BUILTINS } from '../semantics/builtins.ts'
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
  if (replaced.isEmpty || edits.length === 0) return undefined
  const called = replacedCallee(match, module, replaced)
  if (called !== undefined) return `tests replace ${called} and ask how it was called: change them first`
  const lines = linesAround(match, edits, module)
  const lost = lostPaths(lines)
  const name = replacedPath(match, lost, module, replaced)
  if (name !== undefined)
    return `tests replace ${name}, which would not be used here any more: change them first`
  const builtin = replacedBuiltin(lines, lost, module, replaced)
  return builtin && `tests replace ${builtin}, which would be used here from now on: change them first`
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

/** Of what stood there before, and does no longer. */
function replacedPath(match: Match, lost: readonly Path[], module: Module, replaced: Replacements) {
  // A test that replaces a flag comes too late for what runs when the module is imported.
  if (match.transform.drops.includes('statements') && !isInFunction(match.node)) return undefined
  for (const { path, at } of lost) {
    const node = module.tree.nodeAt(at, at + path.length)
    // An import alone reaches nothing yet, and an annotation is evaluated before any test runs.
    if (isImported(node) || module.annotationOf(node)) continue
    const name = replaced.of(path, meaningOf(node, module))
    if (name !== undefined) return name
  }
  return undefined
}

/** Of the builtins that are meant from now on: `open` for `io.open`, or where `from io import open` goes. */
function replacedBuiltin(lines: Lines, lost: readonly Path[], module: Module, replaced: Replacements) {
  const there = new Set(lines.before.map(({ path }) => path))
  const meant = lines.after.filter((name) => !there.has(name))
  for (const { path, at } of lost)
    if (BUILTINS.has(path) && isImported(module.tree.nodeAt(at, at + path.length))) meant.push(path)
  for (const name of new Set(meant)) {
    const found = BUILTINS.has(name) ? replaced.of(`builtins.${name}`, `builtins.${name}`) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** A path of names, and its index. */
interface Path {
  readonly path: string
  readonly at: number
}

/** The paths of names in the lines that the edits touch, as they are and as they become. */
interface Lines {
  readonly before: readonly Path[]
  readonly after: readonly string[]
}

function linesAround({ transform, node }: Match, edits: readonly Edit[], { tree: { text } }: Module): Lines {
  let from = lineStart(text, Math.min(...edits.map(({ start }) => start)))
  let to = lineEnd(text, Math.max(...edits.map(({ end }) => end)))
  // What a dead branch uses may go: it is the condition that a test can turn round.
  if (transform.drops.includes('statements')) [from, to] = [node.startIndex, lineEnd(text, node.startIndex)]
  const before = text.slice(from, to)
  let after = before
  for (const edit of edits.toSorted((a, b) => b.start - a.start)) {
    const [start, end] = [Math.max(edit.start, from) - from, Math.min(edit.end, to) - from]
    if (start <= end) after = after.slice(0, start) + edit.text + after.slice(end)
  }
  return {
    before: Array.from(before.matchAll(PATH), ({ 0: path, index }) => ({ path, at: from + index })),
    after: after.match(PATH) ?? [],
  }
}

/** The paths that are not there as often afterwards. */
function lostPaths({ before, after }: Lines): Path[] {
  const left = new Map<string, number>()
  for (const path of after) left.set(path, (left.get(path) ?? 0) + 1)
  return before.filter(({ path }) => {
    const count = left.get(path) ?? 0
    left.set(path, count - 1)
    return count <= 0
  })
}

function meaningOf(node: Node, module: Module): string | undefined {
  const qualified = module.qualify(node)
  return qualified.kind === 'certain' ? qualified.name : undefined
}

function isInFunction(node: Node): boolean {
  for (const { type } of ancestorsOf(node))
    if (type === 'function_definition' || type === 'lambda') return true
  return false
}

function isImported(node: Node): boolean {
  for (const up of [node, ...ancestorsOf(node)])
    if (/^import(?:_from)?_statement$|^future_import/.test(up.type)) return true
  return false
}
