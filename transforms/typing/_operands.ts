import { type Binding, type Context, field, isStdlib, type Node } from '#transform'
import { bare, isUnion } from './_chain.ts'
import {
  BUILTIN_CLASSES,
  CLASS_MAKERS,
  FACTORIES,
  SMALL_CLASSES,
  SMALL_LIBRARY_CLASSES,
} from './_class-tables.ts'
import { mayBeNone } from './_may-be-none.ts'
import { notAType } from './_not-a-type.ts'
import { hasMetaclass, isInProject, problemElsewhere } from './_operands-elsewhere.ts'

/*
 * `X | Y` calls `type.__or__`, where `Union[X, Y]` takes anything: strings, functions that make the object in question,
 * and None for what could not be imported. https://docs.python.org/3/library/stdtypes.html#union-type
 */

/** Names that are followed from assignment to assignment. */
const MAX_STEPS = 5

/**
 * Why `X | …` would raise although the same operand is fine in `Union[…]`; undefined when it would not, or when nothing is
 * known of it. Strings are the caller's business: they are no problem here.
 * @param isObject whether the union is made while code runs, so that a variable of a function may be an operand.
 */
export function operandProblem(context: Context, operand: Node, isObject: boolean): string | undefined {
  return problemOf(context, bare(operand), isObject, MAX_STEPS)
}

/**
 * Why the operand may have no `|` although nothing says so: names of libraries cannot be followed, and only their spelling tells
 * a class from a function.
 */
export function operandDoubt(context: Context, operand: Node): string | undefined {
  const node = bare(operand)
  if (node.type !== 'identifier' && node.type !== 'attribute') return undefined
  const name = context.qualifiedName(node) ?? node.text
  if (isStdlib(name) || /^(?:builtins|typing|typing_extensions)\./.test(name)) return undefined
  const bindings = node.type === 'identifier' ? context.module.bindingsOf(node) : []
  if (bindings.some(({ kind }) => kind !== 'import')) return undefined
  const dot = name.lastIndexOf('.')
  if (dot > 0 && isInProject(context, name.slice(0, dot), name.slice(dot + 1))) return undefined
  const [owner = '', last = ''] = `.${name}`.split('.').slice(-2)
  if (/^[a-z]/.test(last) && !SMALL_LIBRARY_CLASSES.test(last))
    return `${node.text} may be a function, which has no | operator`
  return /^[A-Z][A-Z\d_]+$/.test(last) && /^[A-Z]\w*[a-z]/.test(owner)
    ? `${node.text} may be a value, which has no | operator`
    : undefined
}

function problemOf(context: Context, node: Node, isObject: boolean, steps: number): string | undefined {
  switch (node.type) {
    case 'none':
    case 'string':
      return undefined
    case 'identifier':
    case 'attribute':
      return notAType(context, node) ?? problemOfName(context, node, isObject, steps)
    case 'subscript':
    case 'generic_type': {
      const name = node.firstNamedChild ? context.qualifiedName(node.firstNamedChild) : undefined
      return name !== undefined && FACTORIES.has(name) && name !== 'typing.Union'
        ? `${node.text} cannot be part of a union`
        : undefined
    }
    case 'call': {
      const callee = field(node, 'function')
      const name = callee ? context.qualifiedName(callee) : undefined
      return name !== undefined && CLASS_MAKERS.has(name)
        ? undefined
        : `${shortened(node)} is a call, and what it returns may have no | operator`
    }
    case 'member_type':
      return undefined
    default:
      return isUnion(node) ? undefined : `${shortened(node)} has no | operator`
  }
}

/** The whole text on one line, cut after 40 characters. */
function shortened(node: Node): string {
  const text = node.text.replace(/\s+/g, ' ')
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}

