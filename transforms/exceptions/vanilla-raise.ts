import { defineTransform, field, isTestFile } from '#transform'

export default defineTransform({
  summary: 'Report raise Exception, which nobody can catch without catching everything',
  since: 'any',
  safety: 'report',
  sameAs: ['TRY002'],
  docs: 'https://docs.python.org/3/tutorial/errors.html#user-defined-exceptions',
  query: '(raise_statement . (_) @raised) @statement',
  anchors: ['raise'],
  rewrite({ raised, statement }, context) {
    const made = raised.type === 'call' ? field(raised, 'function') : raised
    const name = made && context.qualifiedName(made)
    if (name !== 'builtins.Exception' && name !== 'builtins.BaseException') return
    // A test raises it to see who catches it.
    if (isTestFile(context.module.path)) return
    context.report(
      `who wants to catch this has to catch every ${name.slice('builtins.'.length)}: raise a class of its own`,
      statement,
    )
  },
})
