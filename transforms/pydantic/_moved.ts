/** Where v2 has a name of v1, or what has become of it. */
export interface Home {
  readonly module: string
  readonly name: string
  /** What a reviewer has to know. */
  readonly note?: string
  /** Why it is not enough to import it from there. */
  readonly refusal?: string
}

const home = (path: string, note?: string): Home => {
  const dot = path.lastIndexOf('.')
  return { module: path.slice(0, dot), name: path.slice(dot + 1), ...(note !== undefined && { note }) }
}

/** Names that v2 has somewhere else. https://docs.pydantic.dev/latest/migration/#moved-in-pydantic-v2 */
const HOMES: ReadonlyMap<string, Home> = new Map([
  ['error_wrappers.ValidationError', home('pydantic.ValidationError')],
  ['main.ValidationError', home('pydantic.ValidationError')],
  ['main.BaseConfig', home('pydantic.BaseConfig')],
  ['main.Extra', home('pydantic.Extra')],
  ['main.Field', home('pydantic.Field')],
  [
    'main.ModelMetaclass',
    home('pydantic._internal._model_construction.ModelMetaclass', 'it is private in v2'),
  ],
  ['utils.version_info', home('pydantic.version.version_info')],
  [
    'utils.to_camel',
    home('pydantic.alias_generators.to_pascal', 'v2 writes words with digits in another way'),
  ],
  [
    'utils.to_lower_camel',
    home('pydantic.alias_generators.to_camel', 'v2 writes words with digits in another way'),
  ],
  ['fields.Undefined', home('pydantic_core.PydanticUndefined')],
  ['fields.UndefinedType', home('pydantic_core.PydanticUndefinedType')],
  ['errors.ConfigError', home('pydantic.errors.PydanticUserError', 'v2 raises it for other mistakes')],
  [
    'json.pydantic_encoder',
    home(
      'pydantic_core.to_jsonable_python',
      'a Decimal becomes a string, where v1 made a number of it, and what it does not know a ValueError, no TypeError',
    ),
  ],
  // v1 has it in pydantic.color alone; who asks pydantic itself for it is led there, too.
  ['Color', home('pydantic_extra_types.color.Color')],
  ['PaymentCardNumber', home('pydantic_extra_types.payment.PaymentCardNumber')],
  ['types.PaymentCardNumber', home('pydantic_extra_types.payment.PaymentCardNumber')],
  ['types.PaymentCardBrand', home('pydantic_extra_types.payment.PaymentCardBrand')],
  ['generics.BaseModel', home('pydantic.BaseModel')],
  ['env_settings.BaseModel', home('pydantic.BaseModel')],
])

const TYPING =
  'AbstractSet Annotated Any Callable ClassVar Collection Deque Dict Final ForwardRef FrozenSet Generator Generic Iterable List Literal ' +
  'Mapping Match NewType Optional Pattern Sequence Set Tuple Type TypedDict TypeVar TYPE_CHECKING Union cast get_args get_origin ' +
  'get_type_hints no_type_check overload'
/** Names of the standard library that modules of v1 import, so that some code has them from there. */
const STANDARD: ReadonlyMap<string, string> = new Map([
  ...TYPING.split(' ').map((name): [string, string] => [name, 'typing']),
  ...([
    ['date', 'datetime'],
    ['datetime', 'datetime'],
    ['time', 'datetime'],
    ['timedelta', 'datetime'],
    ['timezone', 'datetime'],
    ['Decimal', 'decimal'],
    ['UUID', 'uuid'],
    ['Enum', 'enum'],
    ['Path', 'pathlib'],
    ['WeakSet', 'weakref'],
    ['cached_property', 'functools'],
    ['contextmanager', 'contextlib'],
    ['wraps', 'functools'],
  ] as const),
])
/** What `pydantic` itself has in both versions, and modules of v1 import. */
const PUBLIC = /^(?:Base(?:Config|Model)|Extra|Field|ValidationError|create_model|(?:root_)?validator)$/

