import {
  defineTransform,
  field,
  isTriedFor,
  leaveChoices,
  type Node,
  parentOf,
  type Span,
  sameNode,
  table,
} from '#transform'
import { replaceInTuple } from './_exceptions.ts'
import { bindsUnseen, isUnbound } from './_unbound.ts'

/** The builtins that are gone since 3.0, and what stands for them. https://docs.python.org/3/whatsnew/3.0.html */
const BUILTINS: Readonly<Record<string, string>> = table({
  StandardError: 'Exception',
  basestring: 'str',
  file: 'open',
  intern: 'sys.intern',
  long: 'int',
  raw_input: 'input',
  reduce: 'functools.reduce',
  reload: 'importlib.reload',
  unichr: 'chr',
  unicode: 'str',
  xrange: 'range',
})
/** Values that do nothing. */
const PLAIN = /^(?:identifier|attribute|string|integer|float|true|false|none)$/
/** Names that are words of English as well, and stand for something only where they are called. */
const CALLED: ReadonlySet<string> = new Set(['file', 'intern', 'reduce', 'reload'])
/** Names that are found in sentences, too. */
const SAID: ReadonlySet<string> = new Set(['long', 'unicode'])

/** A name that is no attribute, and hardly a word of a sentence. */
function anchorOf(name: string): RegExp {
  const behind = CALLED.has(name)
    ? '(?=[ \\t]*\\()'
    : SAID.has(name)
      ? `(?:(?=[ \\t]*\\(|[),\\]:}])|(?<==[ \\t]*${name}))`
      : ''
  return new RegExp(`\\b${name}\\b(?<![.]${name})${behind}`)
}

export default defineTransform({
  summary:
    'Replace builtins of Python 2 that nothing binds: unicode, basestring, xrange, long, reduce and their like',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/whatsnew/3.0.html',
  query: `((identifier) @name (#match? @name "^(?:${Object.keys(BUILTINS).join('|')})$"))`,
  anchors: Object.keys(BUILTINS).map(anchorOf),
  rewrite({ name }, context) {
    const now = BUILTINS[name?.text ?? '']
    if (!name || now === undefined) return
    const { isStub, path } = context.module
    if (isStub || /(?:^|\/)six\.py$/.test(path)) return
    if (!isUnbound(context, name) || bindsUnseen(context)) return
    leaveChoices(context, name)
    if (isTriedFor(name, /\bNameError\b/))
      context.skip(`a handler around may be there because nothing binds ${name.text}`)
    if (now === 'importlib.reload' && /\bsetdefaultencoding\b/.test(context.text))
      context.skip('sys.setdefaultencoding is gone: drop that and the reload')
    const cut = now.lastIndexOf('.')
    if (cut >= 0) return context.replace(name, context.import(now.slice(0, cut), now.slice(cut + 1), name))
    if (!context.isBuiltin(now, name)) context.skip(`${now} is not the builtin here`)
    const isSame = (node: Node) =>
      node.text === now || (BUILTINS[node.text] === now && isUnbound(context, node))
    const pair = repeatedKey(name, isSame)
    if (pair) context.remove(pair)
    else replaceInTuple(context, name, now, isSame)
  },
})

/** `unicode: text` behind `str: text`, with what parts the two. */
function repeatedKey(name: Node, isSame: (node: Node) => boolean): Span | undefined {
  const pair = parentOf(name)
  const display = pair?.type === 'pair' && sameNode(field(pair, 'key'), name) ? parentOf(pair) : undefined
  if (!pair || display?.type !== 'dictionary') return undefined
  const others = display.namedChildren.slice(
    0,
    display.namedChildren.findIndex((one) => sameNode(one, pair)),
  )
  const value = field(pair, 'value')
  const isThere = others.some((other) => {
    const key = field(other, 'key')
    return key && isSame(key) && field(other, 'value')?.text === value?.text && PLAIN.test(value?.type ?? '')
  })
  const before = others.at(-1)
  return isThere && before && before.type !== 'comment'
    ? { start: before.endIndex, end: pair.endIndex }
    : undefined
}
