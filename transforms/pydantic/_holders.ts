import { field, type Module, type Node, type Project } from '#transform'
import { fieldsOf } from './_fields.ts'
import { ancestorClasses, type ClassRef, classNamed, modelKind } from './_model-classes.ts'
import { subclassedIn } from './_subclassed.ts'

/** More files than these are not looked through for one class. */
const MOST_FILES = 60

/** A field of a model of the project that may hold models of this class, by its name, a base's or an heir's: `Order.lines`. */
export function holderOf(held: ClassRef, project: Project): string | undefined {
  const types = relativesOf(held, project)
  const names = new Set([...types].map((qualified) => qualified.slice(qualified.lastIndexOf('.') + 1)))
  const isMeant = (node: Node, module: Module): boolean => {
    const found = names.has(node.text) ? classNamed(module, project, node) : undefined
    return typeof found === 'object' && qualifiedOf(found).some((one) => types.has(one))
  }
  for (const path of [...project.filesWith(names)].sort().slice(0, MOST_FILES)) {
    const module = path === held.module.path ? held.module : project.moduleAt(path, held.module.target)
    for (const model of module?.tree.root.descendantsOfType('class_definition') ?? []) {
      if (!module || !/^(?:model|settings)$/.test(modelKind(module, model))) continue
      const holder = fieldsOf(model).find(
        ({ type }) => type && namesIn(type, module).some((node) => isMeant(node, module)),
      )
      if (holder) return `${field(model, 'name')?.text ?? ''}.${holder.name}`
    }
  }
  return undefined
}

/** A class, its bases and its heirs, by their qualified names. */
function relativesOf(of: ClassRef, project: Project): ReadonlySet<string> {
  const types = new Set([of, ...ancestorClasses(of, project).classes].flatMap(qualifiedOf))
  const queue = qualifiedOf(of)
  for (let here = queue.pop(); here !== undefined; here = queue.pop())
    for (const heir of subclassedIn(project).get(here) ?? []) {
      if (types.has(heir)) continue
      types.add(heir)
      queue.push(heir)
    }
  return types
}

function qualifiedOf({ module, node }: ClassRef): string[] {
  const name = module.qualifiedNameOf(node)
  return name === undefined ? [] : [name]
}

/** The names in an annotation, those in quotes as well. */
function namesIn(annotation: Node, module: Module): readonly Node[] {
  const quoted = annotation.descendantsOfType('string').flatMap((text) => {
    const root = module.fragmentAt(text.startIndex + 1)?.root
    return root ? root.descendantsOfType('identifier') : []
  })
  return [...annotation.descendantsOfType('identifier'), ...quoted]
}
