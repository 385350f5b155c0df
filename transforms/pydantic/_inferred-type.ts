import { ancestorsOf, type Context, classAround, field, genericParts, type Node, parentOf } from '#transform'
import { aliasTarget } from './_annotations.ts'
import { type ClassField, defaultOf, fieldArguments, fieldsOf, isClassVariable } from './_fields.ts'
import { ancestorClasses, type ClassRef, classNamed, isEnumMember } from './_model-classes.ts'

const LITERALS: ReadonlyMap<string, string> = new Map([
  ['integer', 'int'],
  ['float', 'float'],
  ['true', 'bool'],
  ['false', 'bool'],
  ['list', 'list'],
  ['list_comprehension', 'list'],
  ['dictionary', 'dict'],
  ['dictionary_comprehension', 'dict'],
  ['set', 'set'],
  ['set_comprehension', 'set'],
  ['tuple', 'tuple'],
  ['expression_list', 'tuple'],
])
/** Classes of the standard library whose call gives an instance. */
const CLASSES =
  /^(?:builtins\.(?:int|str|float|bool|bytes|list|dict|set|frozenset|tuple)|datetime\.(?:datetime|date|time|timedelta)|decimal\.Decimal|uuid\.UUID|pathlib\.(?:Path|PurePath)|collections\.(?:deque|OrderedDict|Counter))$/

/** Classes from elsewhere that models are given as attributes. */
const KNOWN_CLASSES =
  /^(?:builtins\.(?:int|str|float|bool|bytes|list|dict|set|frozenset|tuple|object|type|\w*(?:Error|Exception|Warning))|datetime\.(?:datetime|date|time|timedelta)|decimal\.Decimal|uuid\.UUID|pathlib\.(?:Path|PurePath)|pydantic(?:_core|\.error_wrappers)?\.(?:BaseModel|ValidationError))$/

/** What an annotation would have to say, or that the value is the class's own and no field. */
export type Inferred =
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'class' }
  | { readonly kind: 'none' }

const NONE: Inferred = { kind: 'none' }

/** The type that v1 gave a field without annotation: the class of its default. */
export function inferType(value: Node, context: Context, depth = 0): Inferred {
  const builtin = (name: string): Inferred =>
    context.isBuiltin(name, value) ? { kind: 'type', text: name } : NONE
  const literal = LITERALS.get(value.type)
  if (literal !== undefined) return builtin(literal)
  const again = (inner: Node | undefined): Inferred =>
    inner && depth < 5 ? inferType(inner, context, depth + 1) : NONE
  switch (value.type) {
    case 'string':
    case 'concatenated_string':
      return builtin(/^[A-Za-z]*[bB]/.test(value.text) ? 'bytes' : 'str')
    case 'parenthesized_expression':
      return again(value.firstNamedChild ?? undefined)
    case 'unary_operator': {
      const inner = again(field(value, 'argument'))
      return inner.kind === 'type' && /^(?:int|float)$/.test(inner.text) ? inner : NONE
    }
    case 'not_operator':
    case 'comparison_operator':
      return value.type === 'not_operator' ? builtin('bool') : NONE
    case 'binary_operator':
      return arithmetic(again(field(value, 'left')), again(field(value, 'right')), value)
    case 'call': {
      const list = fieldArguments(context, value)
      if (list) {
        const given = defaultOf(list)
        return given && given.type !== 'keyword_argument' ? again(given) : NONE
      }
      const callee = field(value, 'function')
      return callee ? instanceOf(callee, context) : NONE
    }
    case 'identifier':
    case 'attribute':
      return named(value, context, depth)
    default:
      return NONE
  }
}

function arithmetic(left: Inferred, right: Inferred, value: Node): Inferred {
  const operator = field(value, 'operator')?.text ?? ''
  if (left.kind !== 'type' || right.kind !== 'type' || left.text !== right.text) return NONE
  if (left.text === 'int') return /^(?:[+*-]|\/\/|%|<<|>>|[|&^])$/.test(operator) ? left : NONE
  return (left.text === 'float' && /^[+*/-]$/.test(operator)) || operator === '+' ? left : NONE
}

function instanceOf(callee: Node, context: Context): Inferred {
  const qualified = context.qualifiedName(callee)
  const found = classNamed(context.module, context.project, callee)
  const isClass = typeof found === 'object' || CLASSES.test(qualified ?? '')
  return isClass ? { kind: 'type', text: callee.text } : NONE
}

