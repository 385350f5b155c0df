import { ancestorsOf, type Context, field, type Module, type Node, type Project, parentOf } from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { fieldsOf } from './_fields.ts'
import { ancestorClasses, bodyOf, modelKind } from './_model-classes.ts'
import { nameOfParameter, usesOf } from './_signature.ts'
import { constantText } from './_validator-call.ts'

const ROOT_VALIDATORS: ReadonlySet<string> = new Set([
  'pydantic.root_validator',
  'pydantic.class_validators.root_validator',
  'pydantic.deprecated.class_validators.root_validator',
])

/** The parameters of a root validator; undefined where v1 would have refused it. */
export function rootParameters(
  definition: Node,
): { readonly owner: Node; readonly values: Node } | undefined {
  const [owner, values, ...others] =
    field(definition, 'parameters')?.namedChildren.filter(({ type }) => type !== 'comment') ?? []
  return nameOfParameter(owner) && nameOfParameter(values) && owner && values && others.length === 0
    ? { owner, values }
    : undefined
}

/** How a root validator that runs after validation reads what it is given, or why it cannot be a method on `self`. */
export type Reading =
  | {
      readonly kind: 'reads'
      /** What each expression becomes. */
      readonly replacements: readonly { readonly node: Node; readonly text: string }[]
    }
  | { readonly kind: 'stays'; readonly reason: string }

const stays = (reason: string): Reading => ({ kind: 'stays', reason })

/** Looks at a root validator that runs after validation: v2 gives it the instance, where reading is as good. */
export function readingOf(module: Module, project: Project, classNode: Node, definition: Node): Reading {
  const parameters = rootParameters(definition)
  if (!parameters) return stays('its signature is not (cls, values)')
  const name = nameOfParameter(parameters.values) ?? ''
  const { reads, isRebound } = usesOf(module, definition, name)
  if (isRebound) return stays(`it binds ${name} again`)
  const model = { module, node: classNode }
  const kind = modelKind(module, classNode)
  if (kind !== 'model' && kind !== 'settings') return stays('its class is not certainly a model')
  const config = effectiveConfig(model, project)
  if (config.values.get('validate_assignment') === 'True' || !config.isComplete)
    return stays('an assignment that it refuses would stay in the instance')
  const fields = new Set(
    [classNode, ...ancestorClasses(model, project).classes.map(({ node }) => node)].flatMap((node) =>
      fieldsOf(node).map((found) => found.name),
    ),
  )
  const replacements: { node: Node; text: string }[] = []
  let returns = 0
  for (const read of reads) {
    const around = parentOf(read)
    if (around?.type === 'return_statement' && functionAround(around)?.id === definition.id) {
      replacements.push({ node: read, text: 'self' })
      returns++
      continue
    }
    const found = keyRead(read)
    if (!found) return stays(`it does more with ${name} than to read fields and to return it`)
    if (!fields.has(found.key)) return stays(`${found.key} is not known as a field`)
    replacements.push({ node: found.node, text: `self.${found.key}` })
  }
  const all = definition
    .descendantsOfType('return_statement')
    .filter((statement) => functionAround(statement)?.id === definition.id)
  if (returns === 0 || all.length !== returns) return stays(`it returns something other than ${name}`)
  if (usesOf(module, definition, nameOfParameter(parameters.owner) ?? '').isRebound)
    return stays('it binds cls again')
  for (const read of usesOf(module, definition, nameOfParameter(parameters.owner) ?? '').reads) {
    if (!module.names.resolvesToBuiltin('type', read)) return stays('type means something else in it')
    replacements.push({ node: read, text: 'type(self)' })
  }
  return /\bself\b/.test(definition.text) ? stays('it has a name self') : { kind: 'reads', replacements }
}

function functionAround(node: Node): Node | undefined {
  return [...ancestorsOf(node)].find(({ type }) => type === 'function_definition' || type === 'lambda')
}

