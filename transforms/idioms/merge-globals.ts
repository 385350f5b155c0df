import { checkWidth, commentsIn, defineTransform, parentOf, statementsOf } from '#transform'

export default defineTransform({
  summary: 'Join global statements that follow one another, likewise nonlocal',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB154'],
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#the-global-statement',
  drops: ['statements'],
  query: '[(global_statement) (nonlocal_statement)] @first',
  anchors: ['global', 'nonlocal'],
  rewrite({ first }, context) {
    const block = first && parentOf(first)
    if (!block || !/^(?:block|module)$/.test(block.type)) return
    const siblings = statementsOf(block)
    const at = siblings.findIndex((one) => one.startIndex === first.startIndex)
    if (siblings[at - 1]?.type === first.type) return
    const run = siblings.slice(at)
    const stop = run.findIndex(({ type }) => type !== first.type)
    const others = run.slice(1, stop === -1 ? run.length : stop)
    const last = others.at(-1)
    if (!last) return
    const span = { start: first.endIndex, end: last.endIndex }
    const gap = context.text.slice(first.endIndex, others[0]?.startIndex)
    if (commentsIn(context.module.tree, span).length > 0 || gap.includes('#'))
      return context.skip('a comment between them would be lost')
    const known = first.namedChildren.map(({ text }) => text)
    const names = others
      .flatMap((one) => one.namedChildren.map(({ text }) => text))
      .filter((name) => !known.includes(name))
    const edit = { ...span, text: [...new Set(names)].map((name) => `, ${name}`).join('') }
    checkWidth(context, { start: first.startIndex, end: last.endIndex }, [edit])
    context.edit([edit])
  },
})
