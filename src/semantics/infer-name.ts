import { field, type Node, sameNode, withoutComments } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { Binding } from './bindings.ts'
import { decoratorsOf, enclosingClass } from './definitions.ts'
import { grownType } from './grown.ts'
import type { Inference } from './infer.ts'
import { asInstance } from './infer-annotation.ts'
import { contextValue } from './infer-call.ts'
import { fixture } from './infer-fixture.ts'
import { isKnownClass } from './known-members.ts'
import type { Module } from './module.ts'
import { narrowed } from './narrowed.ts'
import { reachingBindings } from './reaching.ts'
import { scopeOf } from './scopes.ts'
import { elementOf, instance, itemOf, NONE, type Type, union, withoutHeirs } from './type.ts'
import { commentedParameter, declaredAnnotation } from './type-comments.ts'
import { mayRun } from './version-branches.ts'

/** The type of what a name means where it stands. */
export function nameType(inference: Inference, module: Module, node: Node): Type | undefined {
  const resolution = module.names.resolve(node.text, node)
  if (resolution.kind === 'builtin') return { kind: 'class', of: `builtins.${node.text}` }
  if (resolution.kind !== 'bound') return undefined
  const bindings = reachingBindings(module, node)
  const kinds = new Set(bindings.map(({ kind }) => kind))
  // Of two classes or functions of one name the caller cannot tell which.
  if (bindings.length > 1 && (kinds.has('class') || kinds.has('function') || kinds.has('import')))
    return importedType(inference, module, node)
  const declared = declaredType(inference, module, resolution.bindings)
  const values = bindings.filter(isValue)
  const assigned = kinds.has('augmented')
    ? countedType(inference, module, resolution.bindings.filter(isValue))
    : union(values.map((binding) => boundType(inference, module, binding)))
  const isNoneOnly = assigned?.kind === 'none' && declared !== undefined
  return narrowed(inference, module, node, isNoneOnly ? declared : (assigned ?? declared))
}

/** The type of a name that an augmented assignment is among the bindings of, such as a counter. */
function countedType(inference: Inference, module: Module, bindings: readonly Binding[]): Type | undefined {
  const [grown, plain] = [true, false].map((isGrown) =>
    bindings.filter(({ kind }) => (kind === 'augmented') === isGrown),
  )
  const base = union((plain ?? []).map((binding) => boundType(inference, module, binding)))
  return grownType(
    inference,
    base,
    (grown ?? []).map(({ owner }) => ({ module, statement: owner })),
  )
}

/** A bare `x: int` gives a name no value. */
function isValue({ kind }: Binding): boolean {
  return kind !== 'annotation'
}

/** What the one annotation says that a name has in its scope. */
function declaredType(inference: Inference, module: Module, bindings: readonly Binding[]): Type | undefined {
  const annotations = bindings.flatMap(({ kind, owner }) =>
    kind === 'assignment' || kind === 'annotation' ? (declaredAnnotation(owner) ?? []) : [],
  )
  const [annotation] = annotations
  return annotation && annotations.length === 1 ? inference.annotated(module, annotation) : undefined
}

function boundType(inference: Inference, module: Module, binding: Binding): Type | undefined {
  const { kind, node, owner } = binding
  const of = (value: Node | undefined) => value && inference.typeOf(module, value)
  switch (kind) {
    case 'class':
      return { kind: 'class', of: { module, node: owner } }
    case 'function':
      return { kind: 'function', module, node: owner, self: undefined }
    case 'import':
      return importedType(inference, module, node)
    case 'parameter':
      return parameterType(inference, module, binding)
    case 'assignment': {
      const value = field(owner, 'right')
      const left = field(owner, 'left')
      const annotation = declaredAnnotation(owner)
      if (value?.type === 'assignment') return of(innermostValue(value))
      const type = left ? unpacked(left, node, of(value)) : undefined
      if (!annotation) return type
      // An empty list is of what its annotation says.
      const declared = inference.annotated(module, annotation)
      if (type?.kind === 'instance' && typeof type.of !== 'string') return type
      // What is made here is known to be no class of the project.
      return declared && type?.kind === 'instance' ? withoutHeirs(declared) : (declared ?? type)
    }
    case 'walrus':
      return of(field(owner, 'value'))
    case 'for':
    case 'comprehension': {
      const left = field(owner, 'left')
      return left ? unpacked(left, node, elementOf(of(field(owner, 'right')))) : undefined
    }
    case 'with': {
      const pattern = [...ancestorsOf(node)].find((up) => up.type === 'as_pattern')
      const value = pattern?.firstNamedChild
      const target = pattern && field(pattern, 'alias')
      return value && target?.firstNamedChild
        ? unpacked(target.firstNamedChild, node, contextValue(inference, of(value)))
        : undefined
    }
    case 'except': {
      const pattern = [...ancestorsOf(node)].find((up) => up.type === 'as_pattern')
      const type = of(pattern?.firstNamedChild ?? undefined)
      return type?.kind === 'class' ? asInstance(type) : undefined
    }
    default:
      return undefined
  }
}

