import { argumentsOf, defineTransform, field, keywordArgument, type Node, parentOf, table } from '#transform'

const CIPHERS = ['Crypto', 'Cryptodome'].flatMap((root) =>
  ['ARC2', 'ARC4', 'Blowfish', 'CAST', 'DES', 'DES3', 'XOR'].map((name) => `${root}.Cipher.${name}.new`),
)
const HAZMAT = ['primitives.ciphers', 'decrepit.ciphers'].map((path) => `cryptography.hazmat.${path}`)
const ALGORITHMS = HAZMAT.flatMap((path) =>
  ['ARC4', 'Blowfish', 'CAST5', 'IDEA', 'RC2', 'SEED', 'TripleDES'].map(
    (name) => `${path}.algorithms.${name}`,
  ),
)
const ECB = [
  ...HAZMAT.map((path) => `${path}.modes.ECB`),
  ...['Crypto', 'Cryptodome'].flatMap((root) =>
    ['AES', 'DES', 'DES3', 'Blowfish'].map((name) => `${root}.Cipher.${name}.MODE_ECB`),
  ),
]
/** Functions that make keys, with where the number of bits stands. */
const KEYS: Readonly<Record<string, readonly [index: number, name: string]>> = table({
  'cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key': [1, 'key_size'],
  'cryptography.hazmat.primitives.asymmetric.dsa.generate_private_key': [0, 'key_size'],
  'Crypto.PublicKey.RSA.generate': [0, 'bits'],
  'Crypto.PublicKey.DSA.generate': [0, 'bits'],
  'Cryptodome.PublicKey.RSA.generate': [0, 'bits'],
  'Cryptodome.PublicKey.DSA.generate': [0, 'bits'],
  'paramiko.RSAKey.generate': [0, 'bits'],
  'paramiko.DSSKey.generate': [0, 'bits'],
  'rsa.newkeys': [0, 'nbits'],
})
const CURVES = ['SECP192R1', 'SECT163K1', 'SECT163R2'].map(
  (name) => `cryptography.hazmat.primitives.asymmetric.ec.${name}`,
)

export default defineTransform({
  summary: 'Report ciphers, modes and keys that can be broken',
  since: 'any',
  safety: 'report',
  sameAs: ['S304', 'S305', 'S505'],
  docs: 'https://cryptography.io/en/latest/hazmat/primitives/symmetric-encryption/',
  query: `
    (call function: (_) @name) @call
    (attribute) @name
    (identifier) @name`,
  where: { name: [...CIPHERS, ...ALGORITHMS, ...CURVES, ...Object.keys(KEYS), ...ECB] },
  rewrite({ name: maker, call }, context) {
    const name = (maker && context.qualifiedName(maker)) ?? ''
    if (!maker) return
    if (ECB.includes(name)) {
      if (!call && !/^(?:dotted_name|aliased_import)$/.test(parentOf(maker)?.type ?? ''))
        context.report('ECB shows which blocks are alike: use AES with GCM', maker)
      return
    }
    if (!call) return
    const key = KEYS[name]
    if (key) {
      const bits = bitsOf(call, ...key)
      if (bits !== undefined && bits < 2048)
        context.report(`keys of ${bits} bits are too short: use 2048 at least`, call)
    } else if (CURVES.includes(name))
      context.report('keys on this curve are too short: use SECP256R1 at least', call)
    else context.report(`${maker.text} can be broken: use AES with GCM, or ChaCha20Poly1305`, call)
  },
})

/** The number of bits where it is written in the call. */
function bitsOf(call: Node, index: number, name: string): number | undefined {
  const args = argumentsOf(call)
  const named = keywordArgument(args, name)
  const value = named ? field(named, 'value') : args[index]
  return value?.type === 'integer' ? Number(value.text.replaceAll('_', '')) : undefined
}
