import {
  basesOf,
  type Context,
  classAround,
  decoratorsOf,
  defineTransform,
  headOf,
  type Node,
} from '#transform'

export default defineTransform({
  summary: 'Write ... as the body of methods of protocols, of overloads, and of all that a stub has',
  since: 'any',
  safety: 'safe',
  sameAs: ['PYI009', 'PYI012'],
  docs: 'https://typing.python.org/en/latest/spec/protocol.html#defining-a-protocol',
  query: `
    (function_definition body: (block . (pass_statement) @body .)) @function
    (class_definition body: (block . (pass_statement) @body .))`,
  anchors: ['pass'],
  rewrite({ function: definition, body }, context) {
    if (context.module.isStub) return context.replace(body, '...')
    if (!definition || !/\b(?:Protocol|overload)\b/.test(context.text)) return
    if (isOverload(context, definition) || isOfProtocol(context, definition)) context.replace(body, '...')
  },
})

function isOverload(context: Context, definition: Node): boolean {
  return decoratorsOf(definition).some((decorator) => isOfTyping(context, decorator, 'overload'))
}

/** Whether it is a method that a protocol itself defines. */
function isOfProtocol(context: Context, definition: Node): boolean {
  const owner = classAround(definition)
  return (
    owner !== undefined &&
    basesOf(owner).some((base) => {
      const head = headOf(base)
      return head !== undefined && isOfTyping(context, head, 'Protocol')
    })
  )
}

function isOfTyping(context: Context, node: Node, name: string): boolean {
  return [`typing.${name}`, `typing_extensions.${name}`].includes(context.qualifiedName(node) ?? '')
}
