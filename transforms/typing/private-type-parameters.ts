import { type Binding, BUILTINS, type Context, defineTransform, type Node } from '#transform'

export default defineTransform({
  summary: 'Drop the underscore of type parameters, which nobody else sees anyway',
  since: '3.12',
  safety: 'review',
  recipes: [],
  sameAs: ['UP049'],
  docs: 'https://peps.python.org/pep-0695/',
  drops: ['names'],
  query: `
    (class_definition type_parameters: (type_parameter) @list) @definition
    (function_definition type_parameters: (type_parameter) @list) @definition`,
  anchors: [/\b(?:class|def)\s+\w+\s*\[[^\]]*?\b_[A-Za-z]/],
  rewrite({ list, definition }, context) {
    if (!list || !definition) return
    let reason: string | undefined
    let isChanged = false
    for (const binding of privateIn(context, list)) {
      const shorter = binding.name.slice(1)
      const problem = problemWith(definition, shorter)
      const reads = context.module.names
        .loads(binding.name)
        .filter(({ node }) => context.module.bindingsOf(node).includes(binding))
      const inText = definition.text.match(new RegExp(`\\b${binding.name}\\b`, 'g'))?.length
      if (problem !== undefined || inText !== reads.length + 1) {
        reason ??= problem ?? `${binding.name} stands for something else here, too`
        continue
      }
      for (const node of [binding.node, ...reads.map((read) => read.node)]) context.replace(node, shorter)
      isChanged = true
    }
    if (!isChanged && reason !== undefined) context.skip(reason)
    if (isChanged) context.note('__type_params__ and error messages show the name')
  },
})

/** The type parameters whose names begin with one underscore and do not end with one. */
function privateIn({ module }: Context, list: Node): Binding[] {
  const names = new Set(list.descendantsOfType('identifier').map(({ text }) => text))
  return [...names]
    .filter((name) => /^_[A-Za-z](?:\w*[^\W_])?$/.test(name))
    .flatMap((name) => module.names.bindings(name))
    .filter(
      ({ kind, node }) =>
        kind === 'type-parameter' && node.startIndex > list.startIndex && node.endIndex < list.endIndex,
    )
}

/** Why the definition must not use a name for its type parameter. */
function problemWith(definition: Node, name: string): string | undefined {
  if (BUILTINS.has(name) || KEYWORDS.has(name)) return `${name} has a meaning of its own`
  return new RegExp(`\\b${name}\\b`).test(definition.text)
    ? `${name} stands for something else here already`
    : undefined
}

const KEYWORDS: ReadonlySet<string> = new Set(
  'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
)
