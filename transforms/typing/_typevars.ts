import {
  ancestorsOf,
  type Binding,
  type Context,
  field,
  genericParts,
  type Node,
  roleOf,
  treeOf,
} from '#transform'
import { argumentsOf, plainText } from './_class-form.ts'
import { bothModules } from './_tables.ts'

/** The qualified names of what makes type variables. */
export const MAKERS = bothModules(['TypeVar', 'ParamSpec', 'TypeVarTuple'])

/** A type variable of the old kind, made by a call in this module; or AnyStr, which typing makes. */
export interface TypeVariable {
  readonly name: string
  readonly binding: Binding
  readonly kind: 'TypeVar' | 'ParamSpec' | 'TypeVarTuple'
  /** What the call is given; undefined for AnyStr. */
  readonly args: Node | undefined
}

/** The one type variable that others may import and whose constraints are known. */
export const ANY_STR = bothModules(['AnyStr'])

/** How type variables of other modules are called, since nothing else tells them from classes. */
const FOREIGN = /^_?(?:[A-Z]{1,2}\d?|[A-Z]\w*(?:_co|_contra|T|_T)|P|Ts)$/

/**
 * The type variable that a name means: `foreign` for one that is made elsewhere, or may be, and cannot be declared again
 * without looking there; undefined for what is none.
 */
export function typeVariable(context: Context, name: Node): TypeVariable | 'foreign' | undefined {
  const bindings = context.module.bindingsOf(name)
  const found = bindings.map((binding) => made(context, binding))
  const [only] = found
  if (bindings.length === 1 && only) return only
  if (found.some(Boolean)) return 'foreign'
  const binding = bindings.find(({ kind }) => kind === 'import')
  const qualified = context.qualifiedName(name)
  const imported = binding?.imported?.name
  if (!binding || imported === undefined || qualified === undefined) return undefined
  if (ANY_STR.includes(qualified))
    return bindings.length === 1 ? { name: name.text, binding, kind: 'TypeVar', args: undefined } : 'foreign'
  return FOREIGN.test(imported) && !/^typing(?:_extensions)?\./.test(qualified) ? 'foreign' : undefined
}

function made(context: Context, binding: Binding): TypeVariable | undefined {
  const call = binding.kind === 'assignment' ? field(binding.owner, 'right') : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const args = call && field(call, 'arguments')
  const maker = callee
    ? /^typing(?:_extensions)?\.(TypeVar|ParamSpec|TypeVarTuple)$/.exec(context.qualifiedName(callee) ?? '')
    : null
  const kind = maker?.[1] as TypeVariable['kind'] | undefined
  return kind && args ? { name: binding.name, binding, kind, args } : undefined
}

/** Whether variance was declared, which is found out from the uses otherwise. */
export function declaresVariance({ args }: TypeVariable): boolean {
  return /\b(?:covariant|contravariant)\s*=\s*True\b/.test(args?.text ?? '')
}

/** The variable as a type parameter at `at`: `T`, `T: int`, `*Ts`, `**P`; skips the site where there is no such form. */
export function declaration(context: Context, variable: TypeVariable, at: Node): string {
  const { name, kind, binding, args } = variable
  if (binding.scope.kind !== 'module' || binding.context !== 'plain')
    context.skip(`${name} is not made at the top of the module`)
  if (/^__/.test(name)) context.skip(`${name} is changed inside of a class`)
  if (!args) {
    const hidden = ['bytes', 'str'].find((builtin) => !context.isBuiltin(builtin, at))
    return hidden ? context.skip(`${hidden} is not the builtin here`) : `${name}: (bytes, str)`
  }
  const { positional, keywords } = argumentsOf(args)
  const [title, ...constraints] = positional
  if (plainText(title) !== name) context.skip(`${name} is not the name that its TypeVar has`)
  let bound: string | undefined
  for (const keyword of keywords) {
    const value = field(keyword, 'value')
    const what = field(keyword, 'name')?.text
    if (what === 'bound' && value) bound = boundText(context, value, at)
    else if (what === 'default') context.skip(`${name} has a default, which needs syntax of Python 3.13`)
    else if (!/^(?:covariant|contravariant|infer_variance)$/.test(what ?? ''))
      context.skip(`${keyword.text} of ${name} cannot be written in a list of type parameters`)
  }
  if (kind === 'TypeVarTuple') return `*${name}`
  if (kind === 'ParamSpec') return `**${name}`
  if (constraints.length === 1 || (constraints.length > 0 && bound !== undefined))
    context.skip(`${name} has constraints that Python would refuse`)
  if (constraints.length > 0)
    return `${name}: (${constraints.map((one) => boundText(context, one, at)).join(', ')})`
  return bound === undefined ? name : `${name}: ${bound}`
}

