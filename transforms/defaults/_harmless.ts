import {
  basesOf,
  type Context,
  decoratorExpressions,
  field,
  functionNamed,
  localClass,
  type Node,
} from '#transform'

/** Calls whose value never changes, so that one of it for all is as good as many. */
const CONSTANT: ReadonlySet<string> = new Set(
  `builtins.bool builtins.bytes builtins.complex builtins.float builtins.frozenset builtins.int builtins.object
  builtins.range builtins.str builtins.tuple builtins.type builtins.property builtins.getattr builtins.len builtins.min
  builtins.max builtins.abs builtins.round builtins.chr builtins.ord builtins.slice
  dataclasses.field dataclasses.KW_ONLY datetime.date datetime.datetime datetime.time datetime.timedelta datetime.timezone decimal.Decimal
  enum.auto fractions.Fraction functools.partial ipaddress.ip_address ipaddress.ip_network ipaddress.IPv4Address
  logging.getLogger math.sqrt operator.attrgetter operator.itemgetter operator.methodcaller pathlib.Path
  pathlib.PosixPath pathlib.PurePath pathlib.PurePosixPath pathlib.PureWindowsPath re.compile sys.intern
  types.MappingProxyType types.SimpleNamespace typing.NewType typing.TypeVar typing.cast uuid.UUID zoneinfo.ZoneInfo
  os.path.join os.path.dirname os.path.abspath os.path.expanduser gettext.gettext
  django.utils.translation.gettext_lazy mock.ANY`
    .trim()
    .split(/\s+/),
)
/** Calls that describe a default for a library, and are not the default themselves. */
const DESCRIBES =
  /^(?:fastapi|typer|click|pydantic|pydantic_settings|attr|attrs|strawberry|sqlmodel|sqlalchemy|pytest|dependency_injector|ninja|litestar|faststream|taskiq|injector|wtforms|marshmallow|django|mongoengine|odmantic|beanie|msgspec|cyclopts|langchain_core|discord)\./
/** Calls that make arrays and types of C, of which defaults are seldom changed. */
const COMPUTES = /^(?:ctypes|jax|torch|tensorflow|numpy)\./
/** `Depends(get)`, `Query(...)` and their like wherever they come from. */
const MARKERS: ReadonlySet<string> = new Set(
  `Depends Security Query Path Body Header Cookie Form File Param Option Argument Field Provide Inject Factory
  field mapped_column relationship Column`
    .trim()
    .split(/\s+/),
)

/** `json_field(…)`, `mapped_column(…)`, `CharField()`: what makes a field of the library's own. */
const FIELD = /(?:_field|_column|[a-z]Field|[a-z]Column)$/

/** Whether it does not matter that a call is made once: it gives a constant, or describes a default for a library. */
export function isHarmless(context: Context, call: Node): boolean {
  const callee = field(call, 'function')
  if (!callee || isDescription(context, callee)) return true
  const name = context.qualifiedName(callee)
  if (name !== undefined && (CONSTANT.has(name) || COMPUTES.test(name))) return true
  // A method of a constant: `"a b".split()`, `datetime(2020, 1, 1).timestamp()`.
  const receiver = callee.type === 'attribute' ? field(callee, 'object') : undefined
  if (receiver?.type === 'string' || (receiver?.type === 'call' && isHarmless(context, receiver))) return true
  // `_('text')` of gettext.
  if (lastOf(name ?? callee.text) === '_') return true
  if (makesField(context, callee)) return true
  const found = localClass(context.module, callee)
  return !!found && isFrozen(context, found)
}

/** Whether what is called describes a default for a library: that asks for the value itself, and at the right time. */
export function isDescription(context: Context, callee: Node): boolean {
  const name = context.qualifiedName(callee)
  const last = lastOf(name ?? callee.text)
  return MARKERS.has(last) || FIELD.test(last) || (name !== undefined && DESCRIBES.test(name))
}

function lastOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1)
}

/** Whether it is a function of the project that calls `dataclasses.field`: what it gives is the field. */
function makesField(context: Context, callee: Node): boolean {
  const made = functionNamed(context, callee)
  return !!made?.node.descendantsOfType('call').some((call) => {
    const inner = call && field(call, 'function')
    const meant = inner && made.module.qualify(inner)
    return meant?.kind === 'certain' && meant.name === 'dataclasses.field'
  })
}

/** Whether instances of a class of this file cannot change: named tuples, enumerations, frozen dataclasses, exceptions. */
function isFrozen(context: Context, owner: Node): boolean {
  if (decoratorExpressions(owner).some(({ text }) => /\bfrozen\s*=\s*True\b|(?:^|\.)frozen\b/.test(text)))
    return true
  return basesOf(owner).some((base) => {
    const name = context.qualifiedName(base) ?? base.text
    return /(?:^|\.)(?:NamedTuple|\w*Enum|\w*Flag|\w*Exception|\w*Error|tuple|str|int|frozenset)$/.test(name)
  })
}

/** The call under which the dataclass decorator stands, or the decorator itself; undefined for every other class. */
export function dataclassDecorator(context: Context, owner: Node): Node | undefined {
  return decoratorExpressions(owner).find((decorator) => {
    const callee = decorator.type === 'call' ? field(decorator, 'function') : decorator
    return !!callee && context.qualifiedName(callee) === 'dataclasses.dataclass'
  })
}