/** `values["key"]` and `values.get("key")`, read. */
function keyRead(read: Node): { readonly node: Node; readonly key: string } | undefined {
  const around = parentOf(read)
  if (around?.type === 'subscript' && field(around, 'value')?.id === read.id) {
    const key = field(around, 'subscript')
    const text = key && around.childrenForFieldName('subscript').length === 1 ? constantText(key) : undefined
    return text === undefined || isTarget(around) ? undefined : { node: around, key: text }
  }
  const call =
    around?.type === 'attribute' && field(around, 'object')?.id === read.id ? parentOf(around) : undefined
  if (!around || field(around, 'attribute')?.text !== 'get' || call?.type !== 'call') return undefined
  const [key, fallback, ...others] = field(call, 'arguments')?.namedChildren ?? []
  const text = key && constantText(key)
  const isPlain =
    !fallback || /^(?:none|true|false|integer|float|string|list|dictionary|identifier)$/.test(fallback.type)
  return text !== undefined && isPlain && others.length === 0 ? { node: call, key: text } : undefined
}

function isTarget(node: Node): boolean {
  let here = node
  for (let up = parentOf(here); up; here = up, up = parentOf(up)) {
    if (up.type === 'pattern_list' || up.type === 'tuple_pattern' || up.type === 'list_pattern') continue
    if (up.type === 'delete_statement' || up.type === 'augmented_assignment') return true
    if (up.type === 'assignment' || up.type === 'for_statement') return field(up, 'left')?.id === here.id
    if (up.type === 'expression_list') continue
    return false
  }
  return false
}

/** The root validators of a class body that run after validation. */
function postRootValidators(module: Module, classNode: Node): Node[] {
  return bodyOf(classNode).flatMap((statement) => {
    const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : undefined
    if (definition?.type !== 'function_definition') return []
    const isPost = statement.namedChildren.some((decorator) => {
      const expression = decorator.type === 'decorator' ? decorator.firstNamedChild : undefined
      const head = expression?.type === 'call' ? field(expression, 'function') : expression
      const qualified = head && module.qualify(head)
      return (
        qualified?.kind === 'certain' &&
        ROOT_VALIDATORS.has(qualified.name) &&
        !/\bpre\s*=\s*True\b/.test(decorator.text)
      )
    })
    return isPost ? [definition] : []
  })
}

/**
 * Why a root validator of the class has to stay as it is; undefined when all of them can be methods. v2 runs those that stay
 * before the methods: to keep the order, all of a class and of its subclasses here move, or none.
 */
export function reasonToStay(context: Context, classNode: Node): string | undefined {
  const { module, project } = context
  const name = field(classNode, 'name')?.text ?? ''
  const heirs = module.tree.root
    .descendantsOfType('class_definition')
    .filter(
      (node) =>
        node.id !== classNode.id &&
        ancestorClasses({ module, node }, project).classes.some(
          (above) => above.module === module && above.node.startIndex === classNode.startIndex,
        ),
    )
  for (const node of [classNode, ...heirs])
    for (const definition of postRootValidators(module, node)) {
      const reading = readingOf(module, project, node, definition)
      if (reading.kind === 'reads') continue
      const own = field(definition, 'name')?.text ?? ''
      const owner = node === classNode ? '' : `${field(node, 'name')?.text ?? name}.`
      return `${owner}${own}: ${reading.reason}`
    }
  return undefined
}

const READING_METHODS: ReadonlySet<string> = new Set(['get', 'items', 'keys', 'values', 'copy'])

/** Whether a function may change the dictionary that `name` is, or hand it on to somebody who may. */
export function mayChange(module: Module, definition: Node, name: string): boolean {
  const { reads, isRebound } = usesOf(module, definition, name)
  return isRebound || reads.some((read) => !onlyReads(module, read))
}

function onlyReads(module: Module, read: Node): boolean {
  const around = parentOf(read)
  switch (around?.type) {
    case 'subscript':
      return field(around, 'value')?.id === read.id && !isTarget(around)
    case 'attribute':
      return READING_METHODS.has(field(around, 'attribute')?.text ?? '') && parentOf(around)?.type === 'call'
    case 'comparison_operator':
    case 'return_statement':
    case 'dictionary_splat':
    case 'if_statement':
    case 'not_operator':
    case 'interpolation':
      return true
    case 'argument_list': {
      const call = parentOf(around)
      const callee = call && field(call, 'function')
      const qualified = callee && module.qualify(callee)
      return (
        qualified?.kind === 'certain' &&
        /^builtins\.(?:dict|len|bool|isinstance|set|list|sorted|print|str|repr|any|all)$/.test(qualified.name)
      )
    }
    default:
      return false
  }
}
