import {
  argumentsOf,
  type Context,
  decoratorExpressions,
  defineTransform,
  field,
  indentUnit,
  isFirstOnLine,
  isPath,
  type Node,
  newlineAt,
  parentOf,
  sameNode,
  statementOf,
} from '#transform'
import { adminModule, refersToLater } from './_admin.ts'
import { leaveChosen } from './_chosen.ts'
import { removeLines } from './_removed-lines.ts'

const SITES = /^django\.contrib\.(?:gis\.)?admin\.(?:sites\.)?site$/
const MODELS = 'model_or_iterable'
const ADMIN_CLASS = 'admin_class'
const MODEL_ADMIN = 'django.contrib.admin.ModelAdmin'

export default defineTransform({
  summary: 'Register classes of the admin with the decorator register',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/ref/contrib/admin/#the-register-decorator',
  query: `
    (expression_statement (call
      function: (attribute object: (_) @site attribute: (identifier) @method)
      arguments: (argument_list . (_) . (_) @given .)) @call) @statement`,
  anchors: ['register'],
  needs: /\badmin\b/,
  projectNeeds: ['django'],
  drops: ['names', 'statements'],
  rewrite({ site, method, given, call, statement }, context) {
    if (method.text !== 'register' || !isSite(context, site)) return
    const admin = argument(given, ADMIN_CLASS)
    if (admin?.type !== 'identifier') return
    const [binding, more] = context.module.bindingsOf(admin)
    if (binding?.kind !== 'class' || more) return
    const { statement: definition, owner } = binding
    if (parentOf(definition)?.type !== 'module')
      return context.skip('the class is not always made, or more than once')
    const name = adminModule(context, definition)
    if (name === undefined || definition.startIndex > call.startIndex) return
    const all = registrations(context, admin)
    if (!all[0] || !sameNode(all[0].statement, statement)) return
    leaveChosen(context, statement)
    checkClass(context, owner, definition, admin.text)
    const lines = all.flatMap((one) => decoratorOf(context, one, definition))
    const { text } = context
    const newline = newlineAt(text, definition.startIndex)
    const decorators = merged(name, lines).map((line) =>
      line.length <= context.lineLength ? line : spread(line, newline, indentUnit(text)),
    )
    context.insert(definition.startIndex, decorators.map((one) => one + newline).join(''))
    removeLines(
      context,
      all.map((one) => one.statement),
    )
  },
})

interface Registration {
  readonly site: Node
  readonly models: Node
  readonly statement: Node
}

/** What is given by position, or by this name. */
function argument(given: Node, name: string): Node | undefined {
  if (given.type !== 'keyword_argument') return given
  return field(given, 'name')?.text === name ? field(given, 'value') : undefined
}

/** All statements of the module that register the class, in text order. */
function registrations(context: Context, admin: Node): Registration[] {
  return context.module.names.loads(admin.text).flatMap(({ node }) => {
    const given = parentOf(node)?.type === 'keyword_argument' ? parentOf(node) : node
    const list = given && parentOf(given)
    const call = list && parentOf(list)
    const statement = call && statementOf(call)
    const callee = call?.type === 'call' ? field(call, 'function') : undefined
    const site = callee?.type === 'attribute' ? field(callee, 'object') : undefined
    if (!call || !statement || !callee || !site || field(callee, 'attribute')?.text !== 'register') return []
    const [first, second, more] = argumentsOf(call)
    const models = first && argument(first, MODELS)
    if (!models || !second || more || !isSite(context, site)) return []
    if (!sameNode(argument(second, ADMIN_CLASS), node)) return []
    const isOwn = parentOf(statement)?.type === 'module' && sameNode(statement.firstNamedChild ?? call, call)
    return isOwn ? [{ site, models, statement }] : []
  })
}

/** The site that Django makes, or something that is called one. */
function isSite(context: Context, site: Node): boolean {
  return SITES.test(context.qualifiedName(site) ?? '') || (isPath(site) && /(?:^|[._])site$/.test(site.text))
}

/** What the decorator asks of the class, and what an instance that is made right behind the class may miss. */
function checkClass(context: Context, owner: Node, definition: Node, name: string): void {
  const { text, module } = context
  if (!isFirstOnLine(text, definition.startIndex)) context.skip('the class shares its line')
  if (decoratorExpressions(owner).length > 0)
    context.skip('the class has decorators: see what they make of it')
  const isAdmin = [
    MODEL_ADMIN,
    'django.contrib.admin.options.ModelAdmin',
    'django.contrib.gis.admin.ModelAdmin',
  ].map((root) => module.isSubclassOf(owner, root))
  if (isAdmin.every((answer) => answer === 'no'))
    context.skip('it is no ModelAdmin, and the decorator takes nothing else')
  if (!isAdmin.includes('yes'))
    context.review('the decorator takes a subclass of ModelAdmin alone: see whether it is one')
  const body = field(owner, 'body')
  // It is made before the name of the class is bound: super(BookAdmin, self).__init__() would fail.
  const makes = body
    ?.descendantsOfType('function_definition')
    .filter((one) => /^__(?:init|new)__$/.test(field(one, 'name')?.text ?? ''))
  if (makes?.some((one) => new RegExp(`\\b${name}\\b`).test(one.text)))
    context.skip(`an instance is made before ${name} is bound, and it uses that name: write super()`)
  if (makes && makes.length > 0)
    context.review('an instance is made right behind the class: see what its __init__ takes for granted')
}

interface Decorator {
  readonly models: readonly string[]
  readonly site: string | undefined
}

function decoratorOf(
  context: Context,
  { site, models, statement }: Registration,
  definition: Node,
): Decorator {
  const list = /^(?:list|tuple)$/.test(models.type) ? models.namedChildren : [models]
  if (list.length === 0 || list.some((one) => !isPath(one)))
    context.skip('which models it is for is worked out: write the decorator by hand')
  const isOwn = SITES.test(context.qualifiedName(site) ?? '')
  for (const one of [...list, ...(isOwn ? [] : [site])])
    if (refersToLater(context, one, definition)) context.skip(`${one.text} is only there behind the class`)
  const words = list.map((one) => one.text.split('.').at(-1))
  const undone = [...context.text.slice(0, statement.startIndex).matchAll(/\bunregister\(([^)]*)\)/g)]
  if (undone.some(([, what = '']) => words.some((word) => what.includes(word ?? ''))))
    context.skip('the model is unregistered first: the order matters')
  if (!isOwn) context.review(`${site.text} is not certain to be an AdminSite`)
  return { models: list.map(({ text }) => text), site: isOwn ? undefined : site.text }
}

/** The decorators as they are written: those for one site are one. */
function merged(name: string, decorators: readonly Decorator[]): string[] {
  const sites = [...new Set(decorators.map(({ site }) => site))]
  return sites.map((site) => {
    const models = decorators.filter((one) => one.site === site).flatMap((one) => one.models)
    return `@${name}.register(${[...models, ...(site === undefined ? [] : [`site=${site}`])].join(', ')})`
  })
}

/** A line for each argument: they are names, and hold no comma. */
function spread(line: string, newline: string, indent: string): string {
  const [head = '', args = ''] = line.slice(0, -1).split('(')
  return `${head}(${newline}${args
    .split(', ')
    .map((one) => `${indent}${one},${newline}`)
    .join('')})`
}
