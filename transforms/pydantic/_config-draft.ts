import { basesOf, field, type Module, type Node, type Project } from '#transform'
import { type ConfigKey, dropsSilently, plain } from './_config-body.ts'
import { ownField } from './_config-fields.ts'
import { DROPPED_KEYS, GONE_KEYS, KEPT_KEYS, newKey, RENAMED_KEYS, SETTINGS_KEYS } from './_config-keys.ts'
import { type ConfigTable, effectiveConfig, isKey } from './_config-table.ts'
import { argumentText, importable, strandedName } from './_config-values.ts'
import { type ClassField, defaultOf, fieldsOf, keyword } from './_fields.ts'
import { ancestorClasses, asItWas, bodyOf, type ClassRef } from './_model-classes.ts'

/** A line of the call to write. */
export type PlannedLine =
  | {
      readonly kind: 'key'
      readonly key: string
      readonly text: string
      readonly trailing: string | undefined
      /** Where the name that is the text has to be imported from. */
      readonly imported?: { readonly module: string; readonly name: string }
    }
  | { readonly kind: 'comment'; readonly text: string }

/** The call that is being put together. */
export class Draft {
  readonly isSettings: boolean
  readonly quote: string
  readonly lines: PlannedLine[] = []
  readonly notes: string[] = []
  fields: Node | undefined
  readonly functions: { statement: Node; name: string }[] = []

  constructor(isSettings: boolean, quote: string) {
    this.isSettings = isSettings
    this.quote = quote
  }

  value(key: string): string | undefined {
    for (const line of this.lines) if (line.kind === 'key' && line.key === key) return line.text
    return undefined
  }

  set(key: string, text: string): void {
    this.lines.push({ kind: 'key', key, text, trailing: undefined })
  }

  drop(key: string): void {
    const at = this.lines.findIndex((line) => line.kind === 'key' && line.key === key)
    const line = this.lines[at]
    if (line?.kind !== 'key') return
    this.lines.splice(at, 1, ...(line.trailing ? [{ kind: 'comment', text: line.trailing } as const] : []))
    this.notes.push(`a RootModel has no ${key}`)
  }

  /** Converts the keys of a Config; the reason when one of them has no v2 form. */
  take(table: Extract<ConfigTable, { kind: 'table' }>, model: ClassRef, config: Node): string | undefined {
    for (const item of table.items) {
      const reason = isKey(item) ? this.#takeKey(item, table.isMerged, model, config) : undefined
      if (reason !== undefined) return reason
      if (!isKey(item)) this.lines.push(item)
    }
    return undefined
  }

