import { argumentsOf, defineTransform, field, keywordArgument, laidOut, onOneLine } from '#transform'
import { plainArguments } from './_calls.ts'

export default defineTransform({
  summary: 'Write starmap(f, zip(a, b)) as map(f, a, b)',
  since: 'any',
  safety: 'safe',
  sameAs: ['RUF058'],
  docs: 'https://docs.python.org/3/library/itertools.html#itertools.starmap',
  drops: ['constants'],
  query: '(call function: (_) @callee arguments: (argument_list) @outer) @call',
  where: { callee: 'itertools.starmap' },
  needs: /\bzip\b/,
  rewrite({ outer, call }, context) {
    const [mapped, zipped, more] = plainArguments(call) ?? []
    const inner = zipped?.type === 'call' ? field(zipped, 'function') : undefined
    if (!mapped || !zipped || !inner || more) return
    if (context.qualifiedName(inner) !== 'builtins.zip') return
    if (field(zipped, 'arguments')?.type !== 'argument_list') return
    const args = argumentsOf(zipped)
    const strict = keywordArgument(args, 'strict')
    if (strict && field(strict, 'value')?.text !== 'False')
      return context.skip('map() does not ask whether all are of one length')
    const given = args.filter((one) => one !== strict)
    if (given.some(({ type }) => /^(?:keyword_argument|dictionary_splat)$/.test(type))) return
    // Of nothing at all zip() makes nothing; map() wants something to go through.
    if (given.every(({ type }) => type.endsWith('splat')))
      return context.skip('there may be nothing that zip() is given, which map() refuses')
    if (!context.isBuiltin('map')) return context.skip('map is not the builtin here')
    if (outer.text.includes('#')) return context.skip('a comment would be lost')
    const all = [mapped, ...given].map(onOneLine)
    if (all.some((one) => one === undefined))
      return context.skip('what it is given cannot be put on one line')
    const parts = all.map((one, i) => (i < all.length - 1 ? `${one},` : `${one}`))
    context.replace(call, laidOut(context, call.startIndex, 'map(', parts, ')'))
  },
})
