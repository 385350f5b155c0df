import { argumentsOf, type Context, defineTransform, field, keywordArgument, type Node } from '#transform'
import { justAssigned, onlyValue } from './_assigned.ts'
import { wordOf } from './_sensitive.ts'

/** What can be checked without knowing more: verify_aud and verify_iss need somebody to compare with. */
const CHECKS = /^verify_(?:signature|exp|nbf|iat)$/

export default defineTransform({
  summary: 'Verify JSON web tokens',
  since: 'any',
  safety: 'review',
  sameAs: ['jwt-decode-verify'],
  docs: 'https://pyjwt.readthedocs.io/en/stable/api.html#jwt.decode',
  query: '(call function: (_) @callee) @call',
  where: { callee: ['jwt.decode', 'jwt.decode_complete', 'jwt.api_jwt.decode', 'jose.jwt.decode'] },
  drops: ['constants'],
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    const verify = keywordArgument(args, 'verify')
    const options = keywordArgument(args, 'options')
    const given = options && field(options, 'value')
    const written = given && onlyValue(context, given)
    const value = written ?? given
    const isOff = (one: Node | undefined) => one?.type === 'false'
    const inOptions = value ? switches(context, value).filter(isOff) : []
    const off = [...(verify ? [field(verify, 'value')] : []).filter(isOff), ...inOptions]
    if (off.length === 0) return
    if (call && given && written && inOptions.length > 0 && !justAssigned(context, given, call))
      return context.skip(`${given.text} turns off checks: decide where it is assigned`)
    const positional = args.filter(({ type }) => type !== 'keyword_argument')
    const key = keywordArgument(args, 'key') ?? positional[1]
    const keyText = key && (key.type === 'keyword_argument' ? field(key, 'value') : key)?.text
    if (keyText === undefined || /^(?:None|[bu]?(?:""|''))$/.test(keyText))
      return context.skip('there is no key to verify the token with')
    const hasAlgorithms = keywordArgument(args, 'algorithms') ?? positional[2]
    if (!hasAlgorithms && !verify && context.qualifiedName(callee) !== 'jose.jwt.decode')
      return context.skip('to verify the token, name its algorithms=[…], too')
    context.review('tokens with a wrong signature, or out of date, raise from now on')
    for (const one of off) if (one) context.replace(one, 'True')
  },
})

/** The values of the checks in a dictionary of options. */
function switches(context: Context, options: Node): (Node | undefined)[] {
  const callee = options.type === 'call' ? field(options, 'function') : undefined
  if (callee && context.qualifiedName(callee) === 'builtins.dict')
    return argumentsOf(options).flatMap((arg) =>
      arg.type === 'keyword_argument' && CHECKS.test(field(arg, 'name')?.text ?? '')
        ? [field(arg, 'value')]
        : [],
    )
  if (options.type !== 'dictionary') return []
  return options.namedChildren.flatMap((pair) =>
    pair.type === 'pair' && CHECKS.test(wordOf(field(pair, 'key'))) ? [field(pair, 'value')] : [],
  )
}
