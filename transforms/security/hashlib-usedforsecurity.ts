import {
  addArgument,
  argumentsOf,
  defineTransform,
  field,
  hasSplat,
  keywordArgument,
  type Node,
  stringParts,
} from '#transform'
import { hasWord, namesIn, purposes } from './_sensitive.ts'

const SECURE =
  'pass(?:word|wd|phrase|code)s?|pwd|secrets?|(?:api_?|access_?|auth_?|csrf_?|session_?)?token|sign(?:ature|ed)?|auth(?:entication|enticate)?|hmac|credentials?|salt|c?nonces?|urandom|pw|kex[a-z]*|kdf|challenge|certs?|certificates?|(?:host|public|private|rsa|dh)_?keys?'

export default defineTransform({
  summary: 'Say of MD5 and SHA-1 that they are not used for security',
  since: '3.9',
  safety: 'review',
  sameAs: ['S324'],
  docs: 'https://docs.python.org/3/library/hashlib.html#hashlib.new',
  query: '(call function: (_) @callee) @call',
  where: { callee: ['hashlib.md5', 'hashlib.sha1', 'hashlib.new'] },
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    if (keywordArgument(args, 'usedforsecurity')) return
    if (context.qualifiedName(callee) === 'hashlib.new' && !isWeak(args)) return
    if (args.some(({ type }) => type === 'dictionary_splat'))
      return context.skip('usedforsecurity may be among the arguments that are unpacked')
    const words = [...purposes(call), ...args.flatMap(namesIn)]
    if (words.some((word) => hasWord(word, SECURE)))
      return context.skip('this looks like security: use hashlib.sha256, hmac, or a slow hash for passwords')
    if (hasSplat(args)) return
    context.review('only right where nothing depends on that nobody can find another input with this hash')
    context.edit(addArgument(context.text, call, 'usedforsecurity=False', context.lineLength))
  },
})

/** Whether the first argument of hashlib.new names one of the two. */
function isWeak(args: readonly Node[]): boolean {
  const named = keywordArgument(args, 'name')
  const name = named ? field(named, 'value') : args[0]
  const parts = name?.type === 'string' ? stringParts(name) : undefined
  return (
    !!name &&
    !!parts &&
    /^(?:md5|sha-?1)$/i.test(
      name.text.slice(parts.content.start - name.startIndex, parts.content.end - name.startIndex),
    )
  )
}
