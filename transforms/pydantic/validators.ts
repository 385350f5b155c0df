import {
  type Context,
  defineTransform,
  enclosingClass,
  field,
  functionMade,
  functionNamed,
  indentOf,
  type Module,
  type Node,
  newlineAt,
  parentOf,
} from '#transform'
import { eachItem } from './_each-item.ts'
import { modelAround, noteMixin } from './_fields.ts'
import { heedBothVersions } from './_guards.ts'
import { ancestorClasses, bodyOf } from './_model-classes.ts'
import { signatureOf } from './_signature.ts'
import { raiseValueErrors, rewriteSignature } from './_validator-body.ts'
import { readCall, rewriteCall, type ValidatorCall } from './_validator-call.ts'
import { validateDefaults, walkOf } from './_validator-fields.ts'

const VALIDATORS =
  /^pydantic\.(?:(?:class_validators|deprecated\.class_validators|functional_validators)\.)?(?:validator|root_validator|field_validator|model_validator)$/

export default defineTransform({
  summary: 'Replace @validator with @field_validator',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#validator-and-root_validator-are-deprecated',
  drops: ['names', 'constants'],
  query: `
    (decorator (call function: (_) @callee arguments: (argument_list) @args)) @decorator
    (call function: (call function: (_) @callee arguments: (argument_list) @args)
          arguments: (argument_list . (_) @reused .)) @reuse`,
  where: {
    callee: [
      'pydantic.validator',
      'pydantic.class_validators.validator',
      'pydantic.deprecated.class_validators.validator',
    ],
  },
  recipes: ['pydantic-v2'],
  rewrite({ callee, args, decorator, reused }, context) {
    heedBothVersions(callee, context)
    const call = readCall(callee, args, context)
    if (decorator) decorated(decorator, call, context)
    else if (reused) reuse(reused, call, context)
  },
})

/** `@validator("a")` above a function. */
function decorated(decorator: Node, call: ValidatorCall, context: Context): void {
  const whole = parentOf(decorator)
  const definition = whole && field(whole, 'definition')
  if (definition?.type !== 'function_definition') context.skip('this decorates no function')
  const decorators = whole?.namedChildren.filter(({ type }) => type === 'decorator') ?? []
  const at = decorators.findIndex((node) => node.id === decorator.id)
  const names = decorators.map((node) => nameOfDecorator(node, context))
  if (names.some((name, index) => index !== at && VALIDATORS.test(name)))
    context.skip('v1 heeded only the outermost of several validators on one function: keep one of them')
  if (names.slice(0, at).includes('builtins.classmethod'))
    context.skip('a classmethod above the validator hides it: v1 never called it')
  const isStatic = names.includes('builtins.staticmethod')
  const signature = signatureOf(definition)
  if (typeof signature === 'string') context.skip(signature)
  const isClassMethod = names.includes('builtins.classmethod')
  if (isClassMethod && !signature.takesClass) context.skip('the first parameter of a validator must be cls')
  const others = names.filter(
    (name, index) => index !== at && !/^builtins\.(?:class|static)method$/.test(name),
  )
  if (others.length > 0 && signature.behind.length > 0)
    context.skip('another decorator stands between the validator and its parameters: take info by hand')

  const classNode = enclosingClass(definition)
  noteMixin(classNode, context)
  validateDefaults(call, classNode, context)
  const takesInfo = rewriteSignature(signature, context, modelAround(context, classNode) !== undefined)
  raiseValueErrors(definition, context)
  noteOrder(call, whole, classNode, context)
  const walk = call.isEachItem ? walkOf(call, classNode, context) : 'value'
  if (walk !== 'value') {
    eachItem(
      {
        ...{ decorator, definition, call, signature, takesInfo, walk },
        hasKind: isClassMethod || isStatic,
        earlier: whole && othersAbove(whole, call, classNode, context),
      },
      context,
    )
    return
  }
  rewriteCall(call, context)
  if (!isClassMethod && !isStatic) {
    const kind = signature.takesClass ? 'classmethod' : 'staticmethod'
    if (!context.isBuiltin(kind, decorator)) context.skip(`${kind} means something else here`)
    const newline = newlineAt(context.text, decorator.startIndex)
    context.insert(
      belowDecorator(decorator).startIndex,
      `@${kind}${newline}${indentOf(context.text, decorator.startIndex)}`,
    )
  }
}

/** What follows a decorator: another one, or the function. */
function belowDecorator(decorator: Node): Node {
  let next = decorator.nextNamedSibling
  while (next?.type === 'comment') next = next.nextNamedSibling
  return next ?? decorator
}

function nameOfDecorator(decorator: Node, context: Context): string {
  const expression = decorator.firstNamedChild
  const head = expression?.type === 'call' ? field(expression, 'function') : expression
  return (head && context.qualifiedName(head)) ?? ''
}

