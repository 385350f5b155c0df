import {
  type Binding,
  type Context,
  defineTransform,
  isWithin,
  type Module,
  type Node,
  parentOf,
  reachingBindings,
  type Scope,
  scopeOf,
} from '#transform'
import { isMeantUnused, isNamedInArgument, readsAll } from './_unread.ts'

export default defineTransform({
  summary:
    'Write loop variables and unpacked names that nothing reads with an underscore: for _i in x, a, _b = c',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['B007', 'RUF059'],
  docs: 'https://docs.python.org/3/reference/executionmodel.html#naming-and-binding',
  drops: ['names'],
  query: `
    (for_statement left: (_) @target right: (_) @value) @loop
    (assignment left: [(pattern_list) (tuple_pattern) (list_pattern)] @target right: (_) @value)
    (as_pattern . (_) @value alias: (as_pattern_target . [(tuple) (list)] @target .))`,
  anchors: [
    /^[ \t]*(?:async\s+)?for\b/m,
    /^[ \t]*[([]?[\w*](?:[^=\n#'"]|\\\r?\n)*,(?:[^=\n#'"]|\\\r?\n)*=(?!=)/m,
    /\)[\s\\]*=(?!=)/,
    /\bas\s*[([]/,
  ],
  rewrite({ target, value, loop }, context) {
    if (!target || !value) return
    const scope = scopeOf(target)
    if (scope.kind !== 'function' && !loop) return
    const unread = namesOf(target).filter((name) => isUnread(context, name, scope))
    if (unread.length === 0) return
    if (scope.kind === 'class') return context.skip('the class keeps its variable as an attribute')
    if (isMeantUnused(context, { start: target.startIndex, end: value.endIndex }))
      return context.skip('a comment says that it is meant, or which types the variables have')
    if (readsAll(scope)) return context.skip('all variables may be read here')
    const refusals = unread.map((name) => refusal(context, name, scope))
    if (!refusals.includes(undefined)) return context.skip(refusals[0] ?? '')
    unread.forEach((name, index) => {
      if (refusals[index] === undefined) context.replace(name, `_${name.text}`)
    })
  },
})

/** The names that a target binds, without those that say that nobody reads them. */
function namesOf(target: Node): readonly Node[] {
  const names = target.type === 'identifier' ? [target] : target.descendantsOfType('identifier')
  return names.filter((name) => {
    let up = name
    while (up.startIndex !== target.startIndex || up.endIndex !== target.endIndex) {
      const parent = parentOf(up)
      if (!parent || !/pattern|^(?:tuple|list|list_splat)$/.test(parent.type)) return false
      up = parent
    }
    return !name.text.startsWith('_')
  })
}

/** Whether nothing reads what is given to a name here. */
function isUnread(context: Context, name: Node, scope: Scope): boolean {
  const { own, read, changed } = factsOf(context.module, name.text)
  const binding = own.get(name.startIndex)
  // After `global x` it is a variable of the module.
  if (binding?.scope !== scope || read.has(binding) || changed.has(scope)) return false
  return !isDeclared(context, name.text, scope)
}

/** What is asked of each target of a name. */
interface NameFacts {
  /** Its bindings, by where they stand. */
  readonly own: ReadonlyMap<number, Binding>
  /** Those that anything reads. */
  readonly read: ReadonlySet<Binding>
  /** Where it is deleted, or added to. */
  readonly changed: ReadonlySet<Scope>
}

const known = new WeakMap<Module, Map<string, NameFacts>>()

function factsOf(module: Module, name: string): NameFacts {
  const byName = known.get(module) ?? new Map<string, NameFacts>()
  known.set(module, byName)
  let facts = byName.get(name)
  if (!facts) {
    const bindings = module.names.bindings(name)
    const changes = bindings.filter(({ kind }) => kind === 'delete' || kind === 'augmented')
    facts = {
      own: new Map(bindings.map((binding) => [binding.node.startIndex, binding])),
      read: new Set(module.names.loads(name).flatMap(({ node }) => reachingBindings(module, node))),
      changed: new Set(changes.map(({ scope }) => scope)),
    }
    byName.set(name, facts)
  }
  return facts
}

/** Why a name stays although nothing reads it. */
function refusal(context: Context, name: Node, scope: Scope): string | undefined {
  const { module, project } = context
  const { text } = name
  if (scope.kind === 'module') {
    const isTaken = module.inAll(text) || project.namesUsedElsewhere(module.path, [text]).size > 0
    if (isTaken) return `${text} is used in another file`
  } else if (isNamedInArgument(scope.node, text))
    return `a text names ${text}: what gets it may look for variables of its caller`
  if (bindingsIn(context, text, scope).some(({ kind }) => kind === 'annotation'))
    return `an annotation says which type ${text} has`
  return isFree(context, `_${text}`, scope) ? undefined : `_${text} is something else here`
}

function bindingsIn({ module: { names } }: Context, name: string, scope: Scope): readonly Binding[] {
  return names.bindings(name).filter((one) => one.scope === scope)
}

/** Whether a name means nothing in a scope yet, or only other variables that nothing reads. */
function isFree(context: Context, name: string, scope: Scope): boolean {
  const { names } = context.module
  return (
    bindingsIn(context, name, scope).every(({ kind }) => /^(?:for|assignment|with)$/.test(kind)) &&
    !names.loads(name).some(({ node }) => isWithin(node, scope.node)) &&
    !isDeclared(context, name, scope)
  )
}

/** Whether a function in a scope says that a name is global or nonlocal. */
function isDeclared({ module: { names } }: Context, name: string, scope: Scope): boolean {
  return names.occurrences(name).some(({ role, node }) => role === 'declare' && isWithin(node, scope.node))
}
