import {
  argumentsOf,
  type Context,
  docstringOf,
  field,
  indentOf,
  isFirstOnLine,
  lineEnd,
  type Node,
  parentOf,
  statementsOf,
  trueEnd,
} from '#transform'
import { shifted } from './_layout.ts'

/** What a finalizer does, as statements of the fixture, and the function that it was. */
export interface Teardown {
  readonly text: string
  /** The `def` whose body it is, which nothing else uses. */
  readonly definition?: Node
}

/** Reads the one argument of addfinalizer; skips where it cannot be written behind a yield. */
export function teardownOf(context: Context, call: Node, body: Node): Teardown {
  const [finalizer, more] = argumentsOf(call)
  if (!finalizer || more) return context.skip('addfinalizer takes one function')
  if (finalizer.type === 'lambda') {
    const inner = field(finalizer, 'body')
    if (!inner || field(finalizer, 'parameters') || /\n|:=|\byield\b/.test(inner.text))
      return context.skip('what the lambda does cannot stand behind a yield')
    return { text: inner.text }
  }
  if (finalizer.type === 'attribute') return { text: `${finalizer.text}()` }
  if (finalizer.type !== 'identifier')
    return context.skip('the finalizer is made by an expression: call what it does behind a yield')
  const [binding, other] = context.module.bindingsOf(finalizer)
  const isLocal = binding?.kind === 'function' && !other && parentOf(binding.owner)?.id === body.id
  if (!binding || !isLocal) return { text: `${finalizer.text}()` }
  return inlined(context, binding.owner, finalizer, body)
}

function inlined(context: Context, definition: Node, name: Node, body: Node): Teardown {
  const { text, module } = context
  const around = parentOf(body)
  const inner = field(definition, 'body')
  const [first] = inner ? statementsOf(inner) : []
  const uses = module.names
    .loads(name.text)
    .filter(({ node }) => module.bindingsOf(node).some(({ owner }) => owner.id === definition.id))
  const isPlain =
    inner &&
    first &&
    uses.length === 1 &&
    (field(definition, 'parameters')?.namedChildCount ?? 0) === 0 &&
    definition.firstChild?.type === 'def' &&
    !docstringOf(inner) &&
    isFirstOnLine(text, first.startIndex) &&
    text.slice(definition.startIndex, lineEnd(text, definition.startIndex)).endsWith(':') &&
    around !== undefined &&
    !sharesNames(context, definition, around) &&
    inner.descendantsOfType(['return_statement', 'yield', 'await', 'nonlocal_statement', 'global_statement'])
      .length === 0
  if (!isPlain) return { text: `${name.text}()` }
  const [inside, outside] = [indentOf(text, first.startIndex), indentOf(text, body.startIndex)]
  const span = { start: lineEnd(text, definition.startIndex), end: trueEnd(inner) }
  const lines = shifted(context, span, outside.length - inside.length, inside.length)
  return { text: lines.replace(/^(?:[ \t]*\r?\n)+[ \t]*/, ''), definition }
}

/** Whether both functions have a variable of the same name. */
function sharesNames({ module }: Context, definition: Node, around: Node): boolean {
  const names = new Set(definition.descendantsOfType('identifier').map(({ text }) => text))
  return [...names].some((name) => {
    const owners = module.names.bindings(name).map(({ scope }) => scope.node.id)
    return owners.includes(definition.id) && owners.includes(around.id)
  })
}
