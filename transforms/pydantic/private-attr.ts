import {
  ancestorsOf,
  type Context,
  classAround,
  defineTransform,
  field,
  localClass,
  type Module,
  type Node,
  parentOf,
} from '#transform'
import { bareClassVariable } from './_class-variable.ts'
import { effectiveConfig } from './_config-table.ts'
import { argumentsOf, defaultOf, fieldArguments, isClassVariable, keyword, modelAround } from './_fields.ts'
import { GENERATION_WORDS, isWrittenForV2 } from './_generation.ts'
import { ancestorClasses, asItWas, bodyOf, type ClassRef, sameClass } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

/** A declaration of a class attribute that begins with an underscore. */
const DECLARED = /^[ \t]+_[A-Za-z]\w*[ \t]*(?::[^=\n]*)?=(?!=)/m

export default defineTransform({
  summary: 'Make attributes of models that begin with an underscore PrivateAttr or ClassVar',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/concepts/models/#private-model-attributes',
  drops: ['names', 'constants'],
  query: `
    (assignment left: (identifier) right: (call) @call) @declaration
    (class_definition superclasses: (argument_list)) @model
    (attribute object: (_) @owner attribute: (identifier) @name) @read`,
  anchors: [
    'Field',
    'PrivateAttr',
    /cls\._/,
    /type\(self\)\._/,
    /self\.__class__\._/,
    /\b[A-Z]\w*\._[a-zA-Z]/,
    DECLARED,
  ],
  searches: GENERATION_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ declaration, call, owner, name, read, model }, context) {
    if (model) {
      shareAttributes(model, context)
      return
    }
    if (declaration && call && /^(?:\w+\.)*PrivateAttr\(\s*\)$/.test(call.text))
      reportSetBefore(declaration, context)
    const args = call && fieldArguments(context, call)
    if (declaration && args) privateAttribute(declaration, call, args, context)
    else if (read && owner && name) classAttribute(owner, name.text, context)
  },
})

/** A `Field` under a private name was no field in v1, and raises NameError in v2. */
function privateAttribute(declaration: Node, call: Node, args: Node, context: Context): void {
  const name = field(declaration, 'left')?.text ?? ''
  const statement = parentOf(declaration)
  const model = statement && classAround(statement)
  if (!/^_(?!_)/.test(name) || !modelAround(context, model)) return
  const given = defaultOf(args)
  const kept = keyword(args, 'default_factory') ?? (given?.type === 'ellipsis' ? undefined : given)
  if (argumentsOf(args).some(({ type }) => /_splat$/.test(type)))
    context.skip(`${name} cannot be a field: write PrivateAttr(...)`)
  const isNamed = kept !== undefined && parentOf(kept)?.type === 'keyword_argument'
  const text = kept === undefined ? '' : isNamed ? `default=${kept.text}` : kept.text
  context.replace(call, `${context.import('pydantic', 'PrivateAttr', call)}(${text})`)
}

/** v1 kept what `__init__` gave a private attribute without a default before it called that of BaseModel, where v2 makes them. */
function reportSetBefore(declaration: Node, context: Context): void {
  const { module, project } = context
  const name = field(declaration, 'left')?.text ?? ''
  const statement = parentOf(declaration)
  const model = statement && classAround(statement)
  if (!model || !/^_(?!_)/.test(name) || !modelAround(context, model)) return
  const own = { module, node: model }
  const heirs = module.tree.root
    .descendantsOfType('class_definition')
    .filter((node) => ancestorClasses({ module, node }, project).classes.some((base) => sameClass(base, own)))
  for (const target of [model, ...heirs].flatMap((node) => setBefore(node, name)))
    context.report(
      `v2 makes private attributes in super().__init__() and loses ${name}: set it after that`,
      target,
    )
}

