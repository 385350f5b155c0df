import { type Context, membersOf, type Node, type Project, withoutNone } from '#transform'

/** Whether an expression's value is an instance of one of `classes` (qualified names). Project classes count by their bases. */
export function isInstance(
  context: Context,
  value: Node,
  classes: readonly string[],
): 'yes' | 'no' | 'unknown' {
  const type = withoutNone(context.typeOf(value))
  if (!type) return 'unknown'
  const answers = membersOf(type).map((member) => {
    if (member.kind !== 'instance') return 'no'
    const { of } = member
    if (typeof of === 'string') return classes.includes(of) ? 'yes' : 'no'
    const bases = classes.map((root) => of.module.isSubclassOf(of.node, root))
    return bases.includes('yes') ? 'yes' : bases.includes('unknown') ? 'unknown' : 'no'
  })
  if (answers.every((answer) => answer === 'yes')) return 'yes'
  return answers.every((answer) => answer === 'no') ? 'no' : 'unknown'
}

const defined = new WeakMap<Project, Map<string, boolean>>()

/** Whether any class or function of the project has that name: then a call of it may be a call of that. */
export function isDefinedInProject(project: Project, name: string): boolean {
  let known = defined.get(project)
  if (!known) {
    known = new Map()
    defined.set(project, known)
  }
  let answer = known.get(name)
  if (answer === undefined) {
    answer =
      project.filesWith(new Set([name]), new RegExp(`\\bdef\\s+${name}\\b|^\\s*${name}\\s*=`, 'm')).length > 0
    known.set(name, answer)
  }
  return answer
}
