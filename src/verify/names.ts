import { field, type Node, type Span } from '../python/node.ts'
import { insertedSpans, mapBack, mergedSpans, spanAt, type TextEdit } from '../python/spans.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import { BUILTINS } from '../semantics/builtins.ts'
import type { Module } from '../semantics/module.ts'
import type { Binding } from '../semantics/names.ts'
import { roleOf } from '../semantics/roles.ts'
import type { Problem } from './layout.ts'

/**
 * Names that the new text does not have, or that mean something else than the rewrite can have meant: one that it adds
 * and that nothing binds, or that something nearer than the import or the builtin binds; one whose binding it takes
 * away while it is still read; one that other code reads and that now is what the rewrite has bound.
 * @param sites the texts of the matched spans: what they named is known to the rewrite
 * @returns the problem, at an index of the old text
 */
export function nameProblem(
  before: Module,
  after: Module,
  edits: readonly TextEdit[],
  sites: readonly Span[],
): Problem | undefined {
  const inserted = insertedSpans(edits)
  const isNew = (index: number) => spanAt(inserted, index) !== undefined
  const isGone = (index: number) => spanAt(edits, index) !== undefined
  const known = new Set<string>()
  for (const { start, end } of mergedSpans([...sites, ...edits]))
    for (const [word] of before.tree.text.slice(start, end).matchAll(WORD)) known.add(word)
  const bound = new Set<string>()
  for (const { start, end } of inserted)
    for (const match of after.tree.text.slice(start, end).matchAll(WORD)) {
      const node = nameAt(after, start + match.index, match[0])
      const role = node && roleOf(node)
      if (!node || !role) continue
      if (role.role !== 'load') {
        // What the site itself names, the rewrite knows of.
        if (!known.has(match[0])) bound.add(match[0])
      } else {
        const index = mapBack(edits, node.startIndex)
        const isOwn = ({ node: { startIndex } }: Binding) =>
          isNew(startIndex) &&
          sites.some((site) => holds(site, index) && holds(site, mapBack(edits, startIndex)))
        const wasUnbound = () => before.names.resolve(node.text, before.tree.nodeAt(index)).kind === 'unbound'
        const message = problemWithLoad(after, node, known.has(node.text), wasUnbound, isOwn)
        if (message !== undefined) return { message, index }
      }
    }
  return lostBinding(before, after, edits, isNew) ?? stolenLoad(before, after, edits, bound, isNew, isGone)
}

const WORD = /[\p{L}\p{N}_]+/gu

function nameAt(module: Module, index: number, word: string): Node | undefined {
  const { tree } = module
  if (/\p{N}/u.test(word[0] ?? '') || tree.text[index - 1] === '.') return undefined
  const node = tree.nodeAt(index, index + word.length)
  return node.type === 'identifier' && node.startIndex === index ? node : undefined
}

function holds({ start, end }: Span, index: number): boolean {
  return start <= index && index <= end
}

/** What is wrong with a name that the new text reads; what the same rewrite binds, such as a parameter, it may mean. */
function problemWithLoad(
  after: Module,
  node: Node,
  isKnown: boolean,
  wasUnbound: () => boolean,
  isOwn: (binding: Binding) => boolean,
): string | undefined {
  const name = node.text
  const resolution = after.names.resolve(name, node)
  // A name that is known may be one that nothing defined before, either.
  if (resolution.kind === 'unbound')
    return isKnown && wasUnbound() ? undefined : `the new text uses \`${name}\`, which nothing defines`
  if (resolution.kind !== 'bound' || isKnown) return undefined
  const { bindings, scope } = resolution
  if (bindings.some(({ kind }) => kind === 'import'))
    return bindings.every(({ context }) => context === 'type-checking') &&
      after.annotationOf(node) === undefined &&
      !isPutOff(node) &&
      !after.isStub
      ? `the new text uses \`${name}\`, which is imported for type checkers only`
      : undefined
  const isImported = after.names
    .bindings(name)
    .some(({ kind, scope: own }) => kind === 'import' && own.kind === 'module')
  return scope.kind !== 'module' && (BUILTINS.has(name) || isImported) && !bindings.every(isOwn)
    ? `the new text uses \`${name}\`, which line ${(bindings[0]?.node.startPosition.row ?? 0) + 1} of the result binds to something else`
    : undefined
}

