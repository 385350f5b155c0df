import { commentEnd, field, isFirstOnLine, lineOf, type Module, type Node, trueEnd } from '#transform'
import { DROPPED_KEYS, GONE_KEYS, GONE_METHODS, newKey } from './_config-keys.ts'

/** A key of a Config, with what it is set to. */
export interface ConfigKey {
  readonly kind: 'key'
  /** As written, in v1 or in v2. */
  readonly name: string
  readonly value: Node
  /** The file that the value is written in. */
  readonly module: Module
  /** A comment behind the value. */
  readonly trailing: string | undefined
  /** For a method of a mixin, how it is called from the class body of the model: `Mixin.schema_extra`. */
  readonly method?: string
  /** The statement of a method that moves into the model, under the name that `method` says. */
  readonly moved?: Node
}

/** A key of a Config, or a comment on a line of its own, in the order of the text. */
export type ConfigItem = ConfigKey | { readonly kind: 'comment'; readonly text: string }

/** A class body read as a table of keys, or why it is none. */
export type ConfigBody =
  | {
      readonly kind: 'table'
      readonly items: readonly ConfigItem[]
      /** A comment behind the colon of the class statement. */
      readonly heading: string | undefined
      /** Where the last item ends. */
      readonly end: number
    }
  | { readonly kind: 'other'; readonly reason: string }

const other = (reason: string): ConfigBody => ({ kind: 'other', reason })

/**
 * Reads the body of a class whose attributes are configuration: assignments of single names, comments, a docstring.
 * @param mixin the expression that names the class, where it stays in place: methods can then be referred to
 */
export function readConfigBody(module: Module, classNode: Node, mixin?: string): ConfigBody {
  const block = field(classNode, 'body')
  if (!block) return other('Config has no body')
  const { text } = module.tree
  const first = block.namedChildren.find((child) => child.type !== 'comment')
  const column = first?.startPosition.column ?? 0
  const items: ConfigItem[] = []
  let heading: string | undefined
  let last = { row: (field(classNode, 'name') ?? classNode).startPosition.row, isHeader: true }
  let end = trueEnd(classNode)
  const inside = [
    ...classNode.namedChildren.filter((child) => child.type === 'comment'),
    ...block.namedChildren,
  ]
  for (const node of inside.sort((a, b) => a.startIndex - b.startIndex)) {
    if (node.type === 'comment') {
      const isOwnLine = isFirstOnLine(text, node.startIndex)
      if (!isOwnLine) {
        const previous = items[items.length - 1]
        if (last.isHeader || node.startPosition.row !== last.row) heading ??= node.text.trimEnd()
        else if (previous?.kind === 'key')
          items[items.length - 1] = { ...previous, trailing: node.text.trimEnd() }
        else items.push({ kind: 'comment', text: node.text.trimEnd() })
      } else if (node.startIndex < end || node.startPosition.column >= column) {
        items.push({ kind: 'comment', text: node.text.trimEnd() })
      } else break
      end = Math.max(end, commentEnd(node))
      continue
    }
    last = { row: node.endPosition.row, isHeader: false }
    if (node.type === 'pass_statement') continue
    const expression = node.type === 'expression_statement' ? node.firstNamedChild : undefined
    if (expression && node.namedChildCount === 1 && isInert(expression)) {
      for (const line of proseOf(expression))
        items.push({ kind: 'comment', text: line === '' ? '#' : `# ${line}` })
      continue
    }
    const key = functionKey(module, node, mixin) ?? assignedKey(module, node)
    if (typeof key === 'string') return other(key)
    items.push(key)
  }
  const names = items.flatMap((item) => (item.kind === 'key' ? [newKey(item.name)] : []))
  const twice = names.find((name, index) => names.indexOf(name) !== index && name !== 'frozen')
  return twice === undefined
    ? { kind: 'table', items, heading, end }
    : other(`Config sets ${twice} twice, or by its old and its new name`)
}

/** A function of the body that stands for a key. */
function functionKey(module: Module, node: Node, mixin: string | undefined): ConfigKey | undefined {
  if (mixin !== undefined) {
    const value = schemaHook(node)
    const method = `${mixin}.schema_extra`
    return value && { kind: 'key', name: 'schema_extra', value, module, trailing: undefined, method }
  }
  const value = movableFunction(node)
  const name = value?.text ?? ''
  return value && { kind: 'key', name, value, module, trailing: undefined, method: `_${name}`, moved: node }
}

