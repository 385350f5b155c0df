import { ancestorsOf, type Context, field, type ImportItem, type Node, parentOf } from '#transform'
import { CONSTRAINED_CLASS, type Home, inV1 } from './_moved.ts'

/** `issubclass(type_, ConstrainedStr)` may stay, but no class may derive from it, and no field be of that type. */
export function askedClass(path: string, { local }: ImportItem, context: Context): Home | undefined {
  const { module } = context
  const name = NEVER_ALONE.test(path) ? path.split('.').at(-1) : undefined
  const loads = name === undefined ? [] : module.names.loads(local)
  const isAsked = ({ node }: { readonly node: Node }): boolean => {
    const around = [...ancestorsOf(node)]
    const holder = around.find(({ type }) => type !== 'tuple' && type !== 'list')
    const owner = holder?.type === 'argument_list' ? parentOf(holder) : undefined
    const callee = owner?.type === 'call' ? field(owner, 'function')?.text : undefined
    return /^(?:isinstance|issubclass)$/.test(callee ?? '')
  }
  // A class of v1 that a field of v2 had would stop the import.
  const isField = ({ node }: { readonly node: Node }) =>
    [...ancestorsOf(node)].find(({ type }) => /^(?:class|function)_definition$/.test(type))?.type ===
    'class_definition'
  if (name === undefined) return undefined
  if (loads.some(isAsked) && !loads.some(isField)) return inV1('pydantic.v1', name, path)
  const used = loads.find(({ node }) => !isDealtWith(path, node))
  if (used) context.report(goneAlone(path), used.node)
  // Nothing in this file uses it, but others may.
  else if (loads.length === 0) context.report(goneAlone(path))
  return undefined
}

/** What v2 has no more, and other transforms rewrite where it is a base or is called. */
const NEVER_ALONE = new RegExp(`${CONSTRAINED_CLASS.source}|^(?:networks\\.)?stricturl$`)

function isDealtWith(path: string, node: Node): boolean {
  const around = parentOf(node)
  return path.endsWith('stricturl')
    ? around?.type === 'call' && field(around, 'function')?.id === node.id
    : (around && parentOf(around))?.type === 'class_definition'
}

export function reportAlone(path: string, node: Node, context: Context): void {
  if (NEVER_ALONE.test(path) && !isDealtWith(path, node)) context.report(goneAlone(path), node)
}

function goneAlone(path: string): string {
  const name = path.split('.').at(-1)
  const shape =
    name === 'stricturl' ? 'Annotated[AnyUrl, UrlConstraints(...)]' : 'the plain type and its constraints'
  return `v2 has no ${name}, and importing it fails: annotate with ${shape}`
}
