import { argumentsOf, defineTransform } from '#transform'
import { hasWord, namesIn, purposes } from './_sensitive.ts'

const FAST = 'md5 sha1 sha224 sha256 sha384 sha512 sha3_224 sha3_256 sha3_384 sha3_512 blake2b blake2s new'
const PASSWORD = 'pass(?:word|wd|phrase|code)s?|pwd|passw|pw'

export default defineTransform({
  summary: 'Report passwords that are hashed by something fast',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/hashlib.html#key-derivation',
  query: '(call function: (_) @callee) @call',
  where: { callee: [...FAST.split(' ').map((name) => `hashlib.${name}`), 'crypt.crypt'] },
  rewrite({ callee, call }, context) {
    const words = [...argumentsOf(call).flatMap(namesIn), ...purposes(call)]
    const isOld = context.qualifiedName(callee) === 'crypt.crypt'
    // Whether a password was leaked is asked with SHA-1.
    if (/\bpwned|hibp|haveibeen/i.test(context.text)) return
    if (isOld || words.some((word) => hasWord(word, PASSWORD)))
      context.report(
        'passwords need a hash that is salted and slow, made for them: this one is tried a billion times a second',
        call,
      )
  },
})
