import { field, type Node } from '../python/node.ts'
import type { Module } from '../semantics/module.ts'
import { ownMember } from '../semantics/own-members.ts'
import type { Context } from './context.ts'

const answers = new WeakMap<Context['project'], Map<string, boolean>>()

/**
 * Whether reading an attribute of a path (`a.b.c`) may run a property of the project that need not give the same the second time.
 * Names decide where the class of what it is read from is not known.
 */
export function mayRunProperty(context: Context, path: Node): boolean {
  for (let node: Node | undefined = path; node?.type === 'attribute'; node = field(node, 'object')) {
    const [object, name] = [field(node, 'object'), field(node, 'attribute')?.text]
    if (!object || name === undefined || !isUnsteady(context, name)) continue
    const type = context.typeOf(object)
    if (!type || type.kind === 'union' || ownMember(context.inference, type, [name]) !== undefined)
      return true
  }
  return false
}

/** Whether a class of the project has a property of that name that does more than tell what it finds. */
function isUnsteady({ project, module: { target } }: Context, name: string): boolean {
  let known = answers.get(project)
  if (!known) {
    known = new Map()
    answers.set(project, known)
  }
  let answer = known.get(name)
  if (answer === undefined) {
    const pattern = new RegExp(
      `@[\\w.]*property\\b[^\\n]*(?:\\n[ \\t\\f]*(?:[@#][^\\n]*)?)*\\n[ \\t\\f]*def[ \\t]+${name}\\b`,
    )
    answer = project
      .filesWith(new Set([`def ${name}`]), pattern)
      .some((path) => definesUnsteady(project.moduleAt(path, target), name))
    known.set(name, answer)
  }
  return answer
}

function definesUnsteady(module: Module | undefined, name: string): boolean {
  if (!module) return true
  return module.names
    .bindings(name)
    .some(
      ({ kind, statement }) =>
        kind === 'function' &&
        /^@[\w.]*(?<!cached_)property\b/m.test(statement.text) &&
        doesMore(module, statement),
    )
}

/** Builtins that give the same each time. */
const STEADY =
  /^(?:abs|all|any|bool|bytes|dict|float|format|frozenset|getattr|hasattr|int|isinstance|len|list|max|min|repr|round|set|sorted|str|sum|super|tuple|type)$/

/** Whether a function calls what may do anything, or sets something that others see. */
function doesMore(module: Module, definition: Node): boolean {
  const body = field(field(definition, 'definition') ?? definition, 'body')
  if (!body) return true
  const isCall = (node: Node) => {
    const callee = field(node, 'function')
    return !(callee && STEADY.test(callee.text) && module.names.resolvesToBuiltin(callee.text, callee))
  }
  return (
    body.descendantsOfType('call').some(isCall) ||
    body.descendantsOfType(['yield', 'await', 'delete_statement', 'global_statement']).length > 0 ||
    body
      .descendantsOfType(['assignment', 'augmented_assignment'])
      .some((node) => field(node, 'left')?.type !== 'identifier')
  )
}

/** Has a rewrite looked at that reads a path once instead of twice, where a property may tell the difference. */
export function reviewProperty(context: Context, path: Node): void {
  if (path.type !== 'attribute') return
  if (mayRunProperty(context, path))
    context.review('a property of the project that may differ the second time is read once')
}
