import {
  type AnnotationContext,
  type Context,
  genericParts,
  lineOf,
  type Module,
  type Node,
  parentOf,
  sameNode,
  wordsIn,
} from '#transform'

const known = new WeakMap<Module, number | undefined>()

/**
 * Why unions of this file must stay objects of typing's own class: it asks `get_origin(x) is Union`, which no `X | Y` answers
 * before 3.14, where the two classes became one. Annotations of functions count only where the file reads annotations.
 */
export function objectProblem(
  context: Context,
  annotation: AnnotationContext | undefined,
): string | undefined {
  if (context.targets('3.14')) return undefined
  const line = unionQuestion(context.module) ?? identityLine(context)
  if (line === undefined) return undefined
  if (!isSeen(context, annotation)) return undefined
  return `line ${line} asks for typing.Union itself, which X | Y is not before Python 3.14`
}

/** Whether code of this file may get at the object: annotations of functions count only where it reads annotations. */
export function isSeen(context: Context, annotation: AnnotationContext | undefined): boolean {
  if (annotation?.position !== 'parameter' && annotation?.position !== 'return') return true
  const { module } = context
  let reads = readers.get(module)
  if (reads === undefined) {
    reads = /\b(?:get_type_hints\b|__annotations__\b|signature\(|get_annotations\b)/.test(context.text)
    readers.set(module, reads)
  }
  return reads
}

const readers = new WeakMap<Module, boolean>()

/** Tests ask about what they have made themselves. */
export const TESTS = /(?:^|\/)(?:tests?|testing)\/|(?:^|\/)(?:test_[^/]*|[^/]*_test|conftest)\.py$/

/** The identifiers and attributes in code, outside of strings and imports, that end with the word. */
export function* usesOf({ tree }: Module, word: string): Generator<Node> {
  for (const index of wordsIn(tree.text, word)) {
    const leaf = tree.nodeAt(index)
    if (leaf.type !== 'identifier') continue
    const parent = parentOf(leaf)
    const node = parent?.type === 'attribute' && parent.endIndex === leaf.endIndex ? parent : leaf
    const around = parentOf(node)
    if (around && !/import|dotted_name/.test(around.type)) yield node
  }
}

/** `List[int]` for its `List`; a bare name is all there is. */
export function wholeOf(name: Node): Node {
  const up = parentOf(name)
  return up && sameNode(genericParts(up)?.origin, name) ? up : name
}

/** The first line (from 1) that uses `Union` as a value; a file that knows `types.UnionType`, too, has none. */
export function unionQuestion(module: Module): number | undefined {
  if (!known.has(module)) known.set(module, find(module))
  return known.get(module)
}

/** typing_inspect asks the same for its callers, before version 0.8. */
const ASKING = ['typing.Union', 'typing_inspect.is_union_type', 'typing_inspect.is_optional_type']

function find(module: Module): number | undefined {
  if (module.tree.text.includes('UnionType')) return undefined
  for (const name of ASKING)
    for (const node of usesOf(module, name.slice(name.indexOf('.') + 1))) {
      if (wholeOf(node) !== node || module.annotationOf(node)) continue
      const qualified = module.qualify(node)
      if (qualified.kind === 'certain' && qualified.name === name) return lineOf(node)
    }
  return undefined
}

const identities = new WeakMap<Module, number | undefined>()

/** The first line (from 1) of `x is Optional[int]`: two unions are equal, but those with pipes are never the same object. */
function identityLine(context: Context): number | undefined {
  const { module } = context
  if (!identities.has(module)) identities.set(module, findIdentity(context))
  return identities.get(module)
}

function findIdentity(context: Context): number | undefined {
  if (!/\bis\b/.test(context.text)) return undefined
  for (const word of ['Optional', 'Union'])
    for (const node of usesOf(context.module, word)) {
      const whole = wholeOf(node)
      const comparison = parentOf(whole)
      if (comparison?.type !== 'comparison_operator') continue
      if (!comparison.children.some(({ type }) => type === 'is' || type === 'is not')) continue
      if (context.qualifiedName(node) === `typing.${word}`) return lineOf(node)
    }
  return undefined
}
