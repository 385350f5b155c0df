import { ancestorsOf, field, type Node, stringParts } from '#transform'

/** Whether a name, in whatever case, has one of these words: `words` is the inside of a regular expression. */
export function hasWord(name: string, words: string): boolean {
  const snake = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
  return new RegExp(`(?:^|[^a-z0-9])(?:${words})(?:[^a-z0-9]|$)`).test(snake)
}

/** Words for what nobody may guess. */
export const SECRETS =
  'pass(?:word|wd|phrase|code)s?|pwd|secrets?|token|(?:api|auth|access|private|secret|signing|encryption|session)_?keys?|session_?id|credentials?|csrf|xsrf|otp'

/** Names that end so hold something about a secret, not the secret. */
export const ABOUT =
  'url|uri|path|file|filename|name|field|header|param(?:eter)?|env|var(?:iable)?|prefix|suffix|type|label|help|text|message|error|format|pattern|regex|re|template|hint|prompt|title|description|class|model|column|table|key_?id|length|chars|alphabet|number|no|count|num|expiry|expires|algorithm|endpoint|scope|hash|status|state|stage|version|arn|use|usage|kind|parts|pos(?:ition)?|index|offset|size|source|handler|factory|provider|backend|validator|generator|manager|policy|history|last_set|ttl|lifetime|(?:secret|token|credentials?)_?id'

/**
 * The names that say what a value is for: of what it is assigned or passed to, in a statement or as an argument, and of the
 * function around it.
 */
export function purposes(value: Node): string[] {
  const names: string[] = []
  for (const up of ancestorsOf(value)) {
    switch (up.type) {
      case 'assignment':
      case 'augmented_assignment':
        names.push(wordOf(field(up, 'left')))
        break
      case 'named_expression':
      case 'keyword_argument':
      case 'default_parameter':
      case 'typed_default_parameter':
        names.push(wordOf(field(up, 'name')))
        break
      case 'pair':
        names.push(wordOf(field(up, 'key')))
        break
      case 'function_definition':
        names.push(wordOf(field(up, 'name')))
        return names
      case 'class_definition':
        return names
    }
  }
  return names
}

/** The names in an expression, with the keys that it looks up. */
export function namesIn(expression: Node): string[] {
  const nodes = [expression, ...expression.descendantsOfType(['identifier', 'subscript'])]
  return nodes.flatMap((node) => (/^(?:identifier|subscript)$/.test(node.type) ? [wordOf(node)] : []))
}

/** The last word of a target: that of an attribute, or of a key in brackets. */
export function wordOf(target: Node | undefined): string {
  if (target?.type === 'attribute') return field(target, 'attribute')?.text ?? ''
  const key = target?.type === 'subscript' ? field(target, 'subscript') : target
  const parts = key?.type === 'string' ? stringParts(key) : undefined
  if (key && parts)
    return key.text.slice(parts.content.start - key.startIndex, parts.content.end - key.startIndex)
  return key?.type === 'identifier' ? key.text : ''
}
