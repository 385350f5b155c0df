import {
  argumentsOf,
  type Context,
  decoratorsOf,
  defineTransform,
  field,
  mayFailOnPurpose,
  type Node,
  parentOf,
  type Scope,
  sameNode,
  scopeOf,
} from '#transform'
import { alignedLines } from './_alignment.ts'

/** Decorators that give back the class that they get. */
const KEEPS_CLASS =
  /^(?:functools\.total_ordering|enum\.unique|typing\.(?:final|runtime_checkable)|typing_extensions\.(?:final|runtime_checkable)|six\.python_2_unicode_compatible|(?:django\.utils\.(?:encoding|six)|future\.utils)\.python_2_unicode_compatible|attrs?\.\w+|zope\.interface\.\w+|pytest\.mark\.\w+|unittest\.\w+|dataclasses\.dataclass)$/

export default defineTransform({
  summary: 'Call super() without the arguments that it finds itself, and where it stands without parentheses',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP008', 'PLW0245'],
  docs: 'https://peps.python.org/pep-3135/',
  drops: ['names'],
  query: `
    (call
      function: (_) @super
      arguments: (argument_list . [(identifier) (attribute)] @class . (identifier) @self .) @args)
    (attribute object: (identifier) @super attribute: (identifier) @member) @bare`,
  where: { super: 'builtins.super' },
  rewrite({ super: callee, member, bare, class: named, self, args }, context) {
    if (bare && member && callee) return callBare(context, callee, member, bare)
    if (!named || !self || !args) return
    const scope = scopeOf(args)
    const method = methodScope(scope, context)
    const definition = method && classAround(method)
    if (!method || !definition || !isNameOf(named, definition, context)) return
    const first = field(method.node, 'parameters')?.firstNamedChild
    const name =
      first?.type === 'typed_parameter' || first?.type === 'default_parameter' ? first.firstNamedChild : first
    if (name?.type !== 'identifier' || name.text !== self.text)
      return context.skip(`${self.text} is not the first parameter, which is what super() takes`)
    const bindings = context.module.names.bindings(self.text).filter((binding) => binding.scope === method)
    if (bindings.length > 1) return context.skip(`${self.text} is bound again in the method`)
    if (context.module.names.bindings('__class__').length > 0)
      return context.skip('__class__ is bound here, and super() would take that')
    heedDecorators(definition, context)
    context.replace(args, '()')
    if (args.startPosition.row === args.endPosition.row)
      context.edit(alignedLines(context, args, args.text.length - '()'.length))
  },
})

