import {
  blockOf,
  type Context,
  decoratorExpressions,
  defineTransform,
  field,
  indentOf,
  indentUnit,
  isFirstOnLine,
  lineStart,
  type Node,
  newlineAt,
  onOneLine,
  reportGone,
  reviewRelease,
  sameNode,
  statementsOf,
} from '#transform'
import { adminModule, refersToLater } from './_admin.ts'
import { leaveChosen } from './_chosen.ts'
import { django } from './_releases.ts'
import { removeLines } from './_removed-lines.ts'

const RELEASE = django('3.2')
/** The keyword of each attribute, in the order of the documentation. */
const DISPLAY: ReadonlyMap<string, string> = new Map([
  ['boolean', 'boolean'],
  ['admin_order_field', 'ordering'],
  ['short_description', 'description'],
  ['empty_value_display', 'empty_value'],
])
const ACTION: ReadonlyMap<string, string> = new Map([
  ['allowed_permissions', 'permissions'],
  ['short_description', 'description'],
])
const ATTRIBUTES = [...DISPLAY.keys(), 'allowed_permissions']
const ALLOW_TAGS = 'allow_tags'

export default defineTransform({
  summary: 'Tell the admin about actions and columns with the decorators action and display',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/ref/contrib/admin/#the-display-decorator',
  query: `
    (expression_statement (assignment
      left: (attribute object: (identifier) @function attribute: (identifier) @attribute)
      right: (_) @value)) @statement`,
  anchors: [...ATTRIBUTES, ALLOW_TAGS],
  needs: /\badmin\b/,
  projectNeeds: ['django'],
  drops: ['names', 'statements'],
  rewrite({ function: name, attribute, statement }, context) {
    if (attribute.text === ALLOW_TAGS) return reportTags(context, name, statement)
    if (!ATTRIBUTES.includes(attribute.text)) return
    const block = blockOf(statement)
    const siblings = block ? statementsOf(block) : []
    const definition = definitionOf(context, name, siblings)
    const admin = adminModule(context, definition ?? statement)
    if (admin === undefined) return
    if (!definition) {
      const isFunction = context.module.bindingsOf(name).some(({ kind }) => kind === 'function')
      return isFunction
        ? context.skip('the function is not defined once, above it in the same block')
        : undefined
    }
    const set = siblings.filter((one) => assignedTo(one)?.name === name.text)
    // All of them are one change.
    if (!set[0] || !sameNode(set[0], statement)) return
    leaveChosen(context, statement)
    const decorator = decoratorFor(context, definition, set)
    reviewRelease(context, RELEASE)
    const { text } = context
    if (!isFirstOnLine(text, definition.startIndex)) context.skip('the function shares its line')
    context.insert(
      definition.startIndex,
      laidOutDecorator(context, definition, `@${admin}.${decorator.name}(`, decorator.args),
    )
    removeLines(context, set)
  },
})

/** Django 2.0 reads it no more: what the function gives is escaped unless it says itself that it is safe. */
function reportTags(context: Context, name: Node, statement: Node): void {
  const isFunction = context.module.bindingsOf(name).some(({ kind }) => kind === 'function')
  if (!isFunction || adminModule(context, statement) === undefined) return
  const message = 'allow_tags is gone in Django 2.0: have the function return format_html(…) or mark_safe(…)'
  reportGone(context, message, statement, django('2.0'))
}

/** The one definition of the function, beside the statement and above it. */
function definitionOf(context: Context, name: Node, siblings: readonly Node[]): Node | undefined {
  const bindings = context.module.bindingsOf(name)
  const [only] = bindings
  if (bindings.length !== 1 || only?.kind !== 'function') return undefined
  return siblings.find((one) => sameNode(one, only.statement) && one.startIndex < name.startIndex)
}

interface Assigned {
  readonly name: string
  readonly attribute: string
  readonly value: Node
}

/** What `f.short_description = …` sets; undefined for other statements. */
function assignedTo(statement: Node): Assigned | undefined {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const left = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
  const value = assignment && left?.type === 'attribute' ? field(assignment, 'right') : undefined
  const attribute = left && field(left, 'attribute')?.text
  const object = left && field(left, 'object')
  if (!value || attribute === undefined || !ATTRIBUTES.includes(attribute)) return undefined
  return object?.type === 'identifier' ? { name: object.text, attribute, value } : undefined
}

