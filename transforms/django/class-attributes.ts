import {
  blockOf,
  type Context,
  classAround,
  defineTransform,
  field,
  type Node,
  neededRelease,
  sameNode,
  statementOf,
  statementsOf,
  table,
} from '#transform'
import { leaveChosen } from './_chosen.ts'
import { django, type Release } from './_releases.ts'

interface Row {
  readonly release: Release
  /** What it is called today. */
  readonly name: string
  readonly bases: readonly string[]
  /** What stands for True and for False. */
  readonly values: readonly [yes: string, no: string]
  /** What differs where older releases read it as it is. */
  readonly note?: string
}

const SIMPLE = ['SimpleTestCase', 'testcases.SimpleTestCase'].map((name) => `django.test.${name}`)
const WITH_DATABASES = [
  ...['TestCase', 'TransactionTestCase', 'LiveServerTestCase'].flatMap((name) => [
    `django.test.${name}`,
    `django.test.testcases.${name}`,
  ]),
  'django.contrib.staticfiles.testing.StaticLiveServerTestCase',
  'rest_framework.test.APITestCase',
  'rest_framework.test.APITransactionTestCase',
]
const COMMANDS = ['BaseCommand', 'AppCommand', 'LabelCommand', 'templates.TemplateCommand'].flatMap(
  (name) => [`django.core.management.${name}`, `django.core.management.base.${name}`],
)
const UNREAD = 'newer releases read it no more: these tests may touch more databases than they do now'

/** https://docs.djangoproject.com/en/stable/internals/deprecation/ */
const ATTRIBUTES: Readonly<Record<string, Row>> = table({
  allow_database_queries: {
    release: '2.2',
    name: 'databases',
    bases: SIMPLE,
    values: ["'__all__'", 'set()'],
    note: UNREAD,
  },
  multi_db: {
    release: '2.2',
    name: 'databases',
    bases: WITH_DATABASES,
    values: ["'__all__'", "{'default'}"],
    note: UNREAD,
  },
  requires_system_checks: {
    release: '3.2',
    name: 'requires_system_checks',
    bases: COMMANDS,
    values: ["'__all__'", '[]'],
  },
})

export default defineTransform({
  summary: 'Say which databases tests touch, and which checks commands need, as Django reads it today',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/topics/testing/tools/#multi-database-support',
  query: `
    (assignment left: (identifier) @name right: [(true) (false)] @value) @_assignment`,
  anchors: Object.keys(ATTRIBUTES),
  projectNeeds: ['django'],
  drops: ['constants', 'names'],
  rewrite({ name, value }, context) {
    if (!name || !value) return
    const row = Object.hasOwn(ATTRIBUTES, name.text) ? ATTRIBUTES[name.text] : undefined
    const around = row && classAround(statementOf(name))
    const body = around && blockOf(statementOf(name))
    if (!row || !body || !sameNode(body, field(around, 'body'))) return
    const answers = row.bases.map((base) => context.module.isSubclassOf(around, base))
    if (answers.every((answer) => answer === 'no')) return
    if (!answers.includes('yes'))
      return context.skip('the base of the class is not certain: see whether it is one of Django')
    if (row.name !== name.text && statementsOf(body).some((one) => setsName(one, row.name)))
      return context.skip(`the class says ${row.name}, too: drop ${name.text}`)
    leaveChosen(context, name)
    reviewOlder(context, row)
    if (row.name !== name.text) context.replace(name, row.name)
    context.replace(value, row.values[value.type === 'true' ? 0 : 1])
  },
})

function reviewOlder(context: Context, { release, note }: Row): void {
  const needed = neededRelease(context, django(release))
  if (needed !== undefined) context.review(needed)
  else if (note !== undefined) context.review(note)
}

/** Whether a statement is `name = …`. */
function setsName(statement: Node, name: string): boolean {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : null
  return assignment?.type === 'assignment' && field(assignment, 'left')?.text === name
}
