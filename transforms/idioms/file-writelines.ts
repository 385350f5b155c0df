import {
  checkWidth,
  commentsIn,
  defineTransform,
  field,
  heedScope,
  heedStops,
  heedUses,
  lineEnd,
  namesIn,
  statementsOf,
  trueEnd,
} from '#transform'
import { isOpenFile, otherUses } from './_files.ts'

export default defineTransform({
  summary: 'Write loops that only write to a file as f.writelines(…)',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB122'],
  docs: 'https://docs.python.org/3/library/io.html#io.IOBase.writelines',
  drops: ['names', 'statements'],
  query: `
    (for_statement left: (_) @item right: (_) @items
      body: (block . (expression_statement . (call
        function: (attribute object: (identifier) @file attribute: (identifier) @method)
        arguments: (argument_list . (_) @written .)) .))) @loop`,
  anchors: ['.write(', '.write ('],
  rewrite({ item, items, file, method, written, loop }, context) {
    if (method.text !== 'write' || /splat|keyword/.test(written.type) || field(loop, 'alternative')) return
    const body = field(loop, 'body')
    if (loop.firstChild?.type === 'async' || !body || statementsOf(body).length > 1) return
    if (!isOpenFile(context, file))
      return context.skip('only a file that a with statement opened is known to have writelines()')
    const names = namesIn(item)
    if (!names || /^(?:expression_list|yield)$/.test(items.type)) return
    if (/\b(?:await|yield)\b|:=/.test(written.text))
      return context.skip('what is written awaits, yields or assigns')
    const end = trueEnd(loop)
    const span = { start: loop.startIndex, end }
    if (otherUses(context, file).some((use) => use.startIndex > loop.startIndex && use.endIndex < end))
      return context.skip('the file is used in the loop for something else, too')
    heedUses(names, loop, context)
    const below = body.lastNamedChild
    const isBelow = below?.type === 'comment' && below.startIndex > lineEnd(context.text, end)
    if (isBelow || commentsIn(context.module.tree, span).length > 0)
      return context.skip('a comment in the loop would be lost')
    const isWhole = written.text === item.text
    if (!isWhole) {
      heedScope(context, written)
      heedStops(context, loop, written)
    }
    if (!isWhole && items.text.includes(':='))
      return context.skip('a comprehension may not assign in what it goes through')
    const values = isWhole ? items.text : `${written.text} for ${item.text} in ${items.text}`
    const edit = { ...span, text: `${file.text}.writelines(${values})` }
    checkWidth(context, span, [edit])
    context.edit([edit])
  },
})
