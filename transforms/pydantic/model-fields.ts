import { type Context, defineTransform, field, type Node, parentOf, sameNode, withoutNone } from '#transform'
import { isAnnotatedOnly } from './_annotated-only.ts'
import { replaceConfig, replaceInheritedConfig } from './_config-attribute.ts'
import { nameFieldsInLoop } from './_field-loops.ts'
import { heedVersionTests, mayHaveModelsOfV1 } from './_guards.ts'
import { MAY_BE_ON_V1, MODEL_WORDS, receiverOf } from './_receivers.ts'
import { isUsedAsClass } from './_used-as-class.ts'

/** What a ModelField said and how a FieldInfo says it. */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['field_info', ''],
  ['required', '.is_required()'],
  ['outer_type_', '.annotation'],
  ['type_', '.annotation'],
])
const GONE =
  /^(?:sub_fields|key_field|shape|class_validators|validators|model_config|allow_none|validate|is_complex|has_alias|discriminator_key|pre_validators|post_validators)$/
const NO_DEFAULT =
  'the default of a required field is PydanticUndefined in v2, where v1 had None: ask is_required()'
/** Attributes of a ModelField that a FieldInfo has, and means otherwise. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ['alias', 'the alias of a field without one is None in v2, where v1 had the name of the field'],
  ['default', NO_DEFAULT],
])
const FIELD_INFO = 'pydantic.fields.FieldInfo'
/** Attributes of v1's FieldInfo that v2's has not. */
const CONSTRAINTS =
  /^(?:gt|ge|lt|le|multiple_of|allow_inf_nan|max_digits|decimal_places|m(?:in|ax)_items|unique_items|m(?:in|ax)_length|regex)$/
const GONE_OF_INFO = /^(?:include|const|allow_mutation|update_from_config|get_constraints)$/
const WHOLE = 'annotation is the whole annotation, where type_ was without Optional and List'
const NAMELESS = 'the fields of v2 are FieldInfo, which have no name: hand on the key of model_fields'
const NOTE = 'the fields are FieldInfo, which have no name, type_, outer_type_ and required'

export default defineTransform({
  summary: 'Replace __fields__ of Pydantic models with model_fields',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel',
  drops: ['names', 'constants'],
  query: '(attribute object: (_) @object attribute: (identifier) @name) @access',
  anchors: [
    '__fields__',
    '.field_info',
    '.extra',
    '.outer_type_',
    '.type_',
    '.required',
    '__config__',
    '.Config',
    '.sub_fields',
    '.shape',
    '.class_validators',
    'field.name',
    '.has_alias',
    '.is_complex',
    '.allow_none',
    '.key_field',
    '.validate',
    '.pre_validators',
    '.post_validators',
    '.discriminator_key',
    '.get_default',
  ],
  searches: MODEL_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ object, name, access }, context) {
    if (!object || !name || !access) return
    if (name.text === '__fields__') replaceFields(object, name, access, context)
    else if (name.text === '__config__') replaceConfig(object, access, context)
    else if (name.text === 'Config') replaceInheritedConfig(object, access, context)
    else if (GONE.test(name.text) && isField(object, context) && !isOfV1(object, context))
      context.skip(`the fields of v2 are FieldInfo, which have no ${name.text}: look at annotation instead`)
    else if (name.text === 'name' && isField(object, context) && !isOfV1(object, context))
      context.skip(NAMELESS)
    else if (name.text === 'extra') replaceExtraOfInfo(object, access, context)
    else if (name.text === 'get_default') callFactory(object, access, context)
    else if (ATTRIBUTES.has(name.text)) replaceAttribute(object, name, access, context)
  },
})

