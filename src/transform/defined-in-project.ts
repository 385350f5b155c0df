import { field, type Node, sameNode } from '../python/node.ts'
import { parentOf } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'
import { mayRun } from '../semantics/version-branches.ts'
import { wordsIn } from '../semantics/words.ts'
import type { Context } from './context.ts'

const answers = new WeakMap<Context['project'], Map<string, boolean>>()

/**
 * Whether any file of the project has a function, class or variable of that name, or sets an attribute of it, in code
 * that the target may run: then a use of the name may be one of that. A keyword argument is none.
 */
export function isDefinedInProject({ project, module: { target } }: Context, name: string): boolean {
  let known = answers.get(project)
  if (!known) {
    known = new Map()
    answers.set(project, known)
  }
  let answer = known.get(name)
  if (answer === undefined) {
    const definition = new RegExp(`\\b(?:def|class)\\s+${name}\\b|(?:^|[=.])[ \\t]*${name}[ \\t]*=(?!=)`, 'm')
    const candidates = project.filesWith(new Set(spellingsOf(name)), definition)
    answer = candidates.some((path) => {
      const module = project.moduleAt(path, target)
      return !module || isDefinedIn(module, name)
    })
    known.set(name, answer)
  }
  return answer
}

/** Literal texts one of which a file holds that defines the name. */
export function spellingsOf(name: string): string[] {
  return [`def ${name}`, `class ${name}`, `${name} =`, `${name}=`]
}

function isDefinedIn(module: Module, name: string): boolean {
  return (
    module.names.bindings(name).some(({ node }) => mayRun(node, module.target)) ||
    [...wordsIn(module.tree.text, name)].some((index) =>
      isSet(module.tree.nodeAt(index, index + name.length)),
    )
  )
}

/** Whether the name is an attribute's, and the attribute is assigned. */
function isSet(name: Node): boolean {
  const attribute = parentOf(name)
  const assignment = attribute?.type === 'attribute' ? parentOf(attribute) : undefined
  return assignment?.type === 'assignment' && sameNode(field(assignment, 'left'), attribute)
}
