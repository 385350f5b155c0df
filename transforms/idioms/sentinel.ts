import { argumentsOf, defineTransform, field, parentOf } from '#transform'

export default defineTransform({
  summary: 'Replace NAME = object() with NAME = sentinel("NAME")',
  since: '3.15',
  safety: 'review',
  docs: 'https://peps.python.org/pep-0661/',
  query:
    '(expression_statement . (assignment left: (identifier) @name right: (call function: (_) @callee) @call) @assignment .) @statement',
  where: { callee: 'builtins.object' },
  rewrite({ name, callee, call, assignment, statement }, context) {
    const { names } = context.module
    if (
      parentOf(statement)?.type !== 'module' ||
      field(assignment, 'type') ||
      argumentsOf(call).length > 0 ||
      !/^_*[A-Z][A-Z0-9_]*$/.test(name.text)
    )
      return
    if (names.bindings(name.text).length > 1) return context.skip(`${name.text} is bound again`)
    if (names.bindings('sentinel').length > 0 || names.loads('sentinel').length > 0)
      return context.skip('the name sentinel is used for something else')
    context.review('its repr is the name, and copies and pickles of it are the same object')
    const quote = context.text.split("'").length > context.text.split('"').length ? "'" : '"'
    context.replace(callee, 'sentinel')
    context.replace({ start: callee.endIndex, end: call.endIndex }, `(${quote}${name.text}${quote})`)
  },
})
