import {
  ancestorsOf,
  type Binding,
  blockOf,
  type Context,
  defineTransform,
  field,
  type Node,
  removeStatement,
  type Scope,
  sameNode,
  statementsOf,
} from '#transform'
import { isMeantUnused, isNamedInArgument, isTraced, readsAll } from './_unread.ts'

export default defineTransform({
  summary: 'Drop variables that nothing reads, where nothing else goes with them',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['F841', 'F842'],
  docs: 'https://docs.python.org/3/reference/executionmodel.html#naming-and-binding',
  drops: ['names', 'constants', 'statements'],
  query: `
    (expression_statement . (assignment left: (identifier) @name right: (_) @value) .) @statement
    (as_pattern . (_) @value alias: (as_pattern_target . (identifier) @name .)) @pattern
    (expression_statement . (assignment left: (identifier) @name type: (_) !right) .) @bare`,
  anchors: [
    /(?=[^\W\d])(?<=^[ \t]+)\w+[ \t]*(?::[^=\n]*)?=(?!=)/m,
    /\bas\b/,
    /(?=[^\W\d])(?<=^[ \t]+)\w+[ \t]*:[ \t]*[\w"'][^=\n]*$/m,
  ],
  rewrite({ name, value, statement, pattern, bare }, context) {
    if (!name || name.text.startsWith('_')) return
    if (bare) return dropAnnotation(context, name, bare)
    if (!value) return
    const { names } = context.module
    const binding = names.bindings(name.text).find(({ node }) => sameNode(node, name))
    if (!binding || !isNeverRead(context, binding)) return
    if (isMeantUnused(context, { start: name.startIndex, end: value.endIndex }))
      return context.skip('a comment says that it is meant')
    if (readsAll(binding.scope)) return context.skip('all variables may be read here')
    if (pattern) return context.remove({ start: value.endIndex, end: pattern.endIndex })
    if (!statement) return
    if (isNamedInArgument(binding.scope.node, name.text))
      return context.skip(`a text names ${name.text}: what gets it may look for variables of its caller`)
    // What is given to it later may be what lets the first value go.
    if (!valuesOf(context, binding).every((one) => one && isIdle(context, one)))
      return context.skip(
        `what ${name.text} is given may do something, or be kept by it: drop the name by hand`,
      )
    if (isTraced(context)) return context.skip('what reads the variables of frames sees all of them')
    const block = blockOf(statement)
    if (!block || statementsOf(block).length < 2) return context.skip('nothing else is in its block')
    const removal = removeStatement(context.module.tree, statement)
    if (!removal) return context.skip('a comment beside it would be lost')
    context.carryOut(removal)
  },
})

/** A variable of a function that is annotated, and never given a value: Python does not look at the annotation. */
function dropAnnotation(context: Context, name: Node, bare: Node): void {
  const { names } = context.module
  const binding = names.bindings(name.text).find(({ node }) => sameNode(node, name))
  if (binding?.kind !== 'annotation' || binding.scope.kind !== 'function') return
  const { kinds, reads } = usesOf(context, name.text)
  if ((kinds.get(binding.scope)?.size ?? 0) > 1 || reads.has(binding.scope)) return
  if (isMeantUnused(context, { start: bare.startIndex, end: bare.endIndex }))
    context.skip('a comment says that it is meant')
  const block = blockOf(bare)
  if (!block || statementsOf(block).length < 2) context.skip('nothing else is in its block')
  const removal = removeStatement(context.module.tree, bare)
  if (!removal) context.skip('a comment beside it would be lost')
  context.carryOut(removal)
}

/** Whether nothing reads a variable of a function, or the one of a handler, and all that binds it is of the same kind. */
function isNeverRead(context: Context, { name, kind, scope, node }: Binding): boolean {
  const isExcept = kind === 'except'
  if (!/^(?:assignment|except|with)$/.test(kind) || (scope.kind !== 'function' && !isExcept)) return false
  const { kinds, reads } = usesOf(context, name)
  if ((kinds.get(scope)?.size ?? 0) > 1) return false
  const read = reads.get(scope)
  if (!read || !isExcept) return !read
  // Other handlers may have a variable of that name, and read it.
  const handler = handlersAround(node, name)[0]
  return !read.isOutside && handler !== undefined && !read.handlers.has(handler.startIndex)
}

/** The uses of all variables of one name. */
interface Uses {
  /** How the variables of each scope are bound. */
  readonly kinds: ReadonlyMap<Scope, ReadonlySet<string>>
  readonly reads: ReadonlyMap<Scope, Reads>
}

interface Reads {
  /** Where the handlers begin that have a variable of the name, and a read of it. */
  readonly handlers: Set<number>
  /** Whether it is read where none of them is around. */
  isOutside: boolean
}

const known = new WeakMap<object, Map<string, Uses>>()

function usesOf({ module }: Context, name: string): Uses {
  const ofModule = known.get(module) ?? new Map<string, Uses>()
  known.set(module, ofModule)
  const found = ofModule.get(name)
  if (found) return found
  const { names } = module
  const kinds = new Map<Scope, Set<string>>()
  for (const { scope, kind } of names.bindings(name))
    kinds.set(scope, (kinds.get(scope) ?? new Set()).add(kind))
  const reads = new Map<Scope, Reads>()
  for (const { role, node } of [...names.occurrences(name), ...names.stringLoads(name)]) {
    if (role === 'bind') continue
    const meant = names.resolve(name, node)
    // What is declared global or nonlocal may be any of them.
    const scopes = role === 'declare' ? [...kinds.keys()] : meant.kind === 'bound' ? [meant.scope] : []
    const handlers = handlersAround(node, name)
    for (const scope of scopes) {
      const read = reads.get(scope) ?? { handlers: new Set<number>(), isOutside: false }
      reads.set(scope, read)
      for (const { startIndex } of handlers) read.handlers.add(startIndex)
      if (handlers.length === 0) read.isOutside = true
    }
  }
  const uses = { kinds, reads }
  ofModule.set(name, uses)
  return uses
}

/** The handlers around a node that bind a name, the innermost first. */
function handlersAround(node: Node, name: string): readonly Node[] {
  return [...ancestorsOf(node)].filter(
    (up) => /^except_(?:group_)?clause$/.test(up.type) && aliasOf(up) === name,
  )
}

function aliasOf(handler: Node): string | undefined {
  const pattern = handler.namedChildren.find(({ type }) => type === 'as_pattern')
  return pattern && field(pattern, 'alias')?.text
}

/** What is given to a variable, by each of the assignments to it. */
function valuesOf({ module }: Context, { name, scope }: Binding): (Node | undefined)[] {
  const own = module.names.bindings(name).filter((one) => one.scope === scope)
  return own.map(({ owner }) => field(owner, 'right'))
}

/** Whether working a value out does nothing that anybody could miss, and nothing lives on because of it. */
function isIdle(context: Context, value: Node): boolean {
  switch (value.type) {
    case 'integer':
    case 'float':
    case 'true':
    case 'false':
    case 'none':
    case 'ellipsis':
    case 'lambda':
      return true
    case 'identifier':
      return livesOn(context, value)
    case 'string':
      return !value.namedChildren.some(({ type }) => type === 'interpolation')
    case 'unary_operator':
      return /^(?:integer|float)$/.test(field(value, 'argument')?.type ?? '')
    case 'concatenated_string':
    case 'list':
    case 'tuple':
    case 'expression_list':
    case 'parenthesized_expression':
      return value.namedChildren.every((one) => isIdle(context, one))
    case 'dictionary':
      return value.namedChildren.every(
        (pair) =>
          pair.type === 'pair' &&
          /^(?:string|integer)$/.test(field(pair, 'key')?.type ?? '') &&
          pair.namedChildren.every((one) => isIdle(context, one)),
      )
    default:
      return false
  }
}

/** Whether what a name stands for stays alive without another name for it: a builtin, a definition, a parameter that nothing changes. */
function livesOn({ module }: Context, name: Node): boolean {
  const meant = module.names.resolve(name.text, name)
  if (meant.kind !== 'bound') return meant.kind === 'builtin'
  const [only, ...more] = meant.bindings
  return more.length === 0 && /^(?:parameter|import|function|class)$/.test(only?.kind ?? '')
}
