import {
  ancestorsOf,
  type ClassName,
  field,
  lineOf,
  type Node,
  type Project,
  parentOf,
  sameNode,
} from '#transform'
import { ancestorClasses, bodyOf, type ClassRef } from './_model-classes.ts'
import { asWrapValidator, isModelValidator } from './_own-validate.ts'

/** Methods of models that projects override, and what v2 calls them. */
export const OVERRIDABLE: ReadonlyMap<string, string> = new Map([
  ['dict', 'model_dump'],
  ['json', 'model_dump_json'],
  ['copy', 'model_copy'],
  ['construct', 'model_construct'],
  ['parse_obj', 'model_validate'],
  ['schema', 'model_json_schema'],
])

/** Keyword arguments that v1's methods took and v2's do not. */
const GONE_PARAMETERS = /\b(?:encoder|models_as_dict|dumps_kwargs|indent)\b/

/** The def of a name, or whatever else binds it, in a class's own body. */
export function ownMethod(classNode: Node, name: string): Node | undefined {
  for (const statement of bodyOf(classNode)) {
    const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
    if (definition && field(definition, 'name')?.text === name) return definition
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    if (assignment?.type === 'assignment' && field(assignment, 'left')?.text === name) return assignment
  }
  return undefined
}

/** The methods that a class and those above it have under a name of v1 or, as they may be renamed, under that of v2. */
export function ownMethods(of: ClassName, name: string, project: Project): Node[] {
  if (typeof of === 'string') return []
  return [of, ...ancestorClasses(of, project).classes].flatMap(
    ({ node }) => ownMethod(node, name) ?? ownMethod(node, OVERRIDABLE.get(name) ?? name) ?? [],
  )
}

/**
 * Whether the models have methods of their own that take a keyword argument, which pydantic's do not: as a parameter, or of what they
 * take by `**` and name.
 */
export function ownTakes(
  classes: readonly ClassName[],
  name: string,
  key: string,
  project: Project,
): boolean {
  const takes = (of: ClassName): boolean => {
    for (const method of ownMethods(of, name, project)) {
      const parameters = field(method, 'parameters')?.namedChildren ?? []
      if (parameters.some((node) => parameterName(node) === key)) return true
      if (!parameters.some(({ type, text }) => type === 'dictionary_splat_pattern' || text.startsWith('**')))
        return false
      if (new RegExp(`(["'])${key}\\1`).test(field(method, 'body')?.text ?? '')) return true
    }
    return false
  }
  return classes.length > 0 && classes.every(takes)
}

function parameterName(node: Node): string {
  return (field(node, 'name') ?? (node.type === 'identifier' ? node : node.firstNamedChild) ?? node).text
}

/** Why what a model defines under the name of one of v1's methods cannot simply take the v2 name. */
export function overrideProblem(holder: ClassRef, own: Node, name: string): string | undefined {
  if (own.type === 'assignment')
    return field(own, 'type') ? `${name} is a field of the model` : `${name} is assigned in the model`
  if (own.type !== 'function_definition') return `${name} is not a method here`
  const renamed = OVERRIDABLE.get(name)
  const line = lineOf(own)
  const isValidator =
    name === 'validate' && (isModelValidator(own) || asWrapValidator(own, holder.node, holder.module))
  if (isValidator) return undefined
  if (renamed === undefined)
    return `the model has a ${name} of its own (line ${line}), which v2 does not call`
  const twin = ownMethod(holder.node, renamed)
  if (twin) return `the model defines ${renamed} as well`
  if (GONE_PARAMETERS.test(field(own, 'parameters')?.text ?? ''))
    return `${name} takes an argument that ${renamed} does not have: change its signature first`
  if (skipDefaults(own, name) === 'used')
    return 'skip_defaults is gone in v2: take it out of the method first'
  const decorated = parentOf(own)
  const decorators = decorated?.type === 'decorated_definition' ? decorated.namedChildren.slice(0, -1) : []
  const isPlain = decorators.every(
    ({ type, text }) =>
      type === 'comment' ||
      /^@(?:[\w.]+\.)?(?:classmethod|override|typing_override|no_type_check|abstractmethod)$/.test(text),
  )
  if (!isPlain) return `${name} is decorated`
  const call = superCalls(own, name).find((access) => badArguments(access))
  return call && `super().${name} is given an argument that ${renamed} does not take`
}

/** The `super().name` in a def. */
export function superCalls(definition: Node, name: string): Node[] {
  return definition.descendantsOfType('attribute').filter((access) => {
    const object = field(access, 'object')
    return (
      field(access, 'attribute')?.text === name &&
      object?.type === 'call' &&
      field(object, 'function')?.text === 'super' &&
      sameNode(
        [...ancestorsOf(access)].find(({ type }) => type === 'function_definition'),
        definition,
      )
    )
  })
}

function badArguments(access: Node): boolean {
  const call = parentOf(access)
  const list =
    call?.type === 'call' && sameNode(field(call, 'function'), access) ? field(call, 'arguments') : undefined
  return list?.namedChildren.some((arg) => GONE_PARAMETERS.test(field(arg, 'name')?.text ?? '')) ?? false
}

/** The parameter `skip_defaults` of an override and where it is handed on to super; 'used' when it is needed for more. */
export function skipDefaults(
  own: Node,
  name: string,
): { readonly parameter: Node; readonly handedOn: readonly Node[] } | 'used' | undefined {
  const list = field(own, 'parameters')
  const parameters = list?.namedChildren.filter(({ type }) => type !== 'comment') ?? []
  const at = parameters.findIndex(
    (node) => (field(node, 'name') ?? node.firstNamedChild ?? node).text === 'skip_defaults',
  )
  const parameter = parameters[at]
  const calls = superCalls(own, name)
  const handedOn = calls.flatMap((access) => {
    const call = parentOf(access)
    const given = call?.type === 'call' ? field(call, 'arguments') : undefined
    return given?.namedChildren.filter((arg) => field(arg, 'name')?.text === 'skip_defaults') ?? []
  })
  if (!parameter) return handedOn.length > 0 ? 'used' : undefined
  const isPlain = handedOn.every((arg) => field(arg, 'value')?.text === 'skip_defaults')
  const read = (field(own, 'body')?.descendantsOfType('identifier') ?? []).filter(
    (node) =>
      node.text === 'skip_defaults' &&
      !handedOn.some((arg) => arg.startIndex <= node.startIndex && node.endIndex <= arg.endIndex),
  )
  // A bare `*` must have something behind it.
  const isAlone = parameters[at - 1]?.text === '*' && parameters[at + 1] === undefined
  return isPlain && read.length === 0 && !isAlone ? { parameter, handedOn } : 'used'
}
