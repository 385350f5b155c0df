import {
  basesOf,
  type Context,
  classAround,
  decoratorExpressions,
  defineTransform,
  field,
  type Node,
  rootOf,
  withoutComments,
} from '#transform'
import { guarded, mayBeAnything, membersOf, nameOf, onlyQuestion } from './_narrowing.ts'

/** Decorators that leave the function what it is. */
const PLAIN = /^(?:builtins\.(?:staticmethod|classmethod)|typing(?:_extensions)?\.(?:final|override))$/
/** Classes of which an annotation should say what is in them. */
const GENERIC =
  /^(?:builtins\.(?:list|dict|set|frozenset|tuple|type)|collections\.\w+|collections\.abc\.\w+|typing\.\w+|re\.\w+|os\.PathLike)$/

export default defineTransform({
  summary: 'Annotate functions that only ask isinstance with TypeIs instead of bool',
  since: '3.13',
  safety: 'review',
  docs: 'https://docs.python.org/3/library/typing.html#typing.TypeIs',
  query: `
    (function_definition
      name: (identifier) @name
      parameters: (parameters) @parameters
      return_type: (type (identifier) @result)
      body: (block) @body) @function`,
  anchors: [/->[ \t]*bool\b/],
  needs: /\breturn[ \t]+isinstance\b/,
  recipes: ['standards'],
  rewrite({ function: definition, name, parameters, result, body }, context) {
    if (context.qualifiedName(result) !== 'builtins.bool' || /^__.*__$/.test(name.text)) return
    if (definition.text.startsWith('async')) return
    const question = onlyQuestion(context, body)
    const parameter = question && guarded(context, definition, parameters)
    if (!question || !parameter || !isPositional(parameter)) return
    if (nameOf(parameter)?.text !== question.subject.text) return
    const { kinds } = question
    const classes = kinds.type === 'tuple' ? withoutComments(kinds) : [kinds]
    if (classes.length === 0 || !classes.every((one) => /^(?:identifier|attribute)$/.test(one.type))) return
    if (decoratorExpressions(definition).some((one) => !PLAIN.test(context.qualifiedName(one) ?? '')))
      return context.skip('a decorator may ask for its annotation')
    const owner = classAround(definition)
    if (owner && basesOf(owner).some((base) => context.qualifiedName(base) !== 'builtins.object'))
      return context.skip('the method may be one that a base has, and say what that says')
    const unknown = classes.find((one) => !isClass(context, one))
    if (unknown) return context.skip(`${unknown.text} is not certain to be a class, or takes what is in it`)
    if (!classes.every((one) => isThere(context, one, definition)))
      return context.skip('the class is defined below, or is another one where the annotation stands')
    const whole = field(parameter, 'type')
    const isPart = whole && classes.every(({ text }) => membersOf(context, whole).includes(text))
    if (!mayBeAnything(context, parameter) && !isPart)
      return context.skip(`${kinds.text} has to be a part of what ${question.subject.text} may be`)
    const narrowed = classes.map(({ text }) => text).join(' | ')
    context.review('where it is false, type checkers now take the value for something else')
    context.replace(result, `${context.import('typing', 'TypeIs', result)}[${narrowed}]`)
  },
})

/** Whether a call may give the parameter by its place. */
function isPositional({ type, previousNamedSibling, firstNamedChild }: Node): boolean {
  const isStar = /_pattern$|_separator$/
  return (
    !isStar.test(type) &&
    !isStar.test(previousNamedSibling?.type ?? '') &&
    !isStar.test(firstNamedChild?.type ?? '')
  )
}

function isClass(context: Context, name: Node): boolean {
  const qualified = context.qualifiedName(name) ?? ''
  if (GENERIC.test(qualified)) return false
  if (/^datetime\.(?:date|datetime|time|timedelta)$/.test(qualified)) return true
  const type = context.typeOf(name)
  if (type?.kind !== 'class') return false
  // Of another library only the name is known, and `StringTypes` is a tuple.
  return typeof type.of !== 'string' || !(GENERIC.test(type.of) || /Types$/.test(type.of))
}

/** Whether a name means the same in the annotation, which is evaluated when the function is defined. */
function isThere({ module }: Context, name: Node, definition: Node): boolean {
  const root = rootOf(name)
  if (!root) return false
  const [inside, outside] = [
    module.names.resolve(root.text, name),
    module.names.resolve(root.text, definition),
  ]
  if (inside.kind === 'builtin') return outside.kind === 'builtin'
  if (inside.kind !== 'bound' || outside.kind !== 'bound' || inside.scope !== outside.scope) return false
  return inside.bindings.every(({ node }) => node.startIndex < definition.startIndex)
}
