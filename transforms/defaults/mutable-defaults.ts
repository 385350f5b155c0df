import { type Context, defineTransform, docstringOf, field, type Node, parentOf, treeOf } from '#transform'
import { holdsConstants, isEmpty, isMutable, whyNotEarlier } from './_default.ts'
import { insertGuards, isFixedText, type Moved } from './_guard.ts'
import { classAround, whyFixed } from './_signature.ts'
import { type Use, type UseKind, usesOf } from './_uses.ts'
import { widen } from './_widen.ts'

/** What becomes of one parameter. */
type Verdict =
  | { readonly kind: 'move' }
  /** The body makes the object already: only the default is to change. */
  | { readonly kind: 'default-only' }
  | { readonly kind: 'harmless' | 'report'; readonly reason: string }

export default defineTransform({
  summary: 'Make mutable default values anew in each call',
  since: 'any',
  safety: 'review',
  sameAs: ['B006'],
  docs: 'https://docs.python.org/3/faq/programming.html#why-are-default-values-shared-between-objects',
  query: '[(function_definition) (lambda)] @definition',
  anchors: [
    /=[\s\\(]*(?:[[{]|(?:\w+\.)?(?:list|dict|set|bytearray|defaultdict|deque|OrderedDict|Counter|ChainMap|UserDict|UserList)\s*\()/,
  ],
  rewrite({ definition }, context) {
    if (!definition) return
    const parameters = mutableParameters(context, definition)
    if (parameters.length === 0) return
    const fixed = definition.type === 'lambda' ? undefined : whyFixed(context, definition)
    if (fixed) context.skip(fixed)
    const moved: Moved[] = []
    const harmless: string[] = []
    let edited = 0
    for (const parameter of parameters) {
      const name = field(parameter, 'name')
      const value = field(parameter, 'value')
      if (!name || !value) continue
      const verdict = judge(context, definition, name, value)
      if (verdict.kind === 'harmless') harmless.push(verdict.reason)
      else if (verdict.kind === 'report')
        context.report(`${name.text}=${value.text}: ${verdict.reason}`, parameter)
      else {
        const annotation = field(parameter, 'type')
        if (annotation) widen(context, annotation)
        context.replace(value, 'None')
        if (verdict.kind === 'move') moved.push({ name: name.text, value })
        edited++
      }
    }
    if (edited === 0) {
      if (harmless.length === parameters.length) context.skip(harmless.join('; '))
      return
    }
    context.note('an argument of None now gives a new object as well')
    if (moved.length > 0) insertGuards(context, definition, moved)
  },
})

function mutableParameters(context: Context, definition: Node): Node[] {
  const list = field(definition, 'parameters')
  // Most anchors are assignments in a body: the text of the parameters says so more cheaply than their nodes.
  if (!list || !/=[\s\\(]*[\w[{]/.test(context.text.slice(list.startIndex, list.endIndex))) return []
  return list.namedChildren.filter((parameter) => {
    if (parameter.type !== 'default_parameter' && parameter.type !== 'typed_default_parameter') return false
    const value = field(parameter, 'value')
    return !!value && field(parameter, 'name')?.type === 'identifier' && isMutable(context, value)
  })
}

const READING: ReadonlySet<UseKind> = new Set(['peek', 'elements', 'none-test'])
/** Names under which people keep something between calls on purpose. */
const KEPT = /(?:^|_)(?:cache|memo|memoi[sz]ed?|registry|shared|singleton|static)s?(?:_|$)/i

function judge(context: Context, definition: Node, parameter: Node, value: Node): Verdict {
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
  if (isGenerator(body, definition)) return report('the body of a generator runs later than its call')
  if (isFixedText(value)) return report('a string in it goes over several lines; give it a name first')
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
  const statements = body.namedChildren.filter((child) => child.type !== 'comment')
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

function isGenerator(body: Node, definition: Node): boolean {
  if (!/\byield\b/.test(body.text)) return false
  return body.descendantsOfType('yield').some((node) => {
    for (let up = parentOf(node); up; up = parentOf(up)) {
      if (up.type === 'function_definition' || up.type === 'lambda') return up.id === definition.id
    }
    return false
  })
}
