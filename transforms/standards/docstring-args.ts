import {
  type Context,
  decoratorNames,
  defineTransform,
  docstringOf,
  field,
  type Node,
  stringParts,
} from '#transform'

export default defineTransform({
  summary: 'Report docstrings that tell of parameters which are not there, or leave out one of several',
  since: 'any',
  safety: 'report',
  sameAs: ['D417', 'DOC102'],
  docs: 'https://google.github.io/styleguide/pyguide.html#383-functions-and-methods',
  query:
    '(function_definition name: (identifier) @name parameters: (parameters) @parameters body: (block) @body) @definition',
  anchors: [/^[ \t]*(?:Args|Arguments|Parameters)[ \t]*:?[ \t\r]*$/m, /:param\b/],
  rewrite({ name, parameters, body, definition }, context) {
    const docstring = docstringOf(body)
    const told = docstring?.type === 'string' ? toldIn(context, docstring) : undefined
    if (!docstring || !told || told.names.size === 0) return
    const taken = takenBy(parameters)
    if (decoratorNames(context, definition).some((one) => /overload$|wraps$/.test(one ?? ''))) return
    // What ends up in **kwargs is told by its name.
    const gone = taken.hasKeywords ? [] : [...told.names].filter((one) => !taken.all.has(one))
    const first = docstring.firstNamedChild ?? docstring
    if (gone.length > 0) {
      // All of them are those of something else, such as the class that is made.
      if (gone.length === told.names.size && gone.length > 1) return
      context.report(`${name.text} takes no ${gone.join(' and no ')}, which its docstring tells of`, first)
      return
    }
    const missing = taken.named.filter(
      (one) => !told.names.has(one) && !new RegExp(`\\b${one}\\b`).test(docstring.text),
    )
    // Private functions are told of as far as it helps.
    if (missing.length > 0 && missing.length < told.names.size && !/^_(?!_init__)/.test(name.text))
      context.report(
        `the docstring of ${name.text} tells of its other parameters, and not of ${missing.join(', ')}`,
        first,
      )
  },
})

interface Taken {
  /** The names of all parameters, `args` for `*args`. */
  readonly all: ReadonlySet<string>
  /** Those that a docstring has to tell of. */
  readonly named: readonly string[]
  readonly hasKeywords: boolean
}

function takenBy(parameters: Node): Taken {
  const all = new Set<string>()
  const named: string[] = []
  let hasKeywords = false
  for (const one of parameters.namedChildren) {
    const pattern = one.type === 'typed_parameter' ? one.firstNamedChild : (field(one, 'name') ?? one)
    const isSplat = /splat_pattern$/.test(pattern?.type ?? '')
    const identifier = isSplat ? pattern?.firstNamedChild : pattern
    if (identifier?.type !== 'identifier') continue
    all.add(identifier.text)
    hasKeywords ||= pattern?.type === 'dictionary_splat_pattern'
    if (!isSplat && !/^(?:self|cls|_\w*)$/.test(identifier.text)) named.push(identifier.text)
  }
  return { all, named, hasKeywords }
}

/** The parameters that a docstring tells of, in the style of Google, NumPy or Sphinx. */
function toldIn(context: Context, docstring: Node): { readonly names: ReadonlySet<string> } | undefined {
  const parts = stringParts(docstring)
  if (!parts) return undefined
  const text = context.text.slice(parts.content.start, parts.content.end)
  const sphinx = [...text.matchAll(/^[ \t]*:param[ \t]+(?:[^:\n]*?[ \t])?\\?\*{0,2}(\w+)[ \t]*:/gm)].map(
    ([, name]) => name ?? '',
  )
  if (sphinx.length > 0) return { names: new Set(sphinx) }
  const lines = text.split(/\r?\n/)
  const at = lines.findIndex((line) => /^[ \t]*(?:Args|Arguments|Parameters)[ \t]*:?[ \t]*$/.test(line))
  if (at < 0) return undefined
  const isNumpy = /^[ \t]*-{3,}[ \t]*$/.test(lines[at + 1] ?? '')
  if (!isNumpy && !/:[ \t]*$/.test(lines[at] ?? '')) return undefined
  const names = isNumpy
    ? ofNumpy(lines.slice(at + 2), indent(lines[at] ?? ''))
    : ofGoogle(lines.slice(at + 1), indent(lines[at] ?? ''))
  return names && { names: new Set(names) }
}

function indent(line: string): number {
  return line.search(/\S|$/)
}

/** Lines such as `name (int): what it is`, one step further in than their header. */
function ofGoogle(lines: readonly string[], header: number): string[] | undefined {
  const names: string[] = []
  let own: number | undefined
  for (const line of lines) {
    if (line.trim() === '') continue
    const depth = indent(line)
    if (depth <= header) break
    own ??= depth
    if (depth !== own) continue
    const found = /^[ \t]*\\?\*{0,2}(\w+)[ \t]*(?:\([^)]*\)*|\[[^\]]*\])?[ \t]*:/.exec(line)
    // Something else than a list of parameters.
    if (!found?.[1]) return undefined
    names.push(found[1])
  }
  return names
}

/** Lines such as `name, other : int`, below the dashes and as far in as they are. */
function ofNumpy(lines: readonly string[], header: number): string[] | undefined {
  const names: string[] = []
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '' || indent(line) > header) continue
    // The header of the next part.
    if (indent(line) < header || /^[ \t]*[-=]{3,}[ \t]*$/.test(lines[index + 1] ?? '')) break
    const found = /^[ \t]*((?:\\?\*{0,2}\w+[ \t]*,[ \t]*)*\\?\*{0,2}\w+)[ \t]*(?::|$)/.exec(line)
    if (!found?.[1]) return undefined
    names.push(...found[1].split(',').map((one) => one.trim().replace(/^\\?\*+/, '')))
  }
  return names
}
