import {
  type Context,
  classAround,
  defineTransform,
  frameworkOfClass,
  type Node,
  statementOf,
} from '#transform'

/** Names that speak of money, and those that only sound so. */
const MONEY =
  /(?:^|_)(?:price|prices|amount|amounts|fee|fees|salary|wage|wages|balance|subtotal|invoice|refund|revenue|payment|deposit|surcharge|vat|total_(?:cost|due|price|amount)|(?:unit|shipping|net|gross)_cost)(?:$|_)/
const NO_MONEY =
  /(?:^|_)(?:rate|ratio|percent|percentage|pct|factor|weight|count|seconds|time|days|hours|ms|size|bytes|id|number|change|volatility|score|probability|tolerance|blur|noise|scale)(?:$|_)/
/** What else a file speaks of where an amount is one of money. */
const OF_MONEY = /price|currency|payment|invoice|salary|refund|\btax(?:es)?\b|\b(?:usd|eur|gbp)\b|decimal/i
const FLOAT = /^(?:float|float \| None|None \| float|(?:typing\.)?Optional\[float\])$/

export default defineTransform({
  summary: 'Report money that is kept in floats',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/decimal.html',
  query: `
    (typed_parameter . (identifier) @name type: (type) @annotation)
    (typed_default_parameter name: (identifier) @name type: (type) @annotation)
    (assignment left: (identifier) @name type: (type) @annotation)
    (assignment left: (attribute attribute: (identifier) @name) type: (type) @annotation)
    (assignment left: (identifier) @name !type right: (float) @value)
    (assignment left: (attribute attribute: (identifier) @name) !type right: (float) @value)
    (function_definition name: (identifier) @name return_type: (type) @annotation)`,
  anchors: [
    'float',
    /(?:price|amount|fee|fees|salary|wages?|balance|subtotal|refund|revenue|payment|deposit|vat)\w* = \d/i,
  ],
  rewrite({ name, annotation, value }, context) {
    const words = name?.text.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
    if (!name || !words || !MONEY.test(words) || NO_MONEY.test(words)) return
    if (/^amounts?$/.test(words) && !OF_MONEY.test(context.text)) return
    if (annotation && !(FLOAT.test(annotation.text) && context.isBuiltin('float', annotation))) return
    if (isWireFormat(context, name)) return
    context.report(
      `${name.text} is a float, which cannot hold most sums exactly: use Decimal, or an int of cents`,
      value ?? annotation ?? name,
    )
  },
})

/** Whether the name is a key of JSON, whose numbers are floats. */
function isWireFormat(context: Context, name: Node): boolean {
  const owner = classAround(statementOf(name))
  return owner !== undefined && frameworkOfClass(context.module, owner) === 'TypedDict'
}
