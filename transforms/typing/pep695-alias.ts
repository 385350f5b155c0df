import {
  type Binding,
  type Context,
  defineTransform,
  field,
  genericParts,
  lineOf,
  type Node,
  parentOf,
  roleOf,
  sameNode,
} from '#transform'
import { argumentsOf, plainText } from './_class-form.ts'
import { placeOf } from './_place.ts'
import { bothModules } from './_tables.ts'
import { declaration, plainArgument, type TypeVariable, typeVariable, variablesIn } from './_typevars.ts'

/** What keeps annotations, and asks nothing of them. */
const STATIC: ReadonlySet<string> = new Set(['dataclasses', 'NamedTuple', 'TypedDict'])

export default defineTransform({
  summary: 'Write type aliases with the type statement',
  since: '3.12',
  safety: 'review',
  sameAs: ['UP040'],
  docs: 'https://peps.python.org/pep-0695/',
  drops: ['names', 'constants', 'statements'],
  query: `
    (expression_statement . (assignment
      left: (identifier) @name type: (type (_) @marker) right: (_) @value) .) @statement
    (expression_statement . (assignment
      left: (identifier) @name !type right: (call function: (_) @maker arguments: (argument_list) @args)) .) @statement`,
  where: { marker: bothModules(['TypeAlias']), maker: bothModules(['TypeAliasType']) },
  anchors: ['TypeAlias', 'TypeAliasType'],
  rewrite({ name, value, args, maker, marker, statement }, context) {
    if (!name || !statement || !context.targets('3.12')) return
    const binding = context.module.names.bindings(name.text).find(({ node }) => node.id === name.id)
    if (!binding) return
    // What typing.TypeAliasType makes is what the statement makes: whoever uses the object may go on.
    const isSame = maker !== undefined && context.qualifiedName(maker) === 'typing.TypeAliasType'
    if (isBoundTwice(context, binding)) context.skip(`${binding.name} is bound twice`)
    if (!isSame) checkUses(context, binding)
    const alias =
      marker && value ? { value, parameters: implied(context, value) } : args && declared(context, name, args)
    if (!alias) return
    checkValue(context, alias.value)
    const list = alias.parameters.map((variable) => declaration(context, variable, statement))
    context.review(
      isSame
        ? 'the value is evaluated when it is asked for'
        : 'isinstance(x, alias) and class C(alias) raise from now on; check the files that import it',
    )
    const text = list.length > 0 ? `type ${name.text}[${list.join(', ')}] = ` : `type ${name.text} = `
    const content = wholeString(context, alias.value)
    context.replace({ start: statement.startIndex, end: content?.start ?? alias.value.startIndex }, text)
    const end = content?.end ?? alias.value.endIndex
    if (end < statement.endIndex) context.remove({ start: end, end: statement.endIndex })
  },
})

/** The variables that a value mentions become its parameters, in the order in which they appear. */
function implied(context: Context, value: Node): TypeVariable[] {
  const found = new Map<string, TypeVariable>()
  for (const { node, variable } of variablesIn(context, value)) {
    if (variable === 'foreign')
      return context.skip(`${node.text} is no type variable that this file makes once`)
    found.set(variable.name, variable)
  }
  return [...found.values()]
}

/** The value and parameters of `TypeAliasType("X", value, type_params=(T,))`. */
function declared(
  context: Context,
  name: Node,
  args: Node,
): { value: Node; parameters: TypeVariable[] } | undefined {
  const { positional, keywords } = argumentsOf(args)
  const [title, value, ...more] = positional
  if (!title || !value || more.length > 0) return undefined
  if (plainText(title) !== name.text) context.skip(`the alias is not called ${name.text}`)
  const [only, ...others] = keywords
  const list = only && field(only, 'value')
  if (others.length > 0 || (only && field(only, 'name')?.text !== 'type_params')) return undefined
  if (list && list.type !== 'tuple') context.skip('the type parameters are not written out here')
  const parameters = (list?.namedChildren ?? []).map((argument) => {
    const node = plainArgument(context, argument)
    const variable = node && typeVariable(context, node)
    if (!variable || variable === 'foreign')
      return context.skip(`${argument.text} is no type variable that this file makes once`)
    return variable
  })
  const missing = implied(context, value).find(
    (one) => !parameters.includes(one) && !parameters.some((p) => p.name === one.name),
  )
  if (missing) context.skip(`${missing.name} is not among the type parameters`)
  return { value, parameters }
}

/** The value is evaluated late, and not by whoever looks at the alias. */
function checkValue(context: Context, value: Node): void {
  if (value.descendantsOfType(['named_expression', 'await', 'yield', 'lambda'])[0] || value.type === 'lambda')
    context.skip('the value does more than name a type')
  const call = value.type === 'call' ? value : value.descendantsOfType('call')[0]
  if (call) context.skip(`${call.text} is called when the alias is made, and would be called later`)
  const name = context.qualifiedName(value)
  const origin = genericParts(value)?.origin
  const head = origin && context.qualifiedName(origin)
  if (/^typing(?:_extensions)?\.(?:Generic|Protocol)$/.test(head ?? name ?? ''))
    context.skip(`${value.text} is no type`)
}

/** What is between the quotes of a value that is one string. */
function wholeString(context: Context, value: Node): { start: number; end: number } | undefined {
  if (value.type !== 'string') return undefined
  const text = plainText(value)
  if (text === undefined || !/^[\p{L}_][\p{L}\p{N}_.,[\] |]*$/u.test(text))
    return context.skip(`${value.text} cannot stand without its quotes`)
  return { start: value.startIndex + 1, end: value.endIndex - 1 }
}

function isBoundTwice({ module }: Context, { name, scope: own }: Binding): boolean {
  return module.names.bindings(name).filter(({ scope }) => scope === own).length > 1
}

/** Skips where the file uses the alias as the object that it stands for. */
function checkUses(context: Context, binding: Binding): void {
  const { module } = context
  for (const { node } of module.names.loads(binding.name)) {
    if (!module.bindingsOf(node).includes(binding) || roleOf(node)?.role !== 'load') continue
    const up = parentOf(node)
    const whole = up && sameNode(genericParts(up)?.origin, node) ? up : node
    const place = placeOf(context, whole)
    const reader = context.annotation(node)?.framework
    if (reader && !STATIC.has(reader))
      context.skip(`${reader} reads the alias, and may not look behind a type statement`)
    const isType = context.annotation(node)
      ? place !== 'used'
      : place === 'type' || (place === 'alias' && isPartOfType(whole))
    if (!isType)
      context.skip(`line ${lineOf(node)} uses ${binding.name} itself, which would be another object`)
  }
}

/** Whether the expression is an argument of a generic or an operand of a union: `x = [alias]` and `x = alias` hand it on. */
function isPartOfType(node: Node): boolean {
  let isUnion = false
  for (let child = node, up = parentOf(node); up; child = up, up = parentOf(up)) {
    if (up.type === 'binary_operator') isUnion = true
    else if (up.type === 'subscript') return !sameNode(field(up, 'value'), child)
    else if (up.type === 'assignment') return isUnion || field(up, 'type') !== undefined
    else if (up.type !== 'parenthesized_expression') return false
  }
  return false
}