function decoratorFor(context: Context, definition: Node, set: readonly Node[]) {
  const assigned = set.flatMap((one) => assignedTo(one) ?? [])
  const names = assigned.map(({ attribute }) => attribute)
  if (new Set(names).size < names.length) context.skip('an attribute is set twice: keep one of both')
  if (names.includes('boolean') && names.includes('empty_value_display'))
    context.skip('display takes boolean or empty_value, not both')
  const isAction = names.includes('allowed_permissions') || takesQueryset(definition)
  const keywords = isAction ? ACTION : DISPLAY
  if (names.some((name) => !keywords.has(name)))
    context.skip('it has attributes of actions and of columns: keep those of one')
  if (decoratorExpressions(functionOf(definition)).some((one) => isDecorator(context, one)))
    context.skip('it has a decorator of the admin already: say it there')
  const args = [...keywords].flatMap(([attribute, keyword]) => {
    const value = assigned.find((one) => one.attribute === attribute)?.value
    return value ? [`${keyword}=${valueText(context, definition, value)}`] : []
  })
  return { name: isAction ? 'action' : 'display', args }
}

function isDecorator(context: Context, expression: Node): boolean {
  const callee = expression.type === 'call' ? field(expression, 'function') : expression
  return /^django\.contrib\.(?:gis\.)?admin\.(?:.*\.)?(?:action|display)$/.test(
    (callee && context.qualifiedName(callee)) ?? '',
  )
}

/** Whether the function has the parameters of an action: the admin, the request, and the rows. */
function takesQueryset(definition: Node): boolean {
  const names = field(functionOf(definition), 'parameters')?.namedChildren.map(
    (one) => (field(one, 'name') ?? (one.type === 'identifier' ? one : one.firstNamedChild))?.text ?? '',
  )
  return names?.length === 3 && names[1] === 'request'
}

/** The def below the decorators. */
function functionOf(definition: Node): Node {
  return field(definition, 'definition') ?? definition
}

const CONSTANT = /^(?:true|false|integer|float|concatenated_string)$/

/** The value as an argument. What it is made of must be there before the function is. */
function valueText(context: Context, definition: Node, value: Node): string {
  const bare = value.type === 'parenthesized_expression' ? value.firstNamedChild : value
  if (!bare || /^(?:none|assignment|yield|await)$/.test(bare.type))
    context.skip(`${value.text} is not what the decorator takes for a value`)
  if (/:=/.test(value.text)) context.skip('the value assigns a name')
  if (refersToLater(context, value, definition))
    context.skip('the value uses what is only there behind the function')
  if (!isConstant(context, bare))
    context.review('the value is made before the function; None would set nothing')
  const text = onOneLine(value) ?? value.text
  return /^(?:expression_list|generator_expression)$/.test(value.type) ? `(${text})` : text
}

/** Whether the value is never None, and making it does nothing. */
function isConstant(context: Context, value: Node): boolean {
  if (CONSTANT.test(value.type) || (value.type === 'string' && !value.text.includes('{'))) return true
  if (/^(?:tuple|list|expression_list)$/.test(value.type))
    return value.namedChildren.every((one) => isConstant(context, one))
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  const given = callee && field(value, 'arguments')?.namedChildren
  const isText = /^django\.utils\.translation\.\w+$/.test((callee && context.qualifiedName(callee)) ?? '')
  return isText && (given?.every((one) => isConstant(context, one)) ?? false)
}

/** The decorator on a line of its own, or with a line for each argument where that would be too long. */
function laidOutDecorator(context: Context, definition: Node, head: string, args: readonly string[]): string {
  const { text, lineLength } = context
  const indent = indentOf(text, definition.startIndex)
  const newline = newlineAt(text, definition.startIndex)
  const line = `${head}${args.join(', ')})`
  const column = definition.startIndex - lineStart(text, definition.startIndex)
  if (column + line.length <= lineLength && !line.includes('\n')) return line + newline + indent
  const inner = `${newline}${indent}${indentUnit(text)}`
  return `${head}${args.map((one) => `${inner}${one},`).join('')}${newline}${indent})${newline}${indent}`
}
