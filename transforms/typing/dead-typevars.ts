import {
  ancestorsOf,
  defineTransform,
  dropImportedNames,
  futureAnnotations,
  type Node,
  removeStatement,
} from '#transform'
import { ANY_STR, MAKERS } from './_typevars.ts'

export default defineTransform({
  summary: 'Drop type variables that type parameters or Self have replaced',
  since: '3.12',
  safety: 'review',
  docs: 'https://peps.python.org/pep-0695/',
  phase: 'clean-up',
  drops: ['names', 'constants', 'statements'],
  query: `
    (expression_statement . (assignment
      left: (identifier) @name
      right: (call function: (_) @callee)) .) @statement
    (import_from_statement
      name: [(dotted_name . (identifier) @imported .) (aliased_import alias: (identifier) @imported)]) @source`,
  where: { callee: MAKERS, imported: ANY_STR },
  anchors: ['TypeVar', 'ParamSpec', 'TypeVarTuple', 'AnyStr'],
  rewrite({ name: made, statement, imported, source }, context) {
    const { module, project } = context
    const name = made ?? imported
    if (!name) return
    const variable = name.text
    const bindings = module.names.bindings(variable)
    // What replaced it, if not a type parameter of its name, is Self.
    const isOfSelf = statement && /\bbound\s*=/.test(statement.text) && /\bSelf\b/.test(context.text)
    if (!isOfSelf && !bindings.some(({ kind }) => kind === 'type-parameter')) return
    const own = bindings.find(({ node }) => node.id === name.id)
    if (own?.scope.kind !== 'module' || own.context !== 'plain') return
    const isRead = module.names.loads(variable).some(({ node }) => module.bindingsOf(node).includes(own))
    if (isRead) return
    if (module.isPackage || module.inAll(variable) || module.exports?.isDynamic)
      return void context.skip(`${variable} is no longer used here, but others may import it`)
    if (project.namesUsedElsewhere(module.path, [variable]).has(variable))
      context.skip(`${variable} is no longer used here, but may be elsewhere`)
    const isText = module.names.stringLoads(variable).length > 0 || futureAnnotations(module)
    if (isText && !context.targets('3.13'))
      context.skip(`typing.get_type_hints() of Python 3.12 looks for ${variable} in the module`)
    // That of a function finds the function's own type parameters only.
    const isOfClass = bindings.some(
      ({ kind, node }) => kind === 'type-parameter' && declaredBy(node) === 'class',
    )
    if (isText && isOfClass)
      context.skip(`typing.get_type_hints() of a method looks for ${variable} in the module`)
    if (new RegExp(`#\\s*type:.*\\b${variable}\\b`).test(context.text))
      context.skip(`a type comment speaks of ${variable}`)
    const removal = source
      ? dropImportedNames(module.tree, source, [variable])
      : statement && removeStatement(module.tree, statement)
    if (!removal) return void context.skip(`a comment beside ${variable} would be lost`)
    context.carryOut(removal)
  },
})

/** Whether a class or a function declares a type parameter; undefined for an alias. */
function declaredBy(parameter: Node): 'class' | 'function' | undefined {
  for (const { type } of ancestorsOf(parameter)) {
    if (type === 'block') return undefined
    if (type === 'class_definition') return 'class'
    if (type === 'function_definition') return 'function'
  }
  return undefined
}