/** Whether a name is in a bound of a type parameter or in what `type` stands for: evaluated when somebody asks. */
function isPutOff(node: Node): boolean {
  return [...ancestorsOf(node)].some(
    (up) =>
      up.type === 'type_alias_statement' ||
      (up.type === 'type_parameter' && /_definition$/.test(parentOf(up)?.type ?? '')),
  )
}

/** A name whose binding is gone, and that is still read. */
function lostBinding(
  before: Module,
  after: Module,
  edits: readonly TextEdit[],
  isNew: (index: number) => boolean,
): Problem | undefined {
  const done = new Set<string>()
  for (const { start, end } of edits)
    for (const match of before.tree.text.slice(start, end).matchAll(WORD)) {
      const name = match[0]
      if (done.has(name)) continue
      const node = nameAt(before, start + match.index, name)
      const role = node && roleOf(node)
      if (role?.role !== 'bind') continue
      done.add(name)
      for (const { node: load } of after.names.loads(name)) {
        if (isNew(load.startIndex) || after.names.resolve(name, load).kind !== 'unbound') continue
        const index = mapBack(edits, load.startIndex)
        if (before.names.resolve(name, before.tree.nodeAt(index)).kind === 'unbound') continue
        return { message: `\`${name}\` is still read, and what defined it is gone`, index }
      }
    }
  return undefined
}

/** A name in code that is not edited, and that now is what the new text binds. */
function stolenLoad(
  before: Module,
  after: Module,
  edits: readonly TextEdit[],
  bound: ReadonlySet<string>,
  isNew: (index: number) => boolean,
  isGone: (index: number) => boolean,
): Problem | undefined {
  for (const name of bound)
    for (const { node } of after.names.occurrences(name)) {
      if (roleOf(node)?.role !== 'load' || isNew(node.startIndex)) continue
      const now = after.names.resolve(name, node)
      if (now.kind !== 'bound' || !now.bindings.some((binding) => isNew(binding.node.startIndex))) continue
      const index = mapBack(edits, node.startIndex)
      const old = before.tree.nodeAt(index)
      const was = before.names.resolve(name, old)
      if (was.kind === 'unbound' || was.kind === 'uncertain') continue
      // A parameter that is given another value is the rewrite's own business.
      if (was.kind === 'bound' && now.scope.kind !== 'module' && was.scope.kind === now.scope.kind) continue
      if (was.kind === 'bound' && was.bindings.some((binding) => isGone(binding.node.startIndex))) continue
      if (was.kind === 'bound' && now.bindings.every((binding) => agrees(binding, was.bindings))) continue
      return { message: `\`${name}\` now is what the new text binds, and was not before`, index }
    }
  return undefined
}

/**
 * Whether a binding is one of the old ones, imports what they do, declares the type variable that they make (PEP 695), or says the
 * type of what they bind.
 */
function agrees(binding: Binding, old: readonly Binding[]): boolean {
  if (binding.kind === 'type-parameter') return old.every(makesTypeVariable)
  if (binding.kind === 'annotation') return true
  return old.some(
    ({ kind, imported, node }) =>
      kind === binding.kind &&
      (imported
        ? imported.module === binding.imported?.module && imported.name === binding.imported.name
        : node.text === binding.node.text),
  )
}

function makesTypeVariable({ kind, owner }: Binding): boolean {
  const value = kind === 'assignment' ? field(owner, 'right') : undefined
  const callee = value?.type === 'call' ? field(value, 'function') : undefined
  return /(?:^|\.)(?:TypeVar|ParamSpec|TypeVarTuple)$/.test(callee?.text ?? '')
}
