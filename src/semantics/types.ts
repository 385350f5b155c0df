import { stringParts } from '../python/literals.ts'
import { field, type Node, sameNode } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import type { Binding } from './bindings.ts'
import { decoratorsOf, headOf } from './definitions.ts'
import type { Module } from './module.ts'
import { commentedParameter, declaredAnnotation } from './type-comments.ts'

const LITERALS: ReadonlyMap<string, string> = new Map([
  ['integer', 'builtins.int'],
  ['float', 'builtins.float'],
  ['true', 'builtins.bool'],
  ['false', 'builtins.bool'],
  ['list', 'builtins.list'],
  ['list_comprehension', 'builtins.list'],
  ['dictionary', 'builtins.dict'],
  ['dictionary_comprehension', 'builtins.dict'],
  ['set', 'builtins.set'],
  ['set_comprehension', 'builtins.set'],
  ['tuple', 'builtins.tuple'],
  ['generator_expression', 'types.GeneratorType'],
])

/** How many aliases and calls are followed before the class counts as unknown. */
const MAX_STEPS = 8

/**
 * The qualified name of the class of an expression's value, when the file tells for certain: literals, calls of
 * classes, names with one binding that has such a value or an annotation, `self` and `cls()` in methods.
 * Imprecise by nature in one respect: the value may be of a subclass.
 */
export function classOf(module: Module, expression: Node): string | undefined {
  return classWithin(module, expression, MAX_STEPS)
}

function classWithin(module: Module, expression: Node, steps: number): string | undefined {
  if (steps === 0) return undefined
  const literal = LITERALS.get(expression.type)
  if (literal !== undefined) return literal
  switch (expression.type) {
    case 'string':
      return stringParts(expression)?.isBytes ? 'builtins.bytes' : 'builtins.str'
    case 'concatenated_string': {
      const first = expression.firstNamedChild
      return first ? classWithin(module, first, steps - 1) : undefined
    }
    case 'parenthesized_expression': {
      const inner = expression.firstNamedChild
      return inner ? classWithin(module, inner, steps - 1) : undefined
    }
    case 'call': {
      const callee = field(expression, 'function')
      return callee ? calledClass(module, callee) : undefined
    }
    case 'identifier':
      return ofIdentifier(module, expression, steps)
    default:
      return undefined
  }
}

/** The class that a call makes an instance of: the callee names a class of this file, or looks like one elsewhere. */
function calledClass(module: Module, callee: Node): string | undefined {
  const qualified = module.qualify(callee)
  if (qualified.kind !== 'certain') return undefined
  const { name } = qualified
  if (callee.type === 'identifier') {
    const bindings = module.bindingsOf(callee)
    if (bindings.some(({ kind }) => kind === 'function')) return undefined
    if (bindings.some(({ kind }) => kind === 'class')) return name
  }
  const last = name.slice(name.lastIndexOf('.') + 1)
  if (name.startsWith('builtins.')) return BUILTIN_CLASSES.has(last) ? name : undefined
  // Of another file only the name is known: PEP 8 writes classes in capitals, functions not.
  return /^[A-Z]/.test(last) && /[a-z]/.test(last) ? name : undefined
}

const BUILTIN_CLASSES: ReadonlySet<string> = new Set(
  'str bytes bytearray int float complex bool list dict set frozenset tuple object range slice memoryview'.split(
    ' ',
  ),
)

function ofIdentifier(module: Module, name: Node, steps: number): string | undefined {
  const bindings = module.bindingsOf(name)
  const [binding] = bindings
  if (!binding || bindings.length !== 1) return undefined
  if (binding.kind === 'parameter') return ofParameter(module, binding)
  if (binding.kind === 'assignment') {
    const annotation = declaredAnnotation(binding.owner)
    if (annotation) return annotatedClass(module, annotation)
    const value = field(binding.owner, 'right')
    const isPlain = sameNode(field(binding.owner, 'left'), binding.node)
    return value && isPlain ? classWithin(module, value, steps - 1) : undefined
  }
  if (binding.kind === 'annotation') {
    const annotation = field(binding.owner, 'type')
    return annotation ? annotatedClass(module, annotation) : undefined
  }
  return undefined
}

function ofParameter(module: Module, binding: Binding): string | undefined {
  const parameter = parentOf(binding.node)
  if (parameter?.type === 'typed_parameter' || parameter?.type === 'typed_default_parameter') {
    // `a: C = None` is an Optional in disguise.
    const annotation = field(parameter, 'value')?.type === 'none' ? undefined : field(parameter, 'type')
    return annotation ? annotatedClass(module, annotation) : undefined
  }
  const commented =
    parameter && binding.owner.type === 'function_definition' && !/splat/.test(parameter.type)
      ? commentedParameter(binding.owner, parameter.type === 'parameters' ? binding.node : parameter)
      : undefined
  if (commented && parameter && field(parameter, 'value')?.type !== 'none')
    return annotatedClass(module, commented)
  return ofSelf(module, binding)
}

/** The class around a method, for its first parameter. */
function ofSelf(module: Module, binding: Binding): string | undefined {
  const method = binding.owner
  if (method.type !== 'function_definition') return undefined
  const first = field(method, 'parameters')?.firstNamedChild
  if (!sameNode(first, binding.node)) return undefined
  const decorators = decoratorsOf(method).map(({ text }) => text)
  if (decorators.includes('staticmethod') || decorators.includes('classmethod')) return undefined
  for (const up of ancestorsOf(method)) {
    if (up.type === 'class_definition') return module.qualifiedNameOf(up)
    if (up.type === 'function_definition') return undefined
  }
  return undefined
}

function annotatedClass(module: Module, annotation: Node): string | undefined {
  const head = headOf(annotation)
  const qualified = head ? module.qualify(head) : undefined
  if (qualified?.kind !== 'certain') return undefined
  return NOT_CLASSES.has(qualified.name) ? undefined : (GENERIC_ALIASES.get(qualified.name) ?? qualified.name)
}

/** Heads of annotations that say something else than "an instance of this". */
const NOT_CLASSES: ReadonlySet<string> = new Set(
  [
    ...'Any Union Optional Annotated ClassVar Final Literal Callable Type TypeVar NoReturn Never Self'.split(
      ' ',
    ),
    ...'LiteralString TypeAlias Required NotRequired ReadOnly Concatenate TypeGuard TypeIs Unpack'.split(' '),
  ].flatMap((name) => [`typing.${name}`, `typing_extensions.${name}`]),
)

const GENERIC_ALIASES: ReadonlyMap<string, string> = new Map([
  ['typing.List', 'builtins.list'],
  ['typing.Dict', 'builtins.dict'],
  ['typing.Set', 'builtins.set'],
  ['typing.FrozenSet', 'builtins.frozenset'],
  ['typing.Tuple', 'builtins.tuple'],
  ['typing.Text', 'builtins.str'],
])