/** Where the `__init__` of a class sets an attribute before it calls that of its base. */
function setBefore(model: Node, name: string): Node[] {
  const init = bodyOf(model).find(
    (one) => one.type === 'function_definition' && field(one, 'name')?.text === '__init__',
  )
  const statements = (init && field(init, 'body')?.namedChildren) ?? []
  const start = statements.findIndex(({ text }) => /\bsuper\(\)\.__init__\(/.test(text))
  const self = init && field(init, 'parameters')?.firstNamedChild?.text
  return statements
    .slice(0, Math.max(start, 0))
    .flatMap((statement) => statement.descendantsOfType('assignment'))
    .flatMap((assignment) => field(assignment, 'left') ?? [])
    .filter((target) => target.type === 'attribute' && target.text === `${self}.${name}`)
}

/** Read from the class, it must be the class's own: v2 keeps what begins with an underscore for instances. */
function classAttribute(owner: Node, name: string, context: Context): void {
  const { module, project } = context
  if (!/^_(?!_)/.test(name)) return
  const around = /^(?:cls|type\(self\)|self\.__class__|cls\.__class__)$/.test(owner.text)
    ? [...ancestorsOf(owner)].find(({ type }) => type === 'class_definition')
    : owner.type === 'identifier'
      ? localClass(module, owner)
      : undefined
  if (!around || !modelAround(context, around)) return
  const here = { module, node: around }
  const above = [here, ...ancestorClasses(here, project).classes]
  // A subclass that sets it again has to say so, too.
  const below = module.tree.root
    .descendantsOfType('class_definition')
    .map((node) => ({ module, node }))
    .filter((heir) => ancestorClasses(heir, project).classes.some((base) => sameClass(base, here)))
  for (const { module: other, node } of [...above, ...below]) {
    const assignment = bodyOf(node)
      .map((statement) => statement.firstNamedChild)
      .find((candidate) => candidate?.type === 'assignment' && field(candidate, 'left')?.text === name)
    if (assignment && other === module) annotate(assignment, node, context)
  }
}

/**
 * What begins with an underscore belonged to the class in v1, and every instance of v2 gets a copy, once it is initialized: what
 * instances change in common, and what `__init__` reads before that, must be said to be the class's.
 */
function shareAttributes(model: Node, context: Context): void {
  if (!DECLARED.test(model.text) || modelAround(context, model) === undefined) return
  const { module, project } = context
  const was = asItWas({ module, node: model }, project)
  const line = [was, ...ancestorClasses(was, project).classes.map((one) => asItWas(one, project))]
  const { values, isComplete } = effectiveConfig(was, project)
  if (!isComplete || values.get('underscore_attrs_are_private') === 'True') return
  const wanted = declaredIn(model).filter((declaration) => {
    const name = field(declaration, 'left')?.text ?? ''
    const isRead = new RegExp(`\\.${name}\\b`)
    return (
      !isSet(name, context.text) &&
      ((line.some(({ node }) => isRead.test(node.text)) && line.some((one) => isShared(name, one))) ||
        isReadElsewhere(name, context))
    )
  })
  if (wanted.length === 0 || isWrittenForV2(context, model)) return
  for (const declaration of wanted) annotate(declaration, model, context)
}

/** The assignments to names with one underscore in a class body. */
function declaredIn(model: Node): Node[] {
  return bodyOf(model).flatMap((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    const name = assignment?.type === 'assignment' ? field(assignment, 'left')?.text : undefined
    return assignment && /^_[A-Za-z]\w*$/.test(name ?? '') && field(assignment, 'right') ? [assignment] : []
  })
}

/** Whether instances get a value of their own: v1 let them only where the model says more, as by `__slots__`. */
function isSet(name: string, text: string): boolean {
  return new RegExp(setting(name)).test(text)
}

function setting(name: string): string {
  return `\\.${name}(?:\\s*:[^=\\n]*)?\\s*(?:[-+*/|&]|//|\\*\\*)?=(?!=)|__slots__[^\\n]*["']${name}["']`
}

/** Whether other files read an attribute, perhaps of the class itself, and do not set it. */
function isReadElsewhere(name: string, { module, project }: Context): boolean {
  const [word, read] = [new Set([name]), `(?<!\\bself)\\.${name}\\b|\\bgetattr\\([^()\\n]*["']${name}["']`]
  const readers = project.filesWith(word, new RegExp(read)).filter((path) => path !== module.path)
  return readers.length > 0 && project.filesWith(word, new RegExp(setting(name))).length === 0
}

/** Whether a class makes an attribute one that all instances have in common. */
function isShared(name: string, { module, node }: ClassRef): boolean {
  if (readsEarly(node, name)) return true
  const declaration = declaredIn(node).find((one) => field(one, 'left')?.text === name)
  if (!declaration) return false
  const type = field(declaration, 'type')
  const value = field(declaration, 'right')
  if (type && isClassVariable(module, type.firstNamedChild ?? type)) return true
  return (
    new RegExp(`\\b(?:cls|type\\(self\\)|self\\.__class__)\\.${name}\\b`).test(node.text) ||
    (value !== undefined && isMutable(value, module))
  )
}

/** Whether `__init__` reads an attribute of `self` before, or when, it calls that of its base. */
function readsEarly(model: Node, name: string): boolean {
  const init = bodyOf(model).find(
    (one) => one.type === 'function_definition' && field(one, 'name')?.text === '__init__',
  )
  const statements = (init && field(init, 'body')?.namedChildren) ?? []
  const last = statements.findIndex(({ text }) => /\bsuper\([^()]*\)\.__init__\(/.test(text))
  const self = init && field(init, 'parameters')?.firstNamedChild?.text
  const read = new RegExp(`\\b${self}\\.${name}\\b`)
  return statements.slice(0, last + 1).some(({ text }) => read.test(text))
}

const DISPLAYS = /^(?:list|dictionary|set|list_comprehension|dictionary_comprehension|set_comprehension)$/
const MAKERS =
  /^(?:builtins\.(?:list|dict|set|bytearray|object)|collections\.(?!namedtuple)\w+|threading\.\w+|queue\.\w+|asyncio\.(?:Lock|Queue|Event|Semaphore)|weakref\.\w+|itertools\.\w+)$/

/** Whether a value surely can change, or is nothing but itself. */
function isMutable(value: Node, module: Module): boolean {
  if (DISPLAYS.test(value.type)) return true
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  const qualified = callee && module.qualify(callee)
  return qualified?.kind === 'certain' && MAKERS.test(qualified.name)
}

function annotate(assignment: Node, classNode: Node, context: Context): void {
  const { module, project } = context
  const value = field(assignment, 'right')
  const callee = value?.type === 'call' ? field(value, 'function') : undefined
  const made = (callee && context.qualifiedName(callee)) ?? ''
  if (!value || /^pydantic\.(?:\w+\.)*(?:PrivateAttr|Field|validator|root_validator)$/.test(made)) return
  const { values } = effectiveConfig(asItWas({ module, node: classNode }, project), project)
  if (values.get('underscore_attrs_are_private') === 'True') return
  const type = field(assignment, 'type')
  const target = field(assignment, 'left')
  if (type && isClassVariable(module, type.firstNamedChild ?? type)) return
  if (type) {
    context.insert(type.startIndex, `${context.import('typing', 'ClassVar', assignment)}[`)
    context.insert(type.endIndex, ']')
  } else if (target) context.insert(target.endIndex, `: ${bareClassVariable(context, assignment)}`)
}
