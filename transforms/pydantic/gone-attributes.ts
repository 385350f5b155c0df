import {
  type Context,
  defineTransform,
  field,
  isInstanceOf,
  type Node,
  parentOf,
  sameNode,
  withoutNone,
} from '#transform'
import { isPydanticItself, mayHaveModelsOfV1 } from './_guards.ts'
import { modelKind } from './_model-classes.ts'

/** Attributes of v1 that v2 gives to nothing, and that nothing but pydantic has. */
const GONE: ReadonlyMap<string, string> = new Map([
  ['__pydantic_model__', 'a dataclass of v2 has no model: use TypeAdapter(…) of the dataclass'],
  [
    '__processed__',
    'a dataclass of v2 has no __processed__: ask pydantic.dataclasses.is_pydantic_dataclass(…)',
  ],
  ['__validators__', 'v2 keeps validators in __pydantic_decorators__, which is private'],
  ['__pre_root_validators__', 'v2 keeps validators in __pydantic_decorators__, which is private'],
  ['__post_root_validators__', 'v2 keeps validators in __pydantic_decorators__, which is private'],
  ['__custom_root_type__', 'ask issubclass(…, RootModel), or for __pydantic_root_model__'],
  ['__schema_cache__', 'v2 keeps no schemas: model_json_schema() makes them anew'],
  [
    '__concrete__',
    'v2 has no __concrete__: ask __pydantic_generic_metadata__["parameters"], which is empty where no parameter is open',
  ],
  [
    '__try_update_forward_refs__',
    'v2 has no __try_update_forward_refs__: call model_rebuild(raise_errors=False)',
  ],
  [
    '_init_private_attributes',
    'v2 makes private attributes in model_post_init: call super().model_post_init(…) there',
  ],
  ['_enforce_dict_if_root', 'v2 has no _enforce_dict_if_root: a RootModel takes the value alone'],
  ['__json_encoder__', 'v2 has no __json_encoder__: write model_dump(mode="json")'],
  ['raw_errors', 'a ValidationError of v2 has no raw_errors: look at errors()'],
])

/** What a field of v1 said, which may also be something of the project's own, or of FastAPI's. */
const GONE_OF_FIELDS: ReadonlyMap<string, string> = new Map([
  [
    'field_info',
    'if this is a field out of model_fields, it is what field_info was: required is is_required(), and its name is the key',
  ],
  [
    'outer_type_',
    'if this is a field out of model_fields, it has annotation instead, and is_required() for required; its name is the key',
  ],
])

/** What only a ValidationError is known by to be one of v1. */
const GONE_OF_ERRORS: ReadonlyMap<string, string> = new Map([
  ['model', 'a ValidationError of v2 has no model: its name is in title'],
])
const ERRORS = ['pydantic.ValidationError', 'pydantic.error_wrappers.ValidationError']

/** And what v1's metaclass took. */
const GONE_ARGUMENTS: ReadonlyMap<string, string> = new Map([
  [
    '__resolve_forward_refs__',
    'classes of v2 do not take __resolve_forward_refs__: set defer_build=True in model_config instead',
  ],
])

export default defineTransform({
  summary: 'Report attributes of Pydantic v1 that v2 gives to nothing',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel',
  query: `
    (attribute object: (_) @object attribute: (identifier) @name) @access
    (call function: (identifier) @reader arguments: (argument_list . (_) @object . (string) @text)) @access
    (keyword_argument name: (identifier) @argument)`,
  anchors: [...GONE.keys(), ...GONE_OF_FIELDS.keys(), ...GONE_ARGUMENTS.keys(), /\bmodel\b(?<=\.\s*model)/],
  needs: /pydantic/,
  recipes: ['pydantic-v2'],
  rewrite({ object, name: attribute, access, argument, reader, text }, context) {
    // A default hides that v2 has no such attribute.
    const isReader =
      reader !== undefined && /^builtins\.(?:get|has)attr$/.test(context.qualifiedName(reader) ?? '')
    const name =
      attribute ?? (isReader ? text?.namedChildren.find(({ type }) => type === 'string_content') : undefined)
    const gone = argument && GONE_ARGUMENTS.get(argument.text)
    if (argument && gone !== undefined && !isPydanticItself(context)) context.report(gone, argument)
    if (!name || !access) return
    const ofError = GONE_OF_ERRORS.get(name.text)
    if (ofError !== undefined && object && isInstanceOf(context, object, ERRORS))
      context.report(ofError, name)
    const why = GONE.get(name.text) ?? goneOfField(name, context)
    const parent = parentOf(access)
    const isSet = parent?.type === 'assignment' && sameNode(field(parent, 'left'), access)
    if (why === undefined || isSet || isPydanticItself(context)) return
    if (mayHaveModelsOfV1(context)) return
    // A class of the project's own that is no model may have such an attribute as well.
    const type = object && withoutNone(context.typeOf(object))
    const of = type?.kind === 'instance' ? type.of : undefined
    if (of && typeof of !== 'string' && modelKind(of.module, of.node) === 'no') return
    context.report(why, name)
  },
})

function goneOfField(name: Node, { text }: Context): string | undefined {
  const why = GONE_OF_FIELDS.get(name.text)
  const isOwn = () =>
    new RegExp(`^\\s*(?:self\\.)?${name.text}\\s*[:=]|^\\s*(?:from|import) fastapi\\b`, 'm').test(text)
  return why === undefined || isOwn() ? undefined : why
}
