import {
  addArgument,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isInstance,
  type Node,
  table,
} from '#transform'
import { justAssigned } from './_assigned.ts'
import { type SqlText, sqlText } from './_sql-pieces.ts'
import { heedPlace, heedText, openQuote } from './_sql-place.ts'

/** How drivers write a placeholder, https://peps.python.org/pep-0249/#paramstyle. */
const DRIVERS: Readonly<Record<string, readonly string[]>> = table({
  '?': ['sqlite3.Connection', 'sqlite3.Cursor', 'pyodbc.Connection', 'pyodbc.Cursor'],
  '%s': [
    'psycopg.Connection',
    'psycopg.Cursor',
    'psycopg2.extensions.cursor',
    'psycopg2.extras.DictCursor',
    'psycopg2.extras.RealDictCursor',
    'pymysql.cursors.Cursor',
    'pymysql.cursors.DictCursor',
    'MySQLdb.cursors.Cursor',
    'mysql.connector.cursor.MySQLCursor',
    'django.db.backends.utils.CursorWrapper',
  ],
})
/** What makes SQL of a text elsewhere than in a driver. */
const MAKERS = /^(?:sqlalchemy(?:\.sql(?:\.expression)?)?\.text|django\.db\.models\.expressions\.RawSQL)$/
const MESSAGE =
  'text becomes part of the SQL here: pass values as parameters, and choose names among fixed texts'
const STATEMENT = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i
const OPENS_STATEMENT = /^[(\s]*[a-z]{0,2}["']+\s*(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH)\b/i
/** `", ".join("?" * len(ids))` */
const PLACEHOLDERS = /["'](?:\?|%s)["']|placeholder/i

export default defineTransform({
  summary: 'Pass values to SQL as parameters',
  since: 'any',
  safety: 'review',
  sameAs: ['S608', 'sql-parameterization'],
  docs: 'https://docs.python.org/3/library/sqlite3.html#sqlite3-placeholders',
  query: `
    (call function: (attribute object: (_) @receiver attribute: (identifier) @method)) @call
    (call function: (identifier)) @call`,
  anchors: ['execute', 'text', 'RawSQL', 'raw'],
  needs: /\bexecute\b|\bsqlalchemy\b|\bRawSQL\b|\bobjects\s*\.\s*raw\b/,
  drops: ['constants'],
  rewrite({ receiver, method, call }, context) {
    const [first, ...others] = argumentsOf(call)
    if (!call || !first) return
    const callee = field(call, 'function')
    const isMade =
      MAKERS.test((callee && context.qualifiedName(callee)) ?? '') ||
      (method?.text === 'raw' && /\.objects$/.test(receiver?.text ?? ''))
    if (!isMade && method?.text !== 'execute') return
    const written = first.type === 'identifier' ? justAssigned(context, first, call) : first
    if (!written && isPutTogether(context, first)) return context.report(MESSAGE, call)
    const sql = written && sqlText(context, written)
    if (!written || !sql || !STATEMENT.test(textOf(context, sql))) return
    if (isMade || !receiver)
      return context.report(
        'text becomes part of the SQL here: name the values in it, and pass them as parameters',
        call,
      )
    const mark = Object.keys(DRIVERS).find(
      (one) => isInstance(context, receiver, DRIVERS[one] ?? []) === 'yes',
    )
    if (mark === undefined) return context.report(MESSAGE, call)
    if (others.length > 0) return context.skip('there are parameters already: add the values to them')
    const values = placeholders(context, sql, mark)
    for (const { start, end } of sql.gone) context.remove({ start, end })
    const parameters = `(${values.join(', ')}${values.length === 1 ? ',' : ''})`
    context.review('values are quoted by the driver from now on: what was SQL itself no longer is')
    context.edit(addArgument(context.text, call, parameters, context.lineLength))
  },
})

/** Whether a variable holds SQL that was put together with values somewhere before. */
function isPutTogether(context: Context, name: Node): boolean {
  const given = context.module.bindingsOf(name).flatMap(({ kind, owner }) => {
    const value = /^(?:assignment|augmented)$/.test(kind) ? field(owner, 'right') : undefined
    return value ? [value] : []
  })
  return (
    given.some(({ text }) => OPENS_STATEMENT.test(text)) &&
    given.some((value) =>
      sqlText(context, value)?.pieces.some((piece) => piece.value && !PLACEHOLDERS.test(piece.value.text)),
    )
  )
}

function textOf(context: Context, { pieces }: SqlText): string {
  return pieces.map(({ start, end, value }) => (value ? '?' : context.text.slice(start, end))).join('')
}

/** Writes a placeholder for each value, in place of the quotation marks around it, too, and gives the values. */
function placeholders(context: Context, { pieces, isPercent }: SqlText, mark: string): string[] {
  const values: string[] = []
  let before = ''
  let opened = ''
  let taken = 0
  for (const [i, { start, end, value, rest = '' }] of pieces.entries()) {
    if (!value) {
      const text = context.text.slice(start + taken, end)
      const quote = pieces[i + 1]?.value ? openQuote(before + text) : ''
      // What stands behind that mark goes into the value.
      const kept = quote === '' ? text : text.slice(0, Math.max(text.lastIndexOf(quote), 0))
      opened = text.slice(kept.length)
      heedText(context, kept, before, mark)
      const [wrong, right] = mark === '%s' ? ['%', '%%'] : ['%%', '%']
      if ((mark === '%s') !== isPercent)
        for (const { index } of kept.matchAll(new RegExp(wrong, 'g'))) {
          const at = start + taken + index
          context.replace({ start: at, end: at + wrong.length }, right)
        }
      before += kept
      continue
    }
    const following = pieces[i + 1]
    const after = following ? context.text.slice(following.start, following.end) : ''
    const quote = opened.slice(0, 1)
    const closed = quote === '' ? 0 : after.indexOf(quote) + 1
    if (quote !== '' && (closed === 0 || (quote !== "'" && !(quote === '"' && mark === '?'))))
      context.skip(
        'the value is a part of something in quotation marks: put that together first, and pass it as a whole',
      )
    heedPlace(context, value, before, after.slice(closed))
    context.replace({ start: start - opened.length, end: end + closed }, mark + rest)
    const parts = [opened.slice(1), after.slice(0, Math.max(closed - 1, 0))]
    values.push(
      valueText(context, value, isPercent ? parts.map((part) => part.replaceAll('%%', '%')) : parts),
    )
    before += '?'
    taken = closed
    opened = ''
  }
  return values
}

/** A value as an item of a tuple, with the text of SQL around it. */
function valueText(context: Context, value: Node, [before = '', after = '']: readonly string[]): string {
  const { text, type } = value
  if (before === '' && after === '')
    return /^(?:lambda|named_expression|yield|conditional_expression)$/.test(type) ? `(${text})` : text
  const mark = ['"', "'"].find((one) => !(before + text + after).includes(one))
  if (
    mark === undefined ||
    /[{}\\\n]/.test(before + text + after) ||
    !/^(?:identifier|attribute|call|subscript)$/.test(type)
  )
    return context.skip('put the text around the value together first, and pass it as a whole')
  return `f${mark}${before}{${text}}${after}${mark}`
}
