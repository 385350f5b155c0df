import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Binding } from './bindings.ts'
import { decoratorsOf, enclosingClass } from './definitions.ts'
import type { Inference } from './infer.ts'
import { returnType } from './infer-call.ts'
import type { Module } from './module.ts'
import type { Type } from './type.ts'

/** pytest hands a test and a fixture the values of the fixtures that their parameters name. */
export function fixture(inference: Inference, module: Module, { owner, name }: Binding): Type | undefined {
  const isFixture = (definition: Node, where: Module) => fixtureName(definition, where) === name
  const own = field(owner, 'name')?.text ?? ''
  if (!own.startsWith('test') && fixtureName(owner, module) === undefined) return undefined
  if (decoratorsOf(owner).some((decorator) => /\bparametrize$/.test(decorator.text))) {
    const list = parentOf(owner)?.namedChildren.filter(({ type }) => type === 'decorator') ?? []
    if (list.some(({ text }) => new RegExp(`parametrize[^\\n]*\\b${name}\\b|["']${name}["']`).test(text)))
      return undefined
  }
  for (const where of [module, ...inference.definitions.conftests(module)]) {
    const found = where.names
      .bindings(name)
      .filter(({ kind, owner: definition }) => kind === 'function' && isFixture(definition, where))
      .filter(
        ({ scope, owner: definition }) =>
          definition !== owner && (scope.kind === 'module' || where === module),
      )
    const inClass = found.filter(({ scope }) => sameNode(scope.node, enclosingClass(owner)))
    const candidates = inClass.length > 0 ? inClass : found.filter(({ scope }) => scope.kind === 'module')
    const [only] = candidates
    if (only) return candidates.length === 1 ? fixtureValue(inference, where, only.owner) : undefined
  }
  return undefined
}

function fixtureName(definition: Node, module: Module): string | undefined {
  for (const decorator of decoratorsOf(definition)) {
    const qualified = module.qualify(decorator)
    if (qualified.kind !== 'certain' || !/^(?:pytest|pytest_asyncio)\.fixture$/.test(qualified.name)) continue
    const call = parentOf(decorator)
    const given = call?.type === 'call' ? field(call, 'arguments')?.namedChildren : []
    // Renamed by `name=`: too rare to be followed.
    return given?.some((arg) => field(arg, 'name')?.text === 'name') ? '' : field(definition, 'name')?.text
  }
  return undefined
}

function fixtureValue(inference: Inference, module: Module, definition: Node): Type | undefined {
  const type = returnType(inference, module, definition, undefined)
  if (type?.kind !== 'instance' || !GENERATORS.has(String(type.of))) return type
  return type.args[0]
}

const GENERATORS: ReadonlySet<string> = new Set(
  ['Generator', 'Iterator', 'Iterable', 'AsyncGenerator', 'AsyncIterator', 'AsyncIterable'].map(
    (name) => `collections.abc.${name}`,
  ),
)
