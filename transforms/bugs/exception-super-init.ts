import {
  argumentsOf,
  basesOf,
  type Context,
  classAround,
  defineTransform,
  field,
  hasSplat,
  isTestFile,
  type Node,
  ownMember,
  ownNodes,
  type Type,
} from '#transform'

/** Exceptions whose copies are made from `args` and nothing else. */
const PLAIN =
  /^builtins\.(?!(?:OSError|IOError|EnvironmentError|ImportError|ModuleNotFoundError|Unicode\w+|\w*Group|AttributeError|NameError|SystemExit|StopIteration|SyntaxError|IndentationError|TabError|\w*(?:File|Connection|Pipe|Process|Permission|Timeout|Interrupted|Directory|BlockingIO)\w*)$)(?:BaseException|Exception|\w+(?:Error|Warning))$/
/** Methods by which a class says itself how it is made anew. */
const OWN_WAY = ['__init__', '__new__', '__reduce__', '__reduce_ex__', '__getnewargs__', '__copy__']

export default defineTransform({
  summary: 'Report exceptions that cannot be copied, pickled or sent to another process',
  since: 'any',
  safety: 'report',
  sameAs: ['B042'],
  docs: 'https://docs.python.org/3/library/exceptions.html#BaseException.args',
  query: '(function_definition name: (identifier) @name parameters: (parameters) @parameters) @definition',
  anchors: [/\bdef[ \t]+__init__\b/],
  needs: /\bclass\s+\w+\s*(?:\[[^\]]*\])?\([^)]*(?:Exception|Error|Warning|Exc|Fail|Abort|Exit|Interrupt)/,
  rewrite({ name, parameters, definition }, context) {
    const owner = name.text === '__init__' ? classAround(definition) : undefined
    if (!owner || isTestFile(context.module.path) || !isPlainException(context, owner)) return
    const above = givenAbove(definition)
    const takes = above === undefined ? undefined : whatItTakes(parameters)
    if (above === undefined || !takes || hasOwnWay(context, owner, definition)) return
    const className = field(owner, 'name')?.text
    const given = `the ${above} argument${above === 1 ? '' : 's'}`
    const lacks =
      takes.named.length > 0
        ? `without ${takes.named.join(', ')}`
        : above < takes.least || above > takes.most
          ? `where it takes ${above < takes.least ? takes.least : takes.most}`
          : undefined
    if (lacks !== undefined)
      context.report(
        `copy and pickle call ${className} with ${given} of super().__init__, ${lacks}, and fail: hand on what __init__ takes, or define __reduce__`,
        name,
      )
  },
})

/** Whether all that the class is made of besides itself is an exception that keeps its arguments in `args`. */
function isPlainException(context: Context, owner: Node): boolean {
  return isPlain(context, { kind: 'instance', of: { module: context.module, node: owner }, args: [] }, 0)
}

function isPlain(context: Context, type: Type, depth: number): boolean {
  if (type.kind !== 'instance' || depth > 20) return false
  if (typeof type.of === 'string') return PLAIN.test(type.of)
  const { module, node } = type.of
  const bases = basesOf(node).map((base) => context.inference.typeOf(module, base))
  return (
    bases.length > 0 &&
    bases.every((base) => {
      if (base?.kind !== 'class') return false
      const above: Type = { kind: 'instance', of: base.of, args: [] }
      return !ownMember(context.inference, above, OWN_WAY) && isPlain(context, above, depth + 1)
    })
  )
}

function hasOwnWay({ module }: Context, owner: Node, definition: Node): boolean {
  const own = OWN_WAY.slice(1)
  if (own.some((one) => module.names.bindings(one).some(({ scope }) => scope.node.id === owner.id)))
    return true
  return /\bself\s*\.\s*args\b\s*(?:=(?!=)|,)/.test(definition.text)
}

/** How many arguments the only call of `super().__init__` is given; undefined where that cannot be told. */
function givenAbove(definition: Node): number | undefined {
  const calls = ownNodes(definition, ['call']).filter((call) => {
    const callee = field(call, 'function')
    return callee?.type === 'attribute' && field(callee, 'attribute')?.text === '__init__'
  })
  const [call, ...more] = calls
  if (!call || more.length > 0) return undefined
  const args = argumentsOf(call)
  if (hasSplat(args) || args.some(({ type }) => type === 'keyword_argument')) return undefined
  const callee = field(call, 'function')
  const receiver = callee && field(callee, 'object')
  if (/^super\s*\(/.test(receiver?.text ?? '')) return args.length
  return args[0]?.text === 'self' ? args.length - 1 : undefined
}

/** How many arguments by place `__init__` takes besides `self`, and which it wants by name. */
function whatItTakes(
  parameters: Node,
): { readonly least: number; readonly most: number; readonly named: readonly string[] } | undefined {
  let [least, most, isNamed] = [0, 0, false]
  const named: string[] = []
  const [, ...rest] = parameters.namedChildren.filter(
    ({ type }) => type !== 'comment' && type !== 'positional_separator',
  )
  for (const one of rest) {
    const kind = one.type === 'typed_parameter' ? one.firstNamedChild?.type : one.type
    if (kind === 'dictionary_splat_pattern') continue
    if (kind === 'list_splat_pattern') [most, isNamed] = [Number.POSITIVE_INFINITY, true]
    else if (kind === 'keyword_separator') isNamed = true
    else if (isNamed) {
      if (kind === 'identifier')
        named.push(one.type === 'identifier' ? one.text : (one.firstNamedChild?.text ?? ''))
    } else {
      most++
      if (kind === 'identifier') least++
    }
  }
  return { least, most, named }
}