function replaceFields(object: Node, name: Node, access: Node, context: Context): void {
  const receiver = receiverOf(context, object)
  if (receiver.kind === 'no') return
  if (receiver.kind === 'unknown' && mayHaveModelsOfV1(context)) return
  const onRoot = 'classes' in receiver && receiver.classes.some((of) => typeof of === 'string')
  if (onRoot && context.project.hasModelsOnV1) context.skip(MAY_BE_ON_V1)
  if (receiver.kind === 'unknown')
    context.skip(
      setsInLoop(access)
        ? 'v2 does not read again what is set in the fields of a model: give these their defaults and annotations in the class, or in a subclass from create_model'
        : 'it is not known whether the value is a Pydantic model: annotate it, or write model_fields',
    )
  heedVersionTests(access, context)
  // `__fields__["a"].required = …` as well as `__fields__["a"] = …`.
  let top = access
  for (
    let up = parentOf(top);
    up && /^(?:subscript|attribute)$/.test(up.type) && top.startIndex === up.startIndex;
    up = parentOf(up)
  )
    top = up
  const around = parentOf(top)
  if (
    top !== access &&
    (around?.type === 'delete_statement' ||
      (around?.type === 'assignment' && sameNode(field(around, 'left'), top)))
  )
    context.skip(
      'v2 does not read model_fields again: give the model its field with create_model, or a subclass',
    )
  const gone = goneOf(top, access)
  if (gone !== undefined)
    context.skip(`the fields of v2 are FieldInfo, which have no ${gone}: look at annotation instead`)
  if (chained(top, access).length === 0 && context.typeOf(access) === undefined && readsOfFields(access))
    context.skip(
      'the type checker alone knows the model: annotate it, so that what is read of its fields can change, too',
    )
  context.review(NOTE)
  const loop = nameFieldsInLoop(access, context)
  const reads = [...loop, ...chained(top, access)]
  for (const read of reads) {
    const otherwise = OTHERWISE.get(field(read, 'attribute')?.text ?? '')
    if (otherwise !== undefined) context.report(otherwise, read)
  }
  for (const read of readsOfVariable(around, context)) {
    const name = field(read, 'attribute')?.text ?? ''
    const different = name === 'name' ? NAMELESS : OTHERWISE.get(name)
    if (different !== undefined) context.report(different, read)
  }
  if (receiver.kind === 'class' || isUsedAsClass(object, context)) context.replace(name, 'model_fields')
  else if (object.type === 'identifier' && context.isBuiltin('type')) {
    context.insert(object.startIndex, 'type(')
    context.insert(object.endIndex, ')')
    context.replace(name, 'model_fields')
  } else {
    context.insert(object.endIndex, '.__class__')
    context.replace(name, 'model_fields')
  }
}

/** What is read of a field from a variable that it is assigned to: `f.name` after `f = self.__fields__[key]`. */
function readsOfVariable(assignment: Node | undefined, { module }: Context): Node[] {
  const target = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  if (target?.type !== 'identifier' || field(assignment ?? target, 'right')?.type !== 'subscript') return []
  return module.tree.root.descendantsOfType('attribute').filter((read) => {
    const object = field(read, 'object')
    if (object?.text !== target.text) return false
    const [binding, ...others] = module.bindingsOf(object)
    return others.length === 0 && sameNode(binding?.node, target)
  })
}

/** Whether something near is read by a name that only v1's fields have. */
function readsOfFields(access: Node): boolean {
  let unit = access
  for (let up = parentOf(access); up; up = parentOf(up)) {
    unit = up
    if (up.type === 'function_definition') break
  }
  return /\.(?:type_|outer_type_|required|field_info|name|alias)\b/.test(unit.text)
}

/** What is read of a field in `__fields__["a"].sub_fields` that nothing in v2 says. */
function goneOf(top: Node, access: Node): string | undefined {
  const read = chained(top, access).find((one) => GONE.test(field(one, 'attribute')?.text ?? ''))
  return read && field(read, 'attribute')?.text
}

/** The attributes in `__fields__["a"].field_info.extra`. */
function chained(top: Node, access: Node): Node[] {
  const found: Node[] = []
  for (
    let here: Node | undefined = top;
    here && here.id !== access.id;
    here = here.firstNamedChild ?? undefined
  )
    if (here.type === 'attribute') found.push(here)
  return found
}

/** `for field in cls.__fields__.values(): field.required = False`, the usual way to make all fields optional. */
function setsInLoop(access: Node): boolean {
  const called = parentOf(access)
  const call = called?.type === 'attribute' ? parentOf(called) : undefined
  const loop = call?.type === 'call' ? parentOf(call) : undefined
  const target = loop?.type === 'for_statement' ? field(loop, 'left')?.text : undefined
  const body = loop && field(loop, 'body')?.text
  const one = target && /\w+$/.exec(target)?.[0]
  return (
    one !== undefined &&
    one !== '' &&
    new RegExp(`\\b${one}\\.(?:required|allow_none|default|outer_type_|type_)\\s*=[^=]`).test(body ?? '')
  )
}

/** `Model.__fields__["a"].field_info.description` and the same of a loop over the fields. */
function replaceAttribute(object: Node, name: Node, access: Node, context: Context): void {
  if (!isField(object, context) || isOfV1(object, context)) return
  const parent = parentOf(access)
  if (parent?.type === 'assignment' && sameNode(field(parent, 'left'), access))
    context.skip(`${name.text} of a field is set here: v2 does not read it again`)
  heedVersionTests(access, context)
  const isInner = name.text === 'type_'
  if (isInner) context.report(WHOLE, access)
  context.review(isInner ? WHOLE : NOTE)
  const read =
    parent?.type === 'attribute' && name.text === 'field_info' ? field(parent, 'attribute')?.text : undefined
  if (read !== undefined && CONSTRAINTS.test(read))
    context.skip(`a FieldInfo of v2 has no ${read}: look for it in its metadata`)
  if (read === 'allow_mutation')
    context.skip('a FieldInfo of v2 has frozen, which says the opposite of allow_mutation')
  if (read !== undefined && GONE_OF_INFO.test(read)) context.skip(`a FieldInfo of v2 has no ${read}`)
  if (read === 'default')
    context.report('the default of a required field is PydanticUndefined in v2: ask is_required()', parent)
  if (parent && read === 'extra') {
    replaceExtra(object, parent, context)
    return
  }
  context.replace({ start: object.endIndex, end: access.endIndex }, ATTRIBUTES.get(name.text) ?? '')
}