/** What `pydantic.color` has in v1. It is still there in v2, and deprecated. */
const COLORS =
  /^(?:COLORS_BY_NAME|Color(?:Tuple|Type)?|HslColorTuple|RGBA|float_to_255|ints_to_rgba|parse_\w+|r(?:_hex_\w+|_hsl|_rgb|epeat_colors)|rads)$/

/** Modules of v1 that v2 has, with the names in them that it still has; all others are gone. */
const KEPT: ReadonlyMap<string, RegExp> = new Map([
  ['annotated_types', /^$/],
  ['class_validators', /^(?:validator|root_validator)$/],
  ['datetime_parse', /^$/],
  ['decorator', /^validate_arguments$/],
  ['error_wrappers', /^$/],
  [
    'errors',
    /^Pydantic(?!ValueError$|TypeError$|TypeErrorMixin$)\w*$|^(?:DEV_ERROR_DOCS_URL|version_short)$/,
  ],
  [
    'fields',
    /^(?:Field|FieldInfo|PrivateAttr|ModelPrivateAttr|ComputedFieldInfo|computed_field|Alias\w+|Deprecated)$/,
  ],
  ['generics', /^GenericModel$/],
  ['json', /^(?:custom_pydantic_encoder|timedelta_isoformat)$/],
  ['main', /^(?:BaseModel|create_model|ModelT|IncEx|TupleGenerator)$/],
  ['parse', /^$/],
  ['schema', /^$/],
  ['tools', /^(?:parse_\w+_as|schema_of|schema_json_of)$/],
  ['typing', /^$/],
  ['utils', /^$/],
  ['validators', /^$/],
  ['version', /^(?!compiled$)/],
])
/** Modules of v1 that v2 has with most of their names, and those that are gone and nothing else of this family deals with. */
const GONE: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    color: 'ColorError Representation almost_equal_floats r_hsla r_rgba',
    config:
      'AnyArgTCallable AnyCallable GetterDict Protocol SchemaExtraCallable compiled get_config inherit_config prepare_config',
    dataclasses:
      'ClassAttribute DataclassProxy DataclassTypeError Required Undefined create_pydantic_model_from_dataclass gather_all_validators ' +
      'get_config is_builtin_dataclass make_dataclass_validator set_validation validate_model',
    env_settings:
      'JsonWrapper ModelField StrPath deep_update display_as_type env_file_sentinel find_case_path is_union lenient_issubclass ' +
      'path_type sequence_like',
    networks:
      'MultiHostDsn NetworkType Parts Representation ascii_domain_regex constr_length_validator host_regex int_domain_regex ' +
      'multi_host_url_regex str_validator update_not_none url_regex',
    types:
      'BYTE_SIZES ConstrainedNumberMeta JsonMeta JsonWrapper OptionalDate SecretField byte_string_re bytes_validator ' +
      'constr_length_validator constr_lower constr_strip_whitespace constr_upper decimal_validator float_finite_validator ' +
      'float_validator frozenset_validator import_string int_validator list_validator number_multiple_validator ' +
      'number_size_validator parse_date path_exists_validator path_validator set_validator str_validator strict_bytes_validator ' +
      'strict_float_validator strict_int_validator strict_str_validator update_not_none',
  }).map(([module, names]) => [module, names.split(' ')]),
)
/** Names of `pydantic` itself that nothing else of this family deals with. */
const GONE_AT_TOP =
  /^(?:validate_model|create_model_from_(?:namedtuple|typeddict)|JsonWrapper|Protocol|SecretField|compiled)$/
/** The classes of errors, which v1 has in `pydantic` as well. */
const ERROR_AT_TOP =
  /^(?:(?!(?:Validation|Pydantic(?!Value|Type))\w*Error$)\w+Error|Invalid(?:ByteSize(?:Unit)?|Discriminator|LengthForBrand)|MissingDiscriminator)$/
/** Modules that v2 has only as a shell. */
const SHELLS = /^(?:annotated_types|datetime_parse|error_wrappers|parse|schema|typing|utils|validators)$/

