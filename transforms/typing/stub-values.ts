import {
  basesOf,
  type Context,
  commentsIn,
  decoratorsOf,
  defineTransform,
  headOf,
  type Node,
  scopeOf,
  spanOf,
  stringParts,
  withoutComments,
} from '#transform'
import { bothModules } from './_tables.ts'

/** How long a number, a text and a display may be before they tell a reader nothing more. */
const LONGEST = { number: 10, text: 50, items: 10 }

/** Annotations beside which the value is what counts. */
const BY_VALUE: ReadonlySet<string> = new Set(bothModules(['Final', 'TypeAlias']))

export default defineTransform({
  summary: 'Write ... for defaults and values of stubs that are no short literals',
  since: 'any',
  safety: 'review',
  sameAs: ['PYI011', 'PYI014', 'PYI015', 'PYI053', 'PYI054'],
  docs: 'https://typing.python.org/en/latest/guides/writing_stubs.html#functions-and-methods',
  drops: ['names', 'constants', 'negations'],
  query: `
    (parameters (default_parameter value: (_) @value))
    (parameters (typed_default_parameter value: (_) @value))
    (assignment left: (_) @target type: (_) @type right: (_) @value)`,
  stubsOnly: true,
  anchors: [/=(?!=)/],
  rewrite({ target, type, value }, context) {
    if (!value || !context.module.isStub || isShort(context, value)) return
    if (target && type && tellsMore(context, target, type, value)) return
    if (commentsIn(context.module.tree, spanOf(value)).length > 0) context.skip('a comment would be lost')
    context.replace(value, '...')
  },
})

/** Whether it is what the guide wants to see: a literal that says which value it is. */
function isShort(context: Context, value: Node): boolean {
  switch (value.type) {
    case 'ellipsis':
    case 'none':
    case 'true':
    case 'false':
      return true
    case 'integer':
    case 'float':
      return value.text.length <= LONGEST.number
    case 'unary_operator':
      return (
        /^-\s*(?:[\d.]|math\.)/.test(value.text) && value.namedChildren.every((one) => isShort(context, one))
      )
    case 'binary_operator':
      return /^-?[\d.]+\s*[-+]\s*[\d.]+[jJ]$/.test(value.text)
    case 'string':
      return value.text.length <= LONGEST.text + 2 && stringParts(value)?.isFormatted === false
    case 'list':
    case 'set':
    case 'tuple':
    case 'dictionary':
    case 'pair':
    case 'parenthesized_expression': {
      const items = withoutComments(value)
      return items.length <= LONGEST.items && items.every((one) => isShort(context, one))
    }
    case 'attribute':
      return /^(?:math|sys)\./.test(context.qualifiedName(value) ?? '')
    default:
      return false
  }
}

/** Whether type checkers read more out of the value of a variable than that there is one. */
function tellsMore(context: Context, target: Node, type: Node, value: Node): boolean {
  const head = type.namedChildren[0] && (headOf(type.namedChildren[0]) ?? type.namedChildren[0])
  if (head && BY_VALUE.has(context.qualifiedName(head) ?? '')) return true
  const scope = scopeOf(target)
  const owner = scope.kind === 'class' ? scope.node : undefined
  if (value.type !== 'call' || !owner) return false
  if (basesOf(owner).length > 0 || decoratorsOf(owner).length > 0)
    context.skip('what makes a class of fields may ask this call more than whether there is a default')
  return false
}
