import { type Context, field, type Module, type Node } from '#transform'
import type { ConfigPlan } from './_config-plan.ts'
import { argumentsOf } from './_fields.ts'
import { bodyOf } from './_model-classes.ts'

type Plan = Extract<ConfigPlan, { kind: 'plan' }>

/** What is text for people: it moves as it is written. */
const WORDS = ['title', 'description']
const MOVABLE = ['alias', 'env', 'title', 'description', 'validation_alias', 'exclude']

/**
 * Why `fields = {'a': 'x', 'b': {'env': 'Y'}}` of a Config cannot move to `Field(...)` on the fields: entries that are not literal,
 * or a field that is not declared in the same class body. Undefined when it can.
 */
export function fieldsProblem(
  table: Node,
  model: Node,
  module: Module,
  isSettings: boolean,
): string | undefined {
  if (table.type !== 'dictionary') return 'fields of Config is computed: give each field its Field(...)'
  for (const pair of entriesOf(table)) {
    const { name, value } = nameAndValue(pair)
    if (!value || name === undefined)
      return 'fields of Config is not a literal table: give each field its Field(...)'
    const given = keywordsOf(value)
    if (given.length === 0) return `fields of Config gives ${name} something that is not literal`
    for (const [key, node] of given) {
      const isText =
        key === 'exclude'
          ? node.type === 'true'
          : WORDS.includes(key)
            ? isLiteral(node)
            : textsOf(key, node) !== undefined
      if (!MOVABLE.includes(key) || !isText)
        return `fields of Config sets ${key || 'something computed'} of ${name}: write it in Field(...)`
      if (key === 'alias' && isSettings)
        return 'an alias of a settings field is also its variable in v2: decide'
    }
    if (!isSettings && inheritableAlias(pair, model)) continue
    const assignment = declarationOf(name, model)
    if (!assignment || !field(assignment, 'type'))
      return `fields of Config names ${name}, which is not declared once in this class: move it by hand`
    const known = ownField(assignment, module)?.namedChildren.map((node) => field(node, 'name')?.text)
    // `env` becomes that.
    const clashes = given.flatMap(([key]) => (key === 'env' ? [key, 'validation_alias'] : [key]))
    if (known?.some((key) => key !== undefined && clashes.includes(key)))
      return `${name} has a Field(...) that fields of Config would change: merge them by hand`
  }
  return undefined
}

/** The pairs of `fields` that give fields of subclasses or of bases nothing but an alias, as they are written in a dictionary. */
export function aliasesOfOthers(table: Node, model: Node): string[] {
  return entriesOf(table).flatMap((pair) => inheritableAlias(pair, model) ?? [])
}

/** `'a': 'x'` of an entry for a field that this class says nothing of. */
function inheritableAlias(pair: Node, model: Node): string | undefined {
  const { name, value } = nameAndValue(pair)
  const given = value ? keywordsOf(value) : []
  const [key, alias] = given.length === 1 ? (given[0] ?? []) : []
  if (name === undefined || key !== 'alias' || !alias || plainText(alias) === undefined) return undefined
  const isNamed = new RegExp(`^[ \\t]*${name}[ \\t]*[:=]`, 'm').test(model.text)
  return isNamed ? undefined : `${field(pair, 'key')?.text}: ${alias.text}`
}

/** Moves what `fields` says to the fields; `fieldsProblem` has found nothing against it. */
export function fieldEdits(table: Node, model: Node, plan: Plan, context: Context): void {
  for (const pair of entriesOf(table)) {
    const { name, value } = nameAndValue(pair)
    if (name !== undefined && value && declarationOf(name, model))
      moveEntry(name, newKeywords(name, value, plan, context), model, context)
  }
  context.review('subclasses that declare these fields again no longer get what fields said: look at them')
}

function entriesOf(table: Node): Node[] {
  return table.namedChildren.filter(({ type }) => type !== 'comment')
}

function nameAndValue(pair: Node): { readonly name: string | undefined; readonly value: Node | undefined } {
  const key = pair.type === 'pair' ? field(pair, 'key') : undefined
  return { name: key?.type === 'string' ? plainText(key) : undefined, value: field(pair, 'value') }
}

