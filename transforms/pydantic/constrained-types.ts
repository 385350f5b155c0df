import { type Context, defineTransform, field, lineOf, type Node, parentOf } from '#transform'
import { quoteOf } from './_config-values.ts'
import {
  annotatedName,
  CONSTRAINED,
  type Constrained,
  isIdle,
  noteOrder,
  optionText,
  typeName,
} from './_constraints.ts'
import { argumentsOf, removeArguments } from './_fields.ts'
import { inSchema, requireUniqueType, uniqueCheck } from './_unique-items.ts'

export default defineTransform({
  summary: 'Replace conint(...), constr(...) and the like with Annotated',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/api/types/#pydantic.types.conint',
  query: '(call function: (_) @callee arguments: (argument_list) @args) @call',
  where: {
    callee: [...CONSTRAINED.keys()].flatMap((name) => [`pydantic.con${name}`, `pydantic.types.con${name}`]),
  },
  drops: ['constants'],
  recipes: ['pydantic-v2'],
  rewrite({ call, callee, args }, context) {
    const name = /con(\w+)$/.exec(context.qualifiedName(callee) ?? '')?.[1] ?? ''
    const constrained = CONSTRAINED.get(name)
    if (!constrained) return
    checkPlace(call, context)
    const unique = argumentsOf(args).find(isUniqueOption)
    const named = unique && name === 'list' ? statementNaming(call) : undefined
    if (unique && named) context.replace(unique, inSchema(quoteOf(context.module)))
    const closing = named ? `${uniqueCheck(named.name, named.statement, context)}]` : ']'
    if (constrained.hasItems) replaceContainer(call, callee, args, constrained, closing, context)
    else replaceScalar(call, callee, args, constrained, context)
    // Behind the class, which may be right behind the call: what closes the type comes first.
    if (unique && !named) requireUniqueType(call, unique, context)
  },
})

/** `Tags = conlist(...)`. */
function statementNaming(call: Node): { readonly name: string; readonly statement: Node } | undefined {
  const assignment = parentOf(call)
  const target = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  const statement = assignment && parentOf(assignment)
  const isPlain = target?.type === 'identifier' && !(assignment && field(assignment, 'type'))
  return isPlain && statement?.type === 'expression_statement' && parentOf(statement)?.type === 'module'
    ? { name: target.text, statement }
    : undefined
}

function isUniqueOption(option: Node): boolean {
  return field(option, 'name')?.text === 'unique_items' && field(option, 'value')?.type === 'true'
}

/** The call gave a class; `Annotated` gives none. */
function checkPlace(call: Node, context: Context): void {
  const around = parentOf(call)
  const owner = around?.type === 'argument_list' ? parentOf(around) : undefined
  const callee = owner?.type === 'call' ? field(owner, 'function') : undefined
  if (owner?.type === 'class_definition')
    context.skip('a class derives from it: v2 has no class for it, annotate the type')
  if (around?.type === 'call' || around?.type === 'attribute')
    context.skip('it is used as a class, and v2 has none for it')
  if (callee && /^builtins\.(?:isinstance|issubclass)$/.test(context.qualifiedName(callee) ?? ''))
    context.skip('it is used as a class, and v2 has none for it')
  const target = around?.type === 'assignment' ? field(around, 'left') : undefined
  if (target?.type !== 'identifier') return
  for (const { node } of context.module.names.loads(target.text)) {
    const use = parentOf(node)
    const isCalled = use?.type === 'call' && field(use, 'function')?.id === node.id
    const isBase = use?.type === 'argument_list' && parentOf(use)?.type === 'class_definition'
    if (isCalled || isBase)
      context.skip(`${target.text} is used as a class in line ${lineOf(node)}, and v2 has none for it`)
  }
}

/** Gives the options of a call their v2 form where they stand; those that say nothing go. */
function rewriteOptions(options: readonly Node[], constrained: Constrained, context: Context): Node[] {
  const removed: Node[] = []
  const texts: string[] = []
  for (const option of options) {
    const name = option.type === 'keyword_argument' ? field(option, 'name') : undefined
    const value = field(option, 'value')
    if (!name || !value) context.skip('its arguments are computed: write Annotated by hand')
    if (isIdle(name.text, value)) removed.push(option)
    else if (!isUniqueOption(option)) {
      const text = optionText(constrained, name.text, value, context)
      texts.push(text)
      if (!text.endsWith(`=${value.text}`)) context.replace(option, text)
      else if (!text.startsWith(`${name.text}=`)) context.replace(name, text.slice(0, text.indexOf('=')))
    }
  }
  noteOrder(texts, context)
  return removed
}

function replaceScalar(
  call: Node,
  callee: Node,
  args: Node,
  constrained: Constrained,
  context: Context,
): void {
  const options = argumentsOf(args)
  const removed = rewriteOptions(options, constrained, context)
  const type = typeName(constrained, context, call)
  if (removed.length === options.length) {
    context.replace(call, type)
    return
  }
  removeArguments(context, args, removed)
  context.replace(
    callee,
    `${annotatedName(context, call)}[${type}, ${context.import('pydantic', constrained.carrier, call)}`,
  )
  context.insert(call.endIndex, ']')
}

function replaceContainer(
  call: Node,
  callee: Node,
  args: Node,
  constrained: Constrained,
  closing: string,
  context: Context,
): void {
  const [first, ...options] = argumentsOf(args)
  const item = first?.type === 'keyword_argument' ? field(first, 'value') : first
  if (
    !first ||
    !item ||
    /_splat$/.test(item.type) ||
    (item !== first && field(first, 'name')?.text !== 'item_type')
  )
    context.skip('the type of its items does not come first: write Annotated by hand')
  const removed = rewriteOptions(options, constrained, context)
  const type = typeName(constrained, context, call)
  const [kept] = options.filter((option) => !removed.includes(option))
  if (!kept) {
    context.replace({ start: callee.startIndex, end: item.startIndex }, `${type}[`)
    context.replace({ start: item.endIndex, end: call.endIndex }, ']')
    return
  }
  const at = options.indexOf(kept)
  const later = removed.filter((option) => options.indexOf(option) > at)
  // Arguments that begin on a line of their own go on doing so.
  const opening = context.text.slice(args.startIndex + 1, first.startIndex)
  const lead = /^\s*\n\s*$/.test(opening) ? opening : ''
  context.replace(
    { start: callee.startIndex, end: item.startIndex },
    `${annotatedName(context, call)}[${type}[`,
  )
  context.replace(
    { start: item.endIndex, end: kept.startIndex },
    `], ${context.import('pydantic', 'Field', call)}(${lead}`,
  )
  removeArguments(context, args, later)
  context.insert(call.endIndex, closing)
}
