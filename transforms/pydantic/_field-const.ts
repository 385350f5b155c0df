import { type Context, classAround, field, genericParts, type Node, parentOf } from '#transform'
import { aliasTarget } from './_annotations.ts'
import { quoteOf } from './_config-values.ts'
import { argumentsOf, classField, defaultOf, fieldsOf, keyword, modelAround } from './_fields.ts'
import { bodyOf, classNamed, isEnumMember, modelKind } from './_model-classes.ts'
import { subclassedIn } from './_subclassed.ts'
import { writeMethod } from './_validator-method.ts'

const LITERAL = /^typing(?:_extensions)?\.Literal$/
const REVIEW = 'v1 also took what becomes the value when it is converted, such as "1" for 1: Literal does not'

/**
 * Whether `const` is on: `True`, or the default once more where that is a model, which is true.
 */
export function isConst(list: Node, { module, project }: Context): boolean {
  const argument = keyword(list, 'const')
  const given = argument && field(argument, 'value')
  if (!given || given.type === 'true') return given !== undefined
  if (!/^(?:identifier|attribute)$/.test(given.type) || given.text !== defaultOf(list)?.text) return false
  const target = aliasTarget(module, project, given)
  const callee = target?.node.type === 'call' ? field(target.node, 'function') : undefined
  const made = target && callee && classNamed(target.module, project, callee)
  return typeof made === 'object' && modelKind(made.module, made.node) === 'model'
}

/**
 * `x: str = Field("a", const=True)` becomes `x: Literal["a"] = Field("a")`, without the call when nothing else is in it.
 * Where the default can be no literal, a validator compares with it.
 * @returns whether the call went, or stays without `const`.
 */
export function replaceConst(call: Node, list: Node, context: Context): 'gone' | 'stays' {
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
    if (certainty === undefined) {
      if (!found.type || !compareWithDefault(classNode, found.name, value, context))
        context.skip(
          `const with this default: write Literal[...] or an AfterValidator that compares with ${value.text}`,
        )
      return 'stays'
    }
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
  if (others.length > 0) return 'stays'
  context.replace(call, value.text)
  return 'gone'
}

/** Has a validator refuse what is not the default, as v1 did once the value was converted. */
function compareWithDefault(classNode: Node, name: string, value: Node, context: Context): boolean {
  // What is made anew for each model has no value to compare with, and other validators of the field came behind the comparison.
  if (/^(?:ellipsis|lambda)$/.test(value.type) || isValidated(name, classNode)) return false
  if (isGivenAgain(name, classNode, context)) return false
  const quote = quoteOf(context.module)
  writeMethod(
    classNode,
    {
      name: `check_const_${name}`,
      decorator: `(${quote}${name}${quote})`,
      body: [
        `permitted = cls.model_fields[${quote}${name}${quote}].default`,
        'if v != permitted:',
        `    raise ValueError(f${quote}unexpected value; permitted: {permitted!r}${quote})`,
        'return v',
      ],
      builtins: ['ValueError'],
      gone: 'const is gone',
    },
    context,
  )
  context.review('v1 wrote const into the JSON schema, v2 does not know of what a validator compares')
  return true
}

/** Whether the class has a validator of the field already. */
function isValidated(name: string, classNode: Node): boolean {
  const quoted = new RegExp(`validator\\b[^]*["'](?:${name}|\\*)["']`)
  return bodyOf(classNode).some(
    (statement) =>
      statement.type === 'decorated_definition' &&
      statement.namedChildren.some((child) => child.type === 'decorator' && quoted.test(child.text)),
  )
}

/** Whether a class that derives from this one may give the field another default, which v1 then took without comparing. */
function isGivenAgain(name: string, classNode: Node, { module, project }: Context): boolean {
  const start = module.qualifiedNameOf(classNode)
  const queue = start === undefined ? [] : [start]
  const seen = new Set(queue)
  for (let here = queue.pop(); here !== undefined; here = queue.pop())
    for (const heir of subclassedIn(project).get(here) ?? []) {
      if (seen.has(heir)) continue
      seen.add(heir)
      queue.push(heir)
      const dot = heir.lastIndexOf('.')
      const found = project.resolveExport(heir.slice(0, dot), heir.slice(dot + 1))
      const there = found && !('external' in found) ? project.moduleAt(found.path, module.target) : undefined
      const node = there?.names
        .bindings(heir.slice(dot + 1))
        .find(({ kind, scope }) => kind === 'class' && scope.kind === 'module')?.owner
      if (!node || fieldsOf(node).some((one) => one.name === name)) return true
    }
  return false
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