/** `field.get_default()`: a FieldInfo calls the factory of its default only where it is told so. */
function callFactory(object: Node, access: Node, context: Context): void {
  if (!isField(object, context) || isOfV1(object, context)) return
  const call = parentOf(access)
  const list = call?.type === 'call' && sameNode(field(call, 'function'), access) && field(call, 'arguments')
  if (!list) context.skip('get_default of v2 calls a factory only with call_default_factory=True')
  // A field that is known for one of v2 was given its arguments by hand, or by an earlier pass.
  const type = withoutNone(context.typeOf(object))
  if (list.namedChildCount > 0 || (type?.kind === 'instance' && type.of === FIELD_INFO)) return
  heedVersionTests(access, context)
  context.review(NO_DEFAULT)
  context.report(NO_DEFAULT, access)
  context.replace(list, '(call_default_factory=True)')
}

/** `info.extra` of what is annotated as a FieldInfo. */
function replaceExtraOfInfo(object: Node, access: Node, context: Context): void {
  const type = withoutNone(context.typeOf(object))
  if (type?.kind !== 'instance' || type.of !== FIELD_INFO) return
  heedVersionTests(access, context)
  replaceExtra(object, access, context)
}

/** @param whole the access to `extra`, which may have `field_info` in it */
function replaceExtra(object: Node, whole: Node, context: Context): void {
  const around = parentOf(whole)
  if (isChanged(whole) || (around?.type === 'assignment' && sameNode(field(around, 'left'), whole)))
    context.skip(
      'extra of a field is changed here: v2 has json_schema_extra, which is None where nothing was given',
    )
  context.review('json_schema_extra may also be a function')
  const isAlone = /^(?:assignment|argument_list|keyword_argument|return_statement)$/.test(around?.type ?? '')
  if (!isAlone) context.insert(object.startIndex, '(')
  const extra = `.json_schema_extra or {}${isAlone ? '' : ')'}`
  context.replace({ start: object.endIndex, end: whole.endIndex }, extra)
}

/** Whether a dictionary gets or loses keys where it stands: in `(… or {})` they would be lost. */
function isChanged(dictionary: Node): boolean {
  const around = parentOf(dictionary)
  const isSubscript = around?.type === 'subscript' && sameNode(field(around, 'value'), dictionary)
  const isCalled = around?.type === 'attribute' && parentOf(around)?.type === 'call'
  if (isCalled) return CHANGING.test(field(around, 'attribute')?.text ?? '')
  const owner = isSubscript ? parentOf(around) : undefined
  return (
    owner?.type === 'delete_statement' ||
    (/assignment$/.test(owner?.type ?? '') && sameNode(field(owner ?? dictionary, 'left'), around))
  )
}

const CHANGING = /^(?:update|setdefault|pop|popitem|clear)$/

/** A parameter of a function that goes on to work with v1's fields, as one that v1 calls, or one of several in a parameter. */
function isOfV1(object: Node, context: Context): boolean {
  const { module } = context
  const bindingOf = (node: Node) => (node.type === 'identifier' ? module.bindingsOf(node)[0] : undefined)
  const own = bindingOf(object)
  const list = own && /^for_/.test(own.owner.type) ? field(own.owner, 'right') : undefined
  const binding = list ? bindingOf(list) : own
  const imported = module.names
    .bindings('ModelField')
    .find((other) => /^pydantic\.(?:v1\.)?fields$/.test(other.imported?.module ?? ''))
  return binding?.kind === 'parameter' && imported !== undefined && !isAnnotatedOnly('ModelField', context)
}

function isField(node: Node, context: Context): boolean {
  // Of some receivers a type checker alone knows that they are models.
  const fields = node.type === 'subscript' ? field(node, 'value') : undefined
  const model = fields && /^(?:__fields__|model_fields)$/.test(field(fields, 'attribute')?.text ?? '')
  const object = model && field(fields, 'object')
  if (object && 'classes' in receiverOf(context, object)) return true
  const type = withoutNone(context.typeOf(node))
  return (
    type?.kind === 'instance' &&
    typeof type.of === 'string' &&
    /^pydantic(?:\.v1)?\.fields\.(?:ModelField|FieldInfo)$/.test(type.of)
  )
}
