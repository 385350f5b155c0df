import {
  type Context,
  field,
  isConsumed,
  isSearched,
  type Node,
  parentOf,
  replaceCallee,
  sameNode,
  table,
} from '#transform'
import { callOf, plainArguments, rewriteCall } from './_calls.ts'
import { FLAGS, HOMES, TUPLES } from './_six.ts'
import { rewriteText, TEXT_FUNCTIONS } from './_six-text.ts'

/** Calls by what they do on Python 3. */
const CALLS: Readonly<Record<string, string>> = table({
  get_unbound_function: '$0',
  create_unbound_method: '$0',
  get_method_function: '$0.__func__',
  get_method_self: '$0.__self__',
  get_function_closure: '$0.__closure__',
  get_function_code: '$0.__code__',
  get_function_defaults: '$0.__defaults__',
  get_function_globals: '$0.__globals__',
  byte2int: '$0[0]',
  indexbytes: '$0[$1]',
  int2byte: 'bytes(($0,))',
  viewkeys: '$0.keys()',
  viewvalues: '$0.values()',
  viewitems: '$0.items()',
})
/** Methods of the test case that is their first argument. */
const ASSERTIONS: Readonly<Record<string, true>> = table({
  assertCountEqual: true,
  assertRaisesRegex: true,
  assertRegex: true,
  assertNotRegex: true,
})
const ITERATORS: Readonly<Record<string, string>> = table({
  iterkeys: 'keys',
  itervalues: 'values',
  iteritems: 'items',
  iterlists: 'lists',
})

/** All names of six that are rewritten where they are used. */
export const NAMES: readonly string[] = [
  HOMES,
  TUPLES,
  FLAGS,
  CALLS,
  ASSERTIONS,
  ITERATORS,
  TEXT_FUNCTIONS,
].flatMap((table) => Object.keys(table))

/** Replaces one use of a name of six. */
export function replaceName(name: Node, path: string, context: Context): void {
  const home = HOMES[path]
  const call = callOf(name)
  if (home) rename(name, home.module, home.name, context)
  else if (path in TUPLES) replaceTuple(name, TUPLES[path] ?? '', context)
  else if (path in FLAGS) replaceFlag(name, FLAGS[path] ?? '', context)
  else if (!call) context.skip(`six.${path} is used without being called: write a function of your own`)
  else if (path in TEXT_FUNCTIONS) rewriteText(path, call, context)
  else if (path in ASSERTIONS) replaceAssertion(path, call, context)
  else replaceCall(path, call, context)
}

function replaceAssertion(path: string, call: Node, context: Context): void {
  const list = field(call, 'arguments')
  const [self, next] = list?.namedChildren ?? []
  if (self?.type !== 'identifier' || !next || list?.type !== 'argument_list')
    context.skip(`six.${path} is called in an unusual way`)
  context.replace({ start: call.startIndex, end: list.startIndex }, `${self.text}.${path}`)
  context.remove({ start: self.startIndex, end: next.startIndex })
}

function replaceCall(path: string, call: Node, context: Context): void {
  const args = plainArguments(call)
  const pattern = CALLS[path] ?? patternOf(ITERATORS[path] ?? '', call, context)
  const count = new Set(pattern.match(/\$\d/g)).size
  const isEnough = path === 'create_unbound_method' ? args?.length === 2 : args?.length === count
  if (!args || !isEnough) context.skip(`six.${path} is called in an unusual way`)
  for (const builtin of ['bytes', 'iter'])
    if (pattern.startsWith(`${builtin}(`) && !context.isBuiltin(builtin, call))
      context.skip(`${builtin} is not the builtin here`)
  const item = path === 'byte2int' ? onlyItem(args[0]) : undefined
  rewriteCall(context, call, item ? [item] : args, item ? '$0' : pattern)
}

