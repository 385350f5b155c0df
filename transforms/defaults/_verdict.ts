import {
  type Context,
  classAround,
  docstringOf,
  field,
  isGenerator,
  type Node,
  parentOf,
  treeOf,
  withoutComments,
} from '#transform'
import { holdsConstants, isEmpty, whyNotEarlier } from './_default.ts'
import { isFixedText } from './_guard.ts'
import { type Use, type UseKind, usesOf } from './_uses.ts'

/** What becomes of one parameter. */
export type Verdict =
  | { readonly kind: 'move' }
  /** The body makes the object already: only the default is to change. */
  | { readonly kind: 'default-only' }
  | { readonly kind: 'harmless' | 'report'; readonly reason: string }

const READING: ReadonlySet<UseKind> = new Set(['peek', 'elements', 'none-test'])
/** Names under which people keep something between calls on purpose. */
const KEPT = /(?:^|_)(?:cache|memo|memoi[sz]ed?|registry|shared|singleton|static)s?(?:_|$)/i

/** Decides by what the body does with the parameter whether its default may be made in each call. */
export function judge(context: Context, definition: Node, parameter: Node, value: Node): Verdict {
  const report = (reason: string): Verdict => ({ kind: 'report', reason })
  const name = parameter.text
  const body = field(definition, 'body')
  const uses = usesOf(context, definition, parameter, isEmpty(value))
  const harmless = whyHarmless(name, uses, value)
  if (harmless || !body) return { kind: 'harmless', reason: harmless ?? `${name} is never used` }
  if (/^__.*[^_]_?$/.test(name)) return report('the name is mangled within the class; rename it first')
  if (definition.type === 'lambda') return report('a lambda shares its default between calls; make it a def')

  const guard = guardOf(body, name, value)
  if (guard) return { kind: 'default-only' }
  if (uses.some(({ kind }) => kind === 'none-test'))
    return report('None has a meaning of its own in the body')
  if (uses.some(({ kind }) => kind === 'identity'))
    return report('the body asks for this very object with `is`')
  if (isMemo(definition, name, uses))
    return report('what one call leaves in it, the next one reads: if that is meant, leave it')
  if (callsItselfWithout(definition, name))
    return report(`the function calls itself and shares ${name} by it`)
  if (uses.some(({ kind }) => kind === 'forward'))
    return report(`${name} is handed on to a base class, where None may mean something`)
  if (isGenerator(definition)) return report('the body of a generator runs later than its call')
  if (isFixedText(value))
    return report('it goes over several lines, or a string in it does; give it a name first')
  const late = whyNotEarlier(context, value, body)
  return late ? report(late) : { kind: 'move' }
}

/** Why sharing the object changes nothing; undefined when somebody may notice. */
function whyHarmless(name: string, uses: readonly Use[], value: Node): string | undefined {
  const constants = holdsConstants(value)
  const isHarmless = uses.every(({ kind }) => {
    if (kind === 'elements') return constants
    if (kind === 'fallback') return isEmpty(value)
    return kind === 'peek' || kind === 'identity' || kind === 'none-test' || kind === 'rebind'
  })
  if (!isHarmless) return undefined
  return uses.length === 0
    ? `${name} is never used, so its default is never changed`
    : `${name} is only read, so its default is never changed`
}

/** `if x is None: x = []` at the top of the body, with the very object of the default. */
function guardOf(body: Node, name: string, value: Node): Node | undefined {
  const statements = withoutComments(body)
  const [first] = docstringOf(body) ? statements.slice(1) : statements
  for (const statement of statements.slice(first ? statements.indexOf(first) : 0)) {
    if (statement.type !== 'if_statement') return undefined
    const test = field(statement, 'condition')?.text.replace(/\s+/g, ' ')
    if (!/^\w+ is None$/.test(test ?? '')) return undefined
    if (test !== `${name} is None`) continue
    const text = (field(statement, 'consequence')?.text ?? '').trim()
    const isSame = text.replace(/\s+/g, '') === `${name}=${value.text}`.replace(/\s+/g, '')
    return isSame && !field(statement, 'alternative') ? statement : undefined
  }
  return undefined
}

/** Whether a call can see what an earlier one did to the default: it reads before, or while, it changes. */
function isMemo(definition: Node, name: string, uses: readonly Use[]): boolean {
  const mutations = uses.filter(({ kind }) => kind === 'mutate')
  const [first] = mutations
  if (!first) return false
  if (KEPT.test(name) || mutations.some(({ reads }) => reads)) return true
  const own = calledAs(definition)
  // A set of what was visited is handed down by each call to the next: sharing it further is the mistake.
  if (own !== '' && passesOn(definition, own, name)) return false
  const end = simpleStatement(first.node).endIndex
  return uses.some(({ kind, node }) => READING.has(kind) && node.startIndex < end)
}

function simpleStatement(node: Node): Node {
  let at = node
  for (let up = parentOf(at); up && up.type !== 'block' && up.type !== 'module'; up = parentOf(up)) at = up
  return at
}

/** What a call of the definition names: for `__init__` the class. */
function calledAs(definition: Node): string {
  const name = field(definition, 'name')?.text ?? ''
  const owner = name === '__init__' ? classAround(definition) : undefined
  return owner ? (field(owner, 'name')?.text ?? '') : name
}

function ownCalls(definition: Node, own: string): Node[] {
  const body = field(definition, 'body')
  if (!body || own === '' || !treeOf(body).text.slice(body.startIndex, body.endIndex).includes(own)) return []
  return body.descendantsOfType('call').filter((call) => {
    const callee = field(call, 'function')
    const last = callee?.type === 'attribute' ? field(callee, 'attribute') : callee
    const receiver = callee?.type === 'attribute' ? field(callee, 'object')?.text : undefined
    return last?.text === own && !receiver?.startsWith('super(')
  })
}

function passesOn(definition: Node, own: string, name: string): boolean {
  return ownCalls(definition, own).some(
    (call) =>
      /^(?:\w+|self\.\w+|cls\.\w+)$/.test(field(call, 'function')?.text ?? '') &&
      mentions(field(call, 'arguments'), name),
  )
}

function callsItselfWithout(definition: Node, name: string): boolean {
  const own = calledAs(definition)
  return ownCalls(definition, own).some((call) => !mentions(field(call, 'arguments'), name))
}

function mentions(node: Node | undefined, name: string): boolean {
  return !!node && node.descendantsOfType('identifier').some((identifier) => identifier.text === name)
}
