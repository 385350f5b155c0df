import {
  classAround,
  defineTransform,
  docstringOf,
  field,
  isTestFile,
  type Node,
  statementsOf,
} from '#transform'

const MODELS = ['django.db.models.Model', 'django.db.models.base.Model']

export default defineTransform({
  summary: 'Report models of Django without __str__, which the admin and every log show as Model object (1)',
  since: 'any',
  safety: 'report',
  sameAs: ['DJ008', 'django-model-without-dunder-str'],
  docs: 'https://docs.djangoproject.com/en/stable/ref/models/instances/#str',
  query: `
    (class_definition
      name: (identifier) @name
      superclasses: (argument_list . (_) @base .)
      body: (block) @body)`,
  where: { base: MODELS },
  projectNeeds: ['django'],
  rewrite({ name, body }, context) {
    if (isTestFile(context.module.path) || /(?:^|\/)migrations\//.test(context.module.path)) return
    const statements = statementsOf(body)
    // Another class brings it, or its file does behind the class.
    if (statements.some((one) => isOption(one, 'abstract') || defines(one, '__str__'))) return
    if (new RegExp(`\\b${name.text}\\.__str__\\s*=`).test(context.text)) return
    const isEmpty = statements.length === (docstringOf(body) ? 1 : 0)
    if (isEmpty || statements.every(({ type }) => type === 'pass_statement')) return
    context.report(`${name.text} has no __str__: say what tells one of them from the others`, name)
  },
})

/** Whether a statement of a class body defines a method, or assigns the name. */
function defines(statement: Node, name: string): boolean {
  const definition = field(statement, 'definition') ?? statement
  if (definition.type === 'function_definition') return field(definition, 'name')?.text === name
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  return assignment?.type === 'assignment' && field(assignment, 'left')?.text === name
}

/** Whether it is the Meta of the model, and says an option. */
function isOption(statement: Node, option: string): boolean {
  const body = statement.type === 'class_definition' ? field(statement, 'body') : undefined
  if (!body || field(statement, 'name')?.text !== 'Meta' || !classAround(statement)) return false
  return statementsOf(body).some((one) => new RegExp(`^${option}\\s*=\\s*True\\b`).test(one.text))
}
