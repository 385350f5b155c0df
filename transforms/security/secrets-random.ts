import { argumentsOf, defineTransform, hasSplat, replaceCallee } from '#transform'
import { hasWord, purposes, SECRETS } from './_sensitive.ts'

const FUNCTIONS =
  'random uniform randint randrange choice choices sample shuffle getrandbits randbytes triangular'.split(' ')
const WORDS = `${SECRETS}|nonce|salt|(?:verification|auth|reset|invite|confirmation|recovery|backup|activation)_?codes?`

export default defineTransform({
  summary: 'Take the randomness of passwords and tokens from secrets',
  since: '3.6',
  safety: 'review',
  sameAs: ['S311', 'secure-random'],
  docs: 'https://docs.python.org/3/library/secrets.html',
  query: '(call function: (_) @callee) @call',
  where: { callee: FUNCTIONS.map((name) => `random.${name}`) },
  options: {
    everywhere: {
      default: false,
      summary: 'whether all calls are changed, not only those for passwords, tokens and the like',
    },
  },
  rewrite({ callee, call }, context) {
    const name = context.qualifiedName(callee)?.slice('random.'.length) ?? ''
    if (!context.options.everywhere && !purposes(call).some((word) => hasWord(word, WORDS))) return
    if (/\bseed\s*\(/.test(context.text))
      return context.skip('the file seeds its random numbers, to get the same ones again: secrets cannot')
    if (name === 'randbytes' && !context.targets('3.9')) return
    const args = argumentsOf(call)
    if (name === 'shuffle' && args.length > 1) return context.skip('this shuffles with a function of its own')
    const isPlain = args.length === 1 && !hasSplat(args) && args[0]?.type !== 'keyword_argument'
    const secrets = context.importModule('secrets')
    context.review('the numbers cannot be foreseen any more, nor repeated with a seed')
    if (name === 'choice') replaceCallee(context, callee, `${secrets}.choice`)
    else if (name === 'getrandbits' && isPlain) replaceCallee(context, callee, `${secrets}.randbits`)
    else if (name === 'randrange' && isPlain) replaceCallee(context, callee, `${secrets}.randbelow`)
    else if (name === 'randbytes' && isPlain) replaceCallee(context, callee, `${secrets}.token_bytes`)
    else replaceCallee(context, callee, `${secrets}.SystemRandom().${name}`)
  },
})
