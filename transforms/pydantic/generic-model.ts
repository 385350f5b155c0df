import {
  basesOf,
  type Context,
  defineTransform,
  field,
  headOf,
  type Node,
  parentOf,
  roleOf,
} from '#transform'
import { heedVersionTests } from './_guards.ts'
import { bodyOf, classNamed, modelKind } from './_model-classes.ts'

const NAMES = ['pydantic.generics.GenericModel', 'pydantic.GenericModel']

export default defineTransform({
  summary: 'Replace GenericModel with BaseModel',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticgenericsgenericmodel',
  query: '[(identifier) (attribute)] @name',
  where: { name: NAMES },
  recipes: ['pydantic-v2'],
  rewrite({ name }, context) {
    if (name) replaceName(name, context)
  },
})

function isModel(base: Node, context: Context): boolean {
  const head = headOf(base)
  if (head && context.qualifiedName(head) === 'pydantic.BaseModel') return true
  const found = classNamed(context.module, context.project, base)
  return typeof found === 'object' && modelKind(found.module, found.node) === 'model'
}

function replaceName(name: Node, context: Context): void {
  const parent = parentOf(name)
  if (name.type === 'identifier' && roleOf(name)?.role !== 'load') return
  heedVersionTests(name, context)
  if (parent?.type === 'attribute')
    context.skip('what is read of GenericModel is gone: see the generic models of v2')
  const model = parent?.type === 'argument_list' ? parentOf(parent) : undefined
  if (model?.type !== 'class_definition') {
    const isGiven = (other: Node) => context.qualifiedName(other) === 'pydantic.BaseModel'
    const next =
      parent?.type === 'tuple'
        ? parent.namedChildren[parent.namedChildren.findIndex(({ id }) => id === name.id) + 1]
        : undefined
    const before =
      parent?.type === 'tuple'
        ? parent.namedChildren[parent.namedChildren.findIndex(({ id }) => id === name.id) - 1]
        : undefined
    if (before && isGiven(before)) {
      context.remove({ start: before.endIndex, end: name.endIndex })
      return
    }
    if (next && isGiven(next)) {
      context.remove({ start: name.startIndex, end: next.startIndex })
      return
    }
    context.review('every model counts as generic here now: test for its parameters instead')
    context.replace(name, context.import('pydantic', 'BaseModel', name))
    return
  }
  const bases = basesOf(model)
  // BaseModel in front of a class that derives from it has no order of resolution.
  const hasModel = bases.some((base) => base.id !== name.id && isModel(base, context))
  if (hasModel) {
    const next = bases[bases.findIndex(({ id }) => id === name.id) + 1]
    const before = bases[bases.findIndex(({ id }) => id === name.id) - 1]
    if (next) context.remove({ start: name.startIndex, end: next.startIndex })
    else if (before) context.remove({ start: before.endIndex, end: name.endIndex })
  } else context.replace(name, context.import('pydantic', 'BaseModel', model))
  for (const statement of bodyOf(model)) {
    const method = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
    const own = method?.type === 'function_definition' ? field(method, 'name') : undefined
    if (own?.text === '__concrete_name__') context.replace(own, 'model_parametrized_name')
    if (own?.text === '__class_getitem__')
      context.review('v2 has a __class_getitem__ of its own, which this one replaces')
  }
}
