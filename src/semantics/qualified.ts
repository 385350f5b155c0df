import { field, type Node, sameNode } from '../python/node.ts'
import { lineOf, parentOf } from '../python/tree.ts'
import type { Binding } from './bindings.ts'
import { BUILTINS } from './builtins.ts'
import type { Module } from './module.ts'
import type { Resolution } from './names.ts'
import type { Scope } from './scopes.ts'
import { isStdlib } from './stdlib.ts'

interface Certain {
  readonly kind: 'certain'
  readonly name: string
  /** The import is under `if TYPE_CHECKING:`, so the name exists for annotations only. */
  readonly typeCheckingOnly?: boolean
}

/**
 * What a name or attribute path stands for, as a dotted path: `typing.List`, `builtins.list`, `app.models.User`.
 * A relative import of a file whose own name is unknown gives a path with leading dots.
 */
export type Qualified =
  | Certain
  | {
      readonly kind: 'uncertain'
      /** The paths that it may stand for; more are possible. */
      readonly candidates: readonly string[]
      readonly reason: string
      /** What it stands for wherever it is not None, as after `except ImportError: yaml = None`. */
      readonly unlessNone?: Certain
    }
  | { readonly kind: 'unknown' }

const UNKNOWN: Qualified = { kind: 'unknown' }

/**
 * The qualified name of what `node` evaluates to. Takes an identifier or attribute, also in the forms that
 * annotations and patterns have for them; anything else is unknown.
 */
export function qualify(module: Module, node: Node): Qualified {
  // Attributes are peeled off in a loop: a chain may be long.
  const attributes: string[] = []
  let here = unwrapped(node)
  while (here) {
    if (here.type === 'identifier') {
      const base = qualifyName(module, here)
      return extended(attributes.length > 0 || raisesForNone(here) ? orNone(base) : base, attributes)
    }
    if (here.type === 'attribute') {
      attributes.push(field(here, 'attribute')?.text ?? '')
      here = unwrapped(field(here, 'object'))
    } else if (here.type === 'member_type') {
      attributes.push(here.lastNamedChild?.text ?? '')
      here = unwrapped(here.firstNamedChild)
    } else if (here.type === 'dotted_name') {
      const [first, ...rest]: Node[] = here.namedChildren
      attributes.push(...rest.map((part) => part.text).reverse())
      here = first
    } else {
      return UNKNOWN
    }
  }
  return UNKNOWN
}

/** None has no attributes worth a name, and cannot be called or subscripted: where it is used so, it is not None. */
function orNone(base: Qualified): Qualified {
  return base.kind === 'uncertain' && base.unlessNone ? base.unlessNone : base
}

function raisesForNone(name: Node): boolean {
  const parent = parentOf(name)
  if (parent?.type === 'call') return sameNode(field(parent, 'function'), name)
  if (parent?.type === 'subscript') return sameNode(field(parent, 'value'), name)
  return parent?.type === 'generic_type' && sameNode(parent.firstNamedChild, name)
}

function unwrapped(node: Node | undefined | null): Node | undefined {
  let here = node ?? undefined
  while (here?.type === 'type' || here?.type === 'parenthesized_expression') {
    const inner: Node | null = here.firstNamedChild
    if (here.namedChildCount !== 1 || !inner) return undefined
    here = inner
  }
  return here
}

function extended(base: Qualified, attributes: readonly string[]): Qualified {
  if (attributes.length === 0) return base
  const suffix = `.${[...attributes].reverse().join('.')}`
  if (base.kind === 'certain') return { ...base, name: join(base.name, suffix) }
  if (base.kind === 'uncertain') {
    return { ...base, candidates: base.candidates.map((name) => join(name, suffix)) }
  }
  return base
}

/** `from . import x` of an unnamed module is `.x`; more attributes follow with one dot each. */
function join(name: string, suffix: string): string {
  return name === '' ? suffix.slice(1) : `${name}${suffix}`
}

