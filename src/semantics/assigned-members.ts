import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import { fillers } from './attribute-fillers.ts'
import { basesOf, enclosingClass } from './definitions.ts'
import { type Growth, grownType } from './grown.ts'
import type { Inference } from './infer.ts'
import { innermostValue, unpacked } from './infer-name.ts'
import type { Module } from './module.ts'
import { subclassOf } from './subclass.ts'
import { type ClassName, membersOf, sameClassName, type Type, union } from './type.ts'
import { declaredAnnotation } from './type-comments.ts'
import { wordsIn } from './words.ts'

/** What a class has under a name by itself, and whether an annotation says so, which classes that inherit from it keep to. */
export interface Member {
  readonly type: Type | undefined
  readonly isSaid: boolean
}

/** What assigns to attributes without spelling their names. */
const UNSPELLED =
  /\bsetattr\s*\(\s*(?:self|cls)\s*,(?!\s*["'])|\bself\.__dict__\s*(?:\.\s*update\b|\[|=(?!=))|\bvars\(\s*self\s*\)|\bdef\s+__getattribute__\b|\.__setattr__\(\s*(?:self|cls)\s*,(?!\s*["'])/

/** A member of which nothing is known. */
export const UNKNOWN: Member = { type: undefined, isSaid: false }

/**
 * What the attribute `name` of instances of a class is assigned, in its methods and from outside, by its own file and the one that is
 * planned; undefined when the class has none. One annotation decides.
 * @param initial what the body of the class gives it, where it does
 */
export function assignedMember(
  inference: Inference,
  module: Module,
  classNode: Node,
  name: string,
  initial?: Node,
): Member | undefined {
  const known = answers.get(inference) ?? new Map<string, Member>()
  answers.set(inference, known)
  const key = `${module.path}:${classNode.startIndex}:${name}`
  const member = known.get(key) ?? collected(inference, module, classNode, name, initial)
  // What is not known in the middle of another question may be known when it is asked for by itself.
  if (member?.type) known.set(key, member)
  return member
}

const answers = new WeakMap<Inference, Map<string, Member>>()

function collected(
  inference: Inference,
  module: Module,
  classNode: Node,
  name: string,
  initial: Node | undefined,
): Member | undefined {
  const values: (Type | undefined)[] = initial ? [inference.typeOf(module, initial)] : []
  const growths: Growth[] = []
  let isOwn = initial !== undefined
  for (const { where, attribute, statement, whole } of targetsNamed(inference, module, name)) {
    if (!mayBeOf(inference, where, { module, node: classNode }, field(attribute, 'object'))) continue
    const isAssignment = statement.type === 'assignment'
    const isOfOwn = where === module && isOfSelf(module, classNode, attribute)
    const annotation = isAssignment && isOfOwn ? declaredAnnotation(statement) : undefined
    if (annotation) return { type: inference.annotated(module, annotation), isSaid: true }
    isOwn ||= isOfOwn
    if (statement.type === 'augmented_assignment') {
      growths.push({ module: where, statement })
      continue
    }
    const value = isAssignment ? innermostValue(statement) : field(statement, 'right')
    const type = value && inference.typeOf(where, value)
    values.push(isAssignment ? unpacked(whole, attribute, type) : undefined)
  }
  // What only others assign may be of any class.
  if (!isOwn) return undefined
  const of = { module, node: classNode }
  const { isUnspelled, isRemade } = ancestryOf(inference, of)
  const type = isUnspelled || (initial && isRemade) ? undefined : grownType(inference, union(values), growths)
  const isFilled = type !== undefined && isPlain(type) && isFilledIn(inference, of, name)
  return { type: isFilled ? undefined : type, isSaid: false }
}

/** What a class and those of the project that it inherits from say of all attributes. */
interface Ancestry {
  /** Whether attributes are assigned without spelling their names, or each access is answered by a method. */
  readonly isUnspelled: boolean
  /** Whether a metaclass may make something else of what the body assigns. */
  readonly isRemade: boolean
}

const ancestries = new WeakMap<Node, Ancestry>()

function ancestryOf(inference: Inference, { module, node }: Exclude<ClassName, string>): Ancestry {
  const known = ancestries.get(node)
  if (known) return known
  // A class that inherits from itself is not asked again.
  ancestries.set(node, { isUnspelled: false, isRemade: false })
  const above = basesOf(node).flatMap((base) => {
    const type = inference.typeOf(module, base)
    return type?.kind === 'class' && typeof type.of !== 'string' ? [ancestryOf(inference, type.of)] : []
  })
  const answer = {
    isUnspelled: UNSPELLED.test(node.text) || above.some((one) => one.isUnspelled),
    isRemade: hasMetaclass(module, node) || above.some((one) => one.isRemade),
  }
  ancestries.set(node, answer)
  return answer
}

/** Whether a class has a metaclass of its own that is not known to leave attributes alone. */
function hasMetaclass(module: Module, node: Node): boolean {
  const given = field(node, 'superclasses')?.namedChildren.find(
    (one) => one.type === 'keyword_argument' && field(one, 'name')?.text === 'metaclass',
  )
  const metaclass = given && field(given, 'value')
  const qualified = metaclass && module.qualify(metaclass)
  if (qualified)
    return !(qualified.kind === 'certain' && /^(?:abc\.ABCMeta|builtins\.type)$/.test(qualified.name))
  return /\bwith_metaclass\s*\(/.test(field(node, 'superclasses')?.text ?? '')
}

interface Target {
  readonly where: Module
  readonly attribute: Node
  readonly statement: Node
  /** What the attribute is a part of, as `self.a, b`. */
  readonly whole: Node
}

/** Where attributes of a name are bound. Each class that inherits from another asks for the same ones. */
function targetsNamed(inference: Inference, module: Module, name: string): readonly Target[] {
  const { planned } = inference.definitions
  const found = targets.get(inference) ?? new Map<string, readonly Target[]>()
  targets.set(inference, found)
  return (planned.path === module.path ? [module] : [module, planned]).flatMap((where) => {
    const key = `${where === planned}:${where.path}:${name}`
    const known = found.get(key) ?? [...targetsIn(where, name)]
    found.set(key, known)
    return known
  })
}

const targets = new WeakMap<Inference, Map<string, readonly Target[]>>()

function* targetsIn(where: Module, name: string): Generator<Target> {
  for (const index of wordsIn(where.tree.text, name)) {
    if (!mayBeTarget(where.tree.text, index, index + name.length)) continue
    const attribute = parentOf(where.tree.nodeAt(index, index + name.length))
    if (attribute?.type !== 'attribute' || field(attribute, 'attribute')?.startIndex !== index) continue
    const target = targetOf(attribute)
    if (target) yield { where, attribute, ...target }
  }
}

/** What is called, read from or compared is bound by nothing. */
function mayBeTarget(text: string, start: number, end: number): boolean {
  return (
    /\.\s*$/.test(text.slice(Math.max(0, start - 20), start)) &&
    !/^\s*(?:[([.]|==)/.test(text.slice(end, end + 20))
  )
}

/** The statement that binds an attribute, and the whole target that it is in. */
function targetOf(attribute: Node): { readonly statement: Node; readonly whole: Node } | undefined {
  let whole = attribute
  for (let up = parentOf(whole); up; up = parentOf(whole)) {
    if (/^(?:assignment|augmented_assignment|for_statement|for_in_clause)$/.test(up.type))
      return sameNode(field(up, 'left'), whole) ? { statement: up, whole } : undefined
    if (up.type === 'as_pattern_target') return { statement: up, whole }
    if (
      !/^(?:pattern_list|tuple_pattern|list_pattern|list_splat_pattern|tuple|list|parenthesized_expression)$/.test(
        up.type,
      )
    )
      return undefined
    whole = up
  }
  return undefined
}

/** None, texts, numbers, lists: what settings hold, which are filled in by name from elsewhere. */
function isPlain(type: Type): boolean {
  return membersOf(type).some(
    (member) =>
      member.kind === 'none' ||
      (member.kind === 'instance' && typeof member.of === 'string' && member.of.startsWith('builtins.')),
  )
}

/** Whether the attribute of an instance of the class may be assigned by its name as text. */
function isFilledIn(inference: Inference, of: Exclude<ClassName, string>, name: string): boolean {
  const { planned } = inference.definitions
  return (planned.path === of.module.path ? [of.module] : [of.module, planned]).some((where) =>
    fillers(where).some(
      ({ object, key }) => (key === undefined || key === name) && mayBeOf(inference, where, of, object),
    ),
  )
}

/** Whether an attribute may be one of an instance of the class: that of `self`, or of something that is not known for another. */
function mayBeOf(
  inference: Inference,
  where: Module,
  of: Exclude<ClassName, string>,
  object: Node | undefined,
): boolean {
  if (!object) return false
  const holder = selfOf(where, object)
  if (holder) return where === of.module && sameNode(holder, of.node)
  const type = inference.typeOf(where, object)
  if (!type) return true
  const root = of.module.qualifiedNameOf(of.node)
  return membersOf(type).some((member) => {
    if ((member.kind !== 'instance' && member.kind !== 'class') || typeof member.of === 'string') return false
    if (sameClassName(member.of, of)) return true
    return root !== undefined && subclassOf(member.of.module, member.of.node, root).answer === 'yes'
  })
}

function isOfSelf(module: Module, classNode: Node, attribute: Node): boolean {
  const object = field(attribute, 'object')
  const holder = object && selfOf(module, object)
  return !!holder && sameNode(holder, classNode)
}

/** The class whose instance an identifier is as first parameter of a method. */
function selfOf(module: Module, node: Node): Node | undefined {
  if (node.type !== 'identifier') return undefined
  const [binding, ...others] = module.bindingsOf(node)
  if (binding?.kind !== 'parameter' || others.length > 0) return undefined
  const first = field(binding.owner, 'parameters')?.firstNamedChild
  return sameNode(first, binding.node) ? enclosingClass(binding.owner) : undefined
}
