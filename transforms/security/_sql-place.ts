import type { Context, Node } from '#transform'

const GROUP = String.raw`\((?:[^()]|\([^()]*\))*\)`
const IN_GROUP = String.raw`\(\s*(?:(?:[^()]|\([^()]*\))*,)?`
/** What stands before a value in SQL. */
const BEFORE_VALUE = new RegExp(
  String.raw`(?:[=<>+*/-]|\b(?:I?LIKE|BETWEEN|LIMIT|OFFSET|THEN|ELSE|GLOB)|\bBETWEEN\s+\S+\s+AND|\bIN\s*${IN_GROUP}|\bVALUES\s*(?:${GROUP}\s*,\s*)*${IN_GROUP})\s*$`,
  'i',
)
const PART_OF_SQL =
  /(?:table|col(?:umn)?s?|field_?names?|where|clause|sql|query|condition|order(?:_by)?|direction|placeholders?|filters?|schema)$/i

/** The quotation mark of SQL that is still open. */
export function openQuote(text: string): string {
  let quote = ''
  for (const char of text) {
    if (quote === '' && /['"`]/.test(char)) quote = char
    else if (char === quote) quote = ''
  }
  return quote
}

/** Skips SQL that cannot have placeholders of this kind. */
export function heedText(context: Context, text: string, before: string, mark: string): void {
  if (/\\(?!n)/.test(text)) context.skip('the SQL holds escape sequences: take it apart by hand')
  const unquoted = (before + text).replaceAll(/'[^']*'|"[^"]*"/g, '')
  if (mark === '?' && /[:@$]\w/.test(unquoted)) context.skip('there are named parameters already')
}

/** Skips what is no value. */
export function heedPlace(context: Context, value: Node, ahead: string, next: string): void {
  if (/\bIN\s*\(\s*$/i.test(ahead) && /^\s*\)/.test(next))
    context.skip('IN takes a placeholder for each value: write as many as there are')
  if (!BEFORE_VALUE.test(ahead) || /^[\w.]/.test(next) || PART_OF_SQL.test(value.text))
    context.skip(
      'only values can be parameters, not names of tables and columns, nor other SQL: choose among fixed texts',
    )
}