function qualifyName(module: Module, node: Node): Qualified {
  const name = node.text
  const resolution = module.names.resolve(name, node)
  return qualifyResolution(module, name, resolution)
}

/** The qualified name of what `name` was resolved to. */
export function qualifyResolution(module: Module, name: string, resolution: Resolution): Qualified {
  switch (resolution.kind) {
    case 'builtin':
      return { kind: 'certain', name: `builtins.${name}` }
    case 'unbound':
      return UNKNOWN
    case 'uncertain': {
      const candidates = module.names
        .starImportsOf(name)
        .map((statement) => joined(starSource(module, statement), name))
      if (BUILTINS.has(name)) candidates.push(`builtins.${name}`)
      return { kind: 'uncertain', candidates, reason: resolution.reason }
    }
    case 'bound':
      return qualifyBindings(module, name, resolution.scope, resolution.bindings)
  }
}

/** The module path of a `from m import *`. */
export function starSource(module: Module, statement: Node): string {
  const source = field(statement, 'module_name')?.text.replace(/[\s\\]+/g, '') ?? ''
  const level = /^\.*/.exec(source)?.[0].length ?? 0
  return module.resolveRelative(level, source.slice(level)) ?? source
}

function qualifyBindings(
  module: Module,
  name: string,
  scope: Scope,
  bindings: readonly Binding[],
): Qualified {
  const [first] = bindings
  if (!first) return UNKNOWN
  const targets = bindings.map((binding) => targetOf(module, binding))
  const known = targets.filter((target) => target !== undefined)
  // A name that is only ever a value or a parameter stands for nothing that has a path.
  if (known.length === 0) return reassigned(module, bindings)
  const candidates = [...new Set(known)]
  const [only] = candidates
  if (candidates.length === 1 && only !== undefined && known.length === targets.length) {
    return certainUnlessSkipped(module, name, scope, bindings, only)
  }
  const preferred = preferredImport(bindings, targets)
  if (preferred !== undefined) return { kind: 'certain', name: preferred }
  const other = bindings.find((_, index) => index > 0 && targets[index] !== targets[0]) ?? first
  const rest = bindings.filter((binding) => !isNone(binding))
  const unlessNone = rest.length < bindings.length ? qualifyBindings(module, name, scope, rest) : UNKNOWN
  return {
    kind: 'uncertain',
    candidates,
    ...(unlessNone.kind === 'certain' ? { unlessNone } : {}),
    reason: `${name} is ${other.kind === 'delete' ? 'deleted' : 'bound again'} in line ${lineOf(other.node)}`,
  }
}

/** All bindings give the same path: it is certain where one of them must have run, or nothing else can be meant. */
function certainUnlessSkipped(
  module: Module,
  name: string,
  scope: Scope,
  bindings: readonly Binding[],
  target: string,
): Qualified {
  const typeCheckingOnly = bindings.every(({ context }) => context === 'type-checking')
  if (typeCheckingOnly) return { kind: 'certain', name: target, typeCheckingOnly }
  const mayBeSkipped = bindings.every(({ context }) => context !== 'plain' && context !== 'type-checking')
  if (mayBeSkipped) {
    // Without the binding a module or class falls through to what is outside.
    if (scope.kind === 'module' && BUILTINS.has(name) && target !== `builtins.${name}`) {
      return {
        kind: 'uncertain',
        candidates: [target, `builtins.${name}`],
        reason: `${name} is bound under a condition, and is the builtin otherwise`,
      }
    }
    if (scope.kind === 'class' && scope.parent) {
      const outer = qualifyResolution(module, name, module.names.resolveIn(name, scope.parent))
      if (outer.kind !== 'unknown' && !(outer.kind === 'certain' && outer.name === target)) {
        const others = outer.kind === 'certain' ? [outer.name] : outer.candidates
        return {
          kind: 'uncertain',
          candidates: [target, ...others],
          reason: `${name} is bound under a condition in the class`,
        }
      }
    }
  }
  return { kind: 'certain', name: target }
}

