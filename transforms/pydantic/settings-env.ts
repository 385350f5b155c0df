import { type Context, defineTransform, field, type Node, parentOf } from '#transform'
import { effectiveConfig, ownConfig } from './_config-table.ts'
import { classField, fieldArguments, keyword, removeArguments } from './_fields.ts'
import { GENERATION_WORDS, isWrittenForV2 } from './_generation.ts'
import { asItWas, bodyOf, type ClassRef, classNamed, modelKind } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

export default defineTransform({
  summary:
    'Replace Field(env=...) of settings with validation_alias, and keep the variables of fields with an alias',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#basesettings-has-moved-to-pydantic-settings',
  drops: ['names', 'constants'],
  query: `
    (assignment right: (call arguments: (argument_list (keyword_argument
      name: (identifier) @argument (#any-of? @argument "env" "alias"))))) @assignment
    (call function: (_) @made arguments: (argument_list (keyword_argument
      name: (identifier) @file (#eq? @file "_env_file") value: (_) @given)))`,
  anchors: ['env', 'alias', '_env_file'],
  projectNeeds: MODEL_WORDS,
  searches: GENERATION_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ argument, assignment, made, file, given }, context) {
    if (made && file && given?.type !== 'none') reportOtherKeys(made, file, context)
    if (!argument || !assignment) return
    if (argument.text === 'env') replaceEnv(assignment, context)
    else keepVariable(assignment, context)
  },
})