/** The value of `a = b = value`. */
export function innermostValue(assignment: Node): Node | undefined {
  let here: Node | undefined = assignment
  while (here?.type === 'assignment') here = field(here, 'right')
  return here
}

/** The part of a value that lands in `name` of a target such as `a, (b, name)`. */
export function unpacked(target: Node, name: Node, type: Type | undefined): Type | undefined {
  if (sameNode(target, name)) return type
  const parts = withoutComments(target)
  const at = parts.findIndex((part) => part.startIndex <= name.startIndex && name.endIndex <= part.endIndex)
  const part = parts[at]
  if (!part || parts.some(({ type: kind }) => kind === 'list_splat_pattern' || kind === 'list_splat'))
    return undefined
  return unpacked(part, name, itemOf(type, at))
}

/** The meaning of a name that is imported, or of an attribute path that leads into a module of the project. */
function importedType(inference: Inference, module: Module, node: Node): Type | undefined {
  const qualified = module.qualify(node)
  return qualified.kind === 'certain' ? qualifiedType(inference, qualified.name) : undefined
}

/** The type of what a qualified name stands for. */
export function qualifiedType(inference: Inference, name: string): Type | undefined {
  const found = inference.definitions.find(name)
  if (!found) return isClassName(name) ? { kind: 'class', of: name } : { kind: 'module', name }
  if (found.name === '') return { kind: 'module', name }
  const [first, ...nested] = found.name.split('.')
  const bindings = found.module.names
    .bindings(first ?? '')
    .filter(({ scope, node }) => scope.kind === 'module' && mayRun(node, found.module.target))
  const [binding] = bindings
  if (!binding) return undefined
  if (nested.length > 0) return nestedClass(inference, found.module, binding, nested)
  if (
    bindings.length > 1 &&
    bindings.some(({ kind }) => kind === 'class' || kind === 'function' || kind === 'import')
  )
    return undefined
  const declared = declaredType(inference, found.module, bindings)
  const value = union(bindings.filter(isValue).map((one) => boundType(inference, found.module, one)))
  return declared ?? value
}

function nestedClass(
  inference: Inference,
  module: Module,
  outer: Binding,
  path: readonly string[],
): Type | undefined {
  let here = outer
  for (const name of path) {
    if (here.kind !== 'class') return undefined
    const within = module.names.bindings(name).filter(({ scope }) => sameNode(scope.node, here.owner))
    const [next] = within
    if (!next || within.length > 1) return undefined
    here = next
  }
  return boundType(inference, module, here)
}

/** Of another package only the name is known: PEP 8 writes classes in capitals, functions and modules not. */
function isClassName(qualified: string): boolean {
  const last = qualified.slice(qualified.lastIndexOf('.') + 1)
  if (isKnownClass(qualified)) return true
  return /^[A-Z]/.test(last) && /[a-z]/.test(last) && !/^xml\.etree\.c?Element(?:Tree|Path)$/.test(qualified)
}

/** The one expression that a name is assigned, in this file or the one that it is imported from. */
export function valueOfName(
  inference: Inference,
  module: Module,
  node: Node,
): { readonly module: Module; readonly node: Node } | undefined {
  const only = (where: Module, bindings: readonly Binding[]) => {
    const [binding, ...others] = bindings
    if (others.length > 0 || binding?.kind !== 'assignment') return undefined
    const value = field(binding.owner, 'right')
    return value && sameNode(field(binding.owner, 'left'), binding.node)
      ? { module: where, node: value }
      : undefined
  }
  const bindings = node.type === 'identifier' ? module.bindingsOf(node) : []
  if (bindings.length > 0 && bindings.every(({ kind }) => kind !== 'import')) return only(module, bindings)
  const qualified = module.qualify(node)
  const found = qualified.kind === 'certain' ? inference.definitions.find(qualified.name) : undefined
  return found
    ? only(
        found.module,
        found.module.names.bindings(found.name).filter(({ scope }) => scope.kind === 'module'),
      )
    : undefined
}

