import { checkWidth, defineTransform, table } from '#transform'

const NAMES: Readonly<Record<string, string>> = table({
  A: 'ASCII',
  I: 'IGNORECASE',
  L: 'LOCALE',
  M: 'MULTILINE',
  S: 'DOTALL',
  U: 'UNICODE',
  X: 'VERBOSE',
})

export default defineTransform({
  summary: 'Write the flags of regular expressions in full: re.IGNORECASE instead of re.I',
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB167'],
  docs: 'https://docs.python.org/3/library/re.html#flags',
  query: '(attribute attribute: (identifier) @short) @flag',
  where: { flag: Object.keys(NAMES).map((letter) => `re.${letter}`) },
  // Behind the dot of an attribute: lone capital letters are all over comments.
  anchors: [/\b(?:A|I|L|M|S|U|X)\b(?<=\.\s*\w)/],
  needs: /\bre\b/,
  rewrite({ short }, context) {
    const { startIndex: start, endIndex: end } = short
    const edit = { start, end, text: NAMES[short.text] ?? short.text }
    checkWidth(context, edit, [edit])
    context.edit([edit])
  },
})
