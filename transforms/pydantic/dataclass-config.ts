import {
  ancestorsOf,
  basesOf,
  type Context,
  classAround,
  defineTransform,
  field,
  indentOf,
  indentUnit,
  type Module,
  type Node,
  newlineAt,
  parentOf,
  trueEnd,
} from '#transform'
import { dropsSilently, readConfigBody, reasonAgainstKey } from './_config-body.ts'
import { newKey } from './_config-keys.ts'
import { argumentText } from './_config-values.ts'
import { ancestorClasses, bodyOf, classNamed } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

const DATACLASS = 'pydantic.dataclasses.dataclass'

export default defineTransform({
  summary: 'Bring pydantic dataclasses to v2: their configuration and __post_init_post_parse__',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-dataclasses',
  drops: ['names'],
  query: `
    (function_definition name: (identifier) @hook)
    (keyword_argument name: (identifier) @_config value: (_) @config (#eq? @_config "config"))`,
  anchors: ['__post_init_post_parse__', 'config'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ hook, config }, context) {
    if (hook) renameHook(hook, context)
    else if (config) replaceConfig(config, context)
  },
})

/** v2 calls `__post_init__` where v1 called the other: when all is validated. */
function renameHook(name: Node, context: Context): void {
  const definition = name.text === '__post_init_post_parse__' ? parentOf(name) : undefined
  const model = definition && classAround(definition)
  if (!model || !isDataclass(model, context)) return
  const twin = bodyOf(model).find((statement) => nameOf(statement) === '__post_init__')
  if (twin)
    context.skip(
      '__post_init_post_parse__ is never called: v2 calls __post_init__ after validation, so put what both do into that',
    )
  context.replace(name, '__post_init__')
}

function isDataclass(model: Node, context: Context): boolean {
  const decorated = parentOf(model)
  return (decorated?.type === 'decorated_definition' ? decorated.namedChildren : []).some((child) => {
    const expression = child.type === 'decorator' ? child.firstNamedChild : undefined
    const callee = expression?.type === 'call' ? field(expression, 'function') : expression
    return callee && context.qualifiedName(callee) === DATACLASS
  })
}

/** `@dataclass(config=Config)`: the class becomes a ConfigDict of the same name, for all dataclasses that it configures. */
function replaceConfig(config: Node, context: Context): void {
  const { module, project } = context
  const list = parentOf(parentOf(config) ?? config)
  const call = list && parentOf(list)
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!callee || context.qualifiedName(callee) !== DATACLASS) return
  const found = classNamed(module, project, config)
  if (typeof found !== 'object') return
  const name = field(found.node, 'name')?.text ?? ''
  const first = module.names.loads(name).find(({ node }) => isConfigOf(node))
  // One change does it for all.
  if (found.module === module && first && first.node.startIndex !== config.startIndex) return
  if (found.module !== module || config.type !== 'identifier' || isUsedOtherwise(name, module))
    context.skip(
      `v2 wants a ConfigDict with its names of the keys: the class ${config.text} is used elsewhere, too`,
    )
  if (found.module.isPackage || project.namesUsedElsewhere(module.path, [name]).has(name))
    context.skip(`the class ${name} may be used in other files: make it a ConfigDict by hand`)
  const body = readConfigBody(module, found.node)
  if (body.kind === 'other') context.skip(body.reason)
  if (
    basesOf(found.node).length > 0 ||
    parentOf(found.node)?.type === 'decorated_definition' ||
    body.heading !== undefined
  )
    context.skip(`the class ${name} has bases, decorators or comments: make it a ConfigDict by hand`)
  for (const item of body.items) {
    const reason = item.kind === 'key' ? reasonAgainstKey(item) : undefined
    if (reason !== undefined) context.skip(reason)
  }
  const given = body.items.flatMap((item) =>
    item.kind === 'key'
      ? argumentFor(item.name, item.value, context)
      : [context.skip(`the class ${name} holds comments: make it a ConfigDict by hand`)],
  )
  const checks = body.items.some(
    (item) => item.kind === 'key' && item.name === 'validate_assignment' && item.value.text === 'True',
  )
  if (checks) for (const { node } of module.names.loads(name)) noteOwnAttributes(node, context)
  const factory = context.import('pydantic', 'ConfigDict', found.node)
  const indent = indentOf(context.text, found.node.startIndex)
  const line = `${name} = ${factory}(${given.join(', ')})`
  const newline = newlineAt(context.text, found.node.startIndex)
  const unit = indentUnit(context.text)
  const rows = given.map((argument) => `${indent}${unit}${argument},${newline}`).join('')
  context.replace(
    { start: found.node.startIndex, end: trueEnd(found.node) },
    indent.length + line.length <= context.lineLength
      ? line
      : `${name} = ${factory}(${newline}${rows}${indent})`,
  )
}

/** Tells where a dataclass with `validate_assignment`, which is the one around a use of its Config, gives itself what is no field. */
function noteOwnAttributes(config: Node, context: Context): void {
  const { module, project } = context
  const decorated = [...ancestorsOf(config)].find(({ type }) => type === 'decorated_definition')
  const node = decorated && field(decorated, 'definition')
  if (node?.type !== 'class_definition') return
  const { classes, isComplete } = ancestorClasses({ module, node }, project)
  if (!isComplete) return
  const known = new Set(
    [node, ...classes.map((above) => above.node)].flatMap((one) => bodyOf(one).flatMap(namesOf)),
  )
  for (const assignment of node.descendantsOfType('assignment')) {
    const left = field(assignment, 'left')
    const attribute = left?.type === 'attribute' ? field(left, 'attribute') : undefined
    if (!left || !attribute || field(left, 'object')?.text !== 'self' || known.has(attribute.text)) continue
    known.add(attribute.text)
    context.report(
      `v2 refuses to set ${attribute.text}, which is no field, as assignments are validated: write object.__setattr__(self, "${attribute.text}", …)`,
      left,
    )
  }
}

/** What a statement of a class body gives the class: a field, another attribute, a property. */
function namesOf(statement: Node): readonly string[] {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const name = assignment?.type === 'assignment' ? field(assignment, 'left')?.text : nameOf(statement)
  return name === undefined ? [] : [name]
}

/** The keyword arguments that a key of v1 becomes. */
function argumentFor(name: string, value: Node, context: Context): string[] {
  if (name === 'allow_mutation') {
    if (!/^(?:True|False)$/.test(value.text))
      context.skip('allow_mutation is computed: set frozen to its opposite')
    context.review('v2 raises a ValidationError where v1 raised a TypeError, and instances get a hash')
    return [`frozen=${value.text === 'False' ? 'True' : 'False'}`]
  }
  const isDropped = dropsSilently(name, value)
  if (isDropped === true) return []
  if (isDropped === false) context.skip(`${name} is gone in v2`)
  return [`${newKey(name)}=${argumentText(name, context.module, value, '"') ?? value.text}`]
}

/** Whether a class is used for anything but the configuration of dataclasses. */
function isUsedOtherwise(name: string, module: Module): boolean {
  return (
    module.names.bindings(name).length !== 1 ||
    !module.names.loads(name).every(({ node }) => isConfigOf(node))
  )
}

function isConfigOf(node: Node): boolean {
  const argument = parentOf(node)
  return argument?.type === 'keyword_argument' && field(argument, 'name')?.text === 'config'
}

function nameOf(statement: Node): string | undefined {
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  return definition?.type === 'function_definition' ? field(definition, 'name')?.text : undefined
}
