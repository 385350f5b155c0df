import {
  type Context,
  defineTransform,
  dropImportedNames,
  field,
  lineOf,
  type Node,
  parentOf,
  removeStatement,
} from '#transform'

/** What can be subscripted since 3.9 (PEP 585). */
const GENERIC = /^builtins\.(?:dict|frozenset|list|set|tuple|type)$|^collections\.abc\.\w+$/
/** Modules whose names always could be. */
const TYPING = /^(?:typing|typing_extensions)\.\w+$/

export default defineTransform({
  summary: 'Drop from __future__ import annotations where every annotation can be evaluated',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.python.org/3/reference/simple_stmts.html#future-statements',
  query: '(future_import_statement name: (dotted_name) @name (#eq? @name "annotations")) @statement',
  anchors: ['__future__'],
  // Others may write what only this import makes possible.
  phase: 'last',
  drops: ['statements'],
  rewrite({ name, statement }, context) {
    const { module } = context
    if (!name || !statement) return
    if (module.names.loads('annotations').length > 0 || module.inAll('annotations'))
      return context.skip('annotations is used as a name')
    if (context.targets('3.14'))
      context.review(
        'whoever reads annotations finds values instead of strings, evaluated when they are asked for',
      )
    else {
      for (const annotation of annotationsOf(module.tree.root)) heed(annotation, context)
      context.review('whoever reads annotations finds values instead of strings')
    }
    const isOnly = statement.childrenForFieldName('name').length === 1
    const removal = isOnly
      ? removeStatement(module.tree, statement)
      : dropImportedNames(module.tree, statement, ['annotations'])
    if (!removal) return context.skip('a comment or another statement stands beside it')
    context.carryOut(removal)
  },
})

function annotationsOf(root: Node): Node[] {
  return root
    .descendantsOfType(['typed_parameter', 'typed_default_parameter', 'function_definition', 'assignment'])
    .flatMap((node) => field(node, node.type === 'function_definition' ? 'return_type' : 'type') ?? [])
}

/** Skips the site where a part of the annotation may not be there yet, or may not bear what is done to it. */
function heed(annotation: Node, context: Context): void {
  for (const node of [
    annotation,
    ...annotation.descendantsOfType([
      'identifier',
      'call',
      'subscript',
      'generic_type',
      'binary_operator',
      'union_type',
      'union_type',
      'string',
    ]),
  ]) {
    if (context.annotation(node)?.evaluation === 'never') return
    const line = lineOf(node)
    if (node.type === 'call' || node.type === 'string')
      context.skip(`the annotation in line ${line} is more than names`)
    const head =
      node.type === 'subscript'
        ? field(node, 'value')
        : node.type === 'generic_type'
          ? node.firstNamedChild
          : undefined
    const meaning = head ? (context.qualifiedName(head) ?? '') : ''
    if (head && !TYPING.test(meaning) && !(GENERIC.test(meaning) && context.targets('3.9')))
      context.skip(`the annotation in line ${line} subscripts ${head.text}, which may not allow it`)
    if (isUnion(node) && !context.targets('3.10'))
      context.skip(`the annotation in line ${line} needs Python 3.10 to be evaluated`)
    if (isUnion(node) && !canBeOperands(node, context))
      context.skip(`an operand of | in line ${line} may be no class`)
    if (node.type === 'identifier' && !isThere(node, context))
      context.skip(`${node.text} in the annotation in line ${line} may not be there yet`)
  }
}

/** Functions such as threading.Lock are no operands: what is imported has to be called like a class. */
function canBeOperands(operation: Node, context: Context): boolean {
  return operation
    .descendantsOfType('identifier')
    .every(
      (name) =>
        context.isBuiltin(name.text, name) ||
        /^_*[A-Z]/.test(name.text) ||
        parentOf(name)?.type === 'attribute',
    )
}

/** Whether a name surely has its value when the annotation is evaluated. */
function isThere(name: Node, context: Context): boolean {
  const parent = parentOf(name)
  if (/^(?:attribute|member_type)$/.test(parent?.type ?? '') && name.endIndex === parent?.endIndex)
    return true
  if (context.isBuiltin(name.text, name)) return true
  const bindings = context.module.bindingsOf(name)
  return (
    bindings.length > 0 &&
    bindings.every(({ context: circumstances, node, kind, owner }) => {
      const isBefore =
        node.startIndex < name.startIndex && (kind !== 'class' || owner.endIndex < name.startIndex)
      return isBefore && circumstances === 'plain' && /^(?:import|class|type-parameter)$/.test(kind)
    })
  )
}

/** The grammar has two nodes for `A | B`. */
function isUnion(node: Node): boolean {
  return node.type === 'binary_operator' || node.type === 'union_type'
}
