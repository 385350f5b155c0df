import { field, type Node } from '../python/node.ts'
import { basesOf, headOf, localClass } from './definitions.ts'
import type { SubclassAnswer } from './hierarchy.ts'
import type { Module } from './module.ts'
import { isStdlib } from './stdlib.ts'

interface Step {
  readonly node: Node
  /** The ids of the classes from the one asked about to here, and their names. */
  readonly path: readonly number[]
  readonly through: readonly string[]
}

/**
 * Whether a class of this file is a subclass of `root`: by its bases here, and by the project's hierarchy for those
 * that come from elsewhere. A base that nothing is known of makes the answer unknown, never no.
 */
export function subclassOf(module: Module, classNode: Node, root: string): SubclassAnswer {
  const seen = new Set<number>()
  const queue: Step[] = [{ node: classNode, path: [], through: [] }]
  let unknown: string | undefined
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    if (seen.has(entry.node.id)) continue
    seen.add(entry.node.id)
    const own = module.qualifiedNameOf(entry.node) ?? field(entry.node, 'name')?.text ?? ''
    const through = [...entry.through, own]
    if (own === root) return { answer: 'yes', steps: through.length - 1, through }
    const path = [...entry.path, entry.node.id]
    for (const base of basesOf(entry.node)) {
      const head = headOf(base)
      const local = head ? localClass(module, head) : undefined
      if (local && !path.includes(local.id)) queue.push({ node: local, path, through })
      // `class list(list)`: the base is what the name meant before.
      else if (local) unknown ??= `${base.text} is a base of itself`
      else {
        const answer = outerBase(module, base, root)
        if (answer.answer === 'yes')
          return {
            answer: 'yes',
            steps: through.length + (answer.steps ?? 0),
            through: [...through, ...(answer.through ?? [])],
          }
        if (answer.answer === 'unknown') unknown ??= answer.reason
      }
    }
  }
  return unknown === undefined ? { answer: 'no' } : { answer: 'unknown', reason: unknown }
}

/** Whether a base that is no class of this file is `root`, or a subclass of it. */
function outerBase(module: Module, base: Node, root: string): SubclassAnswer {
  const head = headOf(base)
  const found = isNamedTuple(module, base) ? TUPLE : head ? module.qualify(head) : undefined
  if (found?.kind !== 'certain') {
    const reason = found?.kind === 'uncertain' ? found.reason : `the base ${base.text} is not a known class`
    return { answer: 'unknown', reason }
  }
  if (found.name === root) return { answer: 'yes', steps: 0, through: [root] }
  const answer = elsewhere(module, found.name, root)
  return answer.answer === 'unknown'
    ? { reason: `nothing is known of the base ${found.name}`, ...answer }
    : answer
}

const TUPLE = { kind: 'certain', name: 'builtins.tuple' } as const

/** Whether a base is what namedtuple() gives: as `class P(namedtuple(...))`, or by the one name that it was given. */
function isNamedTuple(module: Module, base: Node): boolean {
  const [binding, ...others] = base.type === 'identifier' ? module.bindingsOf(base) : []
  const { owner } = binding ?? {}
  const isGiven = others.length === 0 && binding?.kind === 'assignment' && owner !== undefined
  const made = isGiven && field(owner, 'left')?.id === binding.node.id ? field(owner, 'right') : base
  const callee = made?.type === 'call' ? field(made, 'function') : undefined
  const found = callee && module.qualify(callee)
  return (
    found?.kind === 'certain' &&
    /^(?:collections\.namedtuple|typing(?:_extensions)?\.NamedTuple)$/.test(found.name)
  )
}

function elsewhere(module: Module, name: string, root: string): SubclassAnswer {
  // These inherit from each other, but from nothing outside of the standard library.
  if (PLAIN_BASES.has(name) && !isStdlib(root)) return { answer: 'no' }
  return module.hierarchy?.isSubclass(name, root, module.path) ?? { answer: 'unknown' }
}

/** Library classes that are bases often and have no interesting ones themselves. */
const PLAIN_BASES: ReadonlySet<string> = new Set([
  'builtins.object',
  'builtins.type',
  'builtins.str',
  'builtins.int',
  'builtins.float',
  'builtins.bytes',
  'builtins.dict',
  'builtins.list',
  'builtins.tuple',
  'builtins.set',
  'builtins.frozenset',
  'builtins.Exception',
  'builtins.BaseException',
  'builtins.ValueError',
  'builtins.TypeError',
  'builtins.RuntimeError',
  'builtins.KeyError',
  'abc.ABC',
  'enum.Enum',
  'enum.IntEnum',
  'enum.StrEnum',
  'enum.Flag',
  'enum.IntFlag',
  'typing.Generic',
  'typing.Protocol',
  'typing_extensions.Protocol',
  'threading.Thread',
])
