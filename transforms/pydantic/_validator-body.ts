import { ancestorsOf, type Context, field, insertAtBodyStart, type Node, parentOf } from '#transform'
import { freeName, type Signature, usesOf } from './_signature.ts'

/** What v2 has for attributes of the ModelField that v1 handed over, behind `cls.model_fields[info.field_name]`. */
const FIELD_ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['required', 'is_required()'],
  ['field_info.title', 'title'],
  ['field_info.description', 'description'],
  // In v2's own words, which another transform may have written by now.
  ['is_required', 'is_required'],
  ['annotation', 'annotation'],
  ['json_schema_extra', 'json_schema_extra'],
])

/**
 * Gives a validator the v2 parameter `info` in the place of `values`, `field` and `config`, and its body what it read from them.
 * Skips the site when the body asks for something that v2 has not.
 * @param isModel whether the class around it surely has `model_fields`.
 * @returns whether it takes `info`.
 */
export function rewriteSignature(signature: Signature, context: Context, isModel: boolean): boolean {
  const { definition, behind, last } = signature
  const info = freeName(context, definition)
  const usesInfo = rewriteBody(signature, context, info, isModel)
  const [first, ...others] = behind
  if (!first) return false
  const isLambda = definition.type === 'lambda'
  if (usesInfo)
    context.replace(
      first,
      isLambda ? info : `${info}: ${context.import('pydantic', 'ValidationInfo', definition)}`,
    )
  else context.remove({ start: last.endIndex, end: first.endIndex })
  let before = first
  for (const node of others) {
    context.remove({ start: before.endIndex, end: node.endIndex })
    before = node
  }
  return usesInfo
}

function rewriteBody(signature: Signature, context: Context, info: string, isModel: boolean): boolean {
  const { definition, context: named, rest } = signature
  const { module } = context
  let usesInfo = false
  if (named.has('values')) {
    const { reads, isRebound } = usesOf(module, definition, 'values')
    if (isRebound) {
      if (definition.type === 'lambda') context.skip('values is bound again: read info.data by hand')
      assignAtStart(definition, `values = ${info}.data`, context)
    } else for (const read of reads) context.replace(read, `${info}.data`)
    usesInfo ||= reads.length > 0 || isRebound
  }
  for (const name of ['field', 'config'] as const) {
    if (!named.has(name)) continue
    const { reads, isRebound } = usesOf(module, definition, name)
    if (isRebound) context.skip(`${name} is bound again: read ValidationInfo by hand`)
    for (const read of reads) {
      if (name === 'config')
        context.skip(
          'v2 hands over no config: read cls.model_config, a dictionary with the new names of keys',
        )
      replaceFieldUse(read, signature, context, info, isModel)
    }
    usesInfo ||= reads.length > 0
  }
  if (rest) {
    const name = /\w+/.exec(rest.text)?.[0] ?? ''
    const { reads, isRebound } = usesOf(module, definition, name)
    if (isRebound) context.skip(`${name} is bound again: read ValidationInfo by hand`)
    for (const read of reads) replaceKeywordUse(read, context, info)
    usesInfo ||= reads.length > 0
  }
  return usesInfo
}

/** `field.name` and the few others that v2 knows. */
function replaceFieldUse(
  read: Node,
  { takesClass }: Signature,
  context: Context,
  info: string,
  isModel: boolean,
): void {
  let whole = read
  const path: string[] = []
  for (let up = parentOf(read); up?.type === 'attribute' && path.length < 2; up = parentOf(up)) {
    path.push(field(up, 'attribute')?.text ?? '')
    whole = up
    if (path[0] !== 'field_info') break
  }
  const dotted = path.join('.')
  const attribute = FIELD_ATTRIBUTES.get(dotted)
  if (dotted === 'name') context.replace(whole, `${info}.field_name`)
  else if (attribute !== undefined && takesClass && isModel)
    context.replace(whole, `cls.model_fields[${info}.field_name].${attribute}`)
  else
    context.skip(
      `v2 hands over no field, and stops here at import: take ValidationInfo, and look at cls.model_fields[info.field_name] instead of ${whole.text}`,
    )
}

/** `kwargs["values"]` and `kwargs.get("values")`. */
function replaceKeywordUse(read: Node, context: Context, info: string): void {
  const around = parentOf(read)
  const call = around?.type === 'attribute' ? parentOf(around) : undefined
  const isGet = around !== undefined && field(around, 'attribute')?.text === 'get' && call?.type === 'call'
  const whole = isGet ? call : around?.type === 'subscript' ? around : undefined
  const key = isGet ? field(call, 'arguments')?.firstNamedChild : around && field(around, 'subscript')
  const name = key?.text.replace(/^(["'])(.*)\1$/, '$2')
  const attribute = whole && parentOf(whole)
  if (whole && name === 'values') context.replace(whole, `${info}.data`)
  else if (
    attribute?.type === 'attribute' &&
    name === 'field' &&
    field(attribute, 'attribute')?.text === 'name'
  )
    context.replace(attribute, `${info}.field_name`)
  else context.skip(`v2 hands over one argument, info: read info.data instead of ${read.text}`)
}

/** Puts a statement at the start of a function's body. */
function assignAtStart(definition: Node, line: string, context: Context): void {
  context.edit(insertAtBodyStart(context.module.tree, definition, [line]))
}

/**
 * v1 took a TypeError for a refusal, v2 lets it through: what the body raises itself becomes a ValueError, unless it may be
 * caught in the body.
 */
export function raiseValueErrors(definition: Node, context: Context): void {
  for (const statement of definition.descendantsOfType('raise_statement')) {
    const raised = statement.firstNamedChild
    const name = raised?.type === 'call' ? field(raised, 'function') : raised
    if (name?.type !== 'identifier' || !context.module.isCertainly(name, 'builtins.TypeError')) continue
    if (!context.isBuiltin('ValueError', name)) continue
    if (!mayBeCaught(statement, definition)) context.replace(name, 'ValueError')
  }
}

/** Whether a statement is in the body of a `try` of the function, or in a function inside of it. */
function mayBeCaught(statement: Node, definition: Node): boolean {
  let child = statement
  for (const up of ancestorsOf(statement)) {
    if (up.id === definition.id) return false
    if (up.type === 'function_definition' || up.type === 'lambda') return true
    if (up.type === 'try_statement' && field(up, 'body')?.id === child.id) return true
    child = up
  }
  return true
}
