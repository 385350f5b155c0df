import { type Context, defineTransform, type Node } from '#transform'
import { operandsOf } from './_chain.ts'
import { annotationReader, INSPECTOR_WORDS, inspectorOf, READER_WORDS } from './_inspectors.ts'
import { objectProblem } from './_introspection.ts'
import { admitsNone } from './_none.ts'
import { notAType } from './_not-a-type.ts'
import { operandDoubt, operandProblem } from './_operands.ts'

/** Expressions that name types; what else stands in annotations is a remark that `| None` would break. */
const TYPES: ReadonlySet<string> = new Set(
  'attribute binary_operator generic_type identifier member_type string subscript union_type'.split(' '),
)

export default defineTransform({
  summary: 'Say that a parameter with the default None may be None',
  since: 'any',
  safety: 'safe',
  sameAs: ['RUF013'],
  docs: 'https://peps.python.org/pep-0484/#union-types',
  searches: [...INSPECTOR_WORDS, ...READER_WORDS],
  query: '(typed_default_parameter type: (type) @annotation value: (none)) @parameter',
  // Most defaults of None have no annotation: there is a colon in the line, or the end of one that began further up.
  anchors: [
    /\bNone\b(?<=(?:(?:^|[(,])[ \t]*(?!(?:else|lambda)\b)[^\W\d]\w*[ \t]*:[^\n]*|\n[^\n([{]*[\])}])[ \t]*=[ \t]*None)(?<!\|[ \t]*None[ \t]*=[ \t]*None)/m,
  ],
  rewrite({ annotation, parameter }, context) {
    const type = annotation?.firstNamedChild
    if (!annotation || !parameter || !type || annotation.namedChildCount !== 1 || !TYPES.has(type.type))
      return
    const answer = admitsNone(context, type)
    if (answer === 'yes') return
    if (answer === 'unknown') context.skip(`${short(type)} may include None already: it cannot be seen here`)
    for (const operand of operandsOf(type)) {
      const what = notAType(context, operand)
      if (what) context.skip(`${what}, not a type`)
    }
    const framework = context.annotation(type)?.framework
    if (framework)
      context.skip(`${framework} reads the annotation, and may treat an optional one in another way`)
    const reader = annotationReader(context)
    if (reader !== undefined)
      context.review(`${reader} reads annotations, and may treat an optional one in another way`)
    if (!isPipeFine(context, type)) {
      const optional = context.import('typing', 'Optional', annotation)
      context.insert(type.startIndex, `${optional}[`)
      return context.insert(type.endIndex, ']')
    }
    if (type.type !== 'string') return context.insert(type.endIndex, ' | None')
    const inner = context.module.fragmentAt(type.startIndex + 1)?.root.firstNamedChild
    if (!inner) return
    context.insert(inner.endIndex, ' | None')
  },
})

/** Whether `X | None` may stand there; `Optional[X]` may on every Python, and around everything. */
function isPipeFine(context: Context, type: Node): boolean {
  const annotation = context.annotation(type)
  if (annotation?.evaluation === 'never') return true
  if (!context.targets('3.10') || objectProblem(context, annotation)) return false
  if (inspectorOf(context, type, annotation) !== undefined) return false
  const isObject = annotation?.evaluation === 'definition'
  return operandsOf(type).every(
    (operand) =>
      (operand.type !== 'string' || operand.id === type.id) &&
      operandProblem(context, operand, isObject) === undefined &&
      !(isObject && operandDoubt(context, operand)),
  )
}

function short(node: Node): string {
  const text = node.text.replace(/\s+/g, ' ')
  return text.length > 40 ? `${text.slice(0, 39)}…` : text
}
