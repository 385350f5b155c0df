import {
  basesOf,
  type ClassName,
  type Context,
  defineTransform,
  field,
  futureAnnotations,
  headOf,
  type Module,
  type Node,
  type Project,
  parentOf,
  removeStatement,
  withoutType,
} from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { argumentsOf } from './_fields.ts'
import { ancestorClasses, bodyOf, type ClassRef, classNamed, modelKind } from './_model-classes.ts'
import { MODEL_WORDS, receiverOf } from './_receivers.ts'

const BASES = ['pydantic.BaseModel', 'pydantic.main.BaseModel']

export default defineTransform({
  summary: 'Replace models with __root__ by RootModel',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel',
  drops: ['names', 'constants', 'statements'],
  query: `
    (assignment left: (identifier) @root (#eq? @root "__root__")) @declaration
    (attribute object: (_) @object attribute: (identifier) @name (#eq? @name "__root__"))
    (keyword_argument name: (identifier) @key (#eq? @key "__root__")) @argument
    (string) @text`,
  anchors: ['__root__'],
  searches: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ declaration, object, name, argument, text }, context) {
    if (declaration) replaceModel(declaration, context)
    else if (object && name) replaceAccess(object, name, context)
    else if (argument) replaceArgument(argument, context)
    else if (text && /^["']__root__["']$/.test(text.text)) replaceKey(text, context)
  },
})

/** Why a class with `__root__` cannot become a RootModel as it stands; undefined when it can. */
function problemWith({ module, node }: ClassRef, root: Node, project: Project): string | undefined {
  const base = basesOf(node).find((other) => !isHarmless(module, project, other))
  if (base)
    return `the model with __root__ derives from ${base.text}, whose fields, validators or configuration a RootModel[…] cannot have: write it by hand`
  if (!field(root, 'type')) return '__root__ has no annotation: write RootModel[…]'
  const strange = bodyOf(node).find(
    (statement) => /\broot_validator\b/.test(decoratorsText(statement)) || declaresOther(statement, root),
  )
  if (strange)
    return `a RootModel has no other fields, and its validators get the value itself: see line ${strange.startPosition.row + 1}`
  if (effectiveConfig({ module, node }, project).values.has('extra'))
    return 'a RootModel takes no extra in its configuration: remove it first'
  return undefined
}

/** BaseModel itself, and classes of the project that bring nothing but methods. */
function isHarmless(module: Module, project: Project, base: Node): boolean {
  if (isPlainModel(module, base) || /^(?:\w+\.)?(?:Generic|ABC)\b/.test(base.text)) return true
  const found = classNamed(module, project, base)
  if (typeof found !== 'object') return false
  const { classes, isComplete } = ancestorClasses(found, project)
  return (
    isComplete &&
    [found, ...classes].every(
      (own) =>
        bodyOf(own.node).every(isOnlyMethod) &&
        // What a class that is no model reads of `__root__` is not renamed.
        (modelKind(own.module, own.node) === 'model' || !own.node.text.includes('__root__')),
    )
  )
}

function isOnlyMethod(statement: Node): boolean {
  if (/validator\b/.test(decoratorsText(statement))) return false
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
  const name = definition && field(definition, 'name')?.text
  if (definition?.type === 'function_definition') return name !== '__init__'
  if (definition?.type === 'class_definition') return name === 'Config'
  const assigned = statement.firstNamedChild?.type === 'assignment' ? statement.firstNamedChild : undefined
  return assigned === undefined || /^(?:model_config|_\w*)$/.test(field(assigned, 'left')?.text ?? '')
}

function isPlainModel(module: Module, base: Node): boolean {
  const head = headOf(base)
  const qualified = head && module.qualify(head)
  return qualified?.kind === 'certain' && [...BASES, 'pydantic.RootModel'].includes(qualified.name)
}

function decoratorsText(statement: Node): string {
  return statement.type === 'decorated_definition'
    ? statement.namedChildren
        .filter(({ type }) => type === 'decorator')
        .map(({ text }) => text)
        .join('\n')
    : ''
}

function declaresOther(statement: Node, root: Node): boolean {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  if (assignment?.type !== 'assignment' || assignment.startIndex === root.startIndex) return false
  const type = field(assignment, 'type')
  return (
    type !== undefined && !/\bClassVar\b/.test(type.text) && !field(assignment, 'left')?.text.startsWith('_')
  )
}

function replaceModel(root: Node, context: Context): void {
  const statement = parentOf(root)
  const block = statement && parentOf(statement)
  const model = block?.type === 'block' ? parentOf(block) : undefined
  if (!statement || model?.type !== 'class_definition') return
  const kind = modelKind(context.module, model)
  if (kind === 'no') return
  if (kind === 'unknown') context.skip('it is not known whether the class with __root__ is a Pydantic model')
  const problem = problemWith({ module: context.module, node: model }, root, context.project)
  if (problem) context.skip(problem)
  const bases = basesOf(model)
  const plain = bases.find((base) => isPlainModel(context.module, base))
  const last = bases.findLast((base) => !/^(?:\w+\.)?(?:Generic|ABC)\b/.test(base.text))
  const left = field(root, 'left')
  const type = field(root, 'type')
  if (!last || !left || !type) return
  const derive = (text: string) =>
    plain ? context.replace(plain, text) : context.insert(last.endIndex, `, ${text}`)
  context.review('a RootModel is dumped as its value alone, and takes it as the one positional argument')
  const name = context.import('pydantic', 'RootModel', model)
  const annotation = withoutType(type)
  const removal = canStandInBase(root, annotation, context)
    ? removeStatement(context.module.tree, statement)
    : undefined
  if (removal) {
    derive(`${name}[${annotation.text}]`)
    context.edit(removal.edits)
    for (const comment of removal.droppedComments) context.dropComment(comment)
  } else {
    derive(name)
    context.replace(left, 'root')
  }
  renameInValidators(model, context)
}

