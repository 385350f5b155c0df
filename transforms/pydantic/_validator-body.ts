import {
  ancestorsOf,
  type Context,
  classAround,
  field,
  insertAtBodyStart,
  isTarget,
  type Node,
  parentOf,
  sameNode,
} from '#transform'
import { askedFor, READ } from './_config-attribute.ts'
import { freeName, type Signature, usesOf } from './_signature.ts'
import { noteAddedValues } from './_unknown-keys.ts'

/** How v2 says an attribute of the ModelField that v1 handed over. */
interface Said {
  /** What stands behind `cls.model_fields[info.field_name]`. */
  readonly read: string
  /** What it gives where v1 had something else. */
  readonly otherwise?: string
  /** What stands for None, or for nothing, behind `or`. */
  readonly fallback?: string
}

const WHOLE =
  'annotation is the whole annotation, which type_ had without Optional and List, and outer_type_ without Optional'
const UNSET = 'the default of a field without one is PydanticUndefined in v2, where v1 had None'

const FIELD_ATTRIBUTES: ReadonlyMap<string, Said> = new Map<string, Said>([
  ['required', { read: '.is_required()' }],
  ['alias', { read: '.alias', fallback: 'name' }],
  ['default', { read: '.default', otherwise: UNSET }],
  ['default_factory', { read: '.default_factory' }],
  ['get_default', { read: '.get_default', otherwise: UNSET }],
  ['type_', { read: '.annotation', otherwise: WHOLE }],
  ['outer_type_', { read: '.annotation', otherwise: WHOLE }],
  ['field_info.title', { read: '.title' }],
  ['field_info.description', { read: '.description' }],
  ['field_info.default', { read: '.default', otherwise: UNSET }],
  ['field_info.default_factory', { read: '.default_factory' }],
  ['field_info.extra', { read: '.json_schema_extra', fallback: '{}' }],
  // In v2's own words, which another transform may have written by now.
  ['is_required', { read: '.is_required' }],
  ['annotation', { read: '.annotation' }],
  ['json_schema_extra', { read: '.json_schema_extra' }],
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
  const body: Body = { info, isModel, findings: [] }
  const usesInfo = rewriteBody(signature, context, body)
  for (const [message, node] of body.findings) context.report(message, node)
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

/** What is known, and found out, about the body of a validator. */
interface Body {
  /** The name of the new parameter. */
  readonly info: string
  readonly isModel: boolean
  /** What is only said when the whole body can change. */
  readonly findings: (readonly [message: string, node: Node])[]
}

function rewriteBody(signature: Signature, context: Context, body: Body): boolean {
  const { info, isModel } = body
  const { definition, context: named, rest } = signature
  const { module } = context
  let usesInfo = false
  if (named.has('values')) {
    const { reads, isRebound } = usesOf(module, definition, 'values')
    if (isRebound) {
      if (definition.type === 'lambda') context.skip('values is bound again: read info.data by hand')
      assignAtStart(definition, `values = ${info}.data`, context)
    } else for (const read of reads) context.replace(read, `${info}.data`)
    const model = isModel ? classAround(definition) : undefined
    if (model) noteAddedValues(reads, { module, node: model }, context)
    usesInfo ||= reads.length > 0 || isRebound
  }
  for (const name of ['field', 'config'] as const) {
    if (!named.has(name)) continue
    const { reads, isRebound } = usesOf(module, definition, name)
    if (isRebound) context.skip(`${name} is bound again: read ValidationInfo by hand`)
    for (const read of reads) {
      if (name === 'config') replaceConfigUse(read, signature, context, isModel)
      else replaceFieldUse(read, signature, context, body)
    }
    usesInfo ||= name === 'field' && reads.length > 0
  }
  if (rest) {
    const name = /\w+/.exec(rest.text)?.[0] ?? ''
    const { reads, isRebound } = usesOf(module, definition, name)
    if (isRebound) context.skip(`${name} is bound again: read ValidationInfo by hand`)
    for (const read of reads) replaceKeywordUse(read, signature, context, body)
    usesInfo ||= reads.length > 0
  }
  return usesInfo
}

/** `field.name` and what else v2 knows of a field; `read` is what stands for the field. */
function replaceFieldUse(
  read: Node,
  { takesClass }: Signature,
  context: Context,
  { info, isModel, findings }: Body,
): void {
  let whole = read
  const path: string[] = []
  for (let up = parentOf(read); up?.type === 'attribute' && path.length < 2; up = parentOf(up)) {
    path.push(field(up, 'attribute')?.text ?? '')
    whole = up
    if (path[0] !== 'field_info') break
  }
  const dotted = path.join('.')
  const said = FIELD_ATTRIBUTES.get(dotted)
  if (dotted === 'name') {
    context.replace(whole, `${info}.field_name`)
    return
  }
  if (said === undefined || !takesClass || !isModel)
    context.skip(
      `v2 hands over no field, and stops here at import: take ValidationInfo, and look at cls.model_fields[info.field_name] instead of ${whole.text}`,
    )
  const { read: tail, otherwise, fallback } = said
  if (otherwise !== undefined) {
    context.review(otherwise)
    findings.push([otherwise, whole])
  }
  if (dotted === 'get_default') {
    const list = calledWith(whole)
    if (!list || list.namedChildCount > 0) context.skip(`${whole.text} is not called here: write it for v2`)
    context.replace(list, '(call_default_factory=True)')
  }
  if (fallback === '{}' && isChanged(whole))
    context.skip('extra of a field is changed here: v2 has json_schema_extra, which may be None')
  const found = `cls.model_fields[${info}.field_name]${tail}`
  const other = fallback === 'name' ? `${info}.field_name` : fallback
  context.replace(whole, other === undefined ? found : `(${found} or ${other})`)
}

/** The arguments of the call of an expression. */
function calledWith(callee: Node): Node | undefined {
  const call = parentOf(callee)
  return call?.type === 'call' && sameNode(field(call, 'function'), callee)
    ? field(call, 'arguments')
    : undefined
}

/** Whether a dictionary gets or loses keys where it stands. */
function isChanged(dictionary: Node): boolean {
  const around = parentOf(dictionary)
  const owner = around && parentOf(around)
  if (around?.type === 'attribute')
    return /^(?:update|setdefault|pop|popitem|clear)$/.test(field(around, 'attribute')?.text ?? '')
  return (
    owner?.type === 'delete_statement' ||
    (/assignment$/.test(owner?.type ?? '') && sameNode(field(owner ?? dictionary, 'left'), around))
  )
}

/** `config.title`. */
function replaceConfigUse(read: Node, { takesClass }: Signature, context: Context, isModel: boolean): void {
  const whole = parentOf(read)
  const key = whole?.type === 'attribute' ? (field(whole, 'attribute')?.text ?? '') : ''
  const asked = takesClass && isModel && whole && !isTarget(whole) ? askedFor(key) : undefined
  if (!whole || asked === undefined)
    context.skip('v2 hands over no config: read cls.model_config, a dictionary with the new names of keys')
  context.review(READ)
  context.replace(whole, `cls.model_config${asked}`)
}

/** `kwargs["values"]` and `kwargs.get("values")`. */
function replaceKeywordUse(read: Node, signature: Signature, context: Context, body: Body): void {
  const { info, isModel } = body
  const around = parentOf(read)
  const call = around?.type === 'attribute' ? parentOf(around) : undefined
  const isGet = around !== undefined && field(around, 'attribute')?.text === 'get' && call?.type === 'call'
  const whole = isGet ? call : around?.type === 'subscript' ? around : undefined
  const key = isGet ? field(call, 'arguments')?.firstNamedChild : around && field(around, 'subscript')
  const name = key?.text.replace(/^(["'])(.*)\1$/, '$2')
  const isRead = whole && parentOf(whole)?.type === 'attribute'
  if (whole && name === 'values') context.replace(whole, `${info}.data`)
  else if (isRead && name === 'field') replaceFieldUse(whole, signature, context, body)
  else if (isRead && name === 'config') replaceConfigUse(whole, signature, context, isModel)
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
