import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  type ImportItem,
  type ImportMove,
  moveImportedNames,
  type Node,
  parentOf,
  readImport,
  sameNode,
} from '#transform'
import { isAnnotatedOnly } from './_annotated-only.ts'
import { checkFallback, heedVersionTests, isPydanticItself } from './_guards.ts'
import { CONSTRAINED_CLASS, type Home, homeOf, inV1, isKnownModule } from './_moved.ts'

const MODULES = [
  ...[
    'annotated_types',
    'class_validators',
    'datetime_parse',
    'decorator',
    'error_wrappers',
    'errors',
    'fields',
  ],
  ...[
    'generics',
    'json',
    'main',
    'parse',
    'schema',
    'typing',
    'utils',
    'validators',
    'version',
    'env_settings',
  ],
]

const FIELD_INFO: Home = {
  module: 'pydantic.fields',
  name: 'FieldInfo',
  note: 'a FieldInfo has no name, type_, outer_type_, required and field_info; its alias may be None, its default PydanticUndefined',
}

export default defineTransform({
  summary: 'Import from where Pydantic v2 has it, or from pydantic.v1 what is gone',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#moved-in-pydantic-v2',
  query: `
    (import_from_statement) @statement
    (attribute) @reference`,
  anchors: ['pydantic', ...MODULES.map((name) => `pydantic.${name}`)],
  recipes: ['pydantic-v2'],
  rewrite({ statement, reference }, context) {
    if (statement) moveImport(statement, context)
    else if (reference) moveReference(reference, context)
  },
})

/** `pydantic.error_wrappers.ValidationError`. */
function moveReference(reference: Node, context: Context): void {
  const path = /^pydantic\.((?!v1\.).+)$/.exec(context.qualifiedName(reference) ?? '')?.[1]
  if (path === undefined || isPydanticItself(context)) return
  // Where it is only written in annotations, what v2 hands over is a FieldInfo.
  const isAnnotation = path === 'fields.ModelField' && context.annotation(reference) !== undefined
  const found = isAnnotation ? FIELD_INFO : homeOf(path)
  if (!found) reportAlone(path, reference, context)
  if (!found) return
  // What is imported as a name, as `schema` in `schema.field_schema`, changes with that import.
  let root = reference
  while (root.type === 'attribute') root = field(root, 'object') ?? root.namedChildren[0] ?? root
  const bindings = root.type === 'identifier' ? context.module.bindingsOf(root) : []
  if (bindings.length === 0 || bindings.some(({ imported }) => imported?.name !== undefined)) return
  give(found, reference, context)
}

/** Writes the name as v2 has it. */
function give(found: Home, reference: Node, context: Context): void {
  heedVersionTests(reference, context)
  const around = parentOf(reference)
  if (
    /^(?:augmented_)?assignment$/.test(around?.type ?? '') &&
    around &&
    sameNode(field(around, 'left'), reference)
  )
    context.skip(`v2 does not look at ${reference.text}, so setting it changes nothing`)
  const further = around?.type === 'attribute' ? context.qualifiedName(around) : undefined
  if (further !== undefined && homeOf(further.slice('pydantic.'.length))) return
  if (found.note !== undefined) context.review(found.note)
  context.replace(reference, context.import(found.module, found.name, reference))
}

function moveImport(statement: Node, context: Context): void {
  const list = readImport(statement)
  const source = /^pydantic(?:\.(\w+))?$/.exec(list?.module ?? '')
  if (!list || !source || isPydanticItself(context)) return
  if (list.hasStar) {
    context.report(
      'it is not followed what a star import brings: import by name what is used, and run this again',
    )
    return
  }
  const notes: string[] = []
  for (const item of list.items) if (source[1] === undefined) moveNamesOf(item, context)
  const moves = list.items.flatMap((item): ImportMove[] => {
    const path = source[1] === undefined ? item.name : `${source[1]}.${item.name}`
    const found: Target | undefined =
      path === 'fields.ModelField'
        ? modelField(item, context)
        : (homeOf(path) ?? askedClass(path, item, context))
    if (!found) return []
    checkFallback(item.node, context)
    if (found.note !== undefined) notes.push(found.note)
    const alias = item.local === found.name || found.renames ? {} : { alias: item.local }
    return [{ item, to: [{ module: found.module, name: found.name, ...alias }] }]
  })
  if (moves.length === 0) return
  const change = moveImportedNames(context.module, statement, moves, context.lineLength)
  if (!change)
    context.skip('a comment or another statement stands beside this import: move the names by hand')
  if (notes.length > 0) context.review(notes.join('; '))
  context.edit(change.edits)
  for (const comment of change.droppedComments) context.dropComment(comment)
  for (const request of change.requests) context.requireImport(request)
}

