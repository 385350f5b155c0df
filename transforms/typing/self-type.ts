import {
  basesOf,
  type Context,
  classAround,
  defineTransform,
  field,
  genericParts,
  isWithin,
  type Node,
  withoutType,
} from '#transform'
import { argumentsOf, plainText } from './_class-form.ts'
import { heirs, isDecorated, methodNames, namesClass, returnsOwn } from './_own-class.ts'
import { typeVariable, variablesIn } from './_typevars.ts'

/** What gives its own object, as long as a stub says that it is of the class. */
const OWN = /^__(?:new|a?enter|i(?:add|and|floordiv|lshift|matmul|mod|mul|or|pow|rshift|sub|truediv|xor))__$/

export default defineTransform({
  summary: 'Annotate methods that return their own object with Self',
  since: '3.11',
  safety: 'review',
  sameAs: ['PYI034'],
  docs: 'https://peps.python.org/pep-0673/',
  drops: ['names', 'constants', 'statements'],
  query: `
    (function_definition
      name: (identifier) @name
      parameters: (parameters . (identifier) @first)
      return_type: (type . (_) @returns .)) @method
    (function_definition
      name: (identifier) @name
      parameters: (parameters . (typed_parameter . (identifier) @own type: (type) @annotation))
      return_type: (type . (_) @returns .)) @method`,
  // A return annotation that may be a class of this file, where a method may return what it was called on.
  anchors: [/->(?<=\)\s*->)\s*[("']*\s*(?!(?:None|bool|bytes|float|int|object|str)\b)[A-Za-z_][^\n]*:/],
  needs:
    /\breturn (?:self|cls|type ?\(self\))|\bcls ?\(|\bcls\.__new__ ?\(|__new__\(cls|__(?:a?enter|i[a-z]+)__\(self|\((?:self|cls): /,
  rewrite({ name, first, own, annotation, returns, method }, context) {
    const owner = method && classAround(method)
    if (!context.targets('3.11') || !owner || !name || !returns || isDecorated(method, 'staticmethod')) return
    const isMatch = first
      ? namesClass(context, returns, owner) &&
        (returnsOwn(context, first, method) || (context.module.isStub && OWN.test(name.text)))
      : !!own && !!annotation && replaceVariable(context, method, owner, annotation, returns)
    if (!isMatch) return
    if (basesOf(owner).some((base) => context.qualifiedName(base) === 'builtins.type'))
      context.skip('Self has no meaning in a metaclass')
    const heir = heirs(context, owner).find((one) => methodNames(one).has(name.text))
    if (heir && first)
      context.skip(
        `${field(heir, 'name')?.text} overrides ${name.text}: its return type would have to follow`,
      )
    context.review(`subclasses that override ${name.text} have to return Self, too`)
    if (first) context.replace(returns, context.import('typing', 'Self', returns))
  },
})

/**
 * Replaces a type variable that stands for the type of `self` only: `def f(self: S) -> S`, `def f(cls: type[S]) -> S`.
 * @returns whether it does
 */
function replaceVariable(
  context: Context,
  method: Node,
  owner: Node,
  annotation: Node,
  returns: Node,
): boolean {
  const whole = withoutType(annotation)
  const parts = genericParts(whole)
  const isClass = parts && /^(?:builtins\.type|typing\.Type)$/.test(context.qualifiedName(parts.origin) ?? '')
  const own = isClass ? parts.args[0] : whole
  const variable = own?.type === 'identifier' ? typeVariable(context, own) : undefined
  if (!own || !variable || variable === 'foreign' || !variable.args) return false
  if (variable.kind !== 'TypeVar') return false
  const isClassMethod = isDecorated(method, 'classmethod') || field(method, 'name')?.text === '__new__'
  if (isClassMethod !== !!isClass) return false
  const uses = variablesIn(context, method).filter(({ node }) => node.text === own.text)
  if (!uses.some(({ node }) => isWithin(node, returns))) return false
  const { positional, keywords } = argumentsOf(variable.args)
  const bound = keywords.find((one) => field(one, 'name')?.text === 'bound')
  const value = bound && field(bound, 'value')
  if (positional.length > 1 || keywords.length > (bound ? 1 : 0)) return false
  const title = field(owner, 'name')?.text
  if (value && value.text !== title && plainText(value) !== title)
    return context.skip(`${own.text} is bound to ${value.text}, not to ${title}`)
  const end = field(method, 'body')?.startIndex ?? method.endIndex
  if (uses.some(({ node }) => node.startIndex >= end))
    return context.skip(`${own.text} is used in the body, too`)
  const self = context.import('typing', 'Self', returns)
  for (const { node } of uses) if (node.startIndex !== own.startIndex) context.replace(node, self)
  const name = annotation.previousNamedSibling
  context.remove({ start: name?.endIndex ?? annotation.startIndex, end: annotation.endIndex })
  return true
}
