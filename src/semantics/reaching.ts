import { field, isWithin, type Node, sameNode } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { Binding } from './bindings.ts'
import { functionAround } from './definitions.ts'
import type { Module } from './module.ts'
import { scopeOf, withoutComprehensions } from './scopes.ts'

/**
 * The bindings whose value `use` may read, of all those that its name has in its scope: one that surely ran last hides those before it.
 * Never too few: where the order is not plain, all of them.
 */
export function reachingBindings(module: Module, use: Node): readonly Binding[] {
  const resolution = module.names.resolve(use.text, use)
  if (resolution.kind !== 'bound') return []
  const all = resolution.bindings.filter(({ kind }) => kind !== 'delete')
  const own = scopeOf(use)
  if (all.length < 2 || (own !== resolution.scope && withoutComprehensions(own) !== resolution.scope))
    return all
  const found: Binding[] = []
  for (let i = all.length - 1; i >= 0; i--) {
    const binding = all[i]
    if (!binding || !isBefore(binding, use)) continue
    found.push(binding)
    if (covers(binding, use)) break
  }
  const loop = loopAround(use, found[0])
  const rounds = loop ? all.filter(({ node }) => isWithin(node, loop)) : []
  for (const binding of [...rounds, ...fromElsewhere(resolution.bindings)])
    if (!found.includes(binding)) found.push(binding)
  return found.length > 0 ? found : all
}

/** By the bindings of a name: all of its uses ask. */
const knownFromElsewhere = new WeakMap<readonly Binding[], readonly Binding[]>()

function fromElsewhere(bindings: readonly Binding[]): readonly Binding[] {
  const known = knownFromElsewhere.get(bindings)
  if (known) return known
  const found = bindings.filter((binding) => binding.kind !== 'delete' && isFromElsewhere(binding))
  knownFromElsewhere.set(bindings, found)
  return found
}

/** Whether it stands in a function or class that says `global` or `nonlocal`: when that runs nobody knows. */
function isFromElsewhere({ node, kind, scope }: Binding): boolean {
  return kind !== 'parameter' && withoutComprehensions(scopeOf(node)) !== scope
}

/** Whether the binding has happened when `use` is evaluated, if it happens at all: `x = f(x)` binds after it reads. */
function isBefore({ node, owner, kind }: Binding, use: Node): boolean {
  if (node.startIndex >= use.startIndex) return false
  const isInside = isWithin(use, owner)
  if (!isInside) return true
  switch (kind) {
    case 'parameter':
      return true
    case 'for':
    case 'comprehension':
      return !within(use, field(owner, 'right'))
    case 'with':
    case 'except':
      return true
    default:
      return false
  }
}

/** Whether the binding has surely happened before `use`: it stands in a block around it. */
function covers({ statement, kind, owner }: Binding, use: Node): boolean {
  if (kind === 'parameter') return true
  if (kind === 'for' || kind === 'comprehension') return within(use, field(owner, 'body') ?? parentOf(owner))
  if (kind === 'walrus') return false
  const block = parentOf(statement)
  return within(use, statement) || (within(use, block) && !!block)
}

/** The outermost loop around `use` by whose next round what is bound behind `use` reaches it, as `nearest` does not come between. */
function loopAround(use: Node, nearest: Binding | undefined): Node | undefined {
  let outermost: Node | undefined
  for (const up of ancestorsOf(use)) {
    if (/^(?:function_definition|class_definition|lambda)$/.test(up.type)) break
    if (up.type !== 'for_statement' && up.type !== 'while_statement') continue
    if (nearest && isWithin(nearest.node, up) && covers(nearest, use)) break
    outermost = up
  }
  return outermost
}

function within(node: Node, around: Node | undefined): boolean {
  return !!around && isWithin(node, around)
}

const ASKS = /\bis(?:instance|subclass)\b/

/** What `isinstance` or `issubclass` says of a value. */
export interface Narrowing {
  /** Whether it is asked of the value itself, as a class. */
  readonly isClass: boolean
  /** The second argument of the call. */
  readonly classes: Node
  /** Whether the value is of these classes, or surely is not. */
  readonly holds: boolean
}

/** Where in the code it is asked. */
interface Asked extends Narrowing {
  /** What is tested, as it is written. */
  readonly value: string
  /** The end of the call. */
  readonly end: number
}

/**
 * What the tests around `use` say of `use` itself: `if isinstance(use, C):`, `elif`, `and`, `… if … else …`, a comprehension's
 * `if`, and `if not isinstance(use, C): return` before it. The innermost first.
 */
