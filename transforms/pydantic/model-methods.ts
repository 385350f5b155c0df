import {
  ancestorsOf,
  type ClassName,
  type Context,
  defineTransform,
  field,
  type Node,
  parentOf,
  sameNode,
} from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { argumentsOf, keyword, removeArguments } from './_fields.ts'
import { checkFlags } from './_flags.ts'
import { fromOrm } from './_from-orm.ts'
import { filesOnV1, heedVersionTests, mayHaveModelsOfV1 } from './_guards.ts'
import { jsonCall, SAID_TWICE } from './_json-call.ts'
import { asItWas } from './_model-classes.ts'
import { rebuild } from './_model-rebuild.ts'
import { ownTakes } from './_overrides.ts'
import { rebuildModels } from './_rebuild.ts'
import { MAY_BE_ON_V1, MODEL_WORDS, methodProblem, type Receiver, receiverOf } from './_receivers.ts'
import { noteUnknownKeys } from './_unknown-keys.ts'

interface Renaming {
  readonly to: string
  /** Keyword arguments that v2 takes, too; undefined for any. */
  readonly takes?: RegExp
  readonly note?: string
  /** Whether the name is so much pydantic's own that a receiver of unknown class is worth a word. */
  readonly isTelling?: boolean
}

const DUMPED = 'include|exclude|by_alias|exclude_unset|exclude_defaults|exclude_none'
const DUMP = new RegExp(`^(?:${DUMPED})$`)

/** https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel */
const METHODS: ReadonlyMap<string, Renaming> = new Map<string, Renaming>([
  ['dict', { to: 'model_dump', takes: new RegExp(`^(?:${DUMPED}|skip_defaults)$`) }],
  ['copy', { to: 'model_copy', takes: /^(?:update|deep)$/ }],
  ['json', { to: 'model_dump_json' }],
  ['construct', { to: 'model_construct' }],
  ['parse_obj', { to: 'model_validate', takes: /^obj$/, isTelling: true }],
  ['parse_raw', { to: 'model_validate_json', takes: /^$/, isTelling: true }],
  ['from_orm', { to: 'model_validate', takes: /^obj$/, isTelling: true }],
  [
    'validate',
    {
      to: 'model_validate',
      takes: /^$/,
      note: 'v1 gave a copy of an instance and raised a TypeError of what is no dictionary, v2 gives the instance itself and raises ValidationErrors',
    },
  ],
  [
    'schema',
    {
      to: 'model_json_schema',
      takes: /^(?:by_alias|ref_template)$/,
      note: 'the schema says $defs where it said definitions',
    },
  ],
  ['schema_json', { to: 'model_json_schema', isTelling: true }],
  ['update_forward_refs', { to: 'model_rebuild', isTelling: true }],
  ['__fields_set__', { to: 'model_fields_set', isTelling: true }],
])

const FIELDS_SET = '__fields_set__'
const SETTERS = [
  'builtins.object.__setattr__',
  'pydantic.main.object_setattr',
  'pydantic.utils.object_setattr',
]

export default defineTransform({
  summary: 'Call the methods of Pydantic models by their v2 names',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel',
  drops: ['constants'],
  query: `
    (attribute object: (_) @object attribute: (identifier) @name) @access
    (call
      function: (_) @setter
      arguments: (argument_list . (_) @instance . (string) @attribute . (_) .))
    (import_from_statement) @statement`,
  anchors: ['from .', FIELDS_SET, ...[...METHODS.keys(), 'parse_file'].map((name) => `.${name}`)],
  searches: MODEL_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ object, name, access, setter, instance, attribute, statement }, context) {
    if (setter && instance && attribute) renameSet(setter, instance, attribute, context)
    if (statement && context.module.isPackage) rebuildModels(statement, context)
    if (object && name && access) renameAccess({ object, name, access }, context)
  },
})

interface Access {
  readonly object: Node
  readonly name: Node
  readonly access: Node
}

/** v1 read the text with the `json_loads` of the Config, which goes in this very run. */
function reportReader({ object, name }: Access, classes: readonly ClassName[], context: Context): void {
  for (const of of classes) {
    if (typeof of === 'string') continue
    const { values } = effectiveConfig(asItWas(of, context.project), context.project)
    const reader = values.get('json_loads')
    // Those of other packages read the same JSON.
    if (reader === undefined || /^(?:\w+\.)?loads$/.test(reader)) continue
    const why = `v1 read the text with ${reader}: write ${object.text}.model_validate(${reader}(…))`
    context.review(why)
    context.report(why, name)
    return
  }
}

