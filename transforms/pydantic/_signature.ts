import { type Context, field, isWithin, type Module, type Node } from '#transform'

/** What v1 handed to a validator by name, besides the value. */
const CONTEXT_NAMES = ['values', 'field', 'config'] as const
export type ContextName = (typeof CONTEXT_NAMES)[number]

/** The parameters of a v1 validator, a def or a lambda. */
export interface Signature {
  readonly definition: Node
  /** Whether the first parameter is the class: v1 went by the name. */
  readonly takesClass: boolean
  /** The parameter before those that v1 filled by name. */
  readonly last: Node
  /** The parameters by name that it has. */
  readonly context: ReadonlyMap<ContextName, Node>
  /** `**kwargs`, which got what was not asked for by name. */
  readonly rest: Node | undefined
  /** Everything behind `last`, separators too. */
  readonly behind: readonly Node[]
}

/** Reads the signature of a validator as v1 did; the reason when v1 would have refused it. */
export function signatureOf(definition: Node): Signature | string {
  const list = field(definition, 'parameters')
  const all = list?.namedChildren.filter(({ type }) => type !== 'comment') ?? []
  const takesClass = nameOfParameter(all[0]) === 'cls'
  const head = all.slice(0, takesClass ? 2 : 1)
  const value = head.at(-1)
  if (!value || head.length < (takesClass ? 2 : 1) || head.some((node) => !nameOfParameter(node)))
    return 'the signature is not that of a validator'
  let at = head.length
  const separator = all[at]
  let last = value
  if (separator?.type === 'positional_separator') {
    last = separator
    at++
  }
  const behind = all.slice(at)
  const context = new Map<ContextName, Node>()
  let rest: Node | undefined
  for (const node of behind) {
    if (node.type === 'keyword_separator') continue
    const name = nameOfParameter(node)
    const known = CONTEXT_NAMES.find((candidate) => candidate === name)
    if (known) context.set(known, node)
    else if (isKeywords(node)) rest = node
    else return `v1 gave validators no ${node.text}: its value comes from elsewhere`
  }
  return { definition, takesClass, last, context, rest, behind }
}

/** `**kwargs`, annotated or not. */
function isKeywords(node: Node): boolean {
  return (node.type === 'typed_parameter' ? node.firstNamedChild : node)?.type === 'dictionary_splat_pattern'
}

/** The name of a plain parameter; undefined for `*args`, `**kwargs` and separators. */
export function nameOfParameter(node: Node | undefined): string | undefined {
  if (node?.type === 'identifier') return node.text
  const name =
    node?.type === 'typed_parameter'
      ? node.firstNamedChild
      : node && /^(?:typed_)?default_parameter$/.test(node.type)
        ? field(node, 'name')
        : undefined
  return name?.type === 'identifier' ? name.text : undefined
}

/** The reads of a parameter, in nested functions too, and whether anything else binds its name. */
export function usesOf(
  module: Module,
  definition: Node,
  name: string,
): { readonly reads: readonly Node[]; readonly isRebound: boolean } {
  const reads: Node[] = []
  let isRebound = false
  for (const { node, role, scope } of module.names.occurrences(name)) {
    if (node.startIndex < definition.startIndex || node.endIndex > definition.endIndex) continue
    if (role !== 'load') {
      const isHere = scope.node.startIndex === definition.startIndex
      if (isHere && !isOwnParameter(node, definition)) isRebound = true
      continue
    }
    const resolved = module.names.resolve(name, node)
    if (resolved.kind === 'bound' && resolved.scope.node.startIndex === definition.startIndex)
      reads.push(node)
  }
  return { reads, isRebound }
}

function isOwnParameter(node: Node, definition: Node): boolean {
  const list = field(definition, 'parameters')
  const body = field(definition, 'body')
  return list !== undefined && node.startIndex >= list.startIndex && node.endIndex <= (body?.startIndex ?? 0)
}

/** A name that nothing in `definition` is called by: `info`, or a longer one. */
export function freeName(context: Context, definition: Node): string {
  const isTaken = (name: string) =>
    context.module.names.occurrences(name).some(({ node }) => isWithin(node, definition))
  return ['info', 'validation_info', '_validation_info'].find((name) => !isTaken(name)) ?? '_info_'
}
