import { argumentsOf, type Context, field, hasSplat, type Node, withoutParentheses } from '#transform'
import { conversionFor } from './_conversions.ts'
import {
  bareText,
  literalsOf,
  operandOf,
  PERCENT_ESCAPE,
  partsOf,
  plain,
  quoted,
  type Reading,
} from './_reading.ts'

const NAME = /\{\{|\}\}|\{([^{}![\].:]*)((?:\.\w+|\[[^\]{}'"\\]*\])*)(?:!([rsa]))?(?::([^{}]*))?\}|[{}]/g

export function readFormat(context: Context, call: Node, format: Node): Reading | undefined {
  const literals = literalsOf(withoutParentheses(format))
  if (!literals || literals.some((literal) => partsOf(context, literal).isFormatted)) return undefined
  const given = argumentsOf(call)
  if (hasSplat(given)) context.skip('the arguments are unpacked')
  const fields = new FormatFields(context, given)
  const parts = literals.map((literal) => {
    const { content, prefix, isRaw } = partsOf(context, literal)
    const source = context.text.slice(content.start, content.end)
    if (!isRaw && /\\(?:N\{|x7[bBdD]|17[35]|[uU](?:0000)?007[bBdD])/.test(source))
      context.skip('an escape may stand for a brace')
    let at = 0
    let text = ''
    for (const found of source.matchAll(NAME)) {
      const [whole, name, accessors = '', how = '', spec = ''] = found
      text += plain(context, source.slice(at, found.index), isRaw, false)
      at = found.index + whole.length
      if (name !== undefined) text += fields.fill(name, accessors, how, spec)
      else if (whole.length < 2) context.skip('a field that cannot be read for certain')
      else text += whole.charAt(0)
    }
    text += plain(context, source.slice(at), isRaw, false)
    return { literal, text: quoted(context, literal, prefix, text) }
  })
  fields.finish()
  return { parts, args: fields.args, tail: { start: format.endIndex, end: call.endIndex } }
}

/** The fields of a format, as they are filled one after the other with what it is given. */
class FormatFields {
  /** What the conversions of the new text take, in their order. */
  readonly args: { readonly text: string; readonly node: Node }[] = []
  readonly #context: Context
  readonly #given: readonly Node[]
  readonly #positional: readonly Node[]
  readonly #used: Node[] = []
  #next = 0

  constructor(context: Context, given: readonly Node[]) {
    this.#context = context
    this.#given = given
    this.#positional = given.filter(({ type }) => type !== 'keyword_argument')
  }

  /** The conversion for a field such as `{name.accessors!how:spec}`. */
  fill(name: string, accessors: string, how: string, spec: string): string {
    const context = this.#context
    const node = this.#take(name)
    if (accessors && (how || spec)) context.skip('a field formats a part of an argument')
    if (accessors && !/^(?:identifier|attribute|subscript|call)$/.test(node.type))
      context.skip('a field takes a part of an argument')
    const conversion =
      conversionFor(context, withoutParentheses(node), how, spec) ??
      context.skip(
        `${node.text} is formatted by ${spec}, and not known to be of a class for which % does the same`,
      )
    const operand = accessors
      ? { conversion, node, text: node.text + accessors.replace(/\[(?!\d+\])([^\]]*)\]/g, '["$1"]') }
      : operandOf(context, node, conversion)
    this.args.push(operand)
    return operand.conversion
  }

  /** The argument that a field names, by its number or its keyword. */
  #take(name: string): Node {
    const context = this.#context
    const value = /^\d*$/.test(name)
      ? this.#positional[name === '' ? this.#next++ : Number(name)]
      : this.#given.find((one) => one.type === 'keyword_argument' && field(one, 'name')?.text === name)
    const node = value?.type === 'keyword_argument' ? field(value, 'value') : value
    if (!value || !node) return context.skip('there is no argument for a field: this fails already')
    const isPlain = /^(?:identifier|integer|float|string|true|false|none)$/.test(node.type)
    if (this.#used.includes(value) && !isPlain)
      context.skip('an argument is used more than once, and would be evaluated as often')
    this.#used.push(value)
    return node
  }

  /** Checks that nothing is left over, or now evaluated in another order. */
  finish(): void {
    const given = this.#given
    if (given.some((one) => !this.#used.includes(one))) this.#context.skip('an argument is not used')
    const isInOrder = [...new Set(this.#used)].every((one, i) => one === given[i])
    if (!isInOrder && given.some((one) => isActive(one)))
      this.#context.skip('the fields take calls in another order than they are made in')
  }
}

const CONVERSION = /%(?:%|(\([^()]*\))?[#0\- +]*(\*|\d*)(?:\.(\*|\d*))?[hlL]?[diouxXeEfFgGcrsa])|%/g

export function readPercent(context: Context, site: Node, left: Node, right: Node): Reading | undefined {
  const literals = literalsOf(withoutParentheses(left))
  if (!literals || literals.some((literal) => partsOf(context, literal).isFormatted)) return undefined
  let count = 0
  let named = 0
  const parts = literals.map((literal) => {
    const { content, isRaw } = partsOf(context, literal)
    const source = context.text.slice(content.start, content.end)
    if (!isRaw && PERCENT_ESCAPE.test(source)) context.skip('an escape stands for a percent sign')
    for (const [whole, key, width, precision] of source.matchAll(CONVERSION)) {
      if (whole === '%') context.skip('a conversion that cannot be read for certain')
      if (whole === '%%') continue
      if (key) named++
      count += 1 + [width, precision].filter((size) => size === '*').length
    }
    return { literal, text: literal.text }
  })
  if (count === 0) return undefined
  const tail = { start: left.endIndex, end: site.endIndex }
  const one = (node: Node, text = bareText(node)) => ({ parts, tail, args: [{ text, node }] })
  const bare = withoutParentheses(right)
  if (named > 0) {
    if (named < count) context.skip('only some conversions have a name')
    return isMapping(context, bare)
      ? one(right)
      : context.skip(`${right.text} is not certain to be a mapping, as the logger wants to have it`)
  }
  if (bare.type === 'tuple') {
    const operands = bare.namedChildren.filter(({ type }) => type !== 'comment')
    return { parts, tail, args: operands.map((node) => ({ text: node.text, node })) }
  }
  const type = context.typeOf(bare)
  const isTuple =
    (type?.kind === 'instance' && /^builtins\.tuple$/.test(String(type.of))) || starsOf(context, bare) === '*'
  if (count > 1 || isTuple) return one(right, `*${bareText(right)}`)
  const isSure =
    type !== undefined || /^(?:integer|float|string|concatenated_string|list|dictionary)$/.test(bare.type)
  if (!isSure) context.review('were the operand a tuple, % would take it apart')
  return one(right)
}

function isMapping(context: Context, node: Node): boolean {
  if (/^dictionary/.test(node.type) || starsOf(context, node) === '**') return true
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  if (callee && /^builtins\.(?:dict|vars|locals|globals)$/.test(context.qualifiedName(callee) ?? ''))
    return true
  if (node.type === 'attribute' && field(node, 'attribute')?.text === '__dict__') return true
  const type = context.typeOf(node)
  return (
    type?.kind === 'instance' &&
    /^(?:builtins\.dict|collections\.(?:OrderedDict|defaultdict|Counter|ChainMap|abc\.(?:Mutable)?Mapping))$/.test(
      String(type.of),
    )
  )
}

/** The stars before the parameter that a name is. */
function starsOf(context: Context, node: Node): string {
  const [only, ...more] = node.type === 'identifier' ? context.module.bindingsOf(node) : []
  if (only?.kind !== 'parameter' || more.length > 0) return ''
  return /\**$/.exec(context.text.slice(0, only.node.startIndex).trimEnd())?.[0] ?? ''
}

const ACTIVE = ['call', 'await', 'named_expression', 'yield']

function isActive(node: Node): boolean {
  return ACTIVE.includes(node.type) || node.descendantsOfType(ACTIVE).length > 0
}
