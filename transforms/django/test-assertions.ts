import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  isDefinedInProject,
  isInstance,
  isPath,
  keywordArgument,
  type Node,
  parentOf,
  removeArguments,
  replaceCallee,
  reviewRelease,
  sameNode,
  spellingsOf,
  table,
} from '#transform'
import { leaveChosen } from './_chosen.ts'
import { django } from './_releases.ts'

const TEST_CASES = [
  'django.test.SimpleTestCase',
  'django.test.TestCase',
  'django.test.TransactionTestCase',
  'django.test.LiveServerTestCase',
  'django.test.testcases.SimpleTestCase',
  'django.test.testcases.TestCase',
  'django.test.testcases.TransactionTestCase',
  'django.contrib.staticfiles.testing.StaticLiveServerTestCase',
  'rest_framework.test.APISimpleTestCase',
  'rest_framework.test.APITestCase',
  'rest_framework.test.APITransactionTestCase',
]
const RENAMED: Readonly<Record<string, readonly [to: string, note: string]>> = table({
  assertQuerysetEqual: [
    'assertQuerySetEqual',
    'needs Django 4.2, where objects are compared as they are: without transform=repr older releases compared texts',
  ],
  assertFormsetError: ['assertFormSetError', 'needs Django 4.2'],
})
const FORM_ERROR = 'assertFormError'

export default defineTransform({
  summary: 'Call assertion methods of Django as its test cases of today have them',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.djangoproject.com/en/stable/releases/4.2/#miscellaneous',
  query: '(call function: (attribute object: (_) @self attribute: (identifier) @method)) @call',
  anchors: [...Object.keys(RENAMED), FORM_ERROR],
  projectNeeds: ['django'],
  searches: [...Object.keys(RENAMED), FORM_ERROR].flatMap(spellingsOf),
  rewrite({ self, method, call }, context) {
    const row = Object.hasOwn(RENAMED, method.text) ? RENAMED[method.text] : undefined
    if (!row && method.text !== FORM_ERROR) return
    const answer = isInstance(context, self, TEST_CASES)
    if (answer === 'no' || (answer === 'unknown' && self.text !== 'self')) return
    if (isDefinedInProject(context, method.text))
      return context.skip(`something in the project defines ${method.text} itself`)
    const from = argumentsOf(call)
    if (hasSplat(from)) return context.skip('what is unpacked may be meant for the older signature')
    leaveChosen(context, call)
    if (row) {
      const [to, note] = row
      context.review(note)
      replaceCallee(context, method, to)
    }
    // assertQuerysetEqual takes no response.
    if (method.text === 'assertQuerysetEqual') return
    if (keywordArgument(from, 'response')) takeNamed(context, call, from, row ? 5 : 4)
    else takeFromContext(context, from, row ? 5 : 4)
  },
})

/** `(response, 'form', …)` is `(response.context['form'], …)` since Django 4.1. */
function takeFromContext(context: Context, args: readonly Node[], least: number): void {
  const [response, form] = args
  const isName = form && (form.type === 'string' || isPath(form))
  if (!response || !isName || args.length < least || !isResponse(context, response)) return
  reviewRelease(context, django(least === 4 ? '4.1' : '4.2'))
  context.replace({ start: response.endIndex, end: form.endIndex }, `.context[${form.text}]`)
  writeNoErrors(context, args, args[least - 1])
}

/** `(response=response, form='form', …)` is `(form=response.context['form'], …)`. */
function takeNamed(context: Context, call: Node, args: readonly Node[], least: number): void {
  const named = keywordArgument(args, 'response')
  const other = keywordArgument(args, least === 4 ? 'form' : 'formset')
  const [response, form] = [named && field(named, 'value'), other && field(other, 'value')]
  if (!named || !other || !response || !form) return
  if (!isPath(response) || !(form.type === 'string' || isPath(form)))
    context.skip('the response or the form is worked out in the call: name it first')
  const removal = removeArguments(context.text, call, [named])
  if (!removal) context.skip('a comment stands beside the response')
  reviewRelease(context, django(least === 4 ? '4.1' : '4.2'))
  context.edit(removal)
  context.replace(form, `${response.text}.context[${form.text}]`)
  writeNoErrors(context, args)
}

/** No errors were None, too. */
function writeNoErrors(context: Context, args: readonly Node[], positional?: Node): void {
  const errors = keywordArgument(args, 'errors')
  const none = errors ? field(errors, 'value') : positional
  if (none?.type === 'none') context.replace(none, '[]')
}

/** Whether it is a name for what a test client gave. */
function isResponse(context: Context, node: Node): boolean {
  if (!isPath(node)) return false
  if (/(?:^|[._])(?:response|resp|res|r)\d*$/.test(node.text)) return true
  const [binding] = node.type === 'identifier' ? context.module.bindingsOf(node) : []
  const owner = binding?.kind === 'assignment' ? binding.owner : undefined
  const value = owner && field(owner, 'right')
  return (
    /\bclient\.(?:get|post|put|patch|delete)\s*\(/.test(value?.text ?? '') && !sameNode(parentOf(node), owner)
  )
}