/** What an entry says: a text alone is the alias. */
function keywordsOf(value: Node): [string, Node][] {
  if (value.type === 'string') return [['alias', value]]
  if (value.type !== 'dictionary') return []
  return entriesOf(value).map((pair) => [
    plainText(field(pair, 'key') ?? pair) ?? '',
    field(pair, 'value') ?? pair,
  ])
}

/** The keyword arguments for `Field` in which an entry results. */
function newKeywords(name: string, value: Node, plan: Plan, context: Context): [string, string][] {
  return keywordsOf(value).flatMap(([key, node]): [string, string][] => {
    if (key !== 'env') return [[key, node.text]]
    if (!plan.isSettings) return []
    // A prefix is put before the field's name, but not before the names that `env` gave.
    const isPlain = !plan.lines.some(
      (line) => line.kind === 'key' && /^(?:env_prefix|case_sensitive)$/.test(line.key),
    )
    const variables = textsOf(key, node) ?? []
    const isOwn = (variable: Node) => plainText(variable)?.toLowerCase() === name.toLowerCase()
    if (isPlain && variables.length === 1 && variables.every(isOwn)) return []
    const choices = context.import('pydantic', 'AliasChoices', node)
    const texts = variables.map(({ text }) => text)
    const quote = texts[0]?.at(-1) ?? '"'
    const own = variables.some((variable) => plainText(variable) === name) ? [] : [`${quote}${name}${quote}`]
    return [['validation_alias', `${choices}(${[...texts, ...own].join(', ')})`]]
  })
}

/** The one assignment that declares a field in a class body. */
function declarationOf(name: string, model: Node): Node | undefined {
  const [assignment, ...others] = bodyOf(model)
    .map((statement) => statement.firstNamedChild)
    .filter((node) => node?.type === 'assignment' && field(node, 'left')?.text === name)
  return others.length === 0 ? (assignment ?? undefined) : undefined
}

/** The arguments of the `Field(...)` that a field has. */
export function ownField(assignment: Node, module: Module): Node | undefined {
  const value = field(assignment, 'right')
  const callee = value?.type === 'call' ? field(value, 'function') : undefined
  const qualified = callee && module.qualify(callee)
  const isField = qualified?.kind === 'certain' && /^pydantic\.(?:fields\.)?Field$/.test(qualified.name)
  return value && isField ? field(value, 'arguments') : undefined
}

function moveEntry(name: string, keywords: [string, string][], model: Node, context: Context): void {
  const assignment = keywords.length > 0 ? declarationOf(name, model) : undefined
  if (!assignment) return
  const given = keywords.map(([key, text]) => `${key}=${text}`).join(', ')
  const args = ownField(assignment, context.module)
  const value = field(assignment, 'right')
  if (args) {
    const last = argumentsOf(args).at(-1)
    context.insert(last?.endIndex ?? args.startIndex + 1, last ? `, ${given}` : given)
    return
  }
  const factory = context.import('pydantic', 'Field', assignment)
  if (value) {
    const bare = value.type === 'expression_list' ? `(${value.text})` : value.text
    context.replace(value, `${factory}(${bare}, ${given})`)
  } else context.insert(field(assignment, 'type')?.endIndex ?? assignment.endIndex, ` = ${factory}(${given})`)
}

/** The plain texts that an entry consists of: one, or of `env` the names of several variables, of which the first that is set counts. */
function textsOf(key: string, node: Node): Node[] | undefined {
  const isList = key === 'env' && /^(?:list|tuple)$/.test(node.type)
  const texts = isList ? entriesOf(node) : [node]
  return texts.length > 0 && texts.every((text) => plainText(text) !== undefined) ? texts : undefined
}

/** A string, or several side by side, in which nothing is computed. */
function isLiteral(node: Node): boolean {
  if (node.type === 'concatenated_string') return node.namedChildren.every(isLiteral)
  return node.type === 'string' && !/^[a-zA-Z]*[fFtTbB]/.test(node.text)
}

/** The content of a plain string literal without escapes. */
function plainText(node: Node): string | undefined {
  return /^[rRuU]?(["'])([^"'\\\n]*)\1$/.exec(node.text)?.[2]
}
