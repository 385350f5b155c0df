import { ancestorsOf, defineTransform, field, isTestFile, type Node, parentOf, stringParts } from '#transform'
import { ABOUT, hasWord, SECRETS, wordOf } from './_sensitive.ts'

/** What keys and tokens of well-known services look like, wherever they stand. */
const KNOWN =
  /^(?:AKIA|ASIA)[0-9A-Z]{16}$|^gh[pousr]_\w{36,}$|^github_pat_\w{22,}$|^glpat-[\w-]{20,}$|^xox[abprs]-[\w-]{10,}$|^[sr]k_live_\w{16,}$|^AIza[\w-]{35}$|^SG\.[\w-]{16,}\.[\w-]{16,}$|^pypi-[\w-]{32,}$|^npm_\w{36}$|-----BEGIN (?:\w+ )*PRIVATE KEY-----|^eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}$/
/** Values that stand for one to be filled in, or say what it is. */
const EMPTY =
  /^$|^(.)\1*$|^(\\x..)\2*$|\\[nrt0]$|\\x00$|^\^|^[a-z]:\\\\|^[<{[$%].*|.*[>}\]]$|\s|:\/\/|^\/|%\(|^(?:change[\s_-]?me|your|example|dummy|fake|placeholder|todo|none|null|true|false|test|default|optional|required|unknown|redacted|hidden|x{3,}|bearer|basic|string|undefined|unavailable|public)|\.(?:pem|key|crt|json|ya?ml|txt)$/i

export default defineTransform({
  summary: 'Report passwords, keys and tokens in the code',
  since: 'any',
  safety: 'report',
  sameAs: ['S105', 'S106', 'S107'],
  docs: 'https://docs.python.org/3/library/os.html#os.environ',
  query: `
    (assignment left: (_) @named right: (string) @text)
    (pair key: (_) @named value: (string) @text)
    (keyword_argument name: (_) @named value: (string) @text)
    (default_parameter name: (_) @named value: (string) @text)
    (typed_default_parameter name: (_) @named value: (string) @text)
    (comparison_operator (_) @named ["==" "!="] (string) @text)
    (string) @known`,
  anchors: [
    // A name of that kind, and a string behind it.
    /(?:pass(?:w|p|c)|pwd|secret|token|key|credential|csrf|xsrf|otp|session)\w*["'\]]*\s*(?::[^=\n"']+)?[=:!]=?\s*[rbu]?["']/i,
    /["'](?:AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abprs]-|[sr]k_live_|AIza|SG\.|pypi-|npm_|eyJ|-----BEGIN )/,
  ],
  rewrite({ named, text, known }, context) {
    const string = known ?? text
    const parts = string && stringParts(string)
    if (!string || !parts || parts.isFormatted) return
    const value = context.text.slice(parts.content.start, parts.content.end)
    const isKnown = KNOWN.test(value)
    if (known && isKnown)
      context.report('this looks like a key of a service: take it from the environment, and revoke it', known)
    // What opens nothing but what a test made itself is no secret.
    if (!named || isKnown || isTestFile(context.module.path)) return
    const name = wordOf(named)
    if (
      !hasWord(name, SECRETS) ||
      hasWord(name, `(?:${ABOUT})s?$|(?:next|page|pagination|continuation|sync)_?token`)
    )
      return
    if (value.length < 4 || EMPTY.test(value) || isSameWord(value, name) || isInEnum(string)) return
    if (parentOf(named)?.type === 'comparison_operator' && isOneOfMany(context.text, named.text)) return
    context.report(`${name} stands in the code: take it from the environment or a secret store`, string)
  },
})

/** `TOKEN = "token"`, `password="user_password"`: the name of a field, not what is in it. */
function isSameWord(value: string, name: string): boolean {
  const plain = (word: string) => word.toLowerCase().replaceAll(/[^a-z]/g, '')
  if (/key$/i.test(name) && /^[a-z]+(?:_[a-z]+){2,}$/.test(value)) return true
  return (
    /^[\w.:-]+$/.test(value) &&
    (plain(value).includes(plain(name)) || hasWord(value, SECRETS) || plain(name).includes(plain(value)))
  )
}

/** A secret token is compared with one text; one that a parser reads is asked for this and for that. */
function isOneOfMany(text: string, name: string): boolean {
  if (!/^\w*token$/i.test(name)) return false
  const compared = `\\b${name}\\s*(?:[=!]=|(?:not\\s+)?in\\b)\\s*(?:[([{]|[rbu]?(?:"(?!")|'(?!')))`
  const asked = new RegExp(`${compared}|\\b${name}\\.(?:starts|ends)with\\(`, 'g')
  return (text.match(asked)?.length ?? 0) > 1
}

/** Members of an enumeration are names of kinds. */
function isInEnum(text: Node): boolean {
  const holder = [...ancestorsOf(text)].find(
    ({ type }) => type === 'class_definition' || type === 'function_definition',
  )
  return holder?.type === 'class_definition' && /Enum\b/.test(field(holder, 'superclasses')?.text ?? '')
}
