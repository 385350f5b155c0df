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
import { isAnnotatedOnly, isTypeOnly } from './_annotated-only.ts'
import { askedClass, reportAlone } from './_gone-alone.ts'
import { checkFallback, heedVersionTests, isPydanticItself } from './_guards.ts'
import { type Home, homeOf, isKnownModule } from './_moved.ts'

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
  // Where it only says what something is, what v2 hands over is a FieldInfo.
  const isAnnotation = path === 'fields.ModelField' && isTypeOf(reference, context)
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

/** Whether a name says what something is, in a file that makes none of it. */
function isTypeOf(reference: Node, context: Context): boolean {
  return (
    context.annotation(reference) !== undefined ||
    (isTypeOnly(reference, context) && !context.text.includes('ModelField('))
  )
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
  if (found.refusal !== undefined) context.report(found.refusal, reference)
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
    if (path === 'json.pydantic_encoder') catchValueErrors(item.local, context)
    if (found.note !== undefined) notes.push(found.note)
    if (found.refusal !== undefined) context.report(found.refusal, item.node)
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

/** Has the handlers that were there for what v1's encoder did not know catch a ValueError as well. */
function catchValueErrors(local: string, context: Context): void {
  const done = new Set<number>()
  for (const { node } of context.module.names.loads(local)) {
    const clauses = handlersOf(node)
    // Another clause would have got it, or gets what this one takes away.
    const isAlone = clauses.length === 1
    for (const clause of clauses) {
      const [first] = clause.namedChildren
      const caught = first?.type === 'as_pattern' ? (first.firstNamedChild ?? first) : first
      if (!caught || done.has(caught.startIndex) || !/\bTypeError\b/.test(caught.text)) continue
      if (/\bValueError\b/.test(caught.text)) continue
      done.add(caught.startIndex)
      const last = caught.type === 'tuple' ? caught.lastNamedChild : undefined
      const isPlain = caught.text === 'TypeError' || (last && last.type !== 'comment')
      if (!isAlone || !isPlain || !isAllThatIsTried(node) || !context.isBuiltin('ValueError', caught))
        context.report(
          'to_jsonable_python raises a ValueError for what it does not know: catch it as well',
          caught,
        )
      else if (last) context.insert(last.endIndex, ', ValueError')
      else context.replace(caught, '(TypeError, ValueError)')
    }
  }
}

/** Whether nothing else in the body of the try raises a ValueError: that is `return encoder(name)` or the like. */
function isAllThatIsTried(encoder: Node): boolean {
  const call = parentOf(encoder)
  if (call?.type !== 'call' || !sameNode(field(call, 'function'), encoder)) return false
  for (const outer of ancestorsOf(call)) {
    if (outer.type === 'block')
      return outer.namedChildren.filter(({ type }) => type !== 'comment').length === 1
    if (outer.descendantsOfType('call').length > 1) return false
  }
  return false
}

/** The except clauses of the innermost try around a node in its body. */
function handlersOf(node: Node): Node[] {
  let inner = node
  for (const outer of ancestorsOf(node)) {
    if (/^(?:function|class)_definition$|^lambda$/.test(outer.type)) return []
    if (outer.type === 'try_statement' && sameNode(field(outer, 'body'), inner))
      return outer.namedChildren.filter(({ type }) => type === 'except_clause')
    inner = outer
  }
  return []
}

/** What is read of a module that v2 has too: `errors.PydanticValueError` after `from pydantic import errors`. */
function moveNamesOf({ name, local }: ImportItem, context: Context): void {
  if (!isKnownModule(name) || homeOf(name)) return
  for (const { node } of context.module.names.loads(local)) {
    // A variable of a function may have the same name.
    if (!/^pydantic\.\w+$/.test(context.qualifiedName(node) ?? '')) continue
    const whole = parentOf(node)
    const read = whole?.type === 'attribute' ? field(whole, 'attribute')?.text : undefined
    if (read === undefined || read === '__all__') {
      context.report(`v2 has other names in pydantic.${name}: which are asked for here is not known`, node)
      continue
    }
    const path = `${name}.${read}`
    const isAnnotation = path === 'fields.ModelField' && whole && isTypeOf(whole, context)
    const found = isAnnotation ? FIELD_INFO : homeOf(path)
    if (whole && found) give(found, whole, context)
    else if (whole) reportAlone(path, whole, context)
  }
}

type Target = Home & { readonly renames?: true }

/** Where it is only written in annotations, what v2 hands over is a FieldInfo. */
function modelField(
  { local }: ImportItem,
  context: Context,
): (Home & { readonly renames?: true }) | undefined {
  if (!isAnnotatedOnly(local, context)) return homeOf('fields.ModelField')
  for (const { node } of context.module.names.loads(local)) context.replace(node, FIELD_INFO.name)
  return { ...FIELD_INFO, renames: true }
}