/** What `[c]` has in it: its first item is that itself. */
function onlyItem(list: Node | undefined): Node | undefined {
  const item = list?.type === 'list' && list.namedChildCount === 1 ? list.firstNamedChild : undefined
  return item && !/^(?:comment|list_splat)$/.test(item.type) ? item : undefined
}

function rename(name: Node, module: string, attribute: string | undefined, context: Context): void {
  const head = headOf(name)
  // What a name stands for that was imported by itself changes where it is imported, and only a builtin here.
  const isBuiltin = module === 'builtins' && attribute !== undefined
  if (name.type === 'identifier' ? !isBuiltin || name.text === attribute : !isSixItself(head, context)) return
  if (!isBuiltin) {
    const text =
      attribute === undefined ? context.importModule(module, name) : context.import(module, attribute, name)
    replaceCallee(context, name, text)
  } else if (!context.isBuiltin(attribute, name)) context.skip(`${attribute} is not the builtin here`)
  else replaceCallee(context, name, attribute)
}

/** What a chain of attributes begins with. */
export function headOf(name: Node): Node {
  let head: Node = name
  for (let inner = field(head, 'object'); inner; inner = field(head, 'object')) head = inner
  return head
}

/** Whether the name is that of six or of six.moves, and not of one of the modules that six.moves has. */
function isSixItself(head: Node, context: Context): boolean {
  return /(?:^|\.)six(?:\.moves)?$/.test(context.qualifiedName(head) ?? '')
}

/** `six.string_types` is `(str,)`; where a class will do, and in a tuple of classes, it becomes `str`. */
function replaceTuple(name: Node, builtin: string, context: Context): void {
  if (!context.isBuiltin(builtin, name)) context.skip(`${builtin} is not the builtin here`)
  const parent = parentOf(name)
  const isSplat = parent?.type === 'list_splat' && parentOf(parent)?.type !== 'subscript'
  const isFirst =
    parent?.type === 'subscript' &&
    field(parent, 'subscript')?.text === '0' &&
    sameNode(field(parent, 'value'), name)
  if (isSplat || isFirst) context.replace(parent, builtin)
  else context.replace(name, isCheckedClass(name, context) ? builtin : `(${builtin},)`)
}

/** Whether the node is a class, or one of several, that isinstance or issubclass asks for. */
function isCheckedClass(node: Node, context: Context): boolean {
  let at = node
  for (let up = parentOf(at); up; at = up, up = parentOf(up)) {
    if (up.type === 'tuple' || up.type === 'parenthesized_expression') continue
    const call = up.type === 'argument_list' ? parentOf(up) : undefined
    const callee = call && field(call, 'function')
    return (
      !!callee &&
      /^builtins\.is(?:instance|subclass)$/.test(context.qualifiedName(callee) ?? '') &&
      sameNode(plainArguments(call)?.[1], at)
    )
  }
  return false
}

/** Conditions are left to what drops their dead branches. */
function replaceFlag(name: Node, value: string, context: Context): void {
  let at = name
  for (let up = parentOf(at); up; at = up, up = parentOf(up)) {
    if (/^(?:not_operator|boolean_operator|parenthesized_expression)$/.test(up.type)) continue
    const isTest =
      sameNode(field(up, 'condition'), at) ||
      (up.type === 'conditional_expression' && sameNode(up.namedChildren[1], at))
    if (isTest) return
    break
  }
  let whole = name
  let isTrue = value === 'True'
  for (let up = parentOf(whole); up?.type === 'not_operator'; whole = up, up = parentOf(up)) isTrue = !isTrue
  context.replace(whole, isTrue ? 'True' : 'False')
}

/** Six makes an iterator of the view; where something asks for one anyway, the view will do. */
function patternOf(method: string, call: Node, context: Context): string {
  const view = `$0.${method}()`
  // Keys would be asked for by their hashes.
  const isView = isConsumed(context, call) || (method === 'values' && isSearched(call))
  return isView ? view : `iter(${view})`
}