/** What v2 has instead, for people. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:error_wrappers|main)\.ErrorWrapper$/,
    'raise a ValueError, or ValidationError.from_exception_data(…)',
  ],
  [/^fields\.ModelField$/, 'model_fields holds FieldInfo: its name is the key, its type annotation'],
  [/^schema\.(?:schema|model_schema)$/, 'use model_json_schema() or pydantic.json_schema.models_json_schema'],
  [/^schema\./, 'override GenerateJsonSchema of pydantic.json_schema, or use json_schema_extra'],
  [/validate_model$/, 'call model_validate and catch ValidationError'],
  [/^create_model_from_/, 'use TypeAdapter'],
  [
    /^errors\.PydanticTypeError$/,
    'v2 makes no validation error of a TypeError: raise a ValueError or PydanticCustomError',
  ],
  [/^errors\./, 'raise a ValueError or pydantic_core.PydanticCustomError'],
  [/^(?:types\.)?SecretField$/, 'ask for SecretStr and SecretBytes'],
  [/^dataclasses\./, 'use TypeAdapter, or __pydantic_fields__ of the dataclass'],
  [/^utils\.GetterDict$/, 'use @model_validator(mode="before")'],
]

/** Functions that are given models: v1's fail with those of v2. */
const TAKE_MODELS =
  /^(?:schema\.(?:schema|(?:model|field)_(?:process_)?schema|get_(?:flat_models|model_name)\w+)|(?:(?:main|dataclasses)\.)?validate_model)$/

/** Functions that refuse a value by a TypeError, of which v1 made a validation error. */
const RAISE_TYPE_ERRORS =
  /^(?:validators|types|networks|datetime_parse)\.(?:parse_(?:date|time|datetime|duration)|(?!(?:anystr|constr|ip|number|pattern|path_exists)_)\w+_validator)$/

/**
 * Where to import a name from that v1 had at `path` (as `utils.to_camel`, without `pydantic.`).
 * What is gone is still in `pydantic.v1`: what uses it is to be looked at, but it can be imported.
 */
export function homeOf(path: string): Home | undefined {
  const known = HOMES.get(path)
  if (known) return known
  const [module = '', name, more] = path.split('.')
  if (name === undefined) {
    if (ERROR_AT_TOP.test(module)) return homeOf(`errors.${module}`)
    return GONE_AT_TOP.test(module) || SHELLS.test(module) ? inV1('pydantic.v1', module, path) : undefined
  }
  if (more !== undefined) return undefined
  if (module === 'color' && COLORS.test(name)) return { module: 'pydantic_extra_types.color', name }
  const kept = KEPT.get(module)
  const gone = GONE.get(module)
  if (kept ? kept.test(name) : !gone) return undefined
  // pydantic.json has the module of that name.
  const standard = module === 'json' && name === 'datetime' ? undefined : STANDARD.get(name)
  if (standard !== undefined) return { module: standard, name }
  if (PUBLIC.test(name) && module !== 'config') return { module: 'pydantic', name }
  return kept || gone?.includes(name) ? inV1(`pydantic.v1.${module}`, name, path) : undefined
}

/** Whether `pydantic` has a module of this name, whose names `homeOf` knows. */
export function isKnownModule(name: string): boolean {
  return KEPT.has(name) || GONE.has(name)
}

/** The classes of constrained types: v2 has none, and nothing of it derives from them. */
export const CONSTRAINED_CLASS =
  /^(?:types\.)?(Constrained(?:Int|Float|Decimal|Number|Str|Bytes|Date|List|Set|FrozenSet))$/

/** Where to import what is gone from, for code that only asks whether something is of that class. */
export function inV1(module: string, name: string, path: string): Home {
  const shape = SHAPES.find(([pattern]) => pattern.test(path))?.[1]
  return {
    module,
    name,
    ...(shape !== undefined &&
      TAKE_MODELS.test(path) && { refusal: `v1's ${name} fails with a model of v2: ${shape}` }),
    ...(RAISE_TYPE_ERRORS.test(path) && {
      refusal: `v1's ${name} raises a TypeError for what it refuses, of which v2 makes no validation error: catch it and raise a ValueError, or use TypeAdapter`,
    }),
    note: `v2 has no ${name}, so this is still v1's${shape === undefined ? '' : `: ${shape}`}`,
  }
}
