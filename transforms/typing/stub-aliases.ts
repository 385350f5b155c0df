import { defineTransform, genericParts, scopeOf } from '#transform'
import { bothModules } from './_tables.ts'

const ANY: ReadonlySet<string> = new Set(bothModules(['Any']))

export default defineTransform({
  summary: 'Mark the type aliases of stubs with TypeAlias',
  since: '3.10',
  safety: 'safe',
  sameAs: ['PYI026'],
  docs: 'https://typing.python.org/en/latest/guides/writing_stubs.html#type-aliases',
  query: `
    (expression_statement . (assignment
      left: (identifier) @name !type right: [(binary_operator operator: "|") (subscript) (identifier) (attribute)] @value) .) @statement`,
  stubsOnly: true,
  anchors: [/^[ \t]*\w+\s*=(?!=)[^\n]*(?:\[|\||\bAny\b)/m],
  rewrite({ name, value }, context) {
    const { module } = context
    if (!name || !value || !module.isStub || !context.targets('3.10')) return
    // What Python itself asks for under such a name is a value.
    if (/^__\w+__$/.test(name.text)) return
    const scope = scopeOf(name)
    if (scope.kind !== 'module' && scope.kind !== 'class') return
    if (/^(?:identifier|attribute)$/.test(value.type) && !ANY.has(context.qualifiedName(value) ?? '')) return
    if (value.type === 'subscript' && !genericParts(value)) return
    const owner = scope.kind === 'class' ? scope.node : undefined
    if (owner && module.isSubclassOf(owner, 'enum.Enum') !== 'no')
      return context.skip(`${name.text} may be a member of an enum`)
    const others = module.names.bindings(name.text).filter((one) => one.scope === scope)
    if (others.length > 1) return context.skip(`${name.text} is bound twice`)
    context.insert(name.endIndex, `: ${context.import('typing', 'TypeAlias', name)}`)
  },
})
