import { defineTransform, isInstanceOf, parentOf, stringParts } from '#transform'

const CLASSES = ['datetime.date', 'datetime.datetime', 'datetime.time']

export default defineTransform({
  summary: "Write f'{day.strftime('%Y')}' as f'{day:%Y}'",
  since: '3.6',
  safety: 'safe',
  recipes: ['standards'],
  docs: 'https://docs.python.org/3/library/datetime.html#datetime.date.__format__',
  drops: ['constants', 'names'],
  query: `
    (interpolation expression: (call
      function: (attribute object: (_) @object attribute: (identifier) @method)
      arguments: (argument_list . (string) @format .)) @call) @field`,
  anchors: [/\.strftime\s*\(\s*[rRuU]?["']/],
  rewrite({ object, method, format, call, field: whole }, context) {
    if (method.text !== 'strftime') return
    // The function of the module time is no method.
    if (/^(?:class|module)$/.test(context.typeOf(object)?.kind ?? '')) return
    const around = parentOf(whole)
    const outer = around && stringParts(around)
    if (
      !outer ||
      whole.namedChildren.some(({ type: kind }) => /^(?:type_conversion|format_specifier)$/.test(kind))
    )
      return
    if (context.text.slice(call.endIndex, whole.endIndex - 1).trim() !== '') return
    const parts = stringParts(format)
    if (!parts || parts.isBytes || parts.isFormatted) return
    const pattern = context.text.slice(parts.content.start, parts.content.end)
    if (pattern === '') return context.skip('an empty format would give the date as str() does')
    if (/[{}\\\n]/.test(pattern)) return context.skip('the format holds a brace or a backslash')
    if (pattern.includes(outer.quote.charAt(0))) return context.skip('the format holds the quotes around it')
    if (!isInstanceOf(context, object, CLASSES))
      context.review(
        `were ${object.text} of another class than those of datetime, it may read the format in its own way`,
      )
    // A blank before the brace would become part of the format.
    context.replace({ start: object.endIndex, end: whole.endIndex - 1 }, `:${pattern}`)
  },
})
