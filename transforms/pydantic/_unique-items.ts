import {
  ancestorsOf,
  type Context,
  classAround,
  field,
  genericParts,
  isFirstOnLine,
  type Node,
  newlineAt,
  parentOf,
} from '#transform'
import { withoutOptional } from './_annotations.ts'
import { quoteOf } from './_config-values.ts'
import { type ClassField, fieldArguments, fieldsOf, keyword, modelAround } from './_fields.ts'
import { writeMethod } from './_validator-method.ts'

/**
 * `unique_items=True`: v2 has nothing for it. The schema keeps saying it, and a validator of the field's own does as v1 did.
 */
export function requireUnique(
  call: Node,
  list: Node,
  removed: Node[],
  quote: string,
  context: Context,
): void {
  const assignment = parentOf(call)
  const statement = assignment?.type === 'assignment' ? parentOf(assignment) : undefined
  const classNode = statement && classAround(statement)
  if (!classNode || !modelAround(context, classNode))
    context.skip('unique_items is gone: annotate the list with an AfterValidator that looks for duplicates')
  const fields = fieldsOf(classNode).filter((found) => wantsUnique(found, context))
  const own = fields.find((found) => found.assignment.id === assignment?.id)
  if (!own) context.skip('unique_items on something other than a list: write a validator')
  const argument = keyword(list, 'unique_items')
  if (argument) {
    removed.splice(removed.indexOf(argument), 1)
    context.replace(argument, inSchema(quote))
  }
  writeValidator(classNode, own, quote, context)
}

export function inSchema(quote: string): string {
  return `json_schema_extra={${quote}uniqueItems${quote}: True}`
}

/** The same of `field: conlist(int, unique_items=True)`, where the list is the whole field, or all of it that is not None. */
export function requireUniqueType(call: Node, argument: Node, context: Context): void {
  const statement = [...ancestorsOf(call)].find(({ type }) => type === 'expression_statement')
  const classNode = statement && classAround(statement)
  const fields = classNode ? fieldsOf(classNode).filter((found) => wantsUnique(found, context)) : []
  const own = fields.find(
    ({ type }) => type !== undefined && type.startIndex <= call.startIndex && call.endIndex <= type.endIndex,
  )
  if (!classNode || !own || !modelAround(context, classNode))
    context.skip('unique_items is gone: annotate the list with an AfterValidator that looks for duplicates')
  const quote = quoteOf(context.module)
  context.replace(argument, inSchema(quote))
  writeValidator(classNode, own, quote, context)
}

/**
 * A function above a statement of the module, which looks for duplicates in what a type is made of.
 * @param name of the type that the statement defines
 * @returns what closes `Annotated[...]`: `, BeforeValidator(check_unique_tags)`
 */
export function uniqueCheck(name: string, statement: Node, context: Context): string {
  const { text } = context
  const words = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toLowerCase()
  const own = `check_unique_${words.replace(/^unique_/, '')}`
  if (parentOf(statement)?.type !== 'module' || !isFirstOnLine(text, statement.startIndex))
    context.skip('unique_items is gone: annotate the list with an AfterValidator that looks for duplicates')
  if (new RegExp(`\\b${own}\\b`).test(text))
    context.skip(`unique_items is gone, and ${own} is there already: write a validator`)
  if (!BUILTINS.every((builtin) => context.isBuiltin(builtin, statement)))
    context.skip('unique_items is gone, and names that a validator needs mean something else here')
  let top = statement
  for (
    let above = top.previousNamedSibling;
    above && isRightAbove(above, top, text);
    above = top.previousNamedSibling
  )
    top = above
  const newline = newlineAt(text, statement.startIndex)
  const before = /[\r\n]*$/.exec(text.slice(0, top.startIndex))?.[0].split('\n').length ?? 1
  const lines = [`def ${own}(v):`, ...CHECK(quoteOf(context.module)).map((line) => `    ${line}`)]
  context.insert(
    top.startIndex,
    newline.repeat(top.startIndex === 0 ? 0 : Math.max(0, 4 - before)) +
      lines.join(newline) +
      newline.repeat(3),
  )
  return `, ${context.import('pydantic', 'BeforeValidator', statement)}(${own})`
}

/** Whether a comment is about what stands below it. */
function isRightAbove(above: Node, below: Node, text: string): boolean {
  return (
    above.type === 'comment' &&
    isFirstOnLine(text, above.startIndex) &&
    above.startPosition.row + 1 === below.startPosition.row
  )
}

const BUILTINS = ['isinstance', 'list', 'tuple', 'any', 'enumerate', 'ValueError']
/** v1 looked at what it was given, before it made the items what they shall be. */
const CHECK = (quote: string): string[] => [
  'if isinstance(v, (list, tuple)) and any(item in v[:at] for at, item in enumerate(v)):',
  `    raise ValueError(${quote}the list has duplicated items${quote})`,
  'return v',
]

function wantsUnique({ type, value }: ClassField, context: Context): boolean {
  const list = fieldArguments(context, value)
  if (!type) return false
  return (
    (list !== undefined && isUnique(list) && isList(type, context)) ||
    isUniqueType(withoutOptional(context.module, type), context)
  )
}

function isUnique(list: Node): boolean {
  const argument = keyword(list, 'unique_items')
  return argument !== undefined && field(argument, 'value')?.type === 'true'
}

/** `conlist(int, unique_items=True)`. */
function isUniqueType(type: Node, context: Context): boolean {
  const callee = type.type === 'call' ? field(type, 'function') : undefined
  const list = type.type === 'call' ? field(type, 'arguments') : undefined
  const isConlist = callee && /^pydantic\.(?:types\.)?conlist$/.test(context.qualifiedName(callee) ?? '')
  return isConlist === true && list !== undefined && isUnique(list)
}

function isList(type: Node, context: Context): boolean {
  const parts = genericParts(withoutOptional(context.module, type))
  const head = parts && context.qualifiedName(parts.origin)
  const [first] = parts?.args ?? []
  if (/^typing(?:_extensions)?\.Annotated$/.test(head ?? ''))
    return first !== undefined && isList(first, context)
  return /^(?:builtins\.list|typing(?:_extensions)?\.List)$/.test(head ?? '')
}

/** One for each field: what becomes of the others is not known here. */
function writeValidator(classNode: Node, own: ClassField, quote: string, context: Context): void {
  writeMethod(
    classNode,
    {
      // A validator of a base that has the same name would be replaced: it is that of the same field.
      name: `check_unique_${own.name}`,
      decorator: `(${quote}${own.name}${quote}, mode=${quote}before${quote})`,
      body: CHECK(quote),
      builtins: BUILTINS,
      gone: 'unique_items is gone',
    },
    context,
  )
}
