import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  isTestFile,
  mayFailOnPurpose,
  type Node,
  withoutComments,
  withoutParentheses,
} from '#transform'
import { braceNeeds } from './_brace-format.ts'
import { type PercentNeeds, percentNeeds } from './_percent-format.ts'
import { textOf } from './_text.ts'

export default defineTransform({
  summary: 'Report formats that do not fit what they are filled in with',
  since: 'any',
  safety: 'report',
  sameAs: [
    'F501',
    'F502',
    'F503',
    'F504',
    'F505',
    'F506',
    'F507',
    'F509',
    'F521',
    'F522',
    'F523',
    'F524',
    'F525',
    'PLE1300',
    'PLE1307',
  ],
  docs: 'https://docs.python.org/3/library/string.html#format-string-syntax',
  query: `
    (binary_operator
      left: [(string) (concatenated_string) (parenthesized_expression)] @format
      operator: "%"
      right: (_) @right) @site
    (call
      function: (attribute
        object: [(string) (concatenated_string) (parenthesized_expression)] @format
        attribute: (identifier) @method)
      arguments: (argument_list)) @site`,
  anchors: [/%(?<=(?:["')]|^|\n)[ \t\f]*%)/, 'format'],
  rewrite({ format, right, method, site }, context) {
    if (!format || !site || (method && method.text !== 'format')) return
    const text = textOf(context, withoutParentheses(format))
    if (!text || (method && text.isBytes) || mayFailOnPurpose(site)) return
    const wrong = right
      ? percentMistake(context, percentNeeds(text.value, text.isBytes), withoutParentheses(right))
      : braceMistake(text.value, site)
    // Tests see to it that what is too much does no harm.
    if (wrong && !(IDLE.test(wrong) && isTestFile(context.module.path))) context.report(wrong, site)
  },
})

/** Said of what Python takes, although it makes no use of it. */
const IDLE = /for nothing$|never takes/

/** What is wrong with `format % right`. */
function percentMistake(context: Context, needs: PercentNeeds | string, right: Node): string | undefined {
  if (typeof needs === 'string') return `the format is none that Python takes: ${needs}`
  const { count, names, letters } = needs
  if (names.size > 0) {
    if (count > 0) return 'the format names some of its values, and counts others'
    if (right.type === 'dictionary') return mappingMistake(context, names, right)
    return /^(?:tuple|list|string|concatenated_string|integer|float|set|list_comprehension)$/.test(right.type)
      ? 'the format names its values, which takes a mapping'
      : undefined
  }
  if (right.type === 'tuple') {
    const values = withoutComments(right)
    const splats = values.filter(({ type }) => type === 'list_splat').length
    const given = values.length - splats
    if (given > count || (splats === 0 && given < count))
      return `the format takes ${told(count, 'value')}, and gets ${given}${splats > 0 ? ' or more' : ''}`
    return splats > 0 ? undefined : values.map((value, i) => letterMistake(letters[i], value)).find(Boolean)
  }
  // A mapping is no value too many, and what a name stands for may be a tuple.
  if (!isOneValue(right)) return undefined
  if (count !== 1 && !(count === 0 && /^(?:dictionary|list)/.test(right.type)))
    return `the format takes ${told(count, 'value')}, and gets 1`
  return letterMistake(letters[0], right)
}

function mappingMistake(context: Context, names: ReadonlySet<string>, right: Node): string | undefined {
  const keys = new Set<string>()
  for (const pair of withoutComments(right)) {
    const key = field(pair, 'key')
    const text = key && textOf(context, key)
    if (!text) return undefined
    keys.add(text.value)
  }
  const missing = [...names].find((name) => !keys.has(name))
  if (missing !== undefined) return `nothing gives the format its ${missing}`
  const unused = [...keys].find((key) => !names.has(key))
  return unused === undefined ? undefined : `the format has no ${unused}: it is given for nothing`
}

/** Whether an expression surely is no tuple. */
function isOneValue(node: Node): boolean {
  return /^(?:string|concatenated_string|integer|float|list|set|true|false|none|dictionary|list_comprehension|set_comprehension|dictionary_comprehension|comparison_operator|not_operator|lambda)$/.test(
    node.type,
  )
}

/** What is wrong with a value that is written out, for the letter that is to convert it. */
function letterMistake(letter: string | undefined, value: Node): string | undefined {
  if (letter === undefined || !/^(?:string|concatenated_string|none|list|dictionary|tuple)$/.test(value.type))
    return undefined
  return /[diouxXeEfFgG*]/.test(letter)
    ? `%${letter} takes a number, and gets ${value.text.slice(0, 20)}`
    : undefined
}

/** What is wrong with `format.format(…)`. */
function braceMistake(format: string, call: Node): string | undefined {
  const needs = braceNeeds(format)
  if (typeof needs === 'string') return `the format is none that Python takes: it ${needs}`
  const args = argumentsOf(call)
  const named = args.flatMap((arg) =>
    arg.type === 'keyword_argument' ? [field(arg, 'name')?.text ?? ''] : [],
  )
  const given = args.filter(({ type }) => type !== 'keyword_argument' && !type.endsWith('_splat')).length
  const hasList = args.some(({ type }) => type === 'list_splat')
  const hasMapping = args.some(({ type }) => type === 'dictionary_splat')
  const most = Math.max(-1, ...needs.numbers)
  if (!hasList && most >= given)
    return `the format takes ${told(most + 1, 'value')} without a name, and gets ${given}`
  const missing = [...needs.names].find((name) => !named.includes(name))
  if (!hasMapping && missing !== undefined) return `nothing gives the format its ${missing}`
  const unused = named.find((name) => !needs.names.has(name))
  if (unused !== undefined) return `the format has no ${unused}: it is given for nothing`
  const idle = Array.from({ length: given }, (_, i) => i).find((i) => !needs.numbers.has(i))
  // Those behind `*args` stand at places that are not known.
  return idle === undefined || hasList ? undefined : `the format never takes value ${idle + 1}`
}

function told(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
