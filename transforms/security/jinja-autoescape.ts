import { addArgument, argumentsOf, defineTransform, field, hasSplat, keywordArgument } from '#transform'
import { onlyValue } from './_assigned.ts'

export default defineTransform({
  summary: 'Have Jinja environments escape what they put into HTML and XML',
  since: 'any',
  safety: 'review',
  sameAs: ['S701', 'enable-jinja2-autoescape'],
  docs: 'https://jinja.palletsprojects.com/en/stable/api/#autoescaping',
  query: '(call function: (_) @callee) @call',
  where: {
    callee: [
      'aiohttp_jinja2.setup',
      'jinja2.Environment',
      'jinja2.environment.Environment',
      ...['SandboxedEnvironment', 'ImmutableSandboxedEnvironment'].map((name) => `jinja2.sandbox.${name}`),
    ],
  },
  rewrite({ call, callee }, context) {
    const args = argumentsOf(call)
    const given = keywordArgument(args, 'autoescape')
    const value = given && field(given, 'value')
    if (value && onlyValue(context, value)?.type === 'false')
      return context.skip(`${value.text} is False: say True where it is assigned`)
    if (given && value?.type !== 'false') return
    // It escapes unless it is told not to.
    if (!given && context.qualifiedName(callee) === 'aiohttp_jinja2.setup') return
    if (hasSplat(args) && !given)
      return context.skip('autoescape may be among the arguments that are unpacked')
    // It comes after thirteen others.
    if (args.filter(({ type }) => type !== 'keyword_argument').length > 13) return
    // LaTeX and the like: nothing of it is HTML.
    if (/\b(?:block_start_string|variable_start_string)\s*=/.test(call.text))
      return context.skip('with delimiters of its own this hardly makes HTML: say autoescape=True if it does')
    context.review('templates called .html, .htm and .xml escape from now on, and so do those from strings')
    const select = `${context.import('jinja2', 'select_autoescape')}()`
    if (value) return context.replace(value, select)
    context.edit(addArgument(context.text, call, `autoescape=${select}`, context.lineLength))
  },
})
