import { field, isWithin, type Node } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'
import { scopeOf } from '../semantics/scopes.ts'
import { isAssignedFirst } from './assigned-first.ts'
import { headersAround } from './awaited.ts'
import type { Context } from './context.ts'

/** The names of a loop's target; undefined where it is more than a name or names in a row. */
export function namesIn(node: Node): string[] | undefined {
  if (node.type === 'identifier') return [node.text]
  return node.namedChildren.every(({ type }) => type === 'identifier')
    ? node.namedChildren.map(({ text }) => text)
    : undefined
}

/** The names that a loop's target binds, in however many tuples; undefined where it is more than names. */
export function boundNames(target: Node): string[] | undefined {
  if (target.type === 'identifier') return [target.text]
  if (!/^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern)$/.test(target.type)) return undefined
  const names: string[] = []
  for (const part of target.namedChildren) {
    const inner = boundNames(part)
    if (!inner) return undefined
    names.push(...inner)
  }
  return names
}

/** Whether code reads local variables by their names; `vars(x)` does not, and `model.eval()` is another. */
export function readsLocals(text: string): boolean {
  return /(?<![\w.])(?:(?:locals|eval|exec)\s*\(|vars\s*\(\s*\))|\.eval\s*\((?!\s*\))/.test(text)
}

/**
 * A statement leaves names bound; what it is replaced by does not: skips the site where they are used elsewhere.
 * @param owner the loop or other statement that binds them, and goes
 */
export function heedUses(names: readonly string[], owner: Node, context: Context): void {
  const { module, project } = context
  const scope = scopeOf(owner)
  if (scope.kind === 'class') context.skip('the class keeps its variable as an attribute')
  if (scope.kind !== 'module' && readsLocals(scope.node.text))
    context.skip('what reads the local variables by name would miss one')
  for (const name of names) {
    const bindings = module.names.bindings(name).filter((one) => one.scope === scope)
    if (bindings.length === 0) context.skip(`${name} is not local to the function`)
    if (bindings.some(({ kind }) => kind === 'delete')) context.skip(`${name} is deleted behind the loop`)
    if (
      scope.kind === 'module' &&
      (module.inAll(name) || project.namesUsedElsewhere(module.path, [name]).size > 0)
    )
      context.skip(`${name} is used in another file`)
    const bound = bindings.find(({ node }) => isWithin(node, owner))?.node ?? owner
    for (const { node } of module.names.loads(name)) {
      if (isWithin(node, owner) || isOfAnotherLoop(node, name) || isAssignedFirst(bound, node, owner))
        continue
      if (module.bindingsOf(node).some((one) => bindings.includes(one)))
        context.skip(`${name} is used outside of the loop, too`)
    }
  }
}

/** Whether a load is in the body of a loop over that name. */
function isOfAnotherLoop(node: Node, name: string): boolean {
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') return false
    if (up.type !== 'for_statement') continue
    const left = field(up, 'left')
    const body = field(up, 'body')
    if (left && boundNames(left)?.includes(name) && body && node.startIndex >= body.startIndex) return true
  }
  return false
}

/** What reads the name; undefined when that is not sure: elsewhere than in a function, other files may. */
export function readsOf(context: Context, name: Node): Node[] | undefined {
  const { names } = context.module
  const scope = scopeOf(name)
  const isLocal = scope.kind !== 'module' && scope.kind !== 'class'
  if (!isLocal && name.text !== '_') return undefined
  const [owner] = context.module.names
    .bindings(name.text)
    .filter(({ node }) => node.startIndex === name.startIndex)
  if (!owner || owner.scope !== scope) return undefined
  if (readsLocals(scope.node.text)) return undefined
  return names
    .loads(name.text)
    .map(({ node }) => node)
    .filter((node) => context.module.bindingsOf(node).some((one) => one.scope === scope))
}

/** Skips the site where an expression means something else in a scope of its own. */
export function heedScope(context: Context, ...parts: readonly Node[]): void {
  for (const { text } of parts) {
    if (/\byield\b/.test(text)) context.skip('a comprehension cannot yield')
    if (text.includes(':=')) context.skip('what is assigned in it would be assigned in a comprehension')
    if (/(?<![\w.])(?:super\(\)|__class__\b|(?:locals|vars|dir|eval|exec)\()/.test(text))
      context.skip('it looks at the function that it stands in')
  }
}

/**
 * Skips the site where what is to stand in a generator expression may end an iteration: there StopIteration becomes
 * RuntimeError (PEP 479).
 * @param site the statement that goes
 */
export function heedStops(context: Context, site: Node, ...parts: readonly Node[]): void {
  const mayStop = parts.some(({ text }) => /(?<![\w.])next\([^,]*\)|\b__next__\b/.test(text))
  if (mayStop || headersAround(site).some((header) => /\bStopIteration\b/.test(header)))
    context.skip('a StopIteration in it would be an error in a generator')
}
