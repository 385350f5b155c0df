import {
  ancestorsOf,
  type Context,
  classAround,
  defineTransform,
  field,
  isTestFile,
  isWithin,
  type Node,
  ownNodes,
  parentOf,
  sameNode,
  stringParts,
} from '#transform'

export default defineTransform({
  summary: 'Report str parameters that are only compared with a few texts: Literal says which',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/typing.html#typing.Literal',
  query: `
    (typed_parameter . (identifier) @name type: (type . (identifier) @annotation .))
    (typed_default_parameter name: (identifier) @name type: (type . (identifier) @annotation .))`,
  where: { annotation: 'builtins.str' },
  needs: /(?:==|\bin\s*[([{]|\bcase)\s*["']/,
  rewrite({ name, annotation }, context) {
    const definition =
      name && [...ancestorsOf(name)].find(({ type }) => /^(?:function_definition|lambda)$/.test(type))
    if (!name || !annotation || definition?.type !== 'function_definition' || isTestFile(context.module.path))
      return
    const texts = textsOf(context, name, definition)
    if (!texts || texts.size < 2 || !isClosed(context, name, definition, texts)) return
    // A class above or below says the same of it.
    const owner = classAround(definition)
    if (owner && field(owner, 'superclasses')) return
    // What such functions take is said by Python.
    if (/^__(?!init__|call__)/.test(field(definition, 'name')?.text ?? '')) return
    const all = [...texts].map((text) => JSON.stringify(text))
    const shown = all.length > 5 ? [...all.slice(0, 4), '…'] : all
    context.report(
      `${name.text} is compared with ${all.length} texts, and used for nothing else: Literal[${shown.join(', ')}] lets checkers find the others`,
      annotation,
    )
  },
})

/** The texts that a parameter is compared with; undefined where it is used in another way, too. */
function textsOf(context: Context, name: Node, definition: Node): ReadonlySet<string> | undefined {
  const { names } = context.module
  const body = field(definition, 'body')
  const home = body && names.resolve(name.text, body)
  if (home?.kind !== 'bound' || home.bindings.length !== 1 || !sameNode(home.scope.node, definition))
    return undefined
  const found = new Set<string>()
  for (const { node } of names.loads(name.text)) {
    const meant = names.resolve(name.text, node)
    if (meant.kind !== 'bound' || meant.scope !== home.scope) continue
    const texts = comparedWith(context, node)
    if (!texts) return undefined
    for (const text of texts) found.add(text)
  }
  return found
}

/** The texts that a use compares the value with; none where it is shown to people, as in an error. */
function comparedWith(context: Context, use: Node): readonly string[] | undefined {
  const parent = parentOf(use)
  if (parent?.type === 'match_statement')
    return (field(parent, 'body')?.namedChildren ?? []).flatMap((clause) =>
      (clause.firstNamedChild?.descendantsOfType('string') ?? []).flatMap(
        (one) => textOf(context, one) ?? [],
      ),
    )
  if (parent?.type === 'comparison_operator' && parent.namedChildCount === 2) {
    const other = [parent.firstNamedChild, parent.lastNamedChild].find((one) => one && !sameNode(one, use))
    const operator = context.text
      .slice(parent.firstNamedChild?.endIndex, parent.lastNamedChild?.startIndex)
      .trim()
    if (!other || !/^(?:==|!=|in|not\s+in)$/.test(operator)) return undefined
    if (/in$/.test(operator) && !/^(?:tuple|list|set)$/.test(other.type)) return undefined
    const members = /in$/.test(operator) ? other.namedChildren : [other]
    const texts = members.map((one) => textOf(context, one))
    return texts.every((one) => one !== undefined) ? texts : undefined
  }
  for (const up of ancestorsOf(use)) {
    if (up.type === 'raise_statement') return []
    if (/statement$|^block$/.test(up.type)) break
  }
  return undefined
}

function textOf(context: Context, node: Node): string | undefined {
  const parts = stringParts(node)
  if (!parts || parts.isFormatted || parts.isBytes) return undefined
  const text = context.text.slice(parts.content.start, parts.content.end)
  // A single character is one of a text, an empty one stands for nothing.
  return text.length > 1 ? text : undefined
}

/** Whether other texts are refused: an error tells of the value, or the default is one of them. */
function isClosed(context: Context, name: Node, definition: Node, texts: ReadonlySet<string>): boolean {
  const parameter = parentOf(name)
  const given = parameter?.type === 'typed_default_parameter' ? field(parameter, 'value') : undefined
  const text = given ? textOf(context, given) : undefined
  if (text !== undefined) return texts.has(text)
  // An error that another one led to is about something else.
  return ownNodes(definition, ['raise_statement']).some(
    (one) =>
      new RegExp(`(?<![\\w.])${name.text}\\b`).test(one.text) &&
      ![...ancestorsOf(one)].some((up) => up.type === 'except_clause' && isWithin(up, definition)),
  )
}
