import { field, type Module, type Node, parentOf } from '#transform'

/** The value of `Extra.forbid` and the like. */
function extraMember(module: Module, value: Node): string | undefined {
  if (value.type !== 'attribute') return undefined
  const qualified = module.qualify(value)
  return qualified.kind === 'certain'
    ? /^pydantic\.(?:main\.|config\.)?Extra\.(allow|ignore|forbid)(?:\.value)?$/.exec(qualified.name)?.[1]
    : undefined
}

/**
 * The text that a key's value has as keyword argument of `ConfigDict`.
 * @returns undefined for an `allow_mutation` that is neither True nor False: it cannot be negated safely.
 */
export function argumentText(name: string, module: Module, value: Node, quote: string): string | undefined {
  if (name === 'allow_mutation')
    return value.type === 'true' ? 'False' : value.type === 'false' ? 'True' : undefined
  const extra = extraMember(module, value)
  if (extra !== undefined) return `${quote}${extra}${quote}`
  // Reading the attribute of a class unwraps it; a dictionary does not.
  if (value.type === 'call') {
    const callee = field(value, 'function')
    const args = field(value, 'arguments')
    const [only] = args?.namedChildren ?? []
    if (callee && module.isCertainly(callee, 'builtins.staticmethod') && args?.namedChildCount === 1 && only)
      return only.text
  }
  return value.type === 'expression_list' ? `(${value.text})` : value.text
}

/** A text that means the same in every file: a constant, or brackets around constants. */
export function isLiteralText(text: string): boolean {
  return /^(?:True|False|None|-?\d+|(["'])[^"'\\\n{}]*\1)$/.test(text)
}

/**
 * A name in `value` that would mean something else, or nothing, in the class body around `at`: names of the Config itself
 * are gone there, attributes of the model come before globals, and another file has other names.
 */
export function strandedName(from: Module, value: Node, to: Module, at: Node): string | undefined {
  if (extraMember(from, value) !== undefined) return undefined
  for (const identifier of value.type === 'identifier' ? [value] : value.descendantsOfType('identifier')) {
    const parent = parentOf(identifier)
    const isOtherName =
      (parent?.type === 'attribute' && field(parent, 'attribute')?.startIndex === identifier.startIndex) ||
      (parent?.type === 'keyword_argument' && field(parent, 'name')?.startIndex === identifier.startIndex)
    if (isOtherName || isParameter(identifier, parent)) continue
    const name = identifier.text
    const here = from.names.resolve(name, identifier)
    if (here.kind === 'bound') {
      const { startIndex, endIndex } = here.scope.node
      if (startIndex >= value.startIndex && endIndex <= value.endIndex) continue
    }
    let there = to.names.resolve(name, at)
    // `date: date` without a value binds nothing: the class body still reads the global.
    if (
      there.kind === 'bound' &&
      there.scope.kind === 'class' &&
      there.scope.parent &&
      there.bindings.every(isBare)
    )
      there = to.names.resolveIn(name, there.scope.parent)
    const same =
      here.kind === there.kind &&
      (here.kind !== 'bound' || (there.kind === 'bound' && here.scope === there.scope)) &&
      (from === to || here.kind === 'builtin')
    if (!same) return name
  }
  return undefined
}

/** Whether an identifier names a lambda's parameter, where nothing is looked up. */
function isParameter(identifier: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'default_parameter') return field(parent, 'name')?.startIndex === identifier.startIndex
  return parent?.type === 'lambda_parameters' || /_splat_pattern$/.test(parent?.type ?? '')
}

function isBare(binding: { readonly owner: Node }): boolean {
  return binding.owner.type === 'assignment' && !field(binding.owner, 'right')
}

/** Where a value that is one name of another file can be imported from; undefined for every other value. */
export function importable(
  module: Module,
  value: Node,
): { readonly module: string; readonly name: string } | undefined {
  if (value.type !== 'identifier' || module.bindingsOf(value).some(({ context }) => context !== 'plain'))
    return undefined
  const qualified = module.qualify(value)
  const dot = qualified.kind === 'certain' ? qualified.name.lastIndexOf('.') : -1
  return qualified.kind !== 'certain' || dot < 1 || /^builtins\.|<locals>/.test(qualified.name)
    ? undefined
    : { module: qualified.name.slice(0, dot), name: qualified.name.slice(dot + 1) }
}

const quotes = new WeakMap<Module, string>()

/** The quote that the file uses more often. */
export function quoteOf(module: Module): string {
  let quote = quotes.get(module)
  if (quote === undefined) {
    const { text } = module.tree
    quote = text.split("'").length > text.split('"').length ? "'" : '"'
    quotes.set(module, quote)
  }
  return quote
}
