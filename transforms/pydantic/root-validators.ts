import {
  type Context,
  defineTransform,
  enclosingClass,
  field,
  functionNamed,
  indentOf,
  insertAtBodyStart,
  type Node,
  newlineAt,
  parentOf,
} from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { argumentsOf, keyword, noteMixin } from './_fields.ts'
import { heedBothVersions } from './_guards.ts'
import { valuesRead } from './_root-handover.ts'
import { rootOf } from './_root-model-fit.ts'
import { orderOf } from './_root-order.ts'
import { mayChange, readingOf, reasonToStay, rootParameters } from './_root-values.ts'
import { nameOfParameter, usesOf } from './_signature.ts'
import { raiseValueErrors } from './_validator-body.ts'

export default defineTransform({
  summary: 'Replace @root_validator with @model_validator',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#validator-and-root_validator-are-deprecated',
  drops: ['names', 'constants'],
  query: `
    (decorator (call function: (_) @callee arguments: (argument_list) @args)) @decorator
    (decorator [(identifier) (attribute)] @callee) @decorator
    (call function: (call function: (_) @callee arguments: (argument_list) @args)
          arguments: (argument_list . (_) @reused .)) @reuse`,
  where: {
    callee: [
      'pydantic.root_validator',
      'pydantic.class_validators.root_validator',
      'pydantic.deprecated.class_validators.root_validator',
    ],
  },
  recipes: ['pydantic-v2'],
  rewrite({ callee, args, decorator, reused }, context) {
    if (!callee) return
    heedBothVersions(callee, context)
    const isPre = readOptions(args, context)
    const definition = decorator && definitionBelow(decorator, context)
    if (definition) raiseValueErrors(definition, context)
    if (reused) {
      if (isPre && args) reusedBefore(callee, args, reused, context)
      else {
        stay(callee, args, 'the function may be used elsewhere', context)
        asClassMethod(reused, context)
      }
    } else if (!decorator || !definition) return
    else if (isPre && args) before(callee, args, decorator, definition, context)
    else after(callee, args, decorator, definition, context)
  },
})

/** Whether it runs before validation; skips the site when an option is computed. */
function readOptions(args: Node | undefined, context: Context): boolean {
  for (const argument of args ? argumentsOf(args) : []) {
    const name = field(argument, 'name')?.text ?? ''
    if (
      !/^(?:pre|skip_on_failure|allow_reuse)$/.test(name) ||
      !/^(?:true|false)$/.test(field(argument, 'value')?.type ?? '')
    )
      context.skip('the options of the root validator are computed: write model_validator by hand')
  }
  const pre = args && keyword(args, 'pre')
  return pre !== undefined && field(pre, 'value')?.type === 'true'
}

function definitionBelow(decorator: Node, context: Context): Node {
  const whole = parentOf(decorator)
  const definition = whole && field(whole, 'definition')
  if (definition?.type !== 'function_definition' || !rootParameters(definition))
    context.skip('a root validator takes (cls, values)')
  return definition
}

/** The decorators of a function besides `own`, and the one that makes it a class method. */
function besides(own: Node, context: Context): { readonly others: Node[]; readonly kind: Node | undefined } {
  const all =
    parentOf(own)?.namedChildren.filter(({ type, id }) => type === 'decorator' && id !== own.id) ?? []
  const isKind = (node: Node): boolean => {
    const head = node.firstNamedChild
    return head !== null && /^builtins\.(?:class|static)method$/.test(context.qualifiedName(head) ?? '')
  }
  return { others: all.filter((node) => !isKind(node)), kind: all.find(isKind) }
}

/** v1 ran those of the bases first, then those of the class in the order of the text, and v2 the other way round. */
function noteOrder(definition: Node, context: Context): void {
  const { isAlone, after: earlier } = orderOf(definition, context)
  if (isAlone) return
  context.review('v2 runs several validators before validation from the last to the first')
  const name = field(definition, 'name')
  if (name && earlier !== undefined)
    context.report(
      `v2 runs ${name.text} before ${earlier}, v1 ran it afterwards: make one validator of the two, or swap them`,
      name,
    )
}