/** v1 read the variable named like the field, and took the alias for keyword arguments; v2 reads the alias alone. */
function keepVariable(assignment: Node, context: Context): void {
  const { module, project } = context
  const declared = classField(assignment)
  const list = declared && fieldArguments(context, declared.value)
  const alias = list && keyword(list, 'alias')
  const value = alias && field(alias, 'value')
  const block = parentOf(parentOf(assignment) ?? assignment)
  const model = block?.type === 'block' ? parentOf(block) : undefined
  if (!declared || !value || model?.type !== 'class_definition') return
  if (keyword(list, 'env') || keyword(list, 'validation_alias') || value.type === 'none') return
  if (modelKind(module, model) !== 'settings' || isWrittenForV2(context, model)) return
  const config = effectiveConfig({ module, node: model }, project)
  const prefix = config.values.get('env_prefix') ?? assignedInConfig({ module, node: model }, 'env_prefix')
  const before = LITERAL.exec(prefix ?? '""')?.[2]
  if (value.type !== 'string' || before === undefined || (prefix === undefined && !config.isComplete))
    context.skip(
      `v2 reads the variable of the alias of ${declared.name}, v1 read that of its name: write validation_alias=AliasChoices(…) with both`,
    )
  const isExact = assignedInConfig({ module, node: model }, 'case_sensitive') === 'True'
  if (isDefaultName(value, '""', before + declared.name, isExact)) return
  const quote = /["']/.exec(value.text)?.[0] ?? '"'
  const choices = context.import('pydantic', 'AliasChoices', assignment)
  context.review(
    `v1 read the variable ${(before + declared.name).toUpperCase()} for ${declared.name} and not that of the alias, v2 reads both`,
  )
  context.insert(
    alias.endIndex,
    `, validation_alias=${choices}(${value.text}, ${quote}${before}${declared.name}${quote})`,
  )
}

/** v1 ignored what an env file holds besides the fields; a class that names its file is told to, this one is not. */
function reportOtherKeys(made: Node, file: Node, context: Context): void {
  const { module, project } = context
  const found = classNamed(module, project, made)
  if (typeof found !== 'object' || modelKind(found.module, found.node) !== 'settings') return
  const { values } = effectiveConfig(asItWas(found, project), project)
  const named = values.get('env_file')
  const isTold = named !== undefined && named !== 'None'
  if (isTold || /ignore|allow/.test(values.get('extra') ?? '') || isWrittenForV2(context, made)) return
  context.report(
    `v2 refuses what this file holds for no field, v1 ignored it: set extra="ignore" for ${made.text}`,
    file,
  )
}

/** A string without escapes: the second group is what it holds. */
const LITERAL = /^[rRuU]?(["'])([^"'\\{}]*)\1$/

function replaceEnv(assignment: Node, context: Context): void {
  const { module, project } = context
  const declared = classField(assignment)
  const list = declared && fieldArguments(context, declared.value)
  const env = list && keyword(list, 'env')
  const value = env && field(env, 'value')
  const block = parentOf(parentOf(assignment) ?? assignment)
  const model = block?.type === 'block' ? parentOf(block) : undefined
  if (!declared || !list || !env || !value || model?.type !== 'class_definition') return
  const kind = modelKind(module, model)
  // In other models it was an argument without meaning, and no variable must be read for it now.
  if (kind === 'no' || kind === 'model') return
  if (kind === 'unknown')
    context.skip('it is not known whether the class is a BaseSettings: env is ignored in v2')
  if (keyword(list, 'validation_alias')) context.skip('the field has a validation_alias already: remove env')
  if (keyword(list, 'alias'))
    context.skip('alias is the name of the variable in v2: decide between it and env, with AliasChoices')

  const config = effectiveConfig({ module, node: model }, project)
  const written = (key: string) => config.values.get(key) ?? assignedInConfig({ module, node: model }, key)
  if (new RegExp(`["']${declared.name}["']\\s*:[^}]*\\benv\\b`).test(written('fields') ?? ''))
    context.skip(
      `fields of Config names the variable of ${declared.name}, too, and v1 took that one: keep one of them`,
    )
  const prefix = written('env_prefix') ?? '""'
  const isPrefixSeen = config.isComplete || written('env_prefix') !== undefined
  const isExact = written('case_sensitive') === 'True'
  const names = namesOf(value)
  if (!names) context.skip('env is computed: write validation_alias=AliasChoices(…) with the names it gives')
  const [only] = names
  if (!only) context.skip('env names no variable: remove it')
  if (names.length === 1 && isPrefixSeen && isDefaultName(only, prefix, declared.name, isExact)) {
    removeArguments(context, list, [env])
    return
  }
  const quote = /["']/.exec(only.text)?.[0] ?? '"'
  const choices = context.import('pydantic', 'AliasChoices', assignment)
  const own = `${quote}${declared.name}${quote}`
  const given = [...names.map(({ text }) => text), ...(names.some(({ text }) => text === own) ? [] : [own])]
  if (!names.some(({ text }) => text.slice(1, -1).toLowerCase() === declared.name.toLowerCase()))
    context.review(
      `a variable ${declared.name.toUpperCase()} is read as well, so that the field can be given by its name`,
    )
  context.replace(env, `validation_alias=${choices}(${given.join(', ')})`)
}

/** What a `class Config` that is no plain table, for it has methods, assigns to a key. */
function assignedInConfig({ module, node: model }: ClassRef, key: string): string | undefined {
  const config = ownConfig({ module, node: model })
  for (const statement of config?.type === 'class_definition' ? bodyOf(config) : []) {
    const assignment = statement.firstNamedChild
    if (assignment?.type === 'assignment' && field(assignment, 'left')?.text === key)
      return field(assignment, 'right')?.text
  }
  return undefined
}

/** The expressions of the names: strings, f-strings, sums of those. */
function namesOf(value: Node): Node[] | undefined {
  const isText = (node: Node): boolean =>
    node.type === 'string' ||
    node.type === 'concatenated_string' ||
    (node.type === 'binary_operator' && node.descendantsOfType('string').length > 0)
  if (isText(value)) return [value]
  if (!/^(?:list|tuple|set)$/.test(value.type)) return undefined
  const items = value.namedChildren.filter(({ type }) => type !== 'comment')
  return items.every(isText) && !/#/.test(value.text) ? items : undefined
}

/** Whether v2 reads the variable of this name for the field anyhow: prefix and field name. */
function isDefaultName(name: Node, prefix: string, fieldName: string, isExact: boolean): boolean {
  const same = (a: string) => (isExact ? a === fieldName : a.toLowerCase() === fieldName.toLowerCase())
  const given = LITERAL.exec(name.text)?.[2]
  const before = LITERAL.exec(prefix)?.[2]
  if (given !== undefined && before !== undefined) {
    const begin = given.slice(0, before.length)
    const fits = isExact ? begin === before : begin.toLowerCase() === before.toLowerCase()
    return fits && same(given.slice(before.length))
  }
  // `f"{PREFIX}NAME"` and `PREFIX + "NAME"` with `env_prefix = PREFIX`.
  const parts =
    /^f(["'])\{([\w.]+)\}([^"'\\{}]*)\1$/.exec(name.text) ??
    /^(([\w.]+)\s*\+\s*)["']([^"'\\]*)["']$/.exec(name.text)
  return parts !== null && parts[2] === prefix && same(parts[3] ?? '')
}
