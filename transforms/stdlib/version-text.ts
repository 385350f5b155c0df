import {
  type Context,
  defineTransform,
  field,
  type Node,
  parentOf,
  sameNode,
  signsOf,
  stringParts,
} from '#transform'

/** On 3.10 and later the first three characters are 3.1. */
const NOTE = 'it was 3.1 on Python 3.10 and later'
/** Operators that text and tuples both know. */
const COMPARES = /^(?:[<>]=?|[!=]=)$/

export default defineTransform({
  summary: 'Ask sys.version_info for what is cut out of sys.version, or compared with it as text',
  since: 'any',
  safety: 'review',
  sameAs: ['YTT101', 'YTT102', 'YTT103', 'YTT302'],
  docs: 'https://docs.python.org/3/library/sys.html#sys.version_info',
  drops: ['constants'],
  query: `
    (subscript value: (_) @text subscript: [(slice) (integer)] @part) @cut
    (subscript value: (call function: (_) @text) subscript: [(slice) (integer)] @part) @cut
    (comparison_operator (_) @text) @comparison
    (comparison_operator (call function: (_) @text)) @comparison`,
  where: { text: ['sys.version', 'platform.python_version'] },
  needs: /version\b[\s\\()]*[[<>]|[<>]=?[\s\\]*[\w.]*version\b/,
  rewrite({ text, cut, part, comparison }, context) {
    if (!text || (context.qualifiedName(text) === 'sys.version') === isCalled(text)) return
    if (comparison) return compareWhole(comparison, isCalled(text) ? parentOf(text) : text, context)
    if (!cut || !part) return
    if (field(cut, 'subscript')?.nextNamedSibling) return
    const cutOut = part.text.replaceAll(/\s/g, '')
    // The first character is the major version, up to the second or with the point; other bounds are found in the text.
    if (!/^\d*:?\d+$/.test(cutOut) || /^(?:[01]|0?:[12])$/.test(cutOut)) return
    if (cutOut === '2') return askMinor(cut, context)
    if (!/^0?:3$/.test(cutOut))
      return context.skip('the minor version may take two digits: ask sys.version_info')
    const number = converted(cut, 'float', context) ?? cut
    const outer = parentOf(number)
    if (outer?.type === 'comparison_operator') {
      const constants = constantsBeside(outer, number)
      if (!constants)
        return context.skip('it is compared with what is not written out here: ask sys.version_info')
      context.review(NOTE)
      context.replace(number, `${info(text, context)}[:2]`)
      for (const constant of constants) writeVersion(constant, context)
      return
    }
    if (!sameNode(number, cut)) return context.skip('as a number 3.10 is 3.1: compare sys.version_info')
    context.review(NOTE)
    const name = info(text, context)
    const [major, minor] = [`{${name}[0]}`, `{${name}[1]}`]
    // In an f-string its braces do.
    if (outer?.type === 'interpolation') {
      if (outer.namedChildCount > 1) return context.skip('it is formatted: ask sys.version_info')
      return context.replace(outer, `${major}.${minor}`)
    }
    context.replace(cut, `f'${major}.${minor}'`)
  },
})

/** `sys.version >= '3.5'`: as text, 3.12 is less than 3.5. */
function compareWhole(comparison: Node, asked: Node | undefined, context: Context): void {
  const [left, right, ...more] = comparison.namedChildren
  const operator = signsOf(comparison)[0]?.text ?? ''
  if (!asked || !left || !right || more.length > 0 || !/^[<>]=?$/.test(operator)) return
  const constant = sameNode(left, asked) ? right : left
  const version = versionOf(constant)
  // What a first number decides is compared rightly.
  if (version?.[0] !== 3 || version.length < 2) return
  const source = asked.type === 'call' ? field(asked, 'function') : asked
  if (!source) return
  context.review('as text, 3.10 and later are less than 3.2')
  context.replace(asked, info(source, context))
  writeVersion(constant, context)
}

/** `sys.version[2]`, with an `int()` around it where there is one. */
function askMinor(cut: Node, context: Context): void {
  const source = field(cut, 'value')
  const text = source?.type === 'call' ? field(source, 'function') : source
  if (!text) return
  context.review('it was 1 on Python 3.10 and later')
  const minor = `${info(text, context)}[1]`
  const call = converted(cut, 'int', context)
  if (call) context.replace(call, minor)
  else if (context.isBuiltin('str')) context.replace(cut, `str(${minor})`)
  else context.skip('str is another name here')
}

/** Whether a name is called, with nothing. */
function isCalled(text: Node): boolean {
  const call = parentOf(text)
  const isCallee = call?.type === 'call' && sameNode(field(call, 'function'), text)
  return isCallee && field(call, 'arguments')?.namedChildCount === 0
}

/** `sys.version_info`, as it is written here. */
function info(text: Node, context: Context): string {
  const owner = text.type === 'attribute' ? field(text, 'object') : undefined
  const isSys = owner && context.qualifiedName(owner) === 'sys'
  return isSys ? `${owner.text}.version_info` : `${context.importModule('sys', text)}.version_info`
}

/** The call of `float` or `int` around a node. */
function converted(node: Node, name: string, context: Context): Node | undefined {
  const list = parentOf(node)
  const call = list?.type === 'argument_list' && list.namedChildCount === 1 ? parentOf(list) : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  return callee && context.qualifiedName(callee) === `builtins.${name}` ? call : undefined
}

/** What `node` is compared with: versions, or tuples, lists and sets of them. */
function constantsBeside(comparison: Node, node: Node): readonly Node[] | undefined {
  const [left, right, ...more] = comparison.namedChildren
  if (!left || !right || more.length > 0) return undefined
  const operator = comparison.children.flatMap(({ isNamed, text }) => (isNamed ? [] : [text])).join(' ')
  if (/^(?:not )?in$/.test(operator)) {
    if (!sameNode(left, node) || !/^(?:tuple|list|set)$/.test(right.type)) return undefined
    const items = right.namedChildren
    return items.length > 0 && items.every((item) => versionOf(item)) ? items : undefined
  }
  const constant = sameNode(left, node) ? right : left
  return COMPARES.test(operator) && versionOf(constant) ? [constant] : undefined
}

/** The numbers of `'3.5'`, and of the number 3.5. */
function versionOf(node: Node): readonly number[] | undefined {
  const parts = node.type === 'string' ? stringParts(node) : undefined
  const isNumber = node.type === 'float' || node.type === 'integer'
  const content = isNumber ? node.text : parts && !parts.isFormatted ? contentOf(node, parts.content) : ''
  const found = /^(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(content)
  return found?.slice(1).flatMap((number) => (number === undefined ? [] : Number(number)))
}

function contentOf(node: Node, { start, end }: { start: number; end: number }): string {
  return node.text.slice(start - node.startIndex, end - node.startIndex)
}

/** `'3.5'` as `(3, 5)`. */
function writeVersion(constant: Node, context: Context): void {
  const version = versionOf(constant) ?? []
  context.replace(constant, `(${version.join(', ')}${version.length === 1 ? ',' : ''})`)
}
