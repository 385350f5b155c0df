import { defineTransform, type Node, stringParts } from '#transform'

export default defineTransform({
  summary: "Replace type('') and its like with the class that it gives",
  since: 'any',
  safety: 'safe',
  sameAs: ['UP003'],
  docs: 'https://docs.python.org/3/library/functions.html#type',
  drops: ['constants'],
  query: '(call function: (_) @callee arguments: (argument_list . (_) @value .)) @call',
  where: { callee: 'builtins.type' },
  // Most calls are of type(self) and the like, and many make a class: type('Name', (), {}).
  anchors: [
    /\btype\b ?\(\s*(?:\.?\d|(?:True|False)\b|[([{]\s*[)\]}]\s*\)|[bBuUrR]{0,2}["'](?![^"'\\\n]*["']\s*[^\s)"'bBuUrR#\\]))/,
  ],
  rewrite({ value, call }, context) {
    const name = value && classOfLiteral(value)
    if (name === undefined) return
    if (!context.isBuiltin(name)) context.skip(`${name} is not the builtin here`)
    context.replace(call, name)
  },
})

/** The class of a literal that nothing has to be evaluated for. */
function classOfLiteral(value: Node): string | undefined {
  switch (value.type) {
    case 'string': {
      const parts = stringParts(value)
      return !parts || parts.isFormatted ? undefined : parts.isBytes ? 'bytes' : 'str'
    }
    case 'concatenated_string': {
      const names = new Set(
        value.namedChildren.map((part) => (part.type === 'comment' ? undefined : classOfLiteral(part))),
      )
      const [name] = names
      return names.size === 1 ? name : undefined
    }
    case 'integer':
    case 'float':
      return /j$/i.test(value.text) ? 'complex' : value.type === 'integer' ? 'int' : 'float'
    case 'true':
    case 'false':
      return 'bool'
    case 'tuple':
    case 'list':
    case 'dictionary':
      return value.namedChildCount > 0 ? undefined : value.type === 'dictionary' ? 'dict' : value.type
    default:
      return undefined
  }
}
