import { defineTransform, field, stringParts, table, withoutComments, withoutParentheses } from '#transform'

/** Modes that say too much, and what is left of them: text and reading are the default, U means nothing since 3.0. */
const MODES: Readonly<Record<string, string>> = table({
  ...Object.fromEntries(
    ['r', 'rt', 'tr', 'U', 'rU', 'Ur', 'rtU', 'rUt', 'Ut', 'tU'].map((mode) => [mode, 'r']),
  ),
  ...Object.fromEntries(['rUb', 'rbU', 'Ub', 'bU', 'Urb', 'brU'].map((mode) => [mode, 'rb'])),
  wt: 'w',
  at: 'a',
  xt: 'x',
  'rt+': 'r+',
  'r+t': 'r+',
  'wt+': 'w+',
  'w+t': 'w+',
  'at+': 'a+',
  'a+t': 'a+',
})

export default defineTransform({
  summary: "Call open() without the mode 'r', and without the letters U and t",
  since: 'any',
  safety: 'safe',
  sameAs: ['UP015'],
  docs: 'https://docs.python.org/3/library/functions.html#open',
  drops: ['constants'],
  query: '(call function: (_) @callee arguments: (argument_list) @arguments)',
  where: { callee: ['builtins.open', 'io.open', 'aiofiles.open'] },
  anchors: Object.keys(MODES).flatMap((mode) => [`'${mode}'`, `"${mode}"`]),
  rewrite({ arguments: list }, context) {
    const all = withoutComments(list)
    if (all.some(({ type }) => type === 'list_splat')) return
    const keyword = all.find(
      (argument) => argument.type === 'keyword_argument' && field(argument, 'name')?.text === 'mode',
    )
    const positional = all.filter(({ type }) => !/^(?:keyword_argument|dictionary_splat)$/.test(type))
    const argument = keyword ?? positional[1]
    const mode = keyword ? field(keyword, 'value') : argument
    const parts = mode && stringParts(withoutParentheses(mode))
    if (!argument || !parts || parts.isBytes || parts.isFormatted) return
    const plain = MODES[context.text.slice(parts.content.start, parts.content.end)]
    if (plain === undefined) return
    const index = all.indexOf(argument)
    // What follows in its place would become the mode.
    const isHeld = !keyword && positional.length > 2
    const [before, after] = [all[index - 1], all[index + 1]]
    if (plain !== 'r' || isHeld || !(before ?? after)) context.replace(parts.content, plain)
    else if (before) context.remove({ start: before.endIndex, end: argument.endIndex })
    else if (after) context.remove({ start: argument.startIndex, end: after.startIndex })
  },
})
