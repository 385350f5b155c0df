import { field, type Node, withoutComments } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'
import { decoratorsOf, isGenerator, ownNodes } from './definitions.ts'
import { mayReachEnd } from './ends.ts'
import { filling } from './filled.ts'
import { AWAITABLES, type Inference } from './infer.ts'
import { asClass, asInstance } from './infer-annotation.ts'
import { libraryCall, memberOf, overriding } from './infer-member.ts'
import { selfOrClass } from './infer-name.ts'
import { knownMember, knownResult } from './known-members.ts'
import type { Module } from './module.ts'
import { elementOf, instance, membersOf, NONE, type Type, union, withoutNone } from './type.ts'
import { commentedSignature } from './type-comments.ts'

/** The type of what a call gives. */
export function callType(inference: Inference, module: Module, call: Node): Type | undefined {
  const callee = field(call, 'function')
  if (!callee) return undefined
  const list = field(call, 'arguments')
  // `next(p for p in ps)` has no list of arguments.
  const args = list?.type === 'generator_expression' ? [list] : withoutComments(list)
  const qualified = module.qualify(callee)
  if (qualified.kind === 'certain') {
    const known = libraryFunction(inference, module, qualified.name, args, call)
    if (known !== undefined) return known.type
  }
  const type = inference.typeOf(module, callee)
  if (!type) return undefined
  const result = union(membersOf(type).map((member) => called(inference, module, member, args)))
  // What `text.split()` gives is a list that other things may be put into.
  if (result?.kind !== 'instance' || result.of !== 'builtins.list' || result.args.length === 0) return result
  return instance(result.of, union([...result.args, ...filling(inference, module, call).values]))
}

function called(inference: Inference, module: Module, type: Type, args: readonly Node[]): Type | undefined {
  switch (type.kind) {
    case 'class':
      return typeof type.of === 'string' && type.of.startsWith('builtins.') && !BUILTIN_CLASSES.has(type.of)
        ? undefined
        : asInstance(type)
    case 'function': {
      const result = returnType(inference, type.module, type.node, type.self)
      const name = field(type.node, 'name')?.text
      if (!result || !type.self || !name || hasReturnAnnotation(type.node)) return result
      return union([
        result,
        ...overriding(inference, type.self, name).map((other) =>
          other?.kind === 'function'
            ? returnType(inference, other.module, other.node, other.self)
            : undefined,
        ),
      ])
    }
    case 'method': {
      const [, second] = args
      return libraryCall(type.of, type.name, type.self, second && inference.typeOf(module, second))
    }
    case 'instance': {
      const method = memberOf(inference, type, '__call__')
      return method?.kind === 'function' ? called(inference, module, method, args) : undefined
    }
    default:
      return undefined
  }
}

function hasReturnAnnotation(definition: Node): boolean {
  return (field(definition, 'return_type') ?? commentedSignature(definition)?.returns) !== undefined
}

const BUILTIN_CLASSES: ReadonlySet<string> = new Set(
  'str bytes bytearray int float complex bool list dict set frozenset tuple object range slice memoryview'
    .split(' ')
    .map((name) => `builtins.${name}`),
)

/** Functions that hand on what they are given; `type` is undefined where that is not known. */
function libraryFunction(
  inference: Inference,
  module: Module,
  name: string,
  args: readonly Node[],
  call: Node,
): { readonly type: Type | undefined } | undefined {
  const [first, second] = args
  const of = (node: Node | undefined) => node && inference.typeOf(module, node)
  const element = () => elementOf(of(first))
  switch (name) {
    case 'builtins.list':
    case 'builtins.sorted':
      return { type: instance('builtins.list', first ? element() : undefined) }
    case 'builtins.reversed':
    case 'builtins.iter':
      return { type: instance('collections.abc.Iterator', first ? element() : undefined) }
    case 'builtins.set':
    case 'builtins.frozenset':
      return { type: instance(name, first ? element() : undefined) }
    case 'builtins.tuple':
      return { type: instance('collections.abc.Sequence', element()) }
    case 'builtins.filter':
      return { type: instance('collections.abc.Iterator', elementOf(of(second))) }
    case 'builtins.enumerate':
      return {
        type: instance(
          'collections.abc.Iterator',
          instance('builtins.tuple', instance('builtins.int'), element()),
        ),
      }
    case 'builtins.zip':
      return {
        type: instance(
          'collections.abc.Iterator',
          args.some(isSplat)
            ? instance('collections.abc.Sequence', undefined)
            : instance('builtins.tuple', ...args.filter(isPositional).map((arg) => elementOf(of(arg)))),
        ),
      }
    case 'builtins.next': {
      const value = element()
      return { type: second ? union([value, of(second)]) : value }
    }
    case 'builtins.max':
    case 'builtins.min':
      if (args.some(isSplat)) return { type: undefined }
      return {
        type:
          args.filter(isPositional).length === 1
            ? union([element(), ...args.filter(isDefault).map((arg) => of(field(arg, 'value')))])
            : union(args.filter(isPositional).map(of)),
      }
    case 'builtins.type': {
      const value = args.length === 1 ? of(first) : undefined
      return { type: value && asClass(value) }
    }
    case 'builtins.super':
      return { type: first ? undefined : superType(module, call) }
    case 'copy.copy':
    case 'copy.deepcopy':
      return { type: of(first) }
    case 'typing.cast':
    case 'typing_extensions.cast':
      return { type: first && inference.annotated(module, first) }
    case 'pydantic.create_model': {
      const base = args.find((arg) => field(arg, 'name')?.text === '__base__')
      const type = base ? of(field(base, 'value')) : CREATED
      return { type: type?.kind === 'class' ? type : undefined }
    }
    case 'asyncio.create_task':
    case 'asyncio.wait_for':
    case 'asyncio.ensure_future':
      return { type: of(first) }
    case 'builtins.open':
    case 'builtins.getattr':
    case 'builtins.map':
    case 'builtins.vars':
      return { type: undefined }
    default: {
      const result = knownResult(name)
      return result === undefined ? undefined : { type: instance(result) }
    }
  }
}

