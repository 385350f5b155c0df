import { type Context, field, type Node } from '#transform'
import type { ConfigPlan } from './_config-plan.ts'
import { bodyOf } from './_model-classes.ts'

type Plan = Extract<ConfigPlan, { kind: 'plan' }>

const MOVABLE = ['alias', 'env', 'title', 'description', 'validation_alias']

/**
 * Moves `fields = {'a': 'x', 'b': {'env': 'Y'}}` of a Config to `Field(...)` on the fields.
 * Skips the site when the entries are not literal, or a field is not declared in the same class body.
 */
export function fieldEdits(table: Node, model: Node, plan: Plan, context: Context): void {
  if (table.type !== 'dictionary')
    context.skip('fields of Config is computed: give each field its Field(...)')
  for (const pair of table.namedChildren) {
    const key = field(pair, 'key')
    const value = field(pair, 'value')
    const name = key?.type === 'string' ? plainText(key) : undefined
    if (pair.type !== 'pair' || !value || name === undefined)
      context.skip('fields of Config is not a literal table: give each field its Field(...)')
    moveEntry(name, argumentsOf(name, value, plan, context), model, context)
  }
  context.review('subclasses that declare these fields again no longer get what fields said: look at them')
}

/** The keyword arguments for `Field` in which an entry results. */
function argumentsOf(name: string, value: Node, plan: Plan, context: Context): [string, string][] {
  const entries: [string, Node][] =
    value.type === 'string'
      ? [['alias', value]]
      : value.type === 'dictionary'
        ? value.namedChildren.map((pair): [string, Node] => [
            plainText(field(pair, 'key') ?? pair) ?? '',
            field(pair, 'value') ?? pair,
          ])
        : []
  if (entries.length === 0) context.skip(`fields of Config gives ${name} something that is not literal`)
  return entries.flatMap(([key, node]): [string, string][] => {
    const text = plainText(node)
    if (!MOVABLE.includes(key) || text === undefined)
      context.skip(`fields of Config sets ${key || 'something computed'} of ${name}: write it in Field(...)`)
    if (key !== 'env') {
      if (key === 'alias' && plan.isSettings)
        context.skip('an alias of a settings field is also its variable in v2: decide')
      return [[key, node.text]]
    }
    if (!plan.isSettings) return []
    // A prefix is put before the field's name, but not before the names that `env` gave.
    const isPlain = !plan.lines.some(
      (line) => line.kind === 'key' && /^(?:env_prefix|case_sensitive)$/.test(line.key),
    )
    if (isPlain && text.toLowerCase() === name.toLowerCase()) return []
    const choices = context.import('pydantic', 'AliasChoices', node)
    const quote = node.text.charAt(0)
    return [['validation_alias', `${choices}(${node.text}, ${quote}${name}${quote})`]]
  })
}

function moveEntry(name: string, keywords: [string, string][], modelNode: Node, context: Context): void {
  if (keywords.length === 0) return
  const assignments = bodyOf(modelNode)
    .map((statement) => statement.firstNamedChild)
    .filter((node) => node?.type === 'assignment' && field(node, 'left')?.text === name)
  const [assignment, ...others] = assignments
  const type = assignment && field(assignment, 'type')
  if (!assignment || !type || others.length > 0)
    context.skip(`fields of Config names ${name}, which is not declared once in this class: move it by hand`)
  const given = keywords.map(([key, text]) => `${key}=${text}`).join(', ')
  const value = field(assignment, 'right')
  const callee = value?.type === 'call' ? field(value, 'function') : undefined
  const args = value && callee && field(value, 'arguments')
  if (args && /^pydantic\.(?:fields\.)?Field$/.test(context.qualifiedName(callee) ?? '')) {
    const known = args.namedChildren.map((node) => field(node, 'name')?.text)
    if (known.some((key) => keywords.some(([other]) => other === key)) || args.text.includes('#'))
      context.skip(`${name} has a Field(...) that fields of Config would change: merge them by hand`)
    const last = args.namedChildren[args.namedChildCount - 1]
    const end = last?.endIndex ?? args.startIndex + 1
    context.insert(end, last ? `, ${given}` : given)
    return
  }
  const factory = context.import('pydantic', 'Field', assignment)
  if (value) {
    const bare = value.type === 'expression_list' ? `(${value.text})` : value.text
    context.replace(value, `${factory}(${bare}, ${given})`)
  } else context.insert(type.endIndex, ` = ${factory}(${given})`)
}

/** The content of a plain string literal without escapes. */
function plainText(node: Node): string | undefined {
  return /^[rRuU]?(["'])([^"'\\\n]*)\1$/.exec(node.text)?.[2]
}