/** `object.__setattr__(self, "__fields_set__", ...)`: in v2 that is a property, and nothing can be assigned to it. */
function renameSet(setter: Node, instance: Node, attribute: Node, context: Context): void {
  if (!/^(["'])__fields_set__\1$/.test(attribute.text)) return
  if (!SETTERS.includes(context.qualifiedName(setter) ?? '')) return
  const receiver = receiverOf(context, instance)
  if (receiver.kind === 'no') return
  if (receiver.kind === 'unknown') {
    if (mayHaveModelsOfV1(context)) return
    context.skip(
      `it is not known whether ${shown(instance)} is a Pydantic model, whose __fields_set__ is a property in v2: write __pydantic_fields_set__`,
    )
  }
  heedVersionTests(setter, context)
  context.replace(attribute, attribute.text.replace(FIELDS_SET, '__pydantic_fields_set__'))
}

/** `X.update_forward_refs(Y=Y)`: the old name stops the import when it is given names, and nothing else is called so. */
function rebuildUnknown({ object, name }: Access, call: Node, receiver: Receiver, context: Context): boolean {
  if (name.text !== 'update_forward_refs') return false
  if ((field(call, 'arguments')?.namedChildCount ?? 0) === 0) return false
  const { project } = context
  if (project.hasModelsOnV1 || filesOnV1(project).length > 0) context.skip(MAY_BE_ON_V1)
  context.review(`${shown(object)} is taken for a model, for nothing else has update_forward_refs`)
  rebuild(context, name, call, receiver)
  return true
}

function renameAccess({ object, name, access }: Access, context: Context): void {
  const renaming = METHODS.get(name.text)
  if (!renaming && name.text !== 'parse_file') return
  const parent = parentOf(access)
  const call = parent?.type === 'call' && sameNode(field(parent, 'function'), access) ? parent : undefined
  // `super().dict()` in an override of dict is renamed with the def around it.
  if (object.type === 'call' && field(object, 'function')?.text === 'super' && isWithin(access, name.text))
    return
  // It goes with the __get_validators__ that names it.
  if (name.text === 'validate' && !call && isWithin(access, '__get_validators__')) return
  const receiver = receiverOf(context, object)
  if (receiver.kind === 'no') return
  if (receiver.kind === 'unknown') {
    if (mayHaveModelsOfV1(context)) return
    if (call && rebuildUnknown({ object, name, access }, call, receiver, context)) return
    if (renaming?.isTelling || (call && isLikely(name.text, call)))
      context.skip(
        `it is not known whether ${shown(object)} is a Pydantic model: annotate it${renaming ? `, or write ${renaming.to}` : ''}`,
      )
    return
  }
  heedVersionTests(access, context)
  const problem = methodProblem(context, receiver.classes, name.text)
  if (problem) context.skip(problem)
  if (!renaming)
    context.skip(`parse_file is gone: write ${object.text}.model_validate_json(Path(…).read_bytes())`)
  if (parent?.type === 'assignment' && sameNode(field(parent, 'left'), access))
    context.skip(`${name.text} is assigned to a model here`)
  if (renaming.note) context.review(renaming.note)
  if (name.text === 'validate') reportTypeError(access, context)
  if (name.text === 'parse_raw') reportReader({ object, name, access }, receiver.classes, context)
  const given = call && field(call, 'arguments')
  if (given) checkFlags(given, context)
  if (given) noteUnknownKeys(context, name.text, given, receiver.classes)
  if (name.text === 'json') jsonCall(context, { object, name, call }, receiver.classes)
  else if (name.text === 'schema_json') schemaJson(context, { object, name, call })
  else if (name.text === 'update_forward_refs') rebuild(context, name, call, receiver)
  else if (name.text === 'from_orm') fromOrm(context, { name, call, receiver })
  else rename(context, { name, call, classes: receiver.classes }, renaming)
}

/** Where the TypeError is caught that v1 raised, and nothing that v2 raises. */
function reportTypeError(access: Node, context: Context): void {
  let inner = access
  for (const around of ancestorsOf(access)) {
    if (/^(?:function_definition|lambda|class_definition)$/.test(around.type)) return
    if (around.type === 'try_statement' && field(around, 'body')?.id === inner.id) {
      const heads = around.namedChildren
        .filter(({ type }) => type === 'except_clause')
        .map((clause) => ({ clause, head: clause.text.split(':', 1)[0] ?? '' }))
      if (heads.some(({ head }) => /\b(?:Value|Validation)Error\b|Exception\b|^except\s*$/.test(head))) return
      const found = heads.find(({ head }) => /\bTypeError\b/.test(head))
      if (found) {
        context.report(
          'model_validate raises a ValidationError of what is no dictionary, where validate of v1 raised a TypeError: catch that as well',
          found.clause,
        )
        return
      }
    }
    inner = around
  }
}

interface Site {
  readonly object: Node
  readonly name: Node
  readonly call: Node | undefined
}

function rename(
  context: Context,
  {
    name,
    call,
    classes,
  }: { readonly name: Node; readonly call: Node | undefined; readonly classes: readonly ClassName[] },
  { to, takes }: Renaming,
): void {
  const list = call && field(call, 'arguments')
  for (const given of list ? argumentsOf(list) : []) {
    const key = given.type === 'keyword_argument' ? field(given, 'name') : undefined
    if (!key || !takes || takes.test(key.text)) continue
    if (ownTakes(classes, name.text, key.text, context.project)) continue
    context.skip(
      name.text === 'copy'
        ? `model_copy takes no ${key.text}: build the copy with model_construct, or from model_dump(${key.text}=…)`
        : `${to} takes no ${key.text}`,
    )
  }
  const skipped = list && keyword(list, 'skip_defaults')
  const key = skipped && field(skipped, 'name')
  if (key && list) {
    const other = keyword(list, 'exclude_unset')
    const isSame = other && field(other, 'value')?.text === field(skipped, 'value')?.text
    if (other && !isSame) context.skip(SAID_TWICE)
    if (other) removeArguments(context, list, [skipped])
    else context.replace(key, 'exclude_unset')
  }
  context.replace(name, to)
  for (const read of call && to === 'model_json_schema' ? definitionsOf(call, context) : [])
    context.replace(read, read.text.replace('definitions', '$defs'))
}

/** The keys in `X.schema()["definitions"]`, and in those of a variable that is nothing but `X.schema()`. */
function definitionsOf(call: Node, { module }: Context): Node[] {
  const parent = parentOf(call)
  const target = parent?.type === 'assignment' ? field(parent, 'left') : undefined
  if (target?.type !== 'identifier') return keyOf(call)
  return module.names
    .loads(target.text)
    .filter(({ node }) => {
      const [binding, ...others] = module.bindingsOf(node)
      return others.length === 0 && sameNode(binding?.node, target)
    })
    .flatMap(({ node }) => keyOf(node))
}

/** The key in `schema["definitions"]` and `schema.get("definitions")`. */
function keyOf(schema: Node): Node[] {
  const parent = parentOf(schema)
  const outer =
    parent?.type === 'attribute' && field(parent, 'attribute')?.text === 'get' ? parentOf(parent) : undefined
  const list = outer?.type === 'call' ? field(outer, 'arguments') : undefined
  const key =
    parent?.type === 'subscript' && sameNode(field(parent, 'value'), schema)
      ? field(parent, 'subscript')
      : list && argumentsOf(list)[0]
  return key?.type === 'string' && /^(["'])definitions\1$/.test(key.text) ? [key] : []
}

function schemaJson(context: Context, { object, name, call }: Site): void {
  const list = call && field(call, 'arguments')
  if (!call || !list) context.skip('schema_json is gone: write json.dumps(….model_json_schema())')
  const given = argumentsOf(list)
  if (given.some(({ type }) => type !== 'keyword_argument'))
    context.skip('it is not known which arguments are those of json.dumps')
  const isOwn = (arg: Node) => /^(?:by_alias|ref_template)$/.test(field(arg, 'name')?.text ?? '')
  const own = given.filter(isOwn)
  const others = given.filter((arg) => !isOwn(arg))
  context.review('the schema says $defs where it said definitions')
  context.insert(object.startIndex, `${context.importModule('json')}.dumps(`)
  context.replace(name, 'model_json_schema')
  context.replace(
    list,
    `(${own.map(({ text }) => text).join(', ')})${others.map(({ text }) => `, ${text}`).join('')})`,
  )
}

function isWithin(access: Node, name: string): boolean {
  for (let up = parentOf(access); up; up = parentOf(up)) {
    if (up.type === 'class_definition') return false
    if (up.type === 'function_definition') return field(up, 'name')?.text === name
  }
  return false
}

/** Whether a call of a name that other classes have, too, is given what only pydantic's takes. */
function isLikely(name: string, call: Node): boolean {
  const list = field(call, 'arguments')
  const keys = list ? argumentsOf(list).map((arg) => field(arg, 'name')?.text ?? '') : []
  if (name === 'dict') return keys.length === 0 || keys.every((key) => DUMP.test(key))
  if (name === 'copy') return keys.some((key) => /^(?:update|deep|include|exclude)$/.test(key))
  if (name === 'construct') return keys.length > 0 && keys.every(Boolean)
  if (name === 'schema' && readsSchema(call)) return true
  return keys.some((key) => DUMP.test(key) || key === 'ref_template')
}

/** `X.schema()["properties"]`. */
function readsSchema(call: Node): boolean {
  const parent = parentOf(call)
  const key = parent?.type === 'subscript' ? field(parent, 'subscript')?.text : undefined
  return /^["'](?:properties|definitions|required)["']$/.test(key ?? '')
}

function shown(object: Node): string {
  return object.text.length > 40 || object.text.includes('\n') ? 'the value' : object.text
}
