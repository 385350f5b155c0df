import {
  addArgument,
  argumentsOf,
  defineTransform,
  field,
  functionAround,
  hasSplat,
  isTestFile,
  keywordArgument,
  scopeOf,
} from '#transform'

export default defineTransform({
  summary: 'Give warnings.warn a stacklevel, so that it names the line of the caller',
  since: 'any',
  safety: 'review',
  sameAs: ['B028'],
  docs: 'https://docs.python.org/3/library/warnings.html#warnings.warn',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'warnings.warn' },
  rewrite({ call, callee }, context) {
    if (!call || !callee || context.qualifiedName(callee) !== 'warnings.warn') return
    const args = argumentsOf(call)
    if (keywordArgument(args, 'stacklevel') || keywordArgument(args, 'skip_file_prefixes')) return
    // What tests warn of is their own business, and their callers are those of a test runner.
    if (args.length === 0 || isTestFile(context.module.path)) return
    if (hasSplat(args)) return context.skip('the level may be among the arguments that are unpacked')
    if (args.filter(({ type }) => type !== 'keyword_argument').length > 2) return
    if (scopeOf(call).kind === 'class') return context.skip('a class body has no caller')
    const definition = functionAround(call)
    const name = definition && field(definition, 'name')?.text
    if (name === '__del__') return context.skip('what lets go of the last reference is nobody to blame')
    if (/^_(?!_)/.test(name ?? ''))
      return context.skip(
        `the callers of ${name} are in this project: count how many levels above them its users are`,
      )
    if (!definition && /__name__\s*==|==\s*__name__/.test(context.text))
      return context.skip('a script has no caller')
    context.review(
      'it names the line of the caller from now on: filters by module, and "once a line", heed that',
    )
    context.edit(addArgument(context.text, call, 'stacklevel=2', context.lineLength))
  },
})
