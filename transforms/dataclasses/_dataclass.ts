import {
  basesOf,
  type Context,
  field,
  headOf,
  localClass,
  type Module,
  type Node,
  type Project,
  parentOf,
} from '#transform'

/** A class under `@dataclass`, with what an option more has to know of it. */
export interface Dataclass {
  readonly owner: Node
  /** `dataclass` or the call of it. */
  readonly decorator: Node
  readonly name: string
  readonly fields: readonly string[]
  /** The text of its body. */
  readonly body: string
}

/** Bases that add nothing to an object. */
const PLAIN = /^(?:builtins\.object|abc\.ABC|typing(?:_extensions)?\.(?:Generic|Protocol))$/

/** The dataclass; undefined when another decorator or base makes it more than that. */
export function dataclassOf(context: Context, decorated: Node, owner: Node): Dataclass | undefined {
  const decorators = decorated.namedChildren.flatMap((child) =>
    child.type === 'decorator' ? [child.firstNamedChild] : [],
  )
  const [decorator, ...more] = decorators
  const callee = decorator?.type === 'call' ? field(decorator, 'function') : decorator
  const name = field(owner, 'name')?.text
  const body = field(owner, 'body')
  if (!decorator || !callee || !name || !body || context.qualifiedName(callee) !== 'dataclasses.dataclass')
    return undefined
  if (more.length > 0) context.skip('another decorator may keep the class as it was before')
  const base = basesOf(owner).find((one) => {
    const head = headOf(one)
    return !head || !PLAIN.test(context.qualifiedName(head) ?? '')
  })
  if (base) context.skip(`${base.text} is a base: it would have to be changed together with ${name}`)
  const fields = body.namedChildren.flatMap((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    const left =
      assignment?.type === 'assignment' && field(assignment, 'type') ? field(assignment, 'left') : undefined
    return left?.type === 'identifier' ? [left.text] : []
  })
  return { owner, decorator, name, fields, body: context.text.slice(body.startIndex, body.endIndex) }
}

/** Adds an option to the decorator. */
export function addOption(context: Context, { decorator }: Dataclass, option: string): void {
  const args = field(decorator, 'arguments')
  if (!args) {
    context.insert(decorator.endIndex, `(${option})`)
    return
  }
  if (args.namedChildren.some(({ type }) => type === 'dictionary_splat' || type === 'comment'))
    context.skip('the options of the dataclass are not written out here')
  const last = args.lastNamedChild
  if (last) context.insert(last.endIndex, `, ${option}`)
  else context.insert(args.endIndex - 1, option)
}

/** Whether the decorator has the option, whatever its value. */
export function hasOption({ decorator }: Dataclass, option: string): boolean {
  return new RegExp(`\\b${option}(?:[\\s\\\\]|#.*)*=`).test(decorator.text)
}

/** Skips where a class inherits from this one, here or in another file. */
export function heedHeirs(context: Context, { name, owner }: Dataclass): void {
  const { module, project } = context
  const pattern = new RegExp(`\\bclass\\s+\\w+\\s*(?:\\[[^\\]]*\\])?\\((?:[^()]*[\\s,.(])?${name}\\b`)
  const isHeir =
    pattern.test(context.text) && module.names.loads(name).some(({ node }) => isBase(context, node, owner))
  const where = isHeir ? module.path : otherFiles(project, module, [`${name}`], pattern)[0]
  if (where !== undefined)
    context.skip(`a class in ${where} inherits from ${name}: both would have to change`)
}

function isBase(context: Context, node: Node, owner: Node): boolean {
  const list = parentOf(node)
  const heir = list && parentOf(list)
  const found = localClass(context.module, node)
  return heir?.type === 'class_definition' && found?.id === owner.id
}

/** The other files of the project that match, where one of the words stands in them. */
function otherFiles(project: Project, module: Module, words: readonly string[], pattern: RegExp): string[] {
  return project.filesWith(new Set(words), pattern).filter((path) => path !== module.path)
}

/** The line of this file, or another file of the project, that matches; undefined when there is none. */
export function placeOf(
  { module, project, text }: Context,
  words: readonly string[],
  pattern: RegExp,
): string | undefined {
  const here = pattern.exec(text)
  if (here) return `line ${text.slice(0, here.index).split('\n').length}`
  return words.length > 0 ? otherFiles(project, module, words, pattern)[0] : undefined
}
