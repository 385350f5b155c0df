import {
  basesOf,
  type Context,
  classAround,
  commentsIn,
  defineTransform,
  field,
  headOf,
  localClass,
  type Node,
  parentOf,
  treeOf,
} from '#transform'

export default defineTransform({
  summary: 'Replace a property over lru_cache with cached_property',
  since: '3.8',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/functools.html#functools.cached_property',
  drops: ['constants'],
  query: `
    (decorated_definition
      (decorator (_) @property) @first
      .
      (decorator [(identifier) (attribute) (call)] @cache) @second
      definition: (function_definition name: (identifier) @name parameters: (parameters) @parameters)) @decorated`,
  where: { property: 'builtins.property' },
  anchors: ['property'],
  rewrite({ first, second, cache, name, parameters, decorated }, context) {
    const callee = cache?.type === 'call' ? field(cache, 'function') : cache
    const made = callee && context.qualifiedName(callee)
    if (!first || !second || !name || !parameters || !decorated) return
    if (made !== 'functools.lru_cache' && made !== 'functools.cache') return
    const [above, below] = decorated.namedChildren.filter(({ type }) => type === 'decorator')
    if (above?.id !== first.id || below?.id !== second.id || parameters.namedChildCount !== 1) return
    if (decorated.namedChildren.filter(({ type }) => type === 'decorator').length > 2)
      context.skip('a third decorator may need the property or the cache as it is')
    const owner = classAround(decorated)
    if (!owner) return
    const problem = whyNot(context, owner, name.text)
    if (problem) context.skip(problem)
    const gone = { start: first.startIndex, end: second.endIndex }
    if (commentsIn(treeOf(first), gone).length > 0) context.skip('a comment beside a decorator would be lost')
    context.review(
      'the value lives in each object then, can be assigned to, and equal objects no longer share it',
    )
    context.replace(gone, `@${context.import('functools', 'cached_property', decorated)}`)
  },
})

/** cached_property writes into the object's `__dict__`, and has neither setter nor deleter. */
function whyNot(context: Context, owner: Node, name: string): string | undefined {
  const { text } = context
  const body = field(owner, 'body')
  const inside = body ? text.slice(body.startIndex, body.endIndex) : ''
  if (new RegExp(`@${name}\\.(?:setter|deleter|getter)\\b`).test(inside))
    return `${name} has a setter or deleter`
  if (new RegExp(`\\.${name}\\.(?:fget|cache_clear|cache_info)\\b`).test(text))
    return `${name} is used as the property or the cache that it is`
  for (const one of [owner, ...localBases(context, owner)]) {
    const around = parentOf(one)
    const slots = field(one, 'body')?.namedChildren.some((child) => /^__slots__\b/.test(child.text))
    if (
      slots ||
      /\bslots\s*=\s*True\b/.test(
        around?.type === 'decorated_definition' ? text.slice(around.startIndex, one.startIndex) : '',
      )
    )
      return `${field(one, 'name')?.text} has slots: its objects have no __dict__ to keep the value in`
  }
  if (
    basesOf(owner).some((base) =>
      /(?:^|\.)(?:NamedTuple|\w*Enum|Struct)$/.test(context.qualifiedName(base) ?? base.text),
    )
  )
    return 'objects of this class have no __dict__ of their own'
  return undefined
}

function localBases(context: Context, owner: Node): Node[] {
  return basesOf(owner).flatMap((base) => {
    const head = headOf(base)
    const found = head && localClass(context.module, head)
    return found && found.id !== owner.id ? [found] : []
  })
}