/** v2 hands over what the caller gave, as it is: v1 a dictionary of its own, made of any mapping. */
function before(callee: Node, args: Node, decorator: Node, definition: Node, context: Context): void {
  const { module, project } = context
  const name = nameOfParameter(rootParameters(definition)?.values) ?? ''
  if (isOfRoot(enclosingClass(definition))) {
    readValue(definition, name, context)
    finish(callee, args, decorator, definition, context)
    return
  }
  if (!context.isBuiltin('isinstance', definition) || !context.isBuiltin('dict', definition))
    context.skip('isinstance or dict means something else here')
  const isHandedBack = usesOf(module, definition, name).reads.every(
    (read) => parentOf(read)?.type === 'return_statement',
  )
  const isGuarded = isHandedBack || new RegExp(`\\bisinstance\\(\\s*${name}\\b`).test(definition.text)
  const asksForDict = new RegExp(`\\bisinstance\\(\\s*${name}\\s*,\\s*dict\\b`).test(definition.text)
  const needsOwn = mayChange(module, definition, name) || asksForDict
  if (!isGuarded || needsOwn) {
    const mapping = mappingOf(definition, context)
    const lines = isGuarded
      ? [`${name} = dict(${name}) if isinstance(${name}, ${mapping}) else ${name}`]
      : [
          `if not isinstance(${name}, ${mapping}):`,
          `    return ${name}`,
          ...(needsOwn ? [`${name} = dict(${name})`] : []),
        ]
    context.edit(insertAtBodyStart(module.tree, definition, lines))
  }
  finish(callee, args, decorator, definition, context)
  const classNode = enclosingClass(definition)
  noteMixin(classNode, context)
  if (
    classNode &&
    effectiveConfig({ module, node: classNode }, project).values.get('from_attributes') === 'True'
  )
    context.review('objects that are no dictionaries (from_orm) no longer pass through it')
  noteOrder(definition, context)
}

/** What models are made of in v2 besides instances: headers, rows and the environment are mappings and no dictionaries. */
function mappingOf(near: Node, context: Context): string {
  const bound = context.module.names.bindings('Mapping')
  const [only] = bound
  const isThere =
    bound.length === 1 &&
    only?.context === 'plain' &&
    only.imported?.module === 'typing' &&
    only.scope.kind === 'module'
  return isThere ? 'Mapping' : context.import('collections.abc', 'Mapping', near)
}

