import { type Context, field, isStdlib, type Node } from '#transform'
import { bare } from './_chain.ts'
import { BUILTIN_CLASSES, CLASS_MAKERS, MODULES_LIKE_CLASSES } from './_class-tables.ts'

/** What a name is that can be no type at all, not even in `Optional[…]`. */
export function notAType(context: Context, operand: Node): string | undefined {
  const node = bare(operand)
  const qualified = context.qualifiedName(node)
  if (qualified !== undefined && MODULES_LIKE_CLASSES.test(qualified)) return `${node.text} is a module`
  if (node.type === 'attribute') {
    if (qualified === 'os.path' || isImportedModule(context, node)) return `${node.text} is a module`
    return isValueOfClass(context, node) ? `${node.text} is a value` : undefined
  }
  if (node.type !== 'identifier') return undefined
  for (const { kind, owner, name } of context.module.bindingsOf(node)) {
    if (kind === 'import' && owner.type === 'import_statement') return `${name} is a module`
    const value = kind === 'assignment' ? field(owner, 'right') : undefined
    if (value?.type === 'call' && isInstance(context, value)) return `${name} is an instance`
  }
  return undefined
}

/** Whether the attribute is a module that the file imports by that name: `import a.b`. */
function isImportedModule(context: Context, attribute: Node): boolean {
  let root = attribute
  for (let inner = field(root, 'object'); inner; inner = field(root, 'object')) root = inner
  return context.module
    .bindingsOf(root)
    .some(
      ({ kind, owner }) =>
        kind === 'import' &&
        owner.type === 'import_statement' &&
        owner.childrenForFieldName('name').some(({ text }) => text === attribute.text),
    )
}

/**
 * Whether `E.A` is what a class `E` of this file assigns to `A`, no class: a member of an enumeration, for one, or what stands
 * in for a class of a library that is not there.
 */
function isValueOfClass(context: Context, attribute: Node): boolean {
  const object = field(attribute, 'object')
  const name = field(attribute, 'attribute')?.text
  const bindings = object?.type === 'identifier' ? context.module.bindingsOf(object) : []
  return bindings.some(({ kind, owner }) => kind === 'class' && assignsValue(owner, name))
}

function assignsValue(definition: Node, name: string | undefined): boolean {
  return (field(definition, 'body')?.namedChildren ?? []).some((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    if (assignment?.type !== 'assignment' || field(assignment, 'left')?.text !== name) return false
    const value = field(assignment, 'right')
    return /^(?:integer|float|string|concatenated_string|none|true|false|tuple|list|dictionary|set|call|lambda)$/.test(
      value ? bare(value).type : '',
    )
  })
}

/** Whether a call surely makes no class: it calls one, which is none of the known makers of classes. */
function isInstance(context: Context, call: Node): boolean {
  const callee = field(call, 'function')
  const name = callee ? context.qualifiedName(callee) : undefined
  if (name === undefined || CLASS_MAKERS.has(name)) return false
  const last = name.slice(name.lastIndexOf('.') + 1)
  return name.startsWith('builtins.')
    ? BUILTIN_CLASSES.has(last)
    : isStdlib(name) && /^[A-Z].*[a-z]/.test(last)
}
