import { ancestorsOf, checkWidth, defineTransform, table } from '#transform'

const LETTERS: Readonly<Record<string, string>> = table({ bin: 'b', hex: 'x', oct: 'o' })

export default defineTransform({
  summary: "Write hex(x)[2:] as f'{x:x}', likewise for bin and oct",
  since: '3.6',
  safety: 'review',
  sameAs: ['FURB116'],
  docs: 'https://docs.python.org/3/library/string.html#format-specification-mini-language',
  drops: ['constants'],
  query: `
    (subscript value: (call function: (identifier) @callee arguments: (argument_list . (_) @number .))
      subscript: (slice) @slice) @site`,
  where: { callee: ['builtins.bin', 'builtins.hex', 'builtins.oct'] },
  rewrite({ callee, number, slice, site }, context) {
    if (!/^2\s*:$/.test(slice.text) || /splat|keyword/.test(number.type)) return
    const { text } = number
    if (number.type === 'unary_operator' && text.startsWith('-') && /^-\s*\d/.test(text))
      return context.skip('of a negative number only a part is taken')
    for (const up of ancestorsOf(site))
      if (up.type === 'interpolation') return context.skip('it stands in an f-string already')
    const quote = text.includes('"') ? "'" : '"'
    if (!/^[\w.()[\]"', +*-]+$/.test(text) || text.includes(quote) || /^lambda/.test(number.type))
      return context.skip('the number is written in a way that is hard to read in an f-string')
    const edit = {
      start: site.startIndex,
      end: site.endIndex,
      text: `f${quote}{${text}:${LETTERS[callee.text] ?? 'x'}}${quote}`,
    }
    checkWidth(context, edit, [edit])
    context.edit([edit])
    context.note('of a negative number the old code cuts off the sign and a zero, and leaves the letter')
  },
})