/** An annotation that is evaluated at once, and means the same outside of the class. */
function canStandInBase(root: Node, annotation: Node, context: Context): boolean {
  if (
    field(root, 'right') ||
    annotation.type === 'string' ||
    annotation.descendantsOfType('string').length > 0
  )
    return false
  if (annotation.text.includes('\n') || futureAnnotations(context.module)) return false
  const body = parentOf(parentOf(root) ?? root)
  const line = context.text.slice(root.endIndex, context.text.indexOf('\n', root.endIndex))
  const isBare = line.trim() === '' && !/^[^\n]*\n\s*("""|''')/.test(context.text.slice(root.endIndex))
  return (
    isBare &&
    annotation
      .descendantsOfType('identifier')
      .concat(annotation.type === 'identifier' ? [annotation] : [])
      .every((name) =>
        context.module.bindingsOf(name).every(({ scope }) => scope.node.id !== (body && parentOf(body)?.id)),
      )
  )
}

/** `@validator("__root__")`. */
function renameInValidators(model: Node, context: Context): void {
  for (const statement of bodyOf(model)) {
    if (statement.type !== 'decorated_definition') continue
    for (const decorator of statement.namedChildren.filter(({ type }) => type === 'decorator'))
      for (const text of decorator.descendantsOfType('string'))
        if (/^["']__root__["']$/.test(text.text)) context.replace(text, text.text.replace('__root__', 'root'))
  }
}

/** Why a model keeps its `__root__`, as far as the project shows the class that declares it. */
function rootProblem(context: Context, classes: readonly ClassName[]): string | undefined {
  for (const of of classes) {
    if (typeof of === 'string') continue
    for (const holder of [of, ...ancestorClasses(of, context.project).classes]) {
      const own = bodyOf(holder.node)
        .map((statement) => statement.firstNamedChild)
        .find((node) => node?.type === 'assignment' && field(node, 'left')?.text === '__root__')
      const problem = own && problemWith(holder, own, context.project)
      if (problem) return `${field(holder.node, 'name')?.text} keeps its __root__: ${problem}`
    }
  }
  return undefined
}

/** `model.dict()["__root__"]` and `Model.parse_obj({"__root__": value})`. */
function replaceKey(key: Node, context: Context): void {
  const holder = parentOf(key)
  const unwrapped = holder?.type === 'subscript' ? holder : holder && parentOf(holder)
  const call =
    holder?.type === 'subscript'
      ? field(holder, 'value')
      : holder?.type === 'pair' && unwrapped?.type === 'dictionary' && argumentsOf(unwrapped).length === 1
        ? parentOf(parentOf(unwrapped) ?? unwrapped)
        : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const object = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  const method = callee && field(callee, 'attribute')?.text
  const fits = holder?.type === 'subscript' ? /^(?:dict|model_dump)$/ : /^(?:parse_obj|model_validate)$/
  const receiver = object && fits.test(method ?? '') ? receiverOf(context, object) : undefined
  if (!call || !holder || !unwrapped || !receiver || !('classes' in receiver)) {
    if (holder?.type === 'subscript' || holder?.type === 'pair')
      context.skip('v2 dumps and takes the value of a RootModel alone: "__root__" is no key any more')
    return
  }
  const problem = rootProblem(context, receiver.classes)
  if (problem) context.skip(problem)
  const value = field(holder, 'value')
  if (holder.type === 'subscript') context.remove({ start: call.endIndex, end: holder.endIndex })
  else if (value) context.replace(unwrapped, value.text)
}

function replaceAccess(object: Node, name: Node, context: Context): void {
  const receiver = receiverOf(context, object)
  if (receiver.kind === 'no' || /\bpydantic\.v1\b/.test(context.text)) return
  const problem = 'classes' in receiver ? rootProblem(context, receiver.classes) : undefined
  if (problem) context.skip(problem)
  if (receiver.kind === 'unknown')
    context.review(`${object.text} is taken for a RootModel, for nothing else has a __root__`)
  context.replace(name, 'root')
}

/** `Model(__root__=value)`. */
function replaceArgument(argument: Node, context: Context): void {
  const list = parentOf(argument)
  const call = list && parentOf(list)
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const value = field(argument, 'value')
  if (!list || !callee || !value) return
  const receiver = receiverOf(context, callee)
  const isConstruct =
    callee.type === 'attribute' && /^(?:model_)?construct$/.test(field(callee, 'attribute')?.text ?? '')
  if (receiver.kind !== 'class' && !isConstruct) {
    if (receiver.kind === 'unknown')
      context.skip('it is not known what is called with __root__ here: pass the value alone')
    return
  }
  const problem = 'classes' in receiver ? rootProblem(context, receiver.classes) : undefined
  if (problem) context.skip(problem)
  const key = field(argument, 'name')
  if (argumentsOf(list).length === 1 && !isConstruct)
    context.replace({ start: argument.startIndex, end: value.startIndex }, '')
  else if (key) context.replace(key, 'root')
}
