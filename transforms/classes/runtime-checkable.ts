import {
  ancestorsOf,
  basesOf,
  type Context,
  decoratorsOf,
  defineTransform,
  field,
  headOf,
  indentOf,
  lineStart,
  localClass,
  type Node,
  newlineAt,
  parentOf,
  sameNode,
  statementsOf,
} from '#transform'

const PROTOCOL = /^(typing(?:_extensions)?)\.(?:Protocol|Generic)$/

export default defineTransform({
  summary: 'Make protocols that isinstance is asked about runtime_checkable',
  since: '3.8',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/typing.html#typing.runtime_checkable',
  query: '(class_definition name: (identifier) @name superclasses: (argument_list) @bases) @definition',
  anchors: ['Protocol'],
  needs: /\bis(?:instance|subclass)\b/,
  rewrite({ name, definition }, context) {
    const heads = basesOf(definition).map((base) => headOf(base))
    const modules = heads.map((head) => head && PROTOCOL.exec(context.qualifiedName(head) ?? '')?.[1])
    const place = heads.findIndex((head) => head && context.qualifiedName(head)?.endsWith('.Protocol'))
    const module = modules[place]
    // What it inherits from another protocol may be checkable already.
    if (module === undefined || modules.includes(undefined)) return
    const checks = checksOf(context, name, definition)
    if (checks.length === 0) return
    const isDecorated = decoratorsOf(definition).some((one) =>
      /\.runtime(?:_checkable)?$/.test(context.qualifiedName(one) ?? ''),
    )
    if (isDecorated) return
    const body = field(definition, 'body')
    if (checks.includes('issubclass') && body && hasData(body))
      return context.skip(`issubclass cannot ask about ${name.text}, which has members that are no methods`)
    const { text } = context
    const start = definition.startIndex
    if (text.slice(lineStart(text, start), start).trim() !== '') return
    const decorator = context.import(module, 'runtime_checkable', heads[place])
    context.insert(start, `@${decorator}${newlineAt(text, start)}${indentOf(text, start)}`)
    context.review('isinstance looks whether there are members of these names, not at what they take or give')
  },
})

/** The functions, isinstance and issubclass, that are asked about the class. */
function checksOf(context: Context, name: Node, definition: Node): readonly string[] {
  const { module } = context
  return module.names.loads(name.text).flatMap(({ node }) => {
    let value = node
    let up = parentOf(node)
    while (up && /^(?:tuple|binary_operator)$/.test(up.type)) [value, up] = [up, parentOf(up)]
    const call = up?.type === 'argument_list' ? parentOf(up) : undefined
    const callee = call?.type === 'call' ? field(call, 'function') : undefined
    const asked = (callee &&
      /^builtins\.(isinstance|issubclass)$/.exec(context.qualifiedName(callee) ?? ''))?.[1]
    if (call && isExpectedToFail(call))
      context.skip(`that ${asked ?? 'it'} raises TypeError is expected of ${name.text}`)
    const isSecond = up !== null && up !== undefined && sameNode(up.namedChildren[1], value)
    return asked !== undefined && isSecond && sameNode(localClass(module, node), definition) ? [asked] : []
  })
}

/** Whether what the call raises is waited for. */
function isExpectedToFail(call: Node): boolean {
  return [...ancestorsOf(call)].some(
    (up) =>
      (up.type === 'with_statement' && /\braises\b|\bassertRaises/.test(up.firstNamedChild?.text ?? '')) ||
      (up.type === 'try_statement' && /\bexcept\b[^\n]*\bTypeError\b/.test(up.text)),
  )
}

/** Whether a protocol has members that are no methods. */
function hasData(body: Node): boolean {
  return statementsOf(body).some(({ firstNamedChild }) => firstNamedChild?.type === 'assignment')
}
