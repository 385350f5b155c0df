import {
  type Context,
  classAround,
  field,
  genericParts,
  indentOf,
  lineEnd,
  type Node,
  newlineAt,
  parentOf,
  trueEnd,
} from '#transform'
import { type ClassField, fieldArguments, fieldsOf, keyword, modelAround } from './_fields.ts'
import { bodyOf } from './_model-classes.ts'

const METHOD = 'check_unique_items'

/**
 * `unique_items=True`: v2 has nothing for it. The schema keeps saying it, and one validator for all such fields of a class,
 * written with the first of them, does as v1 did.
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
    context.replace(argument, `json_schema_extra={${quote}uniqueItems${quote}: True}`)
  }
  const written = bodyOf(classNode).find(
    (node) => field(node, 'definition') && field(field(node, 'definition') ?? node, 'name')?.text === METHOD,
  )
  if (written || own !== fields[0]) return
  writeValidator(classNode, fields, quote, context)
}

function wantsUnique({ type, value }: ClassField, context: Context): boolean {
  const list = fieldArguments(context, value)
  const argument = list && keyword(list, 'unique_items')
  return (
    argument !== undefined &&
    field(argument, 'value')?.type === 'true' &&
    type !== undefined &&
    isList(type, context)
  )
}

function isList(type: Node, context: Context): boolean {
  const parts = genericParts(type)
  const head = parts && context.qualifiedName(parts.origin)
  const [first] = parts?.args ?? []
  if (/^typing(?:_extensions)?\.(?:Optional|Annotated)$/.test(head ?? ''))
    return first !== undefined && isList(first, context)
  return /^(?:builtins\.list|typing(?:_extensions)?\.List)$/.test(head ?? '')
}

function writeValidator(
  classNode: Node,
  fields: readonly ClassField[],
  quote: string,
  context: Context,
): void {
  const { text } = context
  const last = bodyOf(classNode).at(-1)
  if (
    !last ||
    !['isinstance', 'list', 'tuple', 'any', 'enumerate', 'ValueError', 'classmethod'].every((name) =>
      context.isBuiltin(name, last),
    )
  )
    context.skip('unique_items is gone, and names that a validator needs mean something else here')
  const indent = indentOf(text, last.startIndex)
  const outer = indentOf(text, classNode.startIndex)
  const unit = indent.slice(outer.length) || '    '
  const newline = newlineAt(text, classNode.startIndex)
  const names = fields.map(({ name }) => `${quote}${name}${quote}`).join(', ')
  const lines = [
    `@${context.import('pydantic', 'field_validator', last)}(${names}, mode=${quote}before${quote})`,
    '@classmethod',
    `def ${METHOD}(cls, v):`,
    `${unit}if isinstance(v, (list, tuple)) and any(item in v[:at] for at, item in enumerate(v)):`,
    `${unit}${unit}raise ValueError(${quote}the list has duplicated items${quote})`,
    `${unit}return v`,
  ]
  context.insert(
    lineEnd(text, trueEnd(last)),
    newline + lines.map((line) => `${newline}${indent}${line}`).join(''),
  )
}
