import { type Context, classAround, defineTransform, field, type Node, parentOf } from '#transform'
import { annotatedName } from './_constraints.ts'
import { argumentsOf, classField, fieldArguments, fieldsOf, modelAround, removeArguments } from './_fields.ts'
import { GENERATION_WORDS, isWrittenForV1, isWrittenForV2 } from './_generation.ts'
import { ITEMS, isSingle, type Leaf, leavesOf, NUMERIC, TEXTUAL } from './_leaf-types.ts'
import { patternFor } from './_pattern.ts'
import { MODEL_WORDS } from './_receivers.ts'

export default defineTransform({
  summary: 'Move constraints of a field to the items that v1 applied them to',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticfield',
  query: '(assignment type: (type) right: (call)) @declaration',
  anchors: [...NUMERIC, ...TEXTUAL, ...ITEMS.keys()],
  searches: GENERATION_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ declaration }, context) {
    const found = classField(declaration)
    const list = fieldArguments(context, found?.value)
    const statement = parentOf(declaration)
    const model = statement && classAround(statement)
    if (!found?.type || !list || !modelAround(context, model) || isSingle(found.type, context)) return
    if (/\bField\(|\bStringConstraints\(/.test(found.type.text)) return
    const given = argumentsOf(list).filter((node) => kindOf(node) !== undefined)
    const isPlainList = given.every((node) => kindOf(node) === 'items') && isSizedAlone(found.type, context)
    if (given.length === 0 || isPlainList) return
    const lengths = given.filter((node) => /^m(?:in|ax)_length$/.test(nameOf(node)))
    const isNumeric = given.some((node) => kindOf(node) === 'number')
    if (lengths.length > 0 && !isNumeric && !isMeantForItems(lengths, found.name, model, context)) return
    const leaves = leavesOf(found.type, context)
    if (!leaves?.length)
      return context.skip(
        `${found.name}: v1 applied the constraints to the items: annotate those with Field(...)`,
      )
    const moved = move(given, leaves, context)
    if (moved < given.length)
      context.skip(`${found.name}: it is not known which items v1 applied the constraints to`)
    removeArguments(context, list, given)
  },
})

function nameOf(argument: Node): string {
  return argument.type === 'keyword_argument' ? (field(argument, 'name')?.text ?? '') : ''
}

function kindOf(argument: Node): Leaf['kind'] | undefined {
  const name = nameOf(argument)
  return NUMERIC.has(name) ? 'number' : TEXTUAL.has(name) ? 'text' : ITEMS.has(name) ? 'items' : undefined
}

/** Whether a type is a container, or one or None: v2 has the same arguments for it. */
function isSizedAlone(type: Node, context: Context): boolean {
  const inner =
    type.type === 'generic_type' || type.type === 'subscript' ? leavesOf(type, context) : undefined
  return inner === undefined || inner.filter(({ kind }) => kind === 'items').length === 1
}

/**
 * v1 gave the items `min_length`, v2 the list: only what stood there before this run, beside an argument that only v1 knew, is
 * surely meant so.
 */
function isMeantForItems(
  lengths: readonly Node[],
  name: string,
  model: Node | undefined,
  context: Context,
): boolean {
  const { module, project } = context
  const before = project.moduleAt(module.path, module.target)
  const className = model && field(model, 'name')?.text
  if (!before || className === undefined || isWrittenForV2(context, model)) return false
  const calls = before.names
    .bindings(className)
    .filter(({ kind }) => kind === 'class')
    .flatMap(({ owner }) => fieldsOf(owner))
    .filter((found) => found.name === name && !/\bField\(/.test(found.type?.text ?? ''))
    .map(({ value }) => value?.text ?? '')
    .filter((text) => lengths.every((node) => new RegExp(`\\b${nameOf(node)}\\s*=`).test(text)))
  if (calls.some((text) => /\b(?:regex|min_items|max_items|unique_items)\s*=/.test(text))) return true
  if (calls.length > 0 && isWrittenForV1(context, model))
    context.skip(
      `${name}: v1 applied ${lengths.map(nameOf).join(' and ')} to the items, v2 does to the whole: decide which is meant`,
    )
  return false
}

/** Wraps the types; the number of arguments that found one. */
function move(given: readonly Node[], leaves: readonly Leaf[], context: Context): number {
  const used = new Set<Node>()
  for (const { node, kind } of leaves) {
    const own = given.filter((argument) => kindOf(argument) === kind)
    if (own.length === 0) continue
    for (const argument of own) used.add(argument)
    const texts = own.map((argument) => {
      const value = field(argument, 'value')
      const name = nameOf(argument)
      if (name === 'regex' && value) return `pattern=${patternFor(value, context)}`
      return `${ITEMS.get(name) ?? name}=${value?.text}`
    })
    context.insert(node.startIndex, `${annotatedName(context, node)}[`)
    context.insert(node.endIndex, `, ${context.import('pydantic', 'Field', node)}(${texts.join(', ')})]`)
  }
  return used.size
}
