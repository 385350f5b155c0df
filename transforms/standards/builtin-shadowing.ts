import { type Binding, BUILTINS, defineTransform, field, isTestFile, type Node, sameNode } from '#transform'

/** Builtins that code calls so often that it will be wanted again below: others serve well as names. */
const WANTED =
  'abs all any bool bytes callable dict enumerate float frozenset getattr hasattr int isinstance issubclass iter len list map max min next open print range repr reversed round set setattr slice sorted str sum super tuple zip'.split(
    ' ',
  )

/** All that the option may name. */
const NAMES = [...BUILTINS].filter((name) => /^[a-z]+$/.test(name))

export default defineTransform({
  summary: 'Report variables that hide a builtin from the code below them',
  since: 'any',
  safety: 'report',
  sameAs: ['A001'],
  docs: 'https://docs.python.org/3/library/functions.html',
  options: {
    builtins: { default: WANTED, summary: 'the builtins that variables may not be named after' },
  },
  query: `
    (assignment left: (identifier) @name)
    (for_statement left: (identifier) @name)
    (as_pattern_target . (identifier) @name .)
    (named_expression name: (identifier) @name)`,
  anchors: [
    new RegExp(`\\b(?:${NAMES.join('|')})\\b(?=[ \\t]*(?::[^=\\n]*)?=(?!=)|[ \\t]*:=|[ \\t]+in\\b|[ \\t]*:)`),
  ],
  rewrite({ name }, context) {
    if (
      !context.options.builtins.includes(name.text) ||
      context.module.isStub ||
      isTestFile(context.module.path)
    )
      return
    const { names } = context.module
    const all = names.bindings(name.text)
    const binding = all.find(({ node }) => sameNode(node, name))
    if (!binding || !/^(?:module|function)$/.test(binding.scope.kind) || isMeant(binding)) return
    // The first place stands for all of a scope.
    const own = all.filter(({ scope }) => scope === binding.scope)
    if (own[0] !== binding || own.some(({ kind }) => /^(?:parameter|import|function|class)$/.test(kind)))
      return
    const where = binding.scope.kind === 'module' ? 'the module' : 'the function'
    context.report(`${where} cannot call ${name.text}() any more: name it after what it holds`, name)
  },
})

/** Whether something of the builtin's kind takes its place on purpose: `str = unicode`, `print = partial(print, …)`, Python 2 and 3. */
function isMeant({ owner, context: circumstance, scope, name }: Binding): boolean {
  if (scope.kind === 'module' && circumstance !== 'plain') return true
  const value = owner.type === 'assignment' ? field(owner, 'right') : undefined
  if (!value) return false
  if (value.type === 'lambda') return true
  const head = value.type === 'call' ? field(value, 'function') : value
  return (
    isAlias(value) ||
    (value.type === 'call' &&
      !!head &&
      new RegExp(`\\b${name}\\b`).test(value.text) &&
      /partial|wrap/.test(value.text))
  )
}

/** Whether a name or attribute is given another name, for speed or for an older Python. */
function isAlias(value: Node): boolean {
  return (
    /^(?:identifier|attribute)$/.test(value.type) &&
    /(?:^|\.)(?:unicode|long|basestring|xrange|raw_input|i(?:map|filter|zip)|\w*(?:print|open|len|range|type|iter|next|super|getattr|setattr|isinstance))$/i.test(
      value.text,
    )
  )
}
