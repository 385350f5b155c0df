import { type Context, field, genericParts, type Node, type Project } from '#transform'
import { type ClassRef, classNamed, identityOf, modelKind } from './_model-classes.ts'
import { subclassedIn } from './_subclassed.ts'

/** Whether an expression names a model of the project that has subclasses in the project. */
export function isSubclassed({ module, node }: ClassRef, project: Project): boolean {
  const named = classNamed(module, project, node)
  if (typeof named !== 'object' || modelKind(named.module, named.node) !== 'model') return false
  const qualified = named.module.qualifiedNameOf(named.node)
  return qualified !== undefined && subclassedIn(project).has(qualified)
}

/**
 * Whether a name is a type variable that may stand for such a model: it is bound to one, or the project gives one to the generic class.
 * @param owner the class that has the field
 */
export function standsForSubclassed(name: Node, owner: Node, context: Context): boolean {
  const { module, project } = context
  const made = name.type === 'identifier' ? module.bindingsOf(name)[0]?.owner : undefined
  const call = made?.type === 'assignment' ? field(made, 'right') : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!call || !callee || !/^typing(?:_extensions)?\.TypeVar$/.test(context.qualifiedName(callee) ?? ''))
    return false
  const bound = field(call, 'arguments')?.namedChildren.find(
    (given) => given.type === 'keyword_argument' && field(given, 'name')?.text === 'bound',
  )
  const limit = bound && field(bound, 'value')
  if (limit && isSubclassed({ module, node: limit }, project)) return true
  return givenModels({ module, node: owner }, context)
}

/** Whether `Box[Base]` is written anywhere, with a model that has subclasses. */
function givenModels(own: ClassRef, { project }: Context): boolean {
  const name = field(own.node, 'name')?.text ?? ''
  return project.filesNaming(new Set([name])).some((path) => {
    const module = project.moduleAt(path, own.module.target)
    if (!module?.tree.text.includes(`${name}[`)) return false
    return module.tree.root.descendantsOfType(['subscript', 'generic_type']).some((node) => {
      const parts = genericParts(node)
      const generic = parts?.origin.text.endsWith(name)
        ? classNamed(module, project, parts.origin)
        : undefined
      return (
        typeof generic === 'object' &&
        identityOf(generic) === identityOf(own) &&
        parts?.args.some((arg) => isSubclassed({ module, node: arg }, project)) === true
      )
    })
  })
}