/** The class that `create_model` derives what it makes from. */
const CREATED: Type = { kind: 'class', of: 'pydantic.BaseModel' }

function isPositional({ type }: Node): boolean {
  return type !== 'keyword_argument' && type !== 'list_splat' && type !== 'dictionary_splat'
}

/** What `max(items, default=0)` gives where there are none. */
function isDefault(argument: Node): boolean {
  return argument.type === 'keyword_argument' && field(argument, 'name')?.text === 'default'
}

/** `*rest`: how many arguments there are is not known. */
function isSplat({ type }: Node): boolean {
  return type === 'list_splat'
}

/** `super()` counts as what the first parameter of the method is: the method of a base gives the same to it. */
function superType(module: Module, call: Node): Type | undefined {
  for (const up of ancestorsOf(call)) if (up.type === 'function_definition') return selfOrClass(module, up)
  return undefined
}

/** Decorators that leave the values of a call as they are. */
const TRANSPARENT =
  /^(?:builtins\.(?:classmethod|staticmethod|property)|functools\.(?:lru_cache|cache|wraps|cached_property)|abc\.\w+|typing(?:_extensions)?\.(?:final|override|no_type_check)|pytest\.(?:fixture|mark\..*)|pytest_asyncio\.fixture|pydantic\.(?:validate_arguments|validate_call)|unittest\.mock\.patch.*|fastapi\..*|celery\..*)$/

/**
 * What a call of a def gives: its annotation, else what it returns. Coroutines are awaitables of that.
 * @param plain for a property, whose decorator is understood already.
 */
export function returnType(
  inference: Inference,
  module: Module,
  definition: Node,
  self: Type | undefined,
  plain = false,
): Type | undefined {
  if (!plain && definition.type !== 'function_definition') return undefined
  let manager = false
  for (const decorator of decoratorsOf(definition)) {
    const qualified = module.qualify(decorator)
    const name = qualified.kind === 'certain' ? qualified.name : ''
    if (/^contextlib\.(?:async)?contextmanager$/.test(name)) manager = true
    else if (!TRANSPARENT.test(name) && !/\.(?:setter|getter)$/.test(decorator.text)) return undefined
  }
  const annotation = field(definition, 'return_type') ?? commentedSignature(definition)?.returns
  const isAsync = definition.firstChild?.type === 'async'
  const annotated = annotation && ownAnnotation(inference, module, annotation, self)
  const yields = annotation ? false : isGenerator(definition)
  const type = annotation
    ? annotated
    : yields
      ? yieldedType(inference, module, definition)
      : returnedType(inference, module, definition)
  const isIterator = yields || /\b(?:Async)?(?:Generator|Iterator|Iterable)\b/.test(annotation?.text ?? '')
  if (manager) {
    const value = isIterator && annotation ? elementOf(type) : yields ? elementOf(type) : undefined
    return instance('contextlib.AbstractContextManager', value)
  }
  return isAsync && !(isIterator && isGenerator(definition))
    ? instance('collections.abc.Coroutine', type)
    : type
}

/** `-> T` and `-> Self` in a method called on a subclass give the subclass; `-> "Base"` gives Base. */
function ownAnnotation(
  inference: Inference,
  module: Module,
  annotation: Node,
  self: Type | undefined,
): Type | undefined {
  const type = inference.annotated(module, annotation)
  if (!self || (self.kind !== 'instance' && self.kind !== 'class')) return type
  const isSelf = /^["']?(?:\w+\.)?Self["']?$/.test(annotation.text)
  return isSelf ? (self.kind === 'class' ? asInstance(self) : self) : type
}

function returnedType(inference: Inference, module: Module, definition: Node): Type | undefined {
  const returns = ownNodes(definition, ['return_statement'])
  if (returns.length === 0) return NONE
  const types = returns.map((statement) =>
    statement.firstNamedChild ? inference.typeOf(module, statement.firstNamedChild) : NONE,
  )
  return union(mayReachEnd(field(definition, 'body')) ? [...types, NONE] : types)
}

function yieldedType(inference: Inference, module: Module, definition: Node): Type | undefined {
  const values = ownNodes(definition, ['yield']).map((node) =>
    node.firstNamedChild && !/^yield\s+from\b/.test(node.text)
      ? inference.typeOf(module, node.firstNamedChild)
      : undefined,
  )
  return instance('collections.abc.Generator', union(values))
}

/** What `with value as x` binds to x. */
export function contextValue(inference: Inference, manager: Type | undefined): Type | undefined {
  const type = withoutNone(manager)
  if (type?.kind !== 'instance') return undefined
  const { of } = type
  if (typeof of === 'string') {
    if (of === 'contextlib.AbstractContextManager') return type.args[0]
    return ['__enter__', '__aenter__'].some((name) => knownMember(of, name) === 'self') ? type : undefined
  }
  for (const name of ['__enter__', '__aenter__']) {
    const enter = memberOf(inference, type, name)
    if (enter?.kind !== 'function') continue
    const value = returnType(inference, enter.module, enter.node, type)
    return value?.kind === 'instance' && AWAITABLES.has(String(value.of)) ? value.args.at(-1) : value
  }
  return undefined
}