/** v1 ran validators before validation in the order of the text, those of the bases first, and v2 from the last to the first. */
function noteOrder(
  call: ValidatorCall,
  whole: Node | undefined,
  classNode: Node | undefined,
  context: Context,
): void {
  if (!call.isPre || !classNode || !whole) return
  const { module, project } = context
  const ownNames = new Set(bodyOf(classNode).map(nameOfMethod))
  const others = bodyOf(classNode).filter(({ id }) => id !== whole.id)
  if (others.some((other) => meets(other, call, module))) context.review(ORDER)
  const bases = ancestorClasses({ module, node: classNode }, project).classes
  for (const base of bases) {
    const earlier = bodyOf(base.node).find(
      (other) => !ownNames.has(nameOfMethod(other)) && meets(other, call, base.module),
    )
    const name = field(field(whole, 'definition') ?? whole, 'name')
    if (!earlier || !name) continue
    context.review(ORDER)
    context.report(
      `v2 runs ${name.text} before ${field(base.node, 'name')?.text}.${nameOfMethod(earlier)}, v1 ran it afterwards: make one validator of the two`,
      name,
    )
    return
  }
}

/**
 * The first of the validators above one of items that v2 would run in the other order: v1 validated items before the whole value, and
 * prepared them after it, while v2 goes by the order of the text, and before validation from the last to the first.
 */
function othersAbove(
  own: Node,
  call: ValidatorCall,
  classNode: Node | undefined,
  context: Context,
): Node | undefined {
  const { module, project } = context
  if (!classNode) return undefined
  const time = call.isPre ? 'before' : 'after'
  const isOther = (other: Node, of: Module) => meets(other, call, of, time)
  const bases = ancestorClasses({ module, node: classNode }, project).classes
  if (bases.some((base) => bodyOf(base.node).some((other) => isOther(other, base.module))))
    context.skip(`${ORDER_OF_ITEMS} those of the bases: make one of them`)
  return bodyOf(classNode).find((other) => other.endIndex <= own.startIndex && isOther(other, module))
}

const ORDER_OF_ITEMS =
  'v1 ran validators of items and of whole values in another order, and this would not stand right with'
const ORDER = 'v2 runs several validators before validation from the last to the first'

function nameOfMethod(statement: Node): string {
  return field(field(statement, 'definition') ?? statement, 'name')?.text ?? ''
}

const BEFORE = /\bpre=True\b|\bmode=["']before["']/

/**
 * Whether a statement of a class body is another validator of one of the fields: before validation, or of the whole value after it.
 */
function meets(
  other: Node,
  { fields }: ValidatorCall,
  module: Module,
  time: 'before' | 'after' = 'before',
): boolean {
  if (other.type !== 'decorated_definition') return false
  if (time === 'after' && nameOfMethod(other).endsWith('_of_items')) return false
  return other.namedChildren.some((decorator) => {
    if (decorator.type !== 'decorator' || BEFORE.test(decorator.text) !== (time === 'before')) return false
    if (time === 'after' && /\beach_item=True\b|\bmode=/.test(decorator.text)) return false
    const callee = decorator.firstNamedChild && field(decorator.firstNamedChild, 'function')
    const qualified = callee && module.qualify(callee)
    if (qualified?.kind !== 'certain' || !/\.(?:field_)?validator$/.test(qualified.name)) return false
    const names = [...decorator.text.matchAll(/(["'])([^"']+)\1/g)].map(([, , name]) => name)
    return names.includes('*') || !fields || fields.some((name) => name === '*' || names.includes(name))
  })
}

/** `validator("a")(function)`. */
function reuse(reused: Node, call: ValidatorCall, context: Context): void {
  const made = functionMade(context, reused)
  const found = made ?? functionNamed(context, reused)
  if (!found)
    context.skip(
      `${reused.text} is not a function that is known: look at its parameters and write field_validator`,
    )
  const signature = signatureOf(found.node)
  if (typeof signature === 'string') context.skip(signature)
  const classNode = enclosingClass(reused)
  validateDefaults(call, classNode, context)
  const walk = call.isEachItem ? walkOf(call, classNode, context) : 'value'
  if (walk !== 'value' && othersAbove(reused, call, classNode, context))
    context.skip(`${ORDER_OF_ITEMS} others above it: put it above them`)
  rewriteCall(call, context)
  if (reused.type === 'lambda' && walk === 'value') {
    rewriteSignature(signature, context, modelAround(context, classNode) !== undefined)
    return
  }
  const { takesClass, context: named, rest } = signature
  if (made && (walk !== 'value' || named.size > 0 || rest))
    context.skip(
      `what ${reused.text} gives takes one item or what v1 handed over by name: have it take the value, and info where it reads others`,
    )
  if (named.has('field') || named.has('config') || rest || (reused.type === 'lambda' && named.size > 0))
    context.skip('v2 hands over neither field nor config: give the function what it needs of ValidationInfo')
  if (walk === 'value' && named.size === 0) return
  const given = named.has('values') ? ', values=info.data' : ''
  const callee = reused.type === 'lambda' ? `(${reused.text})` : reused.text
  const apply = (item: string): string => `${callee}(${takesClass ? 'cls, ' : ''}${item}${given})`
  const parameters = `${takesClass ? 'cls, ' : ''}v${given === '' ? '' : ', info'}`
  context.replace(reused, `lambda ${parameters}: ${walk === 'value' ? apply('v') : walk(apply, 'v')}`)
  if (walk !== 'value') context.review('an error names the field now, no longer the item in it')
}
