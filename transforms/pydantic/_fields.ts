import {
  basesOf,
  type Context,
  field,
  lineStart,
  type Module,
  type Node,
  parentOf,
  withoutType,
} from '#transform'
import { bodyOf, modelKind } from './_model-classes.ts'

/** An annotated assignment, or one without annotation, in the body of a class. */
export interface ClassField {
  readonly name: string
  readonly assignment: Node
  /** What stands behind the colon. */
  readonly type: Node | undefined
  readonly value: Node | undefined
}

const FIELD = ['pydantic.Field', 'pydantic.fields.Field', 'sqlmodel.Field', 'sqlmodel.main.Field']

/** What others call that make fields: FastAPI's parameters, and what projects put around `Field`. */
const FIELD_MAKER =
  /(?:^|[.\w])[Ff]ield(?:[Ii]nfo)?$|(?:^|\.)(?:Body|Cookie|Depends|File|Form|Header|Path|Query|Security)$/

/** The fields that a class body declares, in the order of the text; private names are none. */
export function fieldsOf(classNode: Node): ClassField[] {
  return bodyOf(classNode).flatMap((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    const found = assignment?.type === 'assignment' ? classField(assignment) : undefined
    return found ? [found] : []
  })
}

/** What an assignment of a class body declares; undefined where it declares no field. */
export function classField(assignment: Node): ClassField | undefined {
  const target = field(assignment, 'left')
  if (target?.type !== 'identifier' || target.text.startsWith('_')) return undefined
  const type = field(assignment, 'type')
  return {
    name: target.text,
    assignment,
    type: type && withoutType(type),
    value: field(assignment, 'right'),
  }
}

