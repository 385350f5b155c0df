import { type Context, classAround, field, genericParts, type Node, parentOf } from '#transform'
import { aliasTarget } from './_annotations.ts'
import { argumentsOf, classField, defaultOf, modelAround } from './_fields.ts'
import { isEnumMember } from './_model-classes.ts'

const LITERAL = /^typing(?:_extensions)?\.Literal$/
const REVIEW = 'v1 also took what becomes the value when it is converted, such as "1" for 1: Literal does not'

/**
 * `x: str = Field("a", const=True)` becomes `x: Literal["a"] = Field("a")`, without the call when nothing else is in it.
 * @returns whether the call went.
 */
export function replaceConst(call: Node, list: Node, context: Context): boolean {
  const assignment = parentOf(call)
  const statement = assignment?.type === 'assignment' ? parentOf(assignment) : undefined
  const classNode = statement && classAround(statement)
  const found = assignment && classField(assignment)
  const value = defaultOf(list)
  if (!found || !classNode || !modelAround(context, classNode))
    context.skip('const is gone: annotate the field with Literal[...]')
  if (!value || value.type === 'keyword_argument')
    context.skip('const without a default: annotate the field with Literal[...]')
  const parts = found.type && genericParts(found.type)
  const isLiteral = parts !== undefined && LITERAL.test(context.qualifiedName(parts.origin) ?? '')
  if (!isLiteral) {
    const certainty = certaintyOf(value, found.type, context)
    if (certainty === undefined)
      context.skip(
        `const with this default: write Literal[...] or an AfterValidator that compares with ${value.text}`,
      )
    if (certainty === 'review') context.review(REVIEW)
    const literal = `${literalName(context, value)}[${value.text}]`
    if (found.type) context.replace(found.type, literal)
    else {
      const name = field(found.assignment, 'left')
      if (name) context.insert(name.endIndex, `: ${literal}`)
    }
  }
  const others = argumentsOf(list).filter(
    (node) => !/^(?:const|default)\s*=/.test(node.text) && node !== value,
  )
  if (others.length > 0) return false
  context.replace(call, value.text)
  return true
}

function literalName(context: Context, at: Node): string {
  return context.import('typing', 'Literal', at)
}

/** `sure` when v1 accepted just this value, `review` when it accepted what can be converted to it. */
function certaintyOf(value: Node, type: Node | undefined, context: Context): 'sure' | 'review' | undefined {
  switch (value.type) {
    case 'string':
      return /^[uU]?["']/.test(value.text) && !/^\w*("""|''')/.test(value.text) ? 'sure' : 'review'
    case 'none':
      return 'sure'
    case 'true':
    case 'false':
    case 'integer':
      return 'review'
    case 'unary_operator':
      return /^-\d+$/.test(value.text) ? 'review' : undefined
    case 'identifier': {
      const target = aliasTarget(context.module, context.project, value)
      return target && target.node.type !== 'identifier' && target.node.type !== 'attribute'
        ? certaintyOf(target.node, type, context)
        : undefined
    }
    case 'attribute':
      return isEnumMember(context.module, context.project, value) && type !== undefined ? 'review' : undefined
    default:
      return undefined
  }
}
