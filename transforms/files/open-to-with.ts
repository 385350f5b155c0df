import { defineTransform } from '#transform'
import { closeInWith, openingOf } from './_closed.ts'
import { isPath, OPENERS } from './_openers.ts'

export default defineTransform({
  summary: 'Open files in a with statement, which closes them whatever happens',
  since: 'any',
  safety: 'review',
  sameAs: ['SIM115', 'fix-file-resource-leak'],
  docs: 'https://docs.python.org/3/tutorial/inputoutput.html#reading-and-writing-files',
  drops: ['names', 'statements'],
  query: `
    (expression_statement . (assignment left: (identifier) @file !type
      right: (call function: (_) @callee) @open) .) @statement
    (expression_statement . (assignment left: (identifier) @file !type
      right: (call function: (attribute object: (_) @path attribute: (identifier) @method)) @open) .) @statement`,
  where: { callee: OPENERS },
  needs: /\.\s*close\s*\(/,
  rewrite({ statement, file, open, path, method }, context) {
    if (path && !(method?.text === 'open' && isPath(context, path))) return
    if (!statement || !file || !open) return
    closeInWith(
      context,
      openingOf(context, { statement, name: file, value: open, around: () => ['with ', ''] }, ['close()']),
    )
  },
})