/** Whether an annotation says that the name belongs to the class. */
export function isClassVariable(module: Module, type: Node): boolean {
  const head = type.type === 'generic_type' || type.type === 'subscript' ? type.firstNamedChild : type
  const qualified = head && module.qualify(head)
  return (
    (qualified?.kind === 'certain' && /^typing(?:_extensions)?\.(?:ClassVar|Final)$/.test(qualified.name)) ||
    /^["'](?:\w+\.)*ClassVar\b/.test(type.text)
  )
}

/** The arguments of a call of pydantic's `Field`. */
export function fieldArguments(context: Context, value: Node | undefined): Node | undefined {
  const callee = value?.type === 'call' ? field(value, 'function') : undefined
  return value && callee && FIELD.includes(context.qualifiedName(callee) ?? '')
    ? field(value, 'arguments')
    : undefined
}

/** The arguments of a call without comments. */
export function argumentsOf(list: Node): Node[] {
  return list.namedChildren.filter(({ type }) => type !== 'comment')
}

/** The keyword argument with that name. */
export function keyword(list: Node, name: string): Node | undefined {
  return list.namedChildren.find(
    (node) => node.type === 'keyword_argument' && field(node, 'name')?.text === name,
  )
}

/** The default that a `Field(...)` gives: its expression, or the keyword argument of a factory; undefined for none. */
export function defaultOf(list: Node): Node | undefined {
  const [first] = argumentsOf(list)
  const isPositional = first && !/^(?:keyword_argument|dictionary_splat|list_splat)$/.test(first.type)
  const given = isPositional ? first : keyword(list, 'default')
  if (given) return isPositional ? given : field(given, 'value')
  return keyword(list, 'default_factory')
}

/** Adds keyword arguments behind the others, on a line of their own where the others have one. */
export function addArguments(context: Context, list: Node, given: string): void {
  const last = argumentsOf(list).at(-1)
  if (!last) context.insert(list.startIndex + 1, given)
  else context.insert(last.endIndex, `,${separator(context.text, last)}${given}`)
}

/** Puts a positional argument before the others. */
export function addFirst(context: Context, list: Node, given: string): void {
  const [first] = argumentsOf(list)
  if (!first) context.insert(list.startIndex + 1, given)
  else context.insert(first.startIndex, `${given},${separator(context.text, first)}`)
}

/** What stands between two arguments: a newline and the indentation, where `argument` begins its line. */
function separator(text: string, argument: Node): string {
  const start = lineStart(text, argument.startIndex)
  const head = text.slice(start, argument.startIndex)
  return start > 0 && head.trim() === '' ? `${/\r?\n$/.exec(text.slice(0, start))?.[0] ?? '\n'}${head}` : ' '
}

/** Removes arguments with their commas, and the whole line of each where it has one. */
export function removeArguments(context: Context, list: Node, removed: readonly Node[]): void {
  const all = argumentsOf(list)
  const isRemoved = (node: Node | undefined): boolean =>
    node !== undefined && removed.some((other) => other.startIndex === node.startIndex)
  for (let at = 0; at < all.length; at++) {
    if (!isRemoved(all[at])) continue
    let last = at
    while (isRemoved(all[last + 1])) last++
    const [before, first, end, after] = [all[at - 1], all[at], all[last], all[last + 1]]
    if (!first || !end) continue
    if (after) context.remove({ start: first.startIndex, end: after.startIndex })
    else if (before) context.remove(lastLines(context.text, list, before, first, end))
    else context.remove({ start: list.startIndex + 1, end: list.endIndex - 1 })
    at = last
  }
}

/** The last arguments of a list, with the comma before them; with the lines that they have to themselves where a comment stands before those. */
function lastLines(
  text: string,
  list: Node,
  before: Node,
  first: Node,
  end: Node,
): { start: number; end: number } {
  const start = lineStart(text, first.startIndex)
  const behind = /^[ \t]*,?[ \t]*(?:\r?\n)?/.exec(text.slice(end.endIndex, list.endIndex - 1))?.[0] ?? ''
  const isCommented = list.namedChildren.some(
    (node) =>
      node.type === 'comment' && node.startIndex >= before.endIndex && node.endIndex <= first.startIndex,
  )
  const isAlone = text.slice(start, first.startIndex).trim() === '' && behind.endsWith('\n')
  return isCommented && isAlone
    ? { start, end: end.endIndex + behind.length }
    : { start: before.endIndex, end: end.endIndex }
}

/**
 * Gives a field keyword arguments: into its `Field(...)`, or into a new one around its value.
 * @param fallback the default to write where there is no value.
 */
export function giveKeywords(
  context: Context,
  { assignment, type, value }: ClassField,
  given: string,
  fallback?: string,
): void {
  const list = fieldArguments(context, value)
  if (list) {
    const wanted = fallback !== undefined && !defaultOf(list) ? fallback : undefined
    if (wanted !== undefined && argumentsOf(list).length === 0)
      addArguments(context, list, `${wanted}, ${given}`)
    else {
      addArguments(context, list, given)
      if (wanted !== undefined) addFirst(context, list, wanted)
    }
    return
  }
  const callee = value?.type === 'call' ? field(value, 'function') : undefined
  if (callee && FIELD_MAKER.test(callee.text))
    context.skip(`${callee.text} may make a field of its own: give it ${given} there`)
  const factory = context.import('pydantic', 'Field', assignment)
  if (value) {
    context.insert(value.startIndex, `${factory}(${value.type === 'expression_list' ? '(' : ''}`)
    context.insert(value.endIndex, `${value.type === 'expression_list' ? ')' : ''}, ${given})`)
  } else if (type)
    context.insert(type.endIndex, ` = ${factory}(${fallback === undefined ? '' : `${fallback}, `}${given})`)
}

/** What kind of model a class is: by its bases, or as nobody writes pydantic's fields and validators anywhere else. */
export function modelAround(context: Context, classNode: Node | undefined): 'model' | 'settings' | undefined {
  if (!classNode || basesOf(classNode).length === 0) return undefined
  const kind = modelKind(context.module, classNode)
  if (kind === 'unknown') return looksLikeModel(classNode, context) ? 'model' : undefined
  return kind === 'no' ? undefined : kind
}

const VALIDATOR = /^pydantic\.(?:class_validators\.)?(?:root_|field_|model_)?validator$/

function looksLikeModel(classNode: Node, context: Context): boolean {
  return bodyOf(classNode).some((statement) => {
    if (statement.type === 'decorated_definition')
      return statement.namedChildren.some((decorator) => {
        const expression = decorator.type === 'decorator' ? decorator.firstNamedChild : undefined
        const head = expression?.type === 'call' ? field(expression, 'function') : expression
        return VALIDATOR.test((head && context.qualifiedName(head)) ?? '')
      })
    const assignment = statement.firstNamedChild
    const value = assignment?.type === 'assignment' ? field(assignment, 'right') : undefined
    return value?.type === 'call' && fieldArguments(context, value) !== undefined
  })
}

/** A validator in a class that is neither a model nor a dataclass: v1 never called it, v2 does in the models that inherit from it. */
export function noteMixin(classNode: Node | undefined, context: Context): void {
  if (!classNode || modelKind(context.module, classNode) !== 'no') return
  const whole = parentOf(classNode)
  if (whole?.type === 'decorated_definition' && /@[\w.]*dataclass\b/.test(whole.text)) return
  context.review(
    'v1 called no validators of a class that is no model, v2 does in the models that inherit from it',
  )
}
