import { field, type Node, sameNode } from '../python/node.ts'
import { assignedMember, type Member, UNKNOWN } from './assigned-members.ts'
import type { Binding } from './bindings.ts'
import { basesOf, decoratorsOf } from './definitions.ts'
import type { Inference } from './infer.ts'
import { asInstance } from './infer-annotation.ts'
import { returnType } from './infer-call.ts'
import { nameType, qualifiedType } from './infer-name.ts'
import { knownAttribute, knownMember } from './known-members.ts'
import type { Module } from './module.ts'
import { narrowed } from './narrowed.ts'
import { ownMember as definedMember } from './own-members.ts'
import { type ClassName, instance, isHeir, membersOf, type Type, union, withoutNone } from './type.ts'
import { declaredAnnotation } from './type-comments.ts'
import { wordsIn } from './words.ts'

/** The type of `object.name`. */
export function memberType(inference: Inference, module: Module, node: Node): Type | undefined {
  const qualified = module.qualify(node)
  const object = field(node, 'object') ?? node.firstNamedChild ?? undefined
  const name = (field(node, 'attribute') ?? node.lastNamedChild)?.text
  if (!object || name === undefined) return undefined
  const above = superMember(inference, module, object, name)
  if (above !== 'none') return above
  const holder =
    object.type === 'identifier' ? nameType(inference, module, object) : inference.typeOf(module, object)
  if (!holder || holder.kind === 'module')
    return qualified.kind === 'certain' ? qualifiedType(inference, qualified.name) : undefined
  const type = memberOf(inference, holder, name)
  return narrowed(inference, module, node, type)
}

/** `super().name`: what the bases have; 'none' for another object. */
function superMember(
  inference: Inference,
  module: Module,
  object: Node,
  name: string,
): Type | undefined | 'none' {
  const callee = object.type === 'call' ? field(object, 'function') : undefined
  if (callee?.text !== 'super' || !module.isCertainly(callee, 'builtins.super')) return 'none'
  const self = inference.typeOf(module, object)
  if ((self?.kind !== 'instance' && self?.kind !== 'class') || typeof self.of === 'string') return undefined
  return memberOfBases(inference, self.of, name, self, new Set())
}

/** The type of the attribute `name` of values of a type; None, which has none, is left out. */
export function memberOf(inference: Inference, holder: Type, name: string): Type | undefined {
  const present = withoutNone(holder)
  if (!present) return undefined
  // A class that may come in the place of a builtin matters where the member is its own.
  const members = membersOf(present).filter(
    (member) => !isHeir(member) || definedMember(inference, member, [name]) !== undefined,
  )
  return union(
    members.map((member) => {
      if (member.kind !== 'instance' && member.kind !== 'class') return undefined
      if (name === '__class__')
        return member.kind === 'instance' ? { kind: 'class', of: member.of } : undefined
      return memberOfClass(inference, member.of, name, member, new Set())
    }),
  )
}

/** What the classes that inherit from that of a value have by themselves as `name`. */
export function overriding(inference: Inference, self: Type | undefined, name: string): (Type | undefined)[] {
  if ((self?.kind !== 'instance' && self?.kind !== 'class') || typeof self.of === 'string') return []
  return inference.definitions.heirs(self.of.module, self.of.node, name).flatMap(({ module, node }) => {
    if (wordsIn(module.tree.text, name).next().done) return []
    const own = ownMember(inference, module, node, name, { ...self, of: { module, node } })
    return own ? [own.type] : []
  })
}

function memberOfClass(
  inference: Inference,
  of: ClassName,
  name: string,
  self: Type,
  seen: Set<string>,
): Type | undefined {
  if (typeof of === 'string') {
    const attribute = knownAttribute(of, name)
    if (attribute) return attribute
    const known = knownMember(of, name)
    if (
      known === undefined &&
      name !== 'values' &&
      name !== 'items' &&
      name !== 'keys' &&
      name !== 'get' &&
      name !== 'pop' &&
      name !== 'setdefault'
    )
      return undefined
    return { kind: 'method', of, name, self }
  }
  const key = `${of.module.path}:${of.node.startIndex}`
  if (seen.has(key) || seen.size > 50) return undefined
  seen.add(key)
  const own = ownMember(inference, of.module, of.node, name, self)
  if (own) {
    const isOpen = own.type && own.type.kind !== 'function' && !own.isSaid
    return isOpen ? union([own.type, ...overriding(inference, self, name)]) : own.type
  }
  return memberOfBases(inference, of, name, self, seen)
}

