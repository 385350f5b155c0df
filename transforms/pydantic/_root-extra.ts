import { field, type Node, type Project } from '#transform'
import { isKey, ownConfig, tableOf, writtenDict } from './_config-table.ts'
import { bodyOf, type ClassRef, modelKind } from './_model-classes.ts'

/** Where the `extra` of a model with `__root__` is taken back: v2 makes no RootModel with one, and v1 had no use for it there. */
export type ExtraPlace =
  /** The value that the model itself gives. */
  | { readonly kind: 'value'; readonly value: Node }
  /** The first statement of a `class Config` that says nothing of it. */
  | { readonly kind: 'config'; readonly first: Node }
  /** The arguments of a ConfigDict that says nothing of it. */
  | { readonly kind: 'arguments'; readonly list: Node }
  /** The model has no configuration of its own. */
  | { readonly kind: 'model' }

/** Where a model with `__root__` can say that it has no `extra`; undefined where that is not seen. */
export function placeForNoExtra(model: ClassRef, project: Project): ExtraPlace | undefined {
  const isByKeyword = field(model.node, 'superclasses')?.namedChildren.some(
    (argument) => argument.type === 'keyword_argument' && field(argument, 'name')?.text === 'extra',
  )
  if (isByKeyword || modelKind(model.module, model.node) !== 'model') return undefined
  const config = ownConfig(model)
  if (!config) return { kind: 'model' }
  if (config.type !== 'class_definition') return placeInDict(config)
  const table = tableOf(model, config, project)
  if (table.kind === 'other') return undefined
  const value = table.items.filter(isKey).find(({ name }) => name === 'extra')
  const isOwn = value?.module.path === model.module.path && config.startIndex < value.value.startIndex
  if (value)
    return isOwn && value.value.endIndex <= config.endIndex
      ? { kind: 'value', value: value.value }
      : undefined
  const [first] = bodyOf(config)
  return first && { kind: 'config', first }
}

function placeInDict(assignment: Node): ExtraPlace | undefined {
  const given = writtenDict(assignment)
  const written = field(assignment, 'right')
  const value = given?.get('extra')
  if (value) return { kind: 'value', value }
  const list = written?.type === 'call' ? field(written, 'arguments') : undefined
  return given && list ? { kind: 'arguments', list } : undefined
}