/** `name = None`. */
function isNone({ kind, owner, node }: Binding): boolean {
  return (
    kind === 'assignment' && field(owner, 'right')?.type === 'none' && sameNode(field(owner, 'left'), node)
  )
}

/** `L = List` may be List: uncertain, never certain, since an alias has users of its own. */
function reassigned(module: Module, bindings: readonly Binding[]): Qualified {
  const [binding] = bindings
  if (bindings.length !== 1 || binding?.kind !== 'assignment') return UNKNOWN
  const value = field(binding.owner, 'right')
  const isPlainTarget = sameNode(field(binding.owner, 'left'), binding.node)
  if (!value || !isPlainTarget || (value.type !== 'identifier' && value.type !== 'attribute')) return UNKNOWN
  // One step only: chains of aliases would have to be guarded against cycles.
  const root = rootOf(value)
  if (!root || root.text === binding.name) return UNKNOWN
  const resolution = module.names.resolve(root.text, value)
  if (resolution.kind === 'bound' && !resolution.bindings.every(({ kind }) => kind === 'import'))
    return UNKNOWN
  const target = qualify(module, value)
  return target.kind === 'certain'
    ? {
        kind: 'uncertain',
        candidates: [target.name],
        reason: `${binding.name} is assigned in line ${lineOf(binding.node)}`,
      }
    : UNKNOWN
}

/** The name that a chain of attributes begins with: `a` of `a.b.c`; undefined for other expressions. */
export function rootOf(node: Node): Node | undefined {
  let here: Node | undefined = node
  while (here?.type === 'attribute') here = field(here, 'object')
  return here?.type === 'identifier' ? here : undefined
}

/**
 * `try: from typing import X` / `except ImportError: from typing_extensions import X` is the first of them where
 * that is of the standard library: the second one is there to be the same for older Pythons.
 */
function preferredImport(
  bindings: readonly Binding[],
  targets: readonly (string | undefined)[],
): string | undefined {
  const [attempt, ...fallbacks] = bindings
  const target = targets[0]
  if (attempt?.kind !== 'import' || attempt.context !== 'try' || target === undefined) return undefined
  const areFallbacks = fallbacks.every(
    (binding) =>
      binding.kind === 'import' &&
      binding.context === 'except-import-error' &&
      sameNode(binding.contextNode, attempt.contextNode),
  )
  if (!areFallbacks) return undefined
  // Django had a copy of six: whichever is there, it is six.
  const areSix = targets.includes('six') && targets.every((one) => one === 'six' || one?.endsWith('.six'))
  return areSix ? 'six' : isStdlib(target) ? target : undefined
}

function targetOf(module: Module, binding: Binding): string | undefined {
  if (binding.imported) {
    const { level, module: source, name } = binding.imported
    const path = module.resolveRelative(level, source) ?? '.'.repeat(level) + source
    return name === undefined ? path : joined(path, name)
  }
  if (binding.kind === 'function' || binding.kind === 'class') {
    const prefix = pathOfScope(module, binding.scope)
    return prefix === undefined ? undefined : `${prefix}.${binding.name}`
  }
  return undefined
}

function joined(path: string, name: string): string {
  return path === '' || path.endsWith('.') ? `${path}${name}` : `${path}.${name}`
}

/** The `__qualname__` prefix of what is defined in `scope`, behind the module's name; undefined without that. */
function pathOfScope(module: Module, scope: Scope): string | undefined {
  if (module.name === undefined) return undefined
  const parts: string[] = []
  for (let here: Scope | undefined = scope; here; here = here.parent) {
    if (here.kind === 'class') parts.push(field(here.node, 'name')?.text ?? '')
    else if (here.kind === 'function') parts.push('<locals>', field(here.node, 'name')?.text ?? '')
    else if (here.kind === 'lambda') parts.push('<locals>', '<lambda>')
  }
  return [module.name, ...parts.reverse()].join('.')
}