  #takeKey(item: ConfigKey, isMerged: boolean, model: ClassRef, config: Node): string | undefined {
    const { name, value, module, trailing } = item
    if (item.method !== undefined) {
      const reason = item.moved && this.#move(item.moved, item.method, module, model, config)
      if (reason === undefined) this.#add({ kind: 'key', key: newKey(name), text: item.method, trailing })
      return reason
    }
    if (name === 'fields') {
      if (module !== model.module || isMerged)
        return 'fields comes from a base of Config: move it to the fields'
      this.fields = value
      this.#keepComment(trailing)
      return undefined
    }
    if (GONE_KEYS.has(name) || DROPPED_KEYS.has(name)) {
      this.#dropKey(item)
      return undefined
    }
    this.#noteMeaning(name)
    const text = argumentText(name, module, value, this.quote)
    if (text === undefined) return `${name} is computed: negate it for frozen by hand`
    const imported = module === model.module ? undefined : importable(module, value)
    const stranded = imported ? undefined : strandedName(module, value, model.module, config)
    if (stranded !== undefined)
      return module === model.module
        ? `${stranded}, used for ${name}, means something else outside of Config`
        : `${stranded}, used for ${name}, is a name of another file: write the key out`
    this.#add({ kind: 'key', key: newKey(name), text, trailing, ...(imported && { imported }) })
    if (name === 'allow_mutation' && plain(value).text !== 'True')
      this.notes.push(
        'a model that cannot be changed raises ValidationError, not TypeError, and is hashable in v2',
      )
    if (name === 'json_encoders')
      this.notes.push(
        'v2 applies json_encoders to the fields of this model, not to those of models inside it nor to what Any and bare containers hold, and deprecates them for @field_serializer',
      )
    return undefined
  }

  /** Leaves out a key that v2 does not read in a Config either. */
  #dropKey({ name, value, trailing }: ConfigKey): void {
    const gone = GONE_KEYS.get(name)
    if (gone !== undefined) this.notes.push(gone)
    else if (!dropsSilently(name, value))
      this.notes.push(`${name} = ${plain(value).text.replace(/\s+/g, ' ')} has no counterpart in v2`)
    for (const { text } of value.descendantsOfType('comment')) this.#keepComment(text.trimEnd())
    this.#keepComment(trailing)
  }

  #keepComment(text: string | undefined): void {
    if (text) this.lines.push({ kind: 'comment', text })
  }

  /** Says where a key means nothing to pydantic. */
  #noteMeaning(name: string): void {
    const isOfSettings = SETTINGS_KEYS.has(name)
    if (isOfSettings && !this.isSettings) this.notes.push(`${name} means something only in settings`)
    if (name === 'alias_generator' && this.isSettings)
      this.notes.push(
        'v2 reads variables of the names that alias_generator gives, v1 read those of the fields',
      )
    const isKnown = KEPT_KEYS.has(name) || RENAMED_KEYS.has(name) || name === 'allow_mutation'
    if (!isKnown && !isOfSettings)
      this.notes.push(`${name} is no configuration of pydantic: whoever reads it finds it in model_config`)
  }

  /** Has a function of the Config itself become one of the model; the reason when its names would mean something else there. */
  #move(statement: Node, name: string, module: Module, model: ClassRef, config: Node): string | undefined {
    const isOwn =
      module === model.module &&
      statement.startIndex > config.startIndex &&
      statement.endIndex <= config.endIndex
    if (!isOwn) return `${name.slice(1)} is a function of another Config: move it to the module`
    const taken = bodyOf(model.node).some((other) => {
      const definition = other.type === 'decorated_definition' ? field(other, 'definition') : other
      const target =
        other.firstNamedChild?.type === 'assignment' ? field(other.firstNamedChild, 'left') : undefined
      return (definition && field(definition, 'name')?.text === name) || target?.text === name
    })
    if (taken) return `the model has a ${name} already: move ${name.slice(1)} out of Config by hand`
    const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
    const parameters = definition && field(definition, 'parameters')
    const evaluated = [
      ...(parameters?.namedChildren.flatMap((node) => [field(node, 'type'), field(node, 'value')]) ?? []),
      definition && field(definition, 'return_type'),
    ]
    for (const node of evaluated) {
      const stranded = node && strandedName(module, node, module, config)
      if (stranded !== undefined) return `${stranded} means something else outside of Config`
    }
    this.functions.push({ statement, name })
    return undefined
  }

  /** Has the alias generator give aliases to fields of other classes, as `fields` did; the reason when it cannot. */
  generateAliases(pairs: readonly string[], model: ClassRef, project: Project): string | undefined {
    const at = this.lines.findIndex((line) => line.kind === 'key' && line.key === 'alias_generator')
    const line = this.lines[at]
    const text = line?.kind === 'key' ? line.text : undefined
    const { values, isComplete } = effectiveConfig(model, project, 'inherited')
    const above = isComplete ? (values.get('alias_generator') ?? 'None') : undefined
    const named = /^([A-Za-z]\w*)(?:\.\w+)*$/.exec(text ?? above ?? '')?.[1]
    const isSeen =
      named !== undefined &&
      // A lambda does not see what the class body binds.
      !new RegExp(`^[ \\t]*(?:(?:async[ \\t]+)?def|class)?[ \\t]*${named}[ \\t]*[=:(]`, 'm').test(
        model.node.text,
      )
    if (named === undefined || !isSeen || (text === undefined && above !== 'None'))
      return 'fields of Config names fields of other classes: have the alias_generator give their aliases'
    const name = named === 'name' ? 'field_name' : 'name'
    const table = `{${pairs.join(', ')}}`
    const generator = (text ?? 'None') === 'None' ? undefined : text
    const written = generator
      ? `lambda ${name}: ${table}.get(${name}) or ${generator}(${name})`
      : `lambda ${name}: ${table}.get(${name}, ${name})`
    if (line?.kind === 'key') this.lines[at] = { ...line, text: written }
    else this.set('alias_generator', written)
    this.notes.push(
      'the alias_generator says what fields did; one that a subclass has of its own does not: look at them',
    )
    return undefined
  }

  /** What v1 was given by the name of an aliased field was an extra that hid the default; v2 keeps extras apart. */
  #takeExtrasByName(model: ClassRef, inherited: ReadonlyMap<string, string>): void {
    const effective = (key: string) => this.value(key)?.replaceAll("'", '"') ?? inherited.get(key)
    if (effective('extra') !== '"allow"' || (effective('populate_by_name') ?? 'False') !== 'False') return
    const aliased = fieldsOf(model.node).find((own) => isOptionalByAlias(own, model.module))
    if (!aliased) return
    this.set('populate_by_name', 'True')
    this.notes.push(
      `v1 took ${aliased.name}=… as an extra that stood for the field; populate_by_name does, and checks the value`,
    )
  }

  /** v1 added them to those of the base, v2 takes them alone. Gives whether that can be said. */
  #mergeEncoders(model: ClassRef, project: Project): boolean {
    const at = this.lines.findIndex((line) => line.kind === 'key' && line.key === 'json_encoders')
    const line = this.lines[at]
    if (line?.kind !== 'key') return true
    const [base, ...others] = basesOf(model.node)
    const above = ancestorClasses(model, project).classes.map((of) => asItWas(of, project))
    const isOfV1 = above.every(({ node }) => !/\bmodel_config\b/.test(node.text))
    if (!base || others.length > 0 || !/^(?:identifier|attribute)$/.test(base.type) || !isOfV1) return false
    const merged = `**${base.text}.model_config[${this.quote}json_encoders${this.quote}]`
    const [, lead = '', rest = ''] = /^\{(\s*)(.*)$/s.exec(line.text) ?? []
    const text = rest === '' ? `{${merged}, **${line.text}}` : `{${lead}${merged},${lead || ' '}${rest}`
    this.lines[at] = { ...line, text: rest === '}' ? `{${merged}}` : text }
    return true
  }

  /** `allow_mutation` and `frozen` end up as one key: a model is frozen when either says so. */
  #add(line: Extract<PlannedLine, { kind: 'key' }>): void {
    const { key, text, trailing } = line
    const at = this.lines.findIndex((other) => other.kind === 'key' && other.key === key)
    const known = this.lines[at]
    if (known?.kind !== 'key') this.lines.push(line)
    else {
      this.lines[at] = { ...known, text: known.text === 'False' ? text : known.text }
      if (trailing) this.lines.push({ kind: 'comment', text: trailing })
    }
  }

  /** What follows from the bases, once the keys are known; the reason when it cannot be expressed. */
  settle(model: ClassRef, project: Project): string | undefined {
    const { values: inherited, isComplete } = effectiveConfig(model, project, 'inherited')
    if (inherited.has('json_encoders') && !this.#mergeEncoders(model, project))
      return 'v1 merged json_encoders with those of the base, v2 replaces them: write all of them out'
    if (this.value('frozen') === 'False' && inherited.get('frozen') === 'True')
      this.notes.push('the base is frozen, this model no longer will be')
    if (!this.isSettings) {
      this.#takeExtrasByName(model, inherited)
      return undefined
    }
    const own = this.value('env_file')
    const file = own ?? inherited.get('env_file')
    if (file === undefined || file === 'None') return undefined
    const extra = this.value('extra')
    if (extra !== undefined && !extra.includes('ignore'))
      this.notes.push(`v2 applies extra=${extra} to the other keys of the env file too, which v1 ignored`)
    const above = inherited.get('extra')
    if (extra === undefined && own !== undefined && (above === undefined || above === '"forbid"')) {
      this.set('extra', `${this.quote}ignore${this.quote}`)
      this.notes.push(
        'v1 ignored the other keys of an env file; extra="ignore" does, and lets unknown keyword arguments pass as well',
      )
    }
    if (!isComplete && extra === undefined) this.notes.push('a base that is not known may set extra')
    return undefined
  }
}

/** Whether a field has both an alias and a default. */
function isOptionalByAlias({ assignment }: ClassField, module: Module): boolean {
  const list = ownField(assignment, module)
  const given = list && keyword(list, 'alias') ? defaultOf(list) : undefined
  return given !== undefined && given.type !== 'ellipsis'
}