export function narrowingsOf(module: Module, use: Node): readonly Narrowing[] {
  const found: Narrowing[] = []
  const text = use.text
  let child = use
  for (const up of ancestorsOf(use)) {
    if (/^(?:function_definition|class_definition|lambda|module)$/.test(up.type)) {
      found.push(...earlierExits(module, child, use))
      break
    }
    if (up.type === 'block') found.push(...earlierExits(module, child, use))
    for (const [test, holds] of testsAround(up, child)) {
      if (within(use, test) && sameNode(test, child)) continue
      if (!ASKS.test(test.text)) continue
      const asked = narrowingsIn(module, test, holds).filter(({ value }) => value === text)
      // What is not bound behind the first is not bound behind the others.
      const first = Math.min(...asked.map(({ end }) => end))
      const isClear = asked.length > 0 && !isRebound(module, use, first)
      found.push(...(isClear ? asked : asked.filter(({ end }) => !isRebound(module, use, end))))
    }
    child = up
  }
  return found
}

/** The conditions that hold (or do not) where `child` of `up` is evaluated. */
function* testsAround(up: Node, child: Node): Generator<[Node, boolean]> {
  switch (up.type) {
    case 'if_statement': {
      const condition = field(up, 'condition')
      if (!condition) return
      if (sameNode(field(up, 'consequence'), child)) yield [condition, true]
      else if (!sameNode(condition, child)) {
        yield [condition, false]
        for (const clause of up.childrenForFieldName('alternative')) {
          if (sameNode(clause, child)) break
          const other = field(clause, 'condition')
          if (other) yield [other, false]
        }
      }
      return
    }
    case 'elif_clause':
    case 'while_statement': {
      const condition = field(up, 'condition')
      if (condition && child.type === 'block') yield [condition, true]
      return
    }
    case 'conditional_expression': {
      const [body, condition, orelse] = up.namedChildren
      if (condition && sameNode(body, child)) yield [condition, true]
      if (condition && sameNode(orelse, child)) yield [condition, false]
      return
    }
    case 'boolean_operator': {
      const left = field(up, 'left')
      if (left && sameNode(field(up, 'right'), child)) yield [left, field(up, 'operator')?.text === 'and']
      return
    }
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression':
      if (sameNode(field(up, 'body'), child))
        for (const clause of up.namedChildren)
          if (clause.type === 'if_clause' && clause.firstNamedChild) yield [clause.firstNamedChild, true]
  }
}

/** A test of a block, behind which it has held. */
interface Exit {
  readonly statement: Node
  /** The end of the condition. */
  readonly until: number
  readonly narrowing: Asked
}

/** By block and by the text of what is tested: much is asked of a long block. */
const exits = new WeakMap<Node, ReadonlyMap<string, readonly Exit[]>>()

/** `if not isinstance(x, C): return` and `assert isinstance(x, C)` among the statements before `child` in its block. */
function earlierExits(module: Module, child: Node, use: Node): Narrowing[] {
  const block = parentOf(child)
  if (!block) return []
  const known = exits.get(block) ?? exitsOf(module, block)
  exits.set(block, known)
  return (known.get(use.text) ?? [])
    .filter(
      ({ statement, until, narrowing }) =>
        statement.startIndex < child.startIndex &&
        !isRebound(module, use, narrowing.end, until) &&
        !isRebound(module, use, statement.endIndex),
    )
    .map(({ narrowing }) => narrowing)
}

function exitsOf(module: Module, block: Node): ReadonlyMap<string, readonly Exit[]> {
  const found = new Map<string, Exit[]>()
  const add = (statement: Node, condition: Node | undefined, holds: boolean): void => {
    if (!condition || !ASKS.test(condition.text)) return
    for (const narrowing of narrowingsIn(module, condition, holds)) {
      const exit = { statement, until: condition.endIndex, narrowing }
      const others = found.get(narrowing.value)
      if (others) others.push(exit)
      else found.set(narrowing.value, [exit])
    }
  }
  for (const statement of block.namedChildren) {
    if (statement.type === 'assert_statement') add(statement, statement.firstNamedChild ?? undefined, true)
    else if (statement.type === 'if_statement' && !field(statement, 'alternative')) {
      const last = field(statement, 'consequence')?.lastNamedChild
      if (last && /^(?:return|raise|continue|break)_statement$/.test(last.type))
        add(statement, field(statement, 'condition'), false)
    }
  }
  return found
}

