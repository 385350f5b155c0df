import {
  type Context,
  classAround,
  defineTransform,
  genericParts,
  type Node,
  parentOf,
  withoutType,
} from '#transform'
import { quoted } from './_annotations.ts'
import { argumentsOf, classField, fieldArguments, modelAround } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { isSubclassed, standsForSubclassed } from './_generic-fields.ts'
import { MODEL_WORDS } from './_receivers.ts'

export default defineTransform({
  summary: 'Dump the fields of subclasses as Pydantic v1 did, with SerializeAsAny',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/concepts/serialization/#serializing-with-duck-typing',
  query: '(assignment left: (identifier) type: (type)) @declaration',
  anchors: [': '],
  searches: ['class '],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ declaration }, context) {
    if (declaration) wrapModels(declaration, context)
  },
})

function wrapModels(declaration: Node, context: Context): void {
  const found = classField(declaration)
  const statement = parentOf(declaration)
  if (!found?.type || !/[A-Z]/.test(found.type.text) || !statement) return
  if (!modelAround(context, classAround(statement))) return
  const list = fieldArguments(context, found.value)
  if (list && argumentsOf(list).some(({ text }) => /^(?:discriminator|exclude\s*=\s*True)/.test(text))) return
  const heads = modelsIn(found.type, context, classAround(statement))
  const [first] = heads
  if (!first || isWrittenForV2(context, declaration)) return
  const name = context.import('pydantic', 'SerializeAsAny', first)
  context.review('v2 dumps of a subclass only the fields of the annotated class, v1 dumped all of them')
  for (const head of heads) {
    context.insert(head.startIndex, `${name}[`)
    context.insert(head.endIndex, ']')
  }
}

const CONTAINERS =
  /^(?:typing|typing_extensions|builtins|collections\.abc|collections)\.(?:Optional|Union|List|Dict|Set|FrozenSet|Tuple|Sequence|Iterable|Mapping|MutableMapping|MutableSequence|Deque|DefaultDict|Collection|list|dict|set|frozenset|tuple|deque)$/

const BASE_MODEL = /^pydantic\.(?:main\.)?BaseModel$/

/** The names in an annotation of models of the project that have subclasses in the project, and of the root of them all. */
function modelsIn(annotation: Node, context: Context, owner: Node | undefined): Node[] {
  const node = withoutType(annotation)
  if (node.type === 'string') {
    const inner = quoted(context.module, node)
    return inner ? modelsIn(inner, context, owner) : []
  }
  if (node.type === 'union_type')
    return node.namedChildren.flatMap((child) => modelsIn(child, context, owner))
  if (node.type === 'binary_operator')
    return [node.firstNamedChild, node.lastNamedChild].flatMap((side) =>
      side ? modelsIn(side, context, owner) : [],
    )
  const parts = genericParts(node)
  if (parts) {
    const origin = context.qualifiedName(parts.origin)
    return origin !== undefined && CONTAINERS.test(origin)
      ? parts.args.flatMap((arg) => modelsIn(arg, context, owner))
      : []
  }
  if (node.type !== 'identifier' && node.type !== 'attribute') return []
  // Every model derives from it, and it has no field of its own.
  if (BASE_MODEL.test(context.qualifiedName(node) ?? '')) return [node]
  const here = { module: context.module, node }
  return isSubclassed(here, context.project) || (owner && standsForSubclassed(node, owner, context))
    ? [node]
    : []
}
