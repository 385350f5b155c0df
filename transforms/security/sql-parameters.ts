import {
  addArgument,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isInstance,
  type Node,
  parentOf,
  placeAmong,
  sameNode,
  statementOf,
  statementsOf,
} from '#transform'
import { type SqlText, sqlText } from './_sql-pieces.ts'

/** How drivers write a placeholder, https://peps.python.org/pep-0249/#paramstyle. */
const DRIVERS: Readonly<Record<string, readonly string[]>> = {
  '?': ['sqlite3.Connection', 'sqlite3.Cursor'],
  '%s': [
    'psycopg.Connection',
    'psycopg.Cursor',
    'psycopg2.extensions.cursor',
    'psycopg2.extras.DictCursor',
    'psycopg2.extras.RealDictCursor',
    'pymysql.cursors.Cursor',
    'pymysql.cursors.DictCursor',
    'MySQLdb.cursors.Cursor',
  ],
}
const STATEMENT = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i
/** What stands before a value in SQL. */
const BEFORE_VALUE =
  /(?:[=<>+*/-]|\b(?:I?LIKE|BETWEEN|LIMIT|OFFSET|THEN|ELSE|GLOB)|\bBETWEEN\s+\S+\s+AND|\b(?:VALUES|IN)\s*\((?:[^()]|\([^()]*\))*[,(]|^\s*\(|\bVALUES\b[^;]*[(,])\s*$/i
const PART_OF_SQL =
  /(?:table|col(?:umn)?s?|field_?names?|where|clause|sql|query|condition|order(?:_by)?|direction|placeholders?|filters?|schema)$/i

export default defineTransform({
  summary: 'Pass values to SQL as parameters',
  since: 'any',
  safety: 'review',
  sameAs: ['S608', 'sql-parameterization'],
  docs: 'https://docs.python.org/3/library/sqlite3.html#sqlite3-placeholders',
  query: '(call function: (attribute object: (_) @receiver attribute: (identifier) @method)) @call',
  anchors: ['execute'],
  drops: ['constants'],
  rewrite({ receiver, method, call }, context) {
    const [first, ...others] = argumentsOf(call)
    if (method.text !== 'execute' || !first) return
    const written = first.type === 'identifier' ? justAssigned(context, first, call) : first
    const sql = written && sqlText(context, written)
    if (!written || !sql || !STATEMENT.test(textOf(context, sql))) return
    const mark = Object.keys(DRIVERS).find(
      (one) => isInstance(context, receiver, DRIVERS[one] ?? []) === 'yes',
    )
    if (mark === undefined)
      return context.report(
        'text becomes part of the SQL here: pass values as parameters, and choose names among fixed texts',
        call,
      )
    if (others.length > 0) return context.skip('there are parameters already: add the values to them')
    const values = placeholders(context, sql, mark)
    for (const { start, end } of sql.gone) context.remove({ start, end })
    const parameters = `(${values.join(', ')}${values.length === 1 ? ',' : ''})`
    context.review('values are quoted by the driver from now on: what was SQL itself no longer is')
    context.edit(addArgument(context.text, call, parameters, context.lineLength))
  },
})

/** The value of a variable that the statement before the call assigns for it alone. */
function justAssigned(context: Context, name: Node, call: Node): Node | undefined {
  const [binding, ...others] = context.module.bindingsOf(name)
  if (!binding || others.length > 0 || binding.kind !== 'assignment') return undefined
  const { owner } = binding
  const uses = context.module.names
    .loads(name.text)
    .filter(({ node }) => context.module.bindingsOf(node).includes(binding))
  const [assignment, use] = [statementOf(owner), statementOf(call)]
  const block = parentOf(use)
  if (uses.length !== 1 || !block || !sameNode(parentOf(assignment), block)) return undefined
  const all = statementsOf(block)
  return placeAmong(all, use) - placeAmong(all, assignment) === 1 &&
    sameNode(field(owner, 'left'), binding.node)
    ? field(owner, 'right')
    : undefined
}

function textOf(context: Context, { pieces }: SqlText): string {
  return pieces.map(({ start, end, value }) => (value ? '?' : context.text.slice(start, end))).join('')
}

/** Writes a placeholder for each value, and gives the values. */
function placeholders(context: Context, { pieces, isPercent }: SqlText, mark: string): string[] {
  const values: string[] = []
  let before = ''
  for (const [i, { start, end, value, rest = '' }] of pieces.entries()) {
    if (!value) {
      const text = context.text.slice(start, end)
      heedText(context, text, before, mark)
      before += text
      const [wrong, right] = mark === '%s' ? ['%', '%%'] : ['%%', '%']
      if ((mark === '%s') !== isPercent)
        for (const { index } of text.matchAll(new RegExp(wrong, 'g')))
          context.replace({ start: start + index, end: start + index + wrong.length }, right)
      continue
    }
    const following = pieces[i + 1]
    const after = following ? context.text.slice(following.start, following.end) : ''
    const quote = openQuote(before)
    if (
      quote !== '' &&
      !(before.endsWith(quote) && after.startsWith(quote) && (quote === "'" || mark === '?'))
    )
      context.skip(
        'the value is a part of something in quotation marks: put that together first, and pass it as a whole',
      )
    const ahead = quote === '' ? before : before.slice(0, -1)
    const next = quote === '' ? after : after.slice(1)
    heedPlace(context, value, ahead, next)
    const width = quote.length
    context.replace({ start: start - width, end: end + width }, mark + rest)
    values.push(
      /^(?:lambda|named_expression|yield|conditional_expression)$/.test(value.type)
        ? `(${value.text})`
        : value.text,
    )
    before = `${ahead}?${quote}`
    if (quote !== '') before = `${ahead}${quote}?`
  }
  return values
}

/** The quotation mark of SQL that is still open. */
function openQuote(text: string): string {
  let quote = ''
  for (const char of text) {
    if (quote === '' && /['"`]/.test(char)) quote = char
    else if (char === quote) quote = ''
  }
  return quote
}

function heedText(context: Context, text: string, before: string, mark: string): void {
  if (/\\(?!n)/.test(text)) context.skip('the SQL holds escape sequences: take it apart by hand')
  const unquoted = (before + text).replaceAll(/'[^']*'|"[^"]*"/g, '')
  if (mark === '?' && /[:@$]\w/.test(unquoted)) context.skip('there are named parameters already')
}

function heedPlace(context: Context, value: Node, ahead: string, next: string): void {
  if (/\bIN\s*\(\s*$/i.test(ahead) && /^\s*\)/.test(next))
    context.skip('IN takes a placeholder for each value: write as many as there are')
  if (!BEFORE_VALUE.test(ahead) || /^[\w.]/.test(next) || PART_OF_SQL.test(value.text))
    context.skip(
      'only values can be parameters, not names of tables and columns, nor other SQL: choose among fixed texts',
    )
}