/** What a statement of the body assigns; the reason where it is something else. */
function assignedKey(module: Module, node: Node): ConfigKey | string {
  const assignment = node.type === 'expression_statement' ? node.firstNamedChild : undefined
  if (assignment?.type !== 'assignment') return reasonAgainst(node)
  const name = field(assignment, 'left')
  const value = field(assignment, 'right')
  if (name?.type !== 'identifier') return 'Config assigns something other than a single name'
  if (!value) return `Config annotates ${name.text} without giving it a value`
  if (/^(?:assignment|augmented_assignment|yield|pattern_list)$/.test(value.type))
    return `the value of ${name.text} in Config is no plain expression`
  return { kind: 'key', name: name.text, value, module, trailing: undefined }
}

/** Why a key cannot be written where no model is around it: v2 has none for it, or it is a function that would have to move. */
export function reasonAgainstKey(item: ConfigKey): string | undefined {
  const gone = GONE_KEYS.get(item.name)
  return gone ?? (item.moved ? GONE_METHODS.get(item.name) : undefined)
}

/** The name of a static or class method `schema_extra`: v1 called it with the schema, and so does v2. */
function schemaHook(node: Node): Node | undefined {
  const definition = node.type === 'decorated_definition' ? field(node, 'definition') : undefined
  const name = definition?.type === 'function_definition' ? field(definition, 'name') : undefined
  const decorators = node.namedChildren
    .filter((child) => child.type === 'decorator')
    .map((child) => child.text)
  return name?.text === 'schema_extra' && decorators.some((text) => /^@(?:static|class)method$/.test(text))
    ? name
    : undefined
}

/**
 * The name of a function that v1 called without an instance, and v2 takes as a value: `schema_extra` and `alias_generator`, static,
 * bare, or a class method that does not look at its class.
 */
function movableFunction(node: Node): Node | undefined {
  const definition = node.type === 'decorated_definition' ? field(node, 'definition') : node
  const name = definition?.type === 'function_definition' ? field(definition, 'name') : undefined
  if (!definition || !name || !/^(?:schema_extra|alias_generator)$/.test(name.text)) return undefined
  const decorators = node.namedChildren.filter(({ type }) => type === 'decorator').map(({ text }) => text)
  if (decorators.length > 1 || decorators.some((text) => !/^@(?:static|class)method$/.test(text)))
    return undefined
  const body = field(definition, 'body')
  if (!body || /\b(?:super|__class__|async|yield)\b/.test(definition.text)) return undefined
  const first = field(definition, 'parameters')?.firstNamedChild
  const isClassMethod = decorators[0] === '@classmethod'
  if (isClassMethod && (first?.type !== 'identifier' || new RegExp(`\\b${first.text}\\b`).test(body.text)))
    return undefined
  return name
}

/** `...`, a docstring, or text of the same form that describes the attribute above it. */
function isInert(expression: Node): boolean {
  return expression.type === 'ellipsis' || (expression.type === 'string' && isPlainText(expression))
}

function isPlainText(text: Node): boolean {
  return /^[rRuU]?["']/.test(text.text)
}

/** The lines of a docstring, without their common white space. */
function proseOf(node: Node): string[] {
  if (node.type === 'ellipsis') return []
  const prose = node.text.replace(/^[A-Za-z]*("""|'''|"|')([\s\S]*)\1$/, '$2').trim()
  return prose === '' ? [] : prose.split(/\r?\n/).map((line) => line.trim())
}

function reasonAgainst(node: Node): string {
  const definition = node.type === 'decorated_definition' ? field(node, 'definition') : node
  const name = definition && field(definition, 'name')?.text
  if (definition?.type === 'function_definition' && name !== undefined)
    return GONE_METHODS.get(name) ?? `Config has a method ${name}: a configuration dictionary cannot`
  if (definition?.type === 'class_definition')
    return 'Config holds a class: a configuration dictionary cannot'
  return `Config holds a statement that is not an assignment, in line ${lineOf(node)}`
}

/** Whether v2 does without the key what v1 did with this value; undefined for keys that exist in v2. */
export function dropsSilently(name: string, value: Node): boolean | undefined {
  return DROPPED_KEYS.get(name)?.test(plain(value).text)
}

/** An expression without the brackets around it. */
export function plain(value: Node): Node {
  let here = value
  while (here.type === 'parenthesized_expression') {
    const inner = here.namedChildren.find((child) => child.type !== 'comment')
    if (!inner) break
    here = inner
  }
  return here
}
