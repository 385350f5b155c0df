import {
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  type Node,
  removeArguments,
  reviewRelease,
  stringParts,
} from '#transform'
import { leaveChosen } from './_chosen.ts'
import { django } from './_releases.ts'

const METHODS = /^(?:get|post|head|trace|options|put|patch|delete|generic|request)$/
const MAKERS = /^django\.test\.(?:client\.)?(?:Client|RequestFactory)$/
const CASES = ['SimpleTestCase', 'TestCase', 'TransactionTestCase', 'LiveServerTestCase'].flatMap((name) => [
  `django.test.${name}`,
  `django.test.testcases.${name}`,
])

export default defineTransform({
  summary: 'Give the headers of test requests as headers',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/releases/4.2/#tests',
  query: '(call function: (_) @callee arguments: (argument_list)) @call',
  anchors: [/\bHTTP_[A-Z][A-Z_]*\s*=/],
  projectNeeds: ['django'],
  drops: ['names'],
  rewrite({ callee, call }, context) {
    const all = argumentsOf(call)
    const headers = all.filter((one) => /^HTTP_[A-Z0-9_]+$/.test(nameOf(one)))
    const [first] = headers
    if (!first || !isOfTests(callee, context)) return
    leaveChosen(context, first)
    reviewRelease(context, django('4.2'))
    const quote = context.text.includes('"') || !context.text.includes("'") ? '"' : "'"
    const items = headers.map((one) => `${quote}${headerOf(nameOf(one))}${quote}: ${given(one).text}`)
    const there = all.find((one) => nameOf(one) === 'headers')
    if (headers.some((one) => !isPlain(given(one))) && !isInARow(headers, all))
      context.skip('what the headers are is worked out between other arguments: write headers={…} by hand')
    if (there) addTo(given(there), headers, items, context)
    else context.replace(first, `headers={${items.join(', ')}}`)
    const edits = removeArguments(context.text, call, there ? headers : headers.slice(1))
    if (!edits) return context.skip('a comment speaks of one of the headers: write headers={…} by hand')
    context.edit(edits)
  },
})

function nameOf(argument: Node): string {
  return argument.type === 'keyword_argument' ? (field(argument, 'name')?.text ?? '') : ''
}

function given(argument: Node): Node {
  return field(argument, 'value') ?? argument
}

/** `HTTP_X_REAL_IP` is the header `x-real-ip`. */
function headerOf(name: string): string {
  return name.slice('HTTP_'.length).toLowerCase().replaceAll('_', '-')
}

/** A client or a factory of requests that is made here, or a method of one. */
function isOfTests(callee: Node, context: Context): boolean {
  if (MAKERS.test(context.qualifiedName(callee) ?? '')) return true
  const method = callee.type === 'attribute' ? field(callee, 'attribute')?.text : undefined
  const object = field(callee, 'object')
  if (method === undefined || !object || !METHODS.test(method)) return false
  if (object.type === 'call') {
    const maker = field(object, 'function')
    return !!maker && MAKERS.test(context.qualifiedName(maker) ?? '')
  }
  if (object.text === 'self.client') return isInTestCase(object, context)
  const type = context.typeOf(object)
  return type?.kind === 'instance' && typeof type.of === 'string' && MAKERS.test(type.of)
}

function isInTestCase(node: Node, context: Context): boolean {
  const around = [...ancestorsOf(node)].find(({ type }) => type === 'class_definition')
  if (!around) return false
  // A class may have a client of its own, which takes what it likes.
  const isOwn = /\b(?:client_class|self\.client)\s*=/.test(around.text)
  return !isOwn && CASES.some((name) => context.module.isSubclassOf(around, name) === 'yes')
}

/** Whether a value may be worked out earlier or later than the other arguments. */
function isPlain(value: Node): boolean {
  return (
    /^(?:identifier|integer|true|false|none)$/.test(value.type) ||
    (value.type === 'string' && stringParts(value)?.isFormatted === false)
  )
}

function isInARow(headers: readonly Node[], all: readonly Node[]): boolean {
  const places = headers.map(({ id }) => all.findIndex((one) => one.id === id))
  return places.every((place, i) => place === (places[0] ?? 0) + i)
}

/** Django puts `headers` behind what is given by name: the same header in both stays as it is there. */
function addTo(there: Node, headers: readonly Node[], items: readonly string[], context: Context): void {
  if (there.type !== 'dictionary') context.skip('headers are given as well: add these to them by hand')
  const keys = there.namedChildren.map((pair) => field(pair, 'key')?.text.replace(/["']/g, '').toLowerCase())
  if (keys.includes(undefined) || headers.some((one) => keys.includes(headerOf(nameOf(one)))))
    context.skip('headers are given as well, and may name the same: put them together by hand')
  if (!headers.every((one) => isPlain(given(one))))
    context.skip('what the headers are is worked out between other arguments: write headers={…} by hand')
  context.insert(there.startIndex + 1, items.join(', ') + (keys.length > 0 ? ', ' : ''))
}