function parameterType(inference: Inference, module: Module, binding: Binding): Type | undefined {
  const { owner, node } = binding
  const parameter = parentOf(node)
  const keywords =
    parameter?.type === 'dictionary_splat_pattern'
      ? instance('builtins.dict', instance('builtins.str'))
      : undefined
  if (owner.type !== 'function_definition' || !parameter) return keywords
  if (parameter.type === 'typed_default_parameter' || parameter.type === 'typed_parameter') {
    const annotation = field(parameter, 'type')
    const type = annotation && inference.annotated(module, annotation)
    // `a: C = None` is an Optional in disguise.
    return field(parameter, 'value')?.type === 'none' ? union([type, NONE]) : type
  }
  const outer = parentOf(parameter)
  if (outer?.type === 'typed_parameter') {
    const annotation = field(outer, 'type')
    const type = annotation && inference.annotated(module, annotation)
    return parameter.type === 'list_splat_pattern'
      ? instance('collections.abc.Sequence', type)
      : instance('builtins.dict', instance('builtins.str'), type)
  }
  if (parameter.type !== 'parameters') return commentedType(inference, module, owner, parameter) ?? keywords
  const isFirst = sameNode(parameter.firstNamedChild, node)
  return (
    (isFirst ? selfOrClass(module, owner) : undefined) ??
    commentedType(inference, module, owner, node) ??
    fixture(inference, module, binding)
  )
}

/** What a comment below the head of the function says of a parameter that has no annotation. */
function commentedType(inference: Inference, module: Module, owner: Node, parameter: Node): Type | undefined {
  const annotation = commentedParameter(owner, parameter)
  if (!annotation) return undefined
  const type = inference.annotated(module, annotation)
  if (parameter.type === 'list_splat_pattern') return instance('collections.abc.Sequence', type)
  if (parameter.type === 'dictionary_splat_pattern')
    return instance('builtins.dict', instance('builtins.str'), type)
  return field(parameter, 'value')?.type === 'none' ? union([type, NONE]) : type
}

const CLASS_METHODS: ReadonlySet<string> = new Set([
  'builtins.classmethod',
  ...['validator', 'root_validator'].flatMap((name) => [
    `pydantic.${name}`,
    `pydantic.class_validators.${name}`,
  ]),
  'sqlalchemy.orm.declared_attr',
  'sqlalchemy.ext.declarative.declared_attr',
])

/** What the first parameter of a method is bound to. */
export function selfOrClass(module: Module, owner: Node): Type | undefined {
  const holder = enclosingClass(owner)
  if (!holder) return undefined
  const decorators = decoratorsOf(owner).map((decorator) => {
    const qualified = module.qualify(decorator)
    return qualified.kind === 'certain' ? qualified.name : decorator.text
  })
  if (decorators.includes('builtins.staticmethod') || isTakenInClass(module, owner)) return undefined
  const isClassMethod =
    decorators.some((name) => CLASS_METHODS.has(name)) ||
    /^(?:__new__|__init_subclass__|__class_getitem__)$/.test(field(owner, 'name')?.text ?? '')
  return isClassMethod ? { kind: 'class', of: { module, node: holder } } : instance({ module, node: holder })
}

const taken = new WeakMap<Node, boolean>()

/**
 * Whether the body of the class itself calls a def of it, decorates others with it, or makes a class method or static method of it: then
 * its first parameter may be anything.
 */
function isTakenInClass(module: Module, owner: Node): boolean {
  let known = taken.get(owner)
  if (known === undefined) {
    const name = field(owner, 'name')
    known =
      !!name &&
      module.names
        .loads(name.text)
        .some(
          ({ node }) => isTaking(module, node) && module.bindingsOf(node).some((one) => one.owner === owner),
        )
    taken.set(owner, known)
  }
  return known
}

function isTaking(module: Module, use: Node): boolean {
  if (scopeOf(use).kind !== 'class') return false
  const parent = parentOf(use)
  if (parent?.type === 'decorator' || parent?.type === 'call') return true
  const callee = parent?.type === 'argument_list' ? field(parentOf(parent) ?? parent, 'function') : undefined
  const qualified = callee && module.qualify(callee)
  return qualified?.kind === 'certain' && /^builtins\.(?:class|static)method$/.test(qualified.name)
}