/** A bound as it may stand in a type parameter, where it is evaluated late: without quotes around the whole of it. */
function boundText(context: Context, value: Node, at: Node): string {
  const text = plainText(value)
  if (value.type === 'list_splat' || value.descendantsOfType(['named_expression', 'await', 'yield'])[0])
    context.skip(`${value.text} cannot be the bound of a type parameter`)
  if (value.type === 'string' || value.type === 'concatenated_string') {
    if (text === undefined || !/^[\p{L}_][\p{L}\p{N}_.,[\] |]*$/u.test(text))
      return context.skip(`${value.text} cannot stand without its quotes`)
    return text
  }
  if (/\n/.test(value.text) || treeOf(value).text.slice(value.startIndex, value.endIndex).includes('#'))
    context.skip('the bound goes over several lines')
  for (const name of value.type === 'identifier' ? [value] : value.descendantsOfType('identifier')) {
    if (roleOf(name)?.role !== 'load') continue
    const [here, there] = [value, at].map((node) => context.module.names.resolve(name.text, node))
    const isSame =
      here?.kind === there?.kind &&
      (here?.kind !== 'bound' || there?.kind !== 'bound' || here.scope === there.scope)
    if (here?.kind === 'unbound') context.skip(`${name.text}, a part of the bound, is not defined here`)
    if (!isSame) context.skip(`${name.text}, a part of the bound, means something else there`)
  }
  return value.text
}

/** The variables among the names in an expression, in the order in which they appear; strings are looked into. */
export function variablesIn(
  context: Context,
  expression: Node,
): { node: Node; variable: TypeVariable | 'foreign' }[] {
  const names = expression.type === 'identifier' ? [expression] : expression.descendantsOfType('identifier')
  const strings = expression.type === 'string' ? [expression] : expression.descendantsOfType('string')
  for (const string of strings) {
    const tree =
      context.module.fragmentAt(string.startIndex + 1) ?? context.module.fragmentAt(string.startIndex + 3)
    if (tree) names.push(...tree.root.descendantsOfType('identifier'))
  }
  return names.flatMap((node) => {
    if (roleOf(node)?.role !== 'load') return []
    const variable = typeVariable(context, node)
    return variable ? [{ node, variable }] : []
  })
}

/** The variable of that name in the header of a class or function around `definition`, to which it then belongs. */
export function ownerAround(context: Context, definition: Node, name: string): Node | undefined {
  for (const up of ancestorsOf(definition)) {
    if (up.type !== 'class_definition' && up.type !== 'function_definition') continue
    const header = { start: up.startIndex, end: field(up, 'body')?.startIndex ?? up.startIndex }
    if (new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(context.text.slice(header.start, header.end))) return up
  }
  return undefined
}

/** `Ts` of `*Ts` and `Unpack[Ts]`, `T` of `T`. */
export function plainArgument(context: Context, argument: Node): Node | undefined {
  if (argument.type === 'identifier') return argument
  if (argument.type === 'list_splat' || argument.type === 'splat_type') {
    const inner = argument.firstNamedChild
    return inner?.type === 'identifier' ? inner : undefined
  }
  const parts = genericParts(argument)
  const isUnpack = parts && /^typing(?:_extensions)?\.Unpack$/.test(context.qualifiedName(parts.origin) ?? '')
  const [inner] = isUnpack ? parts.args : []
  return inner?.type === 'identifier' ? inner : undefined
}