function problemOfName(context: Context, node: Node, isObject: boolean, steps: number): string | undefined {
  const qualified = context.module.qualify(node)
  if (node.type === 'identifier') {
    for (const binding of context.module.bindingsOf(node)) {
      const problem = problemOfBinding(context, binding, isObject, steps)
      if (problem) return problem
    }
  }
  if (qualified.kind !== 'certain') return undefined
  const { name } = qualified
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (name.startsWith('builtins.'))
    return BUILTIN_CLASSES.has(last) ||
      (/^[A-Z]/.test(last) && last !== 'Ellipsis' && last !== 'NotImplemented')
      ? undefined
      : `${node.text} is a function, not a class`
  if (FACTORIES.has(name)) return `${name} is a function, not a class`
  // https://docs.python.org/3/whatsnew/3.13.html: "threading.Lock is now a class".
  if (name === 'threading.Lock' && !context.targets('3.13'))
    return 'threading.Lock is a function before Python 3.13'
  if (isStdlib(name))
    return /^[a-z]/.test(last) && !SMALL_CLASSES.has(name) && !/^(?:ast|ctypes|types)\./.test(name)
      ? `${name} is not known to be a class`
      : undefined
  return problemElsewhere(context, name, !qualified.typeCheckingOnly)
}

function problemOfBinding(
  context: Context,
  binding: Binding,
  isObject: boolean,
  steps: number,
): string | undefined {
  const { name, kind, owner } = binding
  switch (kind) {
    case 'function':
      return `${name} is a function, not a class`
    case 'class':
      return overloadsOr(context, owner) ? `the metaclass of ${name} has an | operator of its own` : undefined
    case 'assignment': {
      const value = field(owner, 'right')
      if (!value || steps === 0) return undefined
      const isLocal = isObject && binding.scope.kind === 'function'
      return (
        problemOfValue(context, name, bare(value), isObject, steps - 1) ??
        (isLocal ? dynamic(name) : undefined)
      )
    }
    case 'import':
    case 'annotation':
    case 'type-parameter':
    case 'type-alias':
      return undefined
    default:
      return isObject ? dynamic(name) : undefined
  }
}

function dynamic(name: string): string {
  return `${name} is whatever it is given at run time`
}

/** Why a name with that value cannot be an operand. */
function problemOfValue(
  context: Context,
  name: string,
  value: Node,
  isObject: boolean,
  steps: number,
): string | undefined {
  if (mayBeNone(context.module, value)) return `${name} may be None, and None | None raises`
  switch (value.type) {
    case 'string':
    case 'concatenated_string':
      return `${name} is a string`
    case 'identifier':
    case 'attribute':
      return value.text === name ? undefined : problemOf(context, value, isObject, steps)
    case 'conditional_expression':
    case 'boolean_operator':
    case 'subscript':
    case 'generic_type':
    case 'await':
      return undefined
    case 'call': {
      const callee = field(value, 'function')
      const head = callee?.type === 'attribute' ? field(callee, 'attribute') : callee
      const local = callee?.type === 'identifier' ? context.module.bindingsOf(callee) : []
      if (local.length > 0 && local.every(({ kind }) => kind === 'class') && head)
        return hasMetaclass(local) ? undefined : `${name} is an instance of ${head.text}`
      return undefined
    }
    default:
      return isUnion(value) ? undefined : `${name} is no class`
  }
}

/** Whether the class statement names a metaclass of this file that defines `__or__`. */
function overloadsOr(context: Context, classNode: Node): boolean {
  for (const argument of field(classNode, 'superclasses')?.namedChildren ?? []) {
    if (argument.type !== 'keyword_argument' || field(argument, 'name')?.text !== 'metaclass') continue
    const metaclass = field(argument, 'value')
    if (metaclass?.type !== 'identifier') continue
    for (const { kind, owner } of context.module.bindingsOf(metaclass))
      if (kind === 'class' && /\bdef\s+__r?or__\b/.test(field(owner, 'body')?.text ?? '')) return true
  }
  return false
}
