import type { Context } from '#transform'

/**
 * Whether a name that the file imports is only written in annotations, and used nowhere else: a ModelField of such a file can become the
 * FieldInfo that v2 hands over, any other stays v1's.
 */
export function isAnnotatedOnly(local: string, context: Context): boolean {
  const { module, project } = context
  const { names, path } = module
  const loads = names.loads(local)
  return (
    loads.length > 0 &&
    names.bindings(local).length === 1 &&
    !module.inAll(local) &&
    !project.namesUsedElsewhere(path, [local]).has(local) &&
    loads.every(({ node }) => context.annotation(node)) &&
    names.bindings('FieldInfo').every(({ imported }) => imported?.module === 'pydantic.fields')
  )
}
