import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  isInstance,
  isTestFile,
  type Node,
  sameNode,
} from '#transform'

/** Connections, cursors and sessions whose methods go to a database. */
const CLASSES: readonly string[] = [
  'sqlite3.Connection',
  'sqlite3.Cursor',
  'psycopg.Connection',
  'psycopg.AsyncConnection',
  'psycopg.Cursor',
  'psycopg2.extensions.connection',
  'psycopg2.extensions.cursor',
  'pymysql.connections.Connection',
  'pymysql.cursors.Cursor',
  'MySQLdb.cursors.Cursor',
  'asyncpg.Connection',
  'asyncpg.Pool',
  'sqlalchemy.engine.Connection',
  'sqlalchemy.Connection',
  'sqlalchemy.orm.Session',
  'sqlalchemy.orm.session.Session',
  'sqlalchemy.orm.scoped_session',
  'sqlalchemy.ext.asyncio.AsyncSession',
  'sqlalchemy.ext.asyncio.AsyncConnection',
  'sqlmodel.Session',
]
const METHODS = /^(?:execute|exec|query|get|scalar|scalars|scalar_one|fetch|fetchrow|fetchval)$/
const OF_DJANGO =
  /^(?:get|filter|exclude|first|last|count|exists|aggregate|values|values_list|create|get_or_create|update_or_create|aget|acreate)$/
/** Loops over parts on purpose, over statements, and until something works. */
const ON_PURPOSE = /batch|chunk|page|statement|migration|\bddl\b|table|attempt|retr(?:y|ies)|\bsql\b/i

export default defineTransform({
  summary: 'Report queries that are made once for each turn of a loop',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.djangoproject.com/en/stable/topics/db/optimization/',
  query: '(call function: (attribute object: (_) @receiver attribute: (identifier) @method)) @call',
  anchors: [
    'execute',
    'exec',
    'query',
    'scalar',
    'scalars',
    'scalar_one',
    'fetch',
    'fetchrow',
    'fetchval',
    'get',
    'objects',
  ],
  rewrite({ receiver, method, call }, context) {
    if (!receiver || !method || !call || isTestFile(context.module.path)) return
    const isManager = receiver.type === 'attribute' && field(receiver, 'attribute')?.text === 'objects'
    if (!(isManager ? OF_DJANGO : METHODS).test(method.text)) return
    const loop = loopAround(call)
    if (!loop || ON_PURPOSE.test(headerOf(loop))) return
    if (!isManager && isInstance(context, receiver, CLASSES) !== 'yes') return
    if (isManager && !isModel(context, field(receiver, 'object'))) return
    context.report('this asks the database once for each turn of the loop: ask for all of them at once', call)
  },
})

/** The loop or comprehension that a call is repeated by. */
function loopAround(call: Node): Node | undefined {
  let child = call
  for (const up of ancestorsOf(call)) {
    if (/^(?:function_definition|lambda|class_definition)$/.test(up.type)) return undefined
    if (up.type === 'for_statement' && sameNode(field(up, 'body'), child)) return up
    if (up.type === 'while_statement' && !isWaiting(up)) return up
    if (/_comprehension$|^generator_expression$/.test(up.type) && child.type !== 'for_in_clause') return up
    child = up
  }
  return undefined
}

/** Whether a loop waits for something: it never ends by itself, or sleeps between two looks. */
function isWaiting(loop: Node): boolean {
  return (
    /^(?:True|1)$/.test(field(loop, 'condition')?.text ?? '') ||
    /\b(?:sleep|poll)\s*\(/.test(field(loop, 'body')?.text ?? '')
  )
}

/** What a loop goes over, and by which name. */
function headerOf(loop: Node): string {
  if (loop.type === 'while_statement') return field(loop, 'condition')?.text ?? ''
  const clause =
    loop.type === 'for_statement' ? loop : loop.namedChildren.find(({ type }) => type === 'for_in_clause')
  return clause ? `${field(clause, 'left')?.text} ${field(clause, 'right')?.text}` : ''
}

/** Whether `Model` of `Model.objects` is spelled as a class is. */
function isModel(context: Context, model: Node | undefined): boolean {
  const last = model?.type === 'attribute' ? field(model, 'attribute') : model
  return last?.type === 'identifier' && /^[A-Z]\w*[a-z]/.test(last.text) && context.text.includes('django')
}
