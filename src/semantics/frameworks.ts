import { field, type Node } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { AnnotationContext } from './annotations.ts'
import { decoratorsOf, headOf } from './definitions.ts'
import type { Module } from './module.ts'
import { scopeOf } from './scopes.ts'
import { subclassOf } from './subclass.ts'
import { classOf } from './types.ts'

/** Base classes whose subclasses have their annotations evaluated when the class is made or first used. */
const MODEL_BASES: readonly (readonly [root: string, framework: string])[] = [
  // Before pydantic, which it derives from: it reads more out of annotations.
  ['sqlmodel.SQLModel', 'SQLModel'],
  ['sqlmodel.main.SQLModel', 'SQLModel'],
  ['pydantic.BaseModel', 'pydantic'],
  ['pydantic.main.BaseModel', 'pydantic'],
  ['pydantic.v1.BaseModel', 'pydantic'],
  ['pydantic.BaseSettings', 'pydantic'],
  ['pydantic.generics.GenericModel', 'pydantic'],
  ['pydantic_settings.BaseSettings', 'pydantic'],
  ['pydantic.RootModel', 'pydantic'],
  ['msgspec.Struct', 'msgspec'],
  ['typing.NamedTuple', 'NamedTuple'],
  ['typing_extensions.NamedTuple', 'NamedTuple'],
  ['typing.TypedDict', 'TypedDict'],
  ['typing_extensions.TypedDict', 'TypedDict'],
  ['ninja.Schema', 'pydantic'],
  ['beanie.Document', 'pydantic'],
  ['odmantic.Model', 'pydantic'],
  ['sqlalchemy.orm.DeclarativeBase', 'SQLAlchemy'],
  ['sqlalchemy.orm.MappedAsDataclass', 'SQLAlchemy'],
  ['ctypes.Structure', 'ctypes'],
]

/** Decorators that read the annotations of the class under them. */
const CLASS_DECORATORS: ReadonlyMap<string, string> = new Map([
  ['dataclasses.dataclass', 'dataclasses'],
  ['pydantic.dataclasses.dataclass', 'pydantic'],
  ['pydantic.v1.dataclasses.dataclass', 'pydantic'],
  ['attr.s', 'attrs'],
  ['attr.attrs', 'attrs'],
  ['attr.define', 'attrs'],
  ['attr.frozen', 'attrs'],
  ['attr.mutable', 'attrs'],
  ['attr.dataclass', 'attrs'],
  ['attrs.define', 'attrs'],
  ['attrs.frozen', 'attrs'],
  ['attrs.mutable', 'attrs'],
  ['strawberry.type', 'strawberry'],
  ['strawberry.input', 'strawberry'],
  ['strawberry.interface', 'strawberry'],
  ['dataclasses_json.dataclass_json', 'dataclasses-json'],
  ['marshmallow_dataclass.dataclass', 'marshmallow'],
])

/** Decorators that read the annotations of the function under them. */
const FUNCTION_DECORATORS: ReadonlyMap<string, string> = new Map([
  ['pydantic.validate_call', 'pydantic'],
  ['pydantic.validate_arguments', 'pydantic'],
  ['pydantic.v1.validate_arguments', 'pydantic'],
  ['pydantic.computed_field', 'pydantic'],
  ['pydantic.field_serializer', 'pydantic'],
  ['pydantic.model_serializer', 'pydantic'],
  ['strawberry.field', 'strawberry'],
  ['strawberry.mutation', 'strawberry'],
  ['typeguard.typechecked', 'typeguard'],
  ['beartype.beartype', 'beartype'],
])

/** Classes whose instances have decorator methods that read the annotations of a function. */
const APPS: ReadonlyMap<string, string> = new Map([
  ['fastapi.FastAPI', 'FastAPI'],
  ['fastapi.APIRouter', 'FastAPI'],
  ['fastapi.applications.FastAPI', 'FastAPI'],
  ['fastapi.routing.APIRouter', 'FastAPI'],
  ['typer.Typer', 'typer'],
  ['ninja.NinjaAPI', 'django-ninja'],
  ['ninja.Router', 'django-ninja'],
  ['litestar.Litestar', 'litestar'],
  ['litestar.Router', 'litestar'],
  ['faststream.FastStream', 'FastStream'],
  ['mcp.server.fastmcp.FastMCP', 'FastMCP'],
  ['fastmcp.FastMCP', 'FastMCP'],
])

