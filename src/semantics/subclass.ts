import { field, type Node } from '../python/node.ts'
import type { SubclassAnswer } from './hierarchy.ts'
import type { Module } from './module.ts'
import { isStdlib } from './stdlib.ts'

/** The base expressions of a class_definition: its positional arguments, without `metaclass=` and other keywords. */
export function basesOf(classNode: Node): Node[] {
  return (field(classNode, 'superclasses')?.namedChildren ?? []).filter(
    (child) => child.type !== 'keyword_argument' && child.type !== 'comment',
  )
}

/**
 * Whether a class of this file is a subclass of `root`: by its bases here, and by the project's hierarchy for those
 * that come from elsewhere. A base that nothing is known of makes the answer unknown, never no.
 */
export function subclassOf(module: Module, classNode: Node, root: string): SubclassAnswer {
  const seen = new Set<number>()
  const queue: { node: Node; through: readonly string[] }[] = [{ node: classNode, through: [] }]
  let unknown: string | undefined
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    if (seen.has(entry.node.id)) continue
    seen.add(entry.node.id)
    const own = module.qualifiedNameOf(entry.node) ?? field(entry.node, 'name')?.text ?? ''
    const through = [...entry.through, own]
    if (own === root) return { answer: 'yes', steps: through.length - 1, through }
    for (const base of basesOf(entry.node)) {
      const head = headOf(base)
      const local = head ? localClass(module, head) : undefined
      if (local) {
        queue.push({ node: local, through })
        continue
      }
      const found = head ? module.qualify(head) : undefined
      if (found?.kind !== 'certain') {
        unknown ??= found?.kind === 'uncertain' ? found.reason : `the base ${base.text} is not a known class`
        continue
      }
      if (found.name === root) {
        return { answer: 'yes', steps: through.length, through: [...through, root] }
      }
      const answer = elsewhere(module, found.name, root)
      if (answer.answer === 'yes') {
        return {
          answer: 'yes',
          steps: through.length + (answer.steps ?? 0),
          through: [...through, ...(answer.through ?? [])],
        }
      }
      if (answer.answer === 'unknown') {
        unknown ??= answer.reason ?? `nothing is known of the base ${found.name}`
      }
    }
  }
  return unknown === undefined ? { answer: 'no' } : { answer: 'unknown', reason: unknown }
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

/** `Base` of `Base`, `Base[int]` and `pkg.Base`; undefined for calls and other expressions. */
export function headOf(base: Node): Node | undefined {
  let here: Node | undefined = base
  while (here) {
    if (here.type === 'identifier' || here.type === 'attribute') return here
    if (here.type === 'subscript') here = field(here, 'value')
    else if (
      here.type === 'generic_type' ||
      here.type === 'type' ||
      here.type === 'parenthesized_expression'
    ) {
      here = here.firstNamedChild ?? undefined
    } else return undefined
  }
  return undefined
}

/** The class_definition in this file that an identifier certainly names. */
export function localClass(module: Module, head: Node): Node | undefined {
  if (head.type !== 'identifier') return undefined
  const bindings = module.bindingsOf(head)
  const [binding] = bindings
  return bindings.length === 1 && binding?.kind === 'class' ? binding.owner : undefined
}