/** The decorators. */
function finish(callee: Node, args: Node, decorator: Node, definition: Node, context: Context): void {
  const quote = /["']/.exec(definition.text)?.[0] ?? '"'
  context.replace(callee, context.import('pydantic', 'model_validator', decorator))
  writeOption(callee, args, `mode=${quote}before${quote}`, context)
  if (!besides(decorator, context).kind) addClassMethod(decorator, definition, context)
}

/** Whether a class is made of a value, which the validators of a RootModel get itself, and those of v1 got under `__root__`. */
function isOfRoot(classNode: Node | undefined): boolean {
  return classNode !== undefined && rootOf(classNode) !== undefined
}

/** `values["__root__"]` becomes `values`. */
function readValue(definition: Node, name: string, context: Context): void {
  const parts = valuesRead(context.module, definition, name)
  if (!parts)
    context.skip(
      'the validators of a RootModel get the value itself, where v1 handed over a dictionary with __root__: write model_validator by hand',
    )
  for (const part of parts) {
    const holder = parentOf(part)
    const isTarget = holder?.type === 'assignment' && field(holder, 'left')?.id === part.id
    const right = isTarget ? field(holder, 'right') : undefined
    if (right) context.replace({ start: part.startIndex, end: right.startIndex }, `${name} = `)
    else if (part.type === 'subscript') context.replace(part, name)
  }
  const typed = rootParameters(definition)?.values
  const types = [typed && field(typed, 'type'), field(definition, 'return_type')]
  for (const type of types) if (type) context.replace(type, context.import('typing', 'Any', definition))
  context.review('a RootModel hands over its value as it was given')
}

function after(
  callee: Node,
  args: Node | undefined,
  decorator: Node,
  definition: Node,
  context: Context,
): void {
  const { module, project } = context
  const classNode = enclosingClass(definition)
  const { others, kind } = besides(decorator, context)
  const reason = !classNode
    ? 'it is not in a class'
    : others.length > 0
      ? 'it has other decorators'
      : reasonToStay(context, classNode)
  if (reason !== undefined || !classNode) {
    stay(callee, args, reason ?? '', context)
    if (classNode) reportRenamed(definition, classNode, context)
    if (!kind && others.length === 0 && !isNamedCls(definition))
      addClassMethod(decorator, definition, context)
    return
  }
  const reading = readingOf(module, project, classNode, definition)
  const parameters = rootParameters(definition)
  if (reading.kind === 'stays' || !parameters) return
  const quote = /["']/.exec(definition.text)?.[0] ?? '"'
  for (const { node, text } of reading.replacements) context.replace(node, text)
  context.replace({ start: parameters.owner.startIndex, end: parameters.values.endIndex }, 'self')
  const returned = field(definition, 'return_type')
  if (returned)
    context.replace(
      returned,
      context.targets('3.11')
        ? context.import('typing', 'Self', definition)
        : `${quote}${field(classNode, 'name')?.text ?? ''}${quote}`,
    )
  context.replace(callee, context.import('pydantic', 'model_validator', decorator))
  writeOption(callee, args, `mode=${quote}after${quote}`, context)
  if (kind) context.remove({ start: kind.previousSibling?.endIndex ?? kind.startIndex, end: kind.endIndex })
}

function addClassMethod(decorator: Node, definition: Node, context: Context): void {
  const { text } = context
  if (!context.isBuiltin('classmethod', decorator)) context.skip('classmethod means something else here')
  let below = decorator.nextNamedSibling
  while (below?.type === 'comment') below = below.nextNamedSibling
  context.insert(
    below?.startIndex ?? definition.startIndex,
    `@classmethod${newlineAt(text, decorator.startIndex)}${indentOf(text, decorator.startIndex)}`,
  )
}

/** The root_validator that v2 still has hands over the class only to what is a class method, or has a parameter called cls. */
function isNamedCls(definition: Node): boolean {
  const [first] = field(definition, 'parameters')?.namedChildren ?? []
  return nameOfParameter(first) === 'cls'
}

/** A function that v1 made a class method of, whatever its parameters are called. */
function asClassMethod(reused: Node, context: Context): void {
  const definition = reused.type === 'lambda' ? reused : functionNamed(context, reused)?.node
  if (!definition || isNamedCls(definition)) return
  if (parentOf(definition)?.type === 'decorated_definition') return
  if (!context.isBuiltin('classmethod', reused)) context.skip('classmethod means something else here')
  context.insert(reused.startIndex, 'classmethod(')
  context.insert(reused.endIndex, ')')
}

/** With `extra="allow"` v1 dumped whatever a root validator returned. */
function reportRenamed(definition: Node, classNode: Node, context: Context): void {
  const { module, project } = context
  const values = rootParameters(definition)?.values
  const name = field(definition, 'name')
  const extra = effectiveConfig({ module, node: classNode }, project).values.get('extra') ?? ''
  if (!values || !name || !/allow/.test(extra)) return
  const own = nameOfParameter(values) ?? ''
  const returnsOther = definition
    .descendantsOfType('return_statement')
    .some(({ firstNamedChild }) => firstNamedChild?.text !== own)
  if (returnsOther || mayChange(module, definition, own))
    context.report(
      `v2 dumps the fields and what was given besides them: what ${name.text} adds or takes away under another name it does not heed`,
      name,
    )
}

/** v2 still knows root validators, as long as they are told to run only on values that are valid. */
function stay(callee: Node, args: Node | undefined, reason: string, context: Context): void {
  context.report(
    `this stays a root_validator, which v2 deprecates (${reason}): write @model_validator(mode="after") with self, or mode="before"`,
    callee,
  )
  const given = args ? argumentsOf(args).filter((node) => !/^(?:allow_reuse|pre)\b/.test(node.text)) : []
  const isRight = given.length === 1 && /^skip_on_failure\s*=\s*True$/.test(given[0]?.text ?? '')
  if (isRight && args && argumentsOf(args).length === 1) return
  if (!isRight) context.report('v1 also ran it where a field was refused, v2 does not', callee)
  writeOption(callee, args, 'skip_on_failure=True', context)
}

/** Hands over one option in place of all there are. Comments before and behind them stay. */
function writeOption(callee: Node, args: Node | undefined, option: string, context: Context): void {
  const given = args?.namedChildren.filter(({ type }) => type !== 'comment') ?? []
  const [first] = given
  const last = given.at(-1)
  if (first && last) context.replace({ start: first.startIndex, end: last.endIndex }, option)
  else context.replace({ start: callee.endIndex, end: (args ?? callee).endIndex }, `(${option})`)
}

/** `root_validator(pre=True)(function)`: the function is called with a dictionary of its own, as in v1. */
function reusedBefore(callee: Node, args: Node, reused: Node, context: Context): void {
  if (!context.isBuiltin('isinstance', reused) || !context.isBuiltin('dict', reused))
    context.skip('isinstance or dict means something else here')
  const called = reused.type === 'lambda' ? `(${reused.text})` : reused.text
  const quote = /["']/.exec(context.text)?.[0] ?? '"'
  context.replace(callee, context.import('pydantic', 'model_validator', callee))
  writeOption(callee, args, `mode=${quote}before${quote}`, context)
  const mapping = mappingOf(reused, context)
  context.replace(
    reused,
    `lambda cls, values: ${called}(cls, dict(values)) if isinstance(values, ${mapping}) else values`,
  )
}