/** What is read of a module that v2 has too: `errors.PydanticValueError` after `from pydantic import errors`. */
function moveNamesOf({ name, local }: ImportItem, context: Context): void {
  if (!isKnownModule(name) || homeOf(name)) return
  for (const { node } of context.module.names.loads(local)) {
    // A variable of a function may have the same name.
    if (!/^pydantic\.\w+$/.test(context.qualifiedName(node) ?? '')) continue
    const whole = parentOf(node)
    const read = whole?.type === 'attribute' ? field(whole, 'attribute')?.text : undefined
    const path = `${name}.${read}`
    const isAnnotation = path === 'fields.ModelField' && whole && context.annotation(whole) !== undefined
    const found = isAnnotation ? FIELD_INFO : homeOf(path)
    if (whole && found) give(found, whole, context)
    else if (whole) reportAlone(path, whole, context)
  }
}

type Target = Home & { readonly renames?: true }

/** `issubclass(type_, ConstrainedStr)` may stay, but no class may derive from it, and no field be of that type. */
function askedClass(path: string, { local }: ImportItem, context: Context): Home | undefined {
  const { module } = context
  const name = NEVER_ALONE.test(path) ? path.split('.').at(-1) : undefined
  const loads = name === undefined ? [] : module.names.loads(local)
  const isAsked = ({ node }: { readonly node: Node }): boolean => {
    const around = [...ancestorsOf(node)]
    const holder = around.find(({ type }) => type !== 'tuple' && type !== 'list')
    const owner = holder?.type === 'argument_list' ? parentOf(holder) : undefined
    const callee = owner?.type === 'call' ? field(owner, 'function')?.text : undefined
    return /^(?:isinstance|issubclass)$/.test(callee ?? '')
  }
  // A class of v1 that a field of v2 had would stop the import.
  const isField = ({ node }: { readonly node: Node }) =>
    [...ancestorsOf(node)].find(({ type }) => /^(?:class|function)_definition$/.test(type))?.type ===
    'class_definition'
  if (name === undefined) return undefined
  if (loads.some(isAsked) && !loads.some(isField)) return inV1('pydantic.v1', name, path)
  const used = loads.find(({ node }) => !isDealtWith(path, node))
  if (used) context.report(goneAlone(path), used.node)
  // Nothing in this file uses it, but others may.
  else if (loads.length === 0) context.report(goneAlone(path))
  return undefined
}

/** What v2 has no more, and other transforms rewrite where it is a base or is called. */
const NEVER_ALONE = new RegExp(`${CONSTRAINED_CLASS.source}|^(?:networks\\.)?stricturl$`)

function isDealtWith(path: string, node: Node): boolean {
  const around = parentOf(node)
  return path.endsWith('stricturl')
    ? around?.type === 'call' && field(around, 'function')?.id === node.id
    : (around && parentOf(around))?.type === 'class_definition'
}

function reportAlone(path: string, node: Node, context: Context): void {
  if (NEVER_ALONE.test(path) && !isDealtWith(path, node)) context.report(goneAlone(path), node)
}

function goneAlone(path: string): string {
  const name = path.split('.').at(-1)
  const shape =
    name === 'stricturl' ? 'Annotated[AnyUrl, UrlConstraints(...)]' : 'the plain type and its constraints'
  return `v2 has no ${name}, and importing it fails: annotate with ${shape}`
}

/** Where it is only written in annotations, what v2 hands over is a FieldInfo. */
function modelField(
  { local }: ImportItem,
  context: Context,
): (Home & { readonly renames?: true }) | undefined {
  if (!isAnnotatedOnly(local, context)) return homeOf('fields.ModelField')
  for (const { node } of context.module.names.loads(local)) context.replace(node, FIELD_INFO.name)
  return { ...FIELD_INFO, renames: true }
}
