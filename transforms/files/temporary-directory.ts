import { type Context, defineTransform, field, jumpOut, type Node } from '#transform'
import { closeInWith } from './_closed.ts'
import { whyRebound } from './_kept.ts'

export default defineTransform({
  summary: 'Replace mkdtemp and rmtree with a TemporaryDirectory in a with statement',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/tempfile.html#tempfile.TemporaryDirectory',
  drops: ['names', 'constants', 'statements'],
  query: `
    (expression_statement . (assignment left: (identifier) @name !type
      right: (call function: (_) @callee arguments: (argument_list) @list)) .) @statement`,
  where: { callee: 'tempfile.mkdtemp' },
  needs: /\brmtree\b/,
  rewrite({ statement, name, callee, list }, context) {
    let isForgiving = false
    const around = (): readonly [string, string] => {
      const header = `with ${makerFor(context, callee)}`
      if (!isForgiving) return [header, '']
      if (!context.targets('3.10')) context.skip('before Python 3.10 a TemporaryDirectory ignores no errors')
      return [`${header}(ignore_cleanup_errors=True`, '']
    }
    closeInWith(context, {
      statement,
      name,
      // Where the list is written anew, only its end stays.
      get value(): Node {
        return (isForgiving && list.lastChild) || list
      },
      around,
      closers: [],
      isClosed(removal, text) {
        const given = /rmtree\((.*)\)$/.exec(text)?.[1]
        const forgives = given === `${name.text},ignore_errors=True` || given === `${name.text},True`
        const isClosed =
          (forgives || given === name.text) && context.qualifiedName(removal) === 'shutil.rmtree'
        if (isClosed) isForgiving = forgives
        return isClosed
      },
      whyNot(body, span) {
        const jump = jumpOut(body, ['return_statement', 'break_statement', 'continue_statement'])
        context.review('the directory is removed now when something in between raises, too')
        return jump
          ? `${jump.text.split('\n', 1)[0]} leaves the directory there: write it with try and finally first`
          : refuse(span)
      },
      whyNotTry: refuse,
    })

    function refuse(span: { start: number; end: number }): string | undefined {
      if (isForgiving && list.namedChildCount > 0) return 'the errors that rmtree ignores would be raised'
      return whyRebound(context, name, span)
    }
  },
})

function makerFor(context: Context, callee: Node): string {
  const module = callee.type === 'attribute' ? field(callee, 'object') : undefined
  return module ? `${module.text}.TemporaryDirectory` : context.import('tempfile', 'TemporaryDirectory')
}