/** Methods of such an instance that decorate a function: routes, commands, hooks. */
const APP_METHODS: ReadonlySet<string> = new Set(
  'get post put delete patch head options trace api_route websocket route exception_handler middleware command callback tool resource prompt subscriber publisher'.split(
    ' ',
  ),
)

/**
 * The library that evaluates an annotation at run time although Python itself may not: the class is a model, the
 * function a route. Undefined when none is known to.
 * @param owner the parameter, def or assignment that is annotated; `root` the annotation's `type` node.
 */
export function frameworkOf(
  module: Module,
  position: AnnotationContext['position'],
  owner: Node,
  root: Node,
): string | undefined {
  if (position === 'variable') {
    const scope = scopeOf(root)
    if (scope.kind !== 'class') return undefined
    return ofMapped(module, root) ?? ofClass(module, scope.node)
  }
  const definition = definitionOf(owner)
  return definition ? ofFunction(module, definition) : undefined
}

function definitionOf(node: Node): Node | undefined {
  let here: Node | undefined = node
  while (here && here.type !== 'function_definition') here = parentOf(here)
  return here
}

function ofMapped(module: Module, root: Node): string | undefined {
  const head = root.firstNamedChild ? headOf(root.firstNamedChild) : undefined
  const name = head ? certainName(module, head) : undefined
  return name === 'sqlalchemy.orm.Mapped' || name === 'sqlalchemy.orm.DynamicMapped'
    ? 'SQLAlchemy'
    : undefined
}

const classFrameworks = new WeakMap<Module, Map<Node, string | null>>()

/** The library that reads the annotations of the fields of a class_definition. */
export function ofClass(module: Module, classNode: Node): string | undefined {
  let known = classFrameworks.get(module)
  if (!known) {
    known = new Map()
    classFrameworks.set(module, known)
  }
  let answer = known.get(classNode)
  if (answer === undefined) {
    answer = ofDecorators(module, classNode, CLASS_DECORATORS) ?? ofBases(module, classNode) ?? null
    known.set(classNode, answer)
  }
  return answer ?? undefined
}

function ofBases(module: Module, classNode: Node): string | undefined {
  if (!field(classNode, 'superclasses')) return undefined
  for (const [root, framework] of MODEL_BASES) {
    if (subclassOf(module, classNode, root).answer === 'yes') return framework
  }
  return undefined
}

function ofFunction(module: Module, definition: Node): string | undefined {
  return ofDecorators(module, definition, FUNCTION_DECORATORS) ?? ofAppDecorator(module, definition)
}

function ofDecorators(
  module: Module,
  definition: Node,
  table: ReadonlyMap<string, string>,
): string | undefined {
  for (const decorator of decoratorsOf(definition)) {
    const name = certainName(module, decorator)
    const framework = name === undefined ? undefined : table.get(name)
    if (framework) return framework
  }
  return undefined
}

function ofAppDecorator(module: Module, definition: Node): string | undefined {
  for (const decorator of decoratorsOf(definition)) {
    if (decorator.type !== 'attribute') continue
    const method = field(decorator, 'attribute')?.text ?? ''
    const receiver = field(decorator, 'object')
    if (receiver?.type !== 'identifier') continue
    if (method === 'register' && isSingledispatch(module, receiver)) return 'functools.singledispatch'
    if (!APP_METHODS.has(method)) continue
    const framework = APPS.get(classOf(module, receiver) ?? '')
    if (framework) return framework
  }
  return undefined
}

/** `f.register` where f is a function of this file under `@singledispatch`. */
function isSingledispatch(module: Module, receiver: Node): boolean {
  return module
    .bindingsOf(receiver)
    .some(
      ({ kind, owner }) =>
        kind === 'function' &&
        decoratorsOf(owner).some((decorator) =>
          certainName(module, decorator)?.startsWith('functools.singledispatch'),
        ),
    )
}

function certainName(module: Module, node: Node): string | undefined {
  const qualified = module.qualify(node)
  return qualified.kind === 'certain' ? qualified.name : undefined
}
