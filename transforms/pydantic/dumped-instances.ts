import {
  type Context,
  defineTransform,
  field,
  genericParts,
  type Module,
  type Node,
  type Project,
  parentOf,
  withoutType,
} from '#transform'
import { quoted } from './_annotations.ts'
import { argumentsOf, fieldArguments, fieldsOf, isClassVariable, modelAround } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { type ClassRef, classNamed } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

const DUMP = '.dict('

export default defineTransform({
  summary: 'Report fields whose dataclasses and named tuples v2 takes apart where a model is dumped',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/concepts/serialization/#python-mode',
  query: '(class_definition superclasses: (argument_list)) @model',
  anchors: [/^[ \t]+\w+\s*:[^\n]*[A-Z]/m],
  searches: [DUMP],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ model }, context) {
    // JSON was the same in v1.
    if (!model || !isDumped(context) || !modelAround(context, model)) return
    const { module, project } = context
    for (const { type, value } of fieldsOf(model)) {
      if (!type || isClassVariable(module, type)) continue
      const list = fieldArguments(context, value)
      if (list && argumentsOf(list).some(({ text }) => /^exclude\s*=\s*True$/.test(text))) continue
      const found = instanceIn({ module, node: type }, project)
      if (!found || isWrittenForV2(context, model)) continue
      context.report(
        `v2 dumps ${found.name} as a ${found.becomes}, where dict() of v1 kept the instance: look at what reads the dump`,
        type,
      )
    }
  },
})

function isDumped({ project, text }: Context): boolean {
  return text.includes(DUMP) || project.filesWith(new Set([DUMP])).length > 0
}

interface Instance {
  readonly name: string
  readonly becomes: 'dictionary' | 'tuple'
}

/** The first class in an annotation whose instances v2 does not keep. */
function instanceIn({ module, node }: ClassRef, project: Project): Instance | undefined {
  const type = withoutType(node)
  if (type.type === 'string') {
    const content = quoted(module, type)
    return content ? instanceIn({ module, node: content }, project) : undefined
  }
  const again = (nodes: readonly Node[]): Instance | undefined => {
    for (const one of nodes) {
      const found = instanceIn({ module, node: one }, project)
      if (found) return found
    }
    return undefined
  }
  if (type.type === 'union_type' || type.type === 'binary_operator') return again(type.namedChildren)
  const parts = genericParts(type)
  if (parts) {
    const qualified = module.qualify(parts.origin)
    return qualified.kind === 'certain' && TAKEN_APART.test(qualified.name) ? again(parts.args) : undefined
  }
  const found = classNamed(module, project, type)
  if (typeof found !== 'object') return undefined
  const becomes = isDataclass(found)
    ? 'dictionary'
    : found.module.isSubclassOf(found.node, 'typing.NamedTuple') === 'yes'
      ? 'tuple'
      : undefined
  return becomes && { name: type.text, becomes }
}

const TAKEN_APART =
  /^(?:typing|typing_extensions|builtins|collections\.abc|collections)\.(?:Optional|Union|Annotated|List|Dict|Set|FrozenSet|Tuple|Sequence|Iterable|Mapping|Deque|list|dict|set|frozenset|tuple|deque)$/
const DATACLASS = /^(?:dataclasses|pydantic\.dataclasses)\.dataclass$/

function isDataclass({ module, node }: ClassRef): boolean {
  const whole = parentOf(node)
  if (whole?.type !== 'decorated_definition') return false
  return whole.namedChildren.some(
    (decorator) => decorator.type === 'decorator' && isDecorator(decorator, module),
  )
}

function isDecorator(decorator: Node, module: Module): boolean {
  const expression = decorator.firstNamedChild
  const head = expression?.type === 'call' ? field(expression, 'function') : expression
  const qualified = head && module.qualify(head)
  return qualified?.kind === 'certain' && DATACLASS.test(qualified.name)
}