function memberOfBases(
  inference: Inference,
  of: Exclude<ClassName, string>,
  name: string,
  self: Type,
  seen: Set<string>,
): Type | undefined {
  for (const base of basesOf(of.node)) {
    const above = inference.typeOf(of.module, base)
    // Behind a base that nothing is known of, any other may be overridden.
    if (above?.kind !== 'class') return undefined
    if (typeof above.of === 'string' && /^(?:typing|abc|enum)\./.test(above.of)) continue
    const found = memberOfClass(inference, above.of, name, self, seen)
    if (found) return found
  }
  return undefined
}

/** The member that a class's own body or methods define; undefined when there is no such name. */
function ownMember(
  inference: Inference,
  module: Module,
  classNode: Node,
  name: string,
  self: Type,
): Member | undefined {
  const bindings = module.names.bindings(name).filter(({ scope }) => sameNode(scope.node, classNode))
  const [binding] = bindings
  if (!binding) return assignedMember(inference, module, classNode, name)
  if (binding.kind === 'function') {
    const isSaid = field(binding.owner, 'return_type') !== undefined
    const type =
      bindings.length === 1
        ? methodType(inference, module, binding.owner, self)
        : accessor(
            inference,
            module,
            bindings.map(({ owner }) => owner),
            self,
          )
    return { type, isSaid }
  }
  if (bindings.length > 1) return UNKNOWN
  if (binding.kind === 'assignment' && isEnum(module, classNode))
    return enumMember(module, classNode, binding)
  if (binding.kind === 'class')
    return { type: { kind: 'class', of: { module, node: binding.owner } }, isSaid: false }
  const annotation = declaredAnnotation(binding.owner)
  if (annotation) return { type: inference.annotated(module, annotation), isSaid: true }
  const value = binding.kind === 'assignment' ? field(binding.owner, 'right') : undefined
  if (!value || !sameNode(field(binding.owner, 'left'), binding.node)) return UNKNOWN
  return assignedMember(inference, module, classNode, name, value)
}

const ENUMS = ['enum.Enum', 'enum.Flag', 'enum.IntEnum', 'enum.StrEnum', 'enum.IntFlag']

function isEnum(module: Module, classNode: Node): boolean {
  return (
    /enum|flag/i.test(module.tree.text) &&
    ENUMS.some((root) => module.isSubclassOf(classNode, root) === 'yes')
  )
}

/** What an enum assigns in its body is a member, whose value that is; functions and what begins with an underscore are none. */
function enumMember(module: Module, classNode: Node, { name, owner }: Binding): Member {
  const value = field(owner, 'right')
  const isMember =
    !name.startsWith('_') && value && (LITERAL.test(value.type) || /^(?:\w+\.)?auto\(\)$/.test(value.text))
  return isMember ? { type: instance({ module, node: classNode }), isSaid: true } : UNKNOWN
}

const LITERAL =
  /^(?:string|concatenated_string|integer|float|true|false|none|unary_operator|binary_operator|tuple|list|dictionary|set)$/

/** `@property` and its `@x.setter`. */
function accessor(inference: Inference, module: Module, defs: readonly Node[], self: Type): Type | undefined {
  const [getter, ...others] = defs
  const isSetter = (definition: Node) =>
    decoratorsOf(definition).some((decorator) => /\.(?:setter|deleter)$/.test(decorator.text))
  return getter && others.every(isSetter) ? methodType(inference, module, getter, self) : undefined
}

const PROPERTIES: ReadonlySet<string> = new Set([
  'builtins.property',
  'functools.cached_property',
  'cached_property.cached_property',
])

function methodType(inference: Inference, module: Module, definition: Node, self: Type): Type | undefined {
  const isProperty = decoratorsOf(definition).some((decorator) => {
    const qualified = module.qualify(decorator)
    return qualified.kind === 'certain' && PROPERTIES.has(qualified.name)
  })
  if (isProperty)
    return self.kind === 'instance' ? returnType(inference, module, definition, self, true) : undefined
  return { kind: 'function', module, node: definition, self }
}

/** What calling a method of a library class gives. */
export function libraryCall(
  of: string,
  name: string,
  self: Type,
  result: Type | undefined,
): Type | undefined {
  const known = knownMember(of, name)
  if (known === 'self') return self.kind === 'class' ? asInstance(self) : self
  if (known !== undefined) {
    const [result = known, ...parts] = known.split(' ')
    return instance(result, ...parts.map((part) => instance(part)))
  }
  if (self.kind !== 'instance' || !/dict|Dict|Mapping/.test(of)) return undefined
  const [key, value] = self.args
  switch (name) {
    case 'values':
      return instance('collections.abc.ValuesView', value)
    case 'keys':
      return instance('collections.abc.KeysView', key)
    case 'items':
      return instance('collections.abc.Collection', instance('builtins.tuple', key, value))
    case 'get':
    case 'pop':
    case 'setdefault':
      return result ? union([value, result]) : value && union([value, { kind: 'none' }])
    default:
      return undefined
  }
}
