import {
  type Context,
  defineTransform,
  field,
  indentOf,
  indentUnit,
  isWithin,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  parentOf,
  sameNode,
} from '#transform'
import { isNamedLikeClass } from './_classes.ts'
import { handlerAround, isHandler, keepsVariable, valuesOf, variableOf } from './_handlers.ts'

export default defineTransform({
  summary: 'Say with from which exception another one is raised for',
  since: 'any',
  safety: 'review',
  sameAs: ['B904'],
  docs: 'https://docs.python.org/3/tutorial/errors.html#exception-chaining',
  query: '(raise_statement . (_) @raised !cause) @statement',
  anchors: ['raise'],
  needs: /\bexcept\b/,
  rewrite({ raised, statement }, context) {
    const handler = handlerAround(statement)
    if (!handler) return
    const made = raised.type === 'call' ? field(raised, 'function') : raised
    if (!made || !/^(?:identifier|attribute)$/.test(made.type)) return
    const variable = variableOf(handler)
    const root = rootOf(raised)
    if (variable && root.text === variable.text) return
    const maker = made.type === 'attribute' && raised.type === 'call' ? field(made, 'object') : undefined
    if (!isClass(context, made) && !(maker && isClass(context, maker)))
      return raised.type === 'call'
        ? context.skip(`${made.text} may give back what was caught: add from where it makes another one`)
        : undefined
    if (variable && !keepsVariable(context, handler, variable))
      return context.skip(`${variable.text} is bound to something else in the handler`)
    const name = variable?.text ?? freeName(context, handler)
    if (!variable) {
      const [caught, ...more] = valuesOf(handler)
      if (!caught || more.length > 0)
        return context.skip('what is caught has no name: write except … as, or from None')
      context.insert(caught.endIndex, ` as ${name}`)
    }
    context.insert(raised.endIndex, ` from ${name}`)
    wrap(context, raised, ` from ${name}`)
  },
})

/** Whether a name is that of a class: by what it is bound to, or by how it is written. */
function isClass(context: Context, made: Node): boolean {
  return context.typeOf(made)?.kind === 'class' || isNamedLikeClass(context, made)
}

/** What a chain of calls and attributes begins with. */
function rootOf(node: Node): Node {
  const inner = field(node, node.type === 'call' ? 'function' : 'object')
  return inner ? rootOf(inner) : node
}

/** A name for what is caught, as the file calls it elsewhere: one that means nothing but that in its scope. */
function freeName(context: Context, handler: Node): string {
  const { names } = context.module
  const usual = /\bexcept\b[^\n:]*\bas (\w+):/.exec(context.text)?.[1]
  const found = [usual ?? 'error', 'error', 'err', 'exc'].find((name) => {
    const meant = names.resolve(name, handler)
    if (meant.kind !== 'bound') return meant.kind === 'unbound'
    const handlers = meant.bindings.map(({ kind, node }) => (kind === 'except' ? clauseOf(node) : undefined))
    return (
      handlers.every((one) => one && !isWithin(one, handler) && !isWithin(handler, one)) &&
      names
        .loads(name)
        .filter(({ node }) => context.module.bindingsOf(node).some((one) => meant.bindings.includes(one)))
        .every(({ node }) => handlers.some((one) => one && isWithin(node, one)))
    )
  })
  return found ?? context.skip('what is caught has no name: write except … as, or from None')
}

function clauseOf(variable: Node): Node | undefined {
  for (let up = parentOf(variable); up; up = parentOf(up)) if (isHandler(up)) return up
  return undefined
}

/** Gives the arguments a line of their own where the statement gets too long. */
function wrap(context: Context, raised: Node, added: string): void {
  const { text } = context
  const list = field(raised, 'arguments')
  const [start, end] = [lineStart(text, raised.startIndex), lineEnd(text, raised.endIndex)]
  const isShort = end - start + added.length <= context.lineLength || end - start > context.lineLength
  if (isShort || list?.type !== 'argument_list' || list.namedChildCount === 0 || raised.text.includes('\n'))
    return
  if (!sameNode(parentOf(list), raised) || text.slice(start, raised.startIndex).trim() !== 'raise') return
  const newline = newlineAt(text, start)
  const indent = indentOf(text, start)
  context.insert(list.startIndex + 1, newline + indent + indentUnit(text))
  context.insert(list.endIndex - 1, newline + indent)
}