/** A member of an enum, a class, or a name that a literal was assigned to. */
function named(value: Node, context: Context, depth: number): Inferred {
  const { module, project } = context
  if (isClass(value, context)) return { kind: 'class' }
  const owner = value.type === 'attribute' ? field(value, 'object') : undefined
  if (owner && isEnumMember(module, project, value)) return { kind: 'type', text: owner.text }
  const target = aliasTarget(module, project, value)
  if (!target || depth > 4) return NONE
  // `slots = Slots` below `Slots = HdfsSlots`.
  if (target.module === module && isClass(target.node, context)) return { kind: 'class' }
  const type = LITERALS.get(target.node.type) ?? (target.node.type === 'string' ? 'str' : undefined)
  return type !== undefined && context.isBuiltin(type, value) ? { kind: 'type', text: type } : NONE
}

/** Whether a name is that of a class for certain: v1 left classes alone, whatever they were called. */
function isClass(value: Node, context: Context): boolean {
  const { module, project } = context
  if (typeof classNamed(module, project, value) === 'object') return true
  const assignment = parentOf(value)
  const around =
    assignment && field(assignment, 'left')?.text === value.text && classAround(parentOf(assignment) ?? value)
  if (!around) return KNOWN_CLASSES.test(context.qualifiedName(value) ?? '')
  // `Error = Error` reads what stands around the class.
  const outer = module.names.bindings(value.text).filter(({ scope }) => scope.kind === 'module')
  if (scopeDepth(around) > 0 || outer.length !== 1) return false
  if (outer[0]?.kind === 'class') return true
  const found = module.name === undefined ? undefined : project.resolveExport(module.name, value.text)
  if (!found) return false
  if ('external' in found) return KNOWN_CLASSES.test(found.external)
  const there = project.moduleAt(found.path, module.target)?.names.bindings(found.name) ?? []
  return there.length === 1 && there[0]?.kind === 'class'
}

/** How many classes and functions are around a class. */
function scopeDepth(classNode: Node): number {
  return [...ancestorsOf(classNode)].filter(({ type }) => /^(?:class|function)_definition$/.test(type)).length
}

/** The annotation that a base gives the field, where it means the same here; undefined where no base declares it. */
export function inheritedType(
  name: string,
  classNode: Node,
  context: Context,
): { readonly text: string | undefined } | undefined {
  const above = annotatedAbove(name, classNode, context)
  if (!above?.found.type) return undefined
  const { base, found } = above
  // An override by a value alone did not take None any more.
  const parts = found.type && genericParts(found.type)
  const head = parts && base.module.qualify(parts.origin)
  const isOptional = head?.kind === 'certain' && /^typing(?:_extensions)?\.Optional$/.test(head.name)
  const type = isOptional ? parts?.args[0] : found.type
  return type && { text: isPortable(type, base, context, classNode) ? type.text : undefined }
}

/** Whether a base says that the name is the class's own: neither version then takes a value alone for a field. */
export function isClassVariableAbove(name: string, classNode: Node, context: Context): boolean {
  const above = annotatedAbove(name, classNode, context)
  return above?.found.type !== undefined && isClassVariable(above.base.module, above.found.type)
}

/** Where the nearest base annotates the name. */
function annotatedAbove(
  name: string,
  classNode: Node,
  { module, project }: Context,
): { readonly base: ClassRef; readonly found: ClassField } | undefined {
  for (const base of ancestorClasses({ module, node: classNode }, project).classes) {
    const found = fieldsOf(base.node).find((candidate) => candidate.name === name && candidate.type)
    if (found) return { base, found }
  }
  return undefined
}

/** Whether every name in an annotation means the same in the class body of another class. */
function isPortable(type: Node, base: ClassRef, context: Context, classNode: Node): boolean {
  if (/["'#\n]/.test(type.text) || (genericParts(type) === undefined && !/^[\w.]+$/.test(type.text)))
    return false
  const names = type.type === 'identifier' ? [type] : type.descendantsOfType('identifier')
  const body = field(classNode, 'body')
  return names.every((name) => {
    const there = base.module.qualify(name)
    return (
      there.kind === 'certain' && body !== undefined && context.module.visibleAs(name.text, body, there.name)
    )
  })
}