/**
 * Whether the name that `use` begins with may be bound between an index, where it is tested, and `use`: before it, or behind it in a loop
 * around both, or in a function that is called there. `x = f(x)` binds after it reads.
 * @param end where to look up to, instead of `use`
 */
function isRebound(module: Module, use: Node, from: number, end?: number): boolean {
  let root = use
  while (root.type === 'attribute') {
    const object = field(root, 'object')
    if (!object) return true
    root = object
  }
  if (root.type !== 'identifier') return true
  const until = end ?? Math.max(use.startIndex, loopBehind(use, from)?.endIndex ?? 0)
  const bindings = module.names
    .bindings(root.text)
    .filter(({ node }) => node.startIndex > from && node.startIndex < until)
  if (bindings.some((binding) => binding.node.startIndex > use.startIndex || isBefore(binding, use)))
    return true
  const between = module.tree.text.slice(from, until)
  if (between.includes('(') && module.bindingsOf(root).some((binding) => isSetBy(binding, use))) return true
  if (root === use) return false
  const assignment = [...ancestorsOf(use)].find(({ type }) => type === 'assignment')
  const isRead = assignment && within(use, field(assignment, 'right'))
  const before =
    until > use.startIndex || !isRead ? between : module.tree.text.slice(from, assignment.startIndex)
  return assigning(use.text).test(before) || isSetByMethod(module, use, root, between)
}

/** The outermost loop around `use` that begins behind an index. */
function loopBehind(use: Node, from: number): Node | undefined {
  let outermost: Node | undefined
  for (const up of ancestorsOf(use)) {
    if (up.startIndex <= from || /^(?:function_definition|class_definition|lambda)$/.test(up.type)) break
    if (up.type === 'for_statement' || up.type === 'while_statement') outermost = up
  }
  return outermost
}

/** Whether another function than the one that `use` is in binds the name. */
function isSetBy(binding: Binding, use: Node): boolean {
  const own = withoutComprehensions(scopeOf(use))
  return isFromElsewhere(binding) && withoutComprehensions(scopeOf(binding.node)) !== own
}

/** Whether the object is called, or handed to something, that may assign the attribute `use` of it. */
function isSetByMethod(module: Module, use: Node, root: Node, between: string): boolean {
  const object = root.text
  const calls = new RegExp(`\\b${object}\\b(?:\\s*\\.\\s*\\w+)*\\s*\\(|[(,=*]\\s*${object}\\s*[,)]`)
  if (!calls.test(between)) return false
  const own = functionAround(use)
  const name = field(use, 'attribute')?.text ?? ''
  for (const { index } of module.tree.text.matchAll(new RegExp(assigning(`.${name}`), 'g'))) {
    const around = functionAround(module.tree.nodeAt(index))
    if (around && around !== own && field(around, 'name')?.text !== '__init__') return true
  }
  return false
}

/** What assigns to an attribute that is written like this. */
function assigning(text: string): RegExp {
  return new RegExp(
    `${text.replace(/[.]/g, '\\s*\\.\\s*')}\\s*(?::[^=\\n]*|[-+*/%|&^@]|//|\\*\\*|<<|>>)?=(?!=)`,
  )
}

/** What a test says, and of which text. */
function narrowingsIn(module: Module, test: Node, holds: boolean): Asked[] {
  switch (test.type) {
    case 'parenthesized_expression':
      return test.firstNamedChild ? narrowingsIn(module, test.firstNamedChild, holds) : []
    case 'not_operator': {
      const inner = field(test, 'argument')
      return inner ? narrowingsIn(module, inner, !holds) : []
    }
    case 'boolean_operator': {
      // All parts of an `and` hold; none of an `or` that does not.
      if ((field(test, 'operator')?.text === 'and') !== holds) return []
      const parts = [field(test, 'left'), field(test, 'right')]
      return parts.flatMap((part) => (part ? narrowingsIn(module, part, holds) : []))
    }
    case 'call': {
      const callee = field(test, 'function')
      const [value, classes] = field(test, 'arguments')?.namedChildren ?? []
      const asked = callee && /^is(?:instance|subclass)$/.exec(callee.text)?.[0]
      if (!asked || !value || !classes || !module.isCertainly(callee, `builtins.${asked}`)) return []
      return [{ value: value.text, classes, holds, isClass: asked === 'issubclass', end: test.endIndex }]
    }
    default:
      return []
  }
}