/** `super.method()` asks the class itself, which has next to nothing. */
function callBare(context: Context, name: Node, member: Node, bare: Node): void {
  const call = parentOf(bare)
  const isCalled = call?.type === 'call' && sameNode(field(call, 'function'), bare)
  // The class has these, and `mro`.
  if (member.text === 'mro' || (member.text.startsWith('__') && !isCalled)) return
  const scope = scopeOf(bare)
  const method = methodScope(scope, context)
  const first = method && field(method.node, 'parameters')?.firstNamedChild
  const isStatic = method && decoratorsOf(method.node).some(({ text }) => /\bstaticmethod\b/.test(text))
  if (!first || isStatic || method.parent?.kind !== 'class')
    context.skip('super() works in a method with a first parameter only')
  const [given] = isCalled ? argumentsOf(call) : []
  if (member.text === '__new__' || given?.text === (first.firstNamedChild ?? first).text)
    context.skip(`super().${member.text} hands over the object itself: take it out of the arguments`)
  if (given && context.module.bindingsOf(given).some(({ owner }) => /\bsuper\(/.test(owner.text))) return
  if (mayFailOnPurpose(bare)) context.skip('something waits for the error that it makes')
  context.review('the class super has no such attribute: it is an AttributeError until now')
  context.insert(name.endIndex, '()')
}

/** The scope of the method that a call is in; since Python 3.12 comprehensions are part of it (PEP 709). */
function methodScope(scope: Scope, context: Context): Scope | undefined {
  let here: Scope | undefined = scope
  while (here?.kind === 'comprehension') {
    if (here.node.type === 'generator_expression')
      context.skip('a generator runs by itself: there super() does not find its arguments')
    if (!context.targets('3.12'))
      context.skip('before Python 3.12 super() needs its arguments in a comprehension')
    here = here.parent
  }
  const isMethod = here?.kind === 'function' || (here?.kind === 'lambda' && here.parent?.kind === 'class')
  return isMethod ? here : undefined
}

/** The class that `__class__` means in a function: that of the method which it is, or is nested in. */
function classAround(method: Scope): Node | undefined {
  let here = method.parent
  while (here?.kind === 'function') here = here.parent
  return here?.kind === 'class' ? here.node : undefined
}

/** Whether an expression in a method of the class surely means that class: `C`, or `Outer.C` for a nested one. */
function isNameOf(named: Node, definition: Node, context: Context): boolean {
  // That it is bound nowhere is asked for in any case.
  if (named.text === '__class__') return true
  if (named.type === 'identifier') {
    const bindings = context.module.bindingsOf(named)
    const [binding, ...others] = bindings
    if (others.length > 0 && bindings.some(({ owner }) => sameNode(owner, definition)))
      return context.skip(`${named.text} is bound more than once`)
    return binding?.kind === 'class' && sameNode(binding.owner, definition)
  }
  const holder = field(named, 'object')
  const outer = scopeOf(definition)
  return (
    holder !== undefined &&
    outer.kind === 'class' &&
    field(named, 'attribute')?.text === field(definition, 'name')?.text &&
    (holder.type === 'identifier' || holder.type === 'attribute') &&
    isNameOf(holder, outer.node, context)
  )
}

/** A decorator that makes another class of this one leaves super() with the first: a dataclass with slots, for one. */
function heedDecorators(definition: Node, context: Context): void {
  const decorated = parentOf(definition)
  if (decorated?.type !== 'decorated_definition') return
  for (const decorator of decorated.namedChildren) {
    const expression = decorator.type === 'decorator' ? decorator.firstNamedChild : undefined
    const callee = expression?.type === 'call' ? field(expression, 'function') : expression
    if (!expression || !callee) continue
    const name = context.qualifiedName(callee) ?? ''
    if (/(?:^|\.)add_metaclass$/.test(name))
      context.skip('add_metaclass makes another class: give the class its metaclass by keyword first')
    if (name === 'dataclasses.dataclass' && /\bslots\b/.test(expression.text))
      context.skip('a dataclass with slots is another class than the one that super() knows')
    if (REMAKES.test(textOf(context, callee, name)))
      context.skip(`${callee.text} makes another class than the one that super() knows`)
    if (!KEEPS_CLASS.test(name))
      context.review(`${callee.text} may make another class than the one that super() knows`)
  }
}

/** What a decorator does that builds the class anew from its parts: `type(cls)(cls.__name__, …)`. */
const REMAKES =
  /\btype\(\w+\)\(|\btype\((?:[^(),]|\([^()]*\))*,(?:[^(),]|\([^()]*\))*,|\.__class__\(|\bnew_class\(/

/** The text of a function of the project; nothing of others. */
function textOf({ module, project }: Context, callee: Node, qualified: string): string {
  const dot = qualified.lastIndexOf('.')
  const own = callee.type === 'identifier' ? module.bindingsOf(callee) : []
  const found = dot < 0 ? undefined : project.resolveExport(qualified.slice(0, dot), qualified.slice(dot + 1))
  const far =
    found && 'path' in found
      ? project.moduleAt(found.path, module.target)?.names.bindings(found.name)
      : undefined
  const bindings = [...own, ...(far ?? [])]
  return bindings.map(({ kind, owner }) => (kind === 'function' ? owner.text : '')).join('\n')
}
