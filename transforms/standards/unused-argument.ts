import {
  type Context,
  classAround,
  decoratorsOf,
  defineTransform,
  field,
  isStubBody,
  isTestFile,
  type Node,
  parentOf,
  sameNode,
  statementsOf,
  withoutDocstring,
} from '#transform'

/** What reads parameters without naming them. */
const READS_ALL =
  /\b(?:locals|eval|exec|_getframe|currentframe|breakpoint|set_trace|__traceback_hide__)\b|\b(?:vars|dir)\s*\(\s*\)/

export default defineTransform({
  summary: 'Report parameters that a function does not use, where nobody else says what it takes',
  since: 'any',
  safety: 'report',
  sameAs: ['ARG001', 'ARG002'],
  docs: 'https://docs.python.org/3/tutorial/controlflow.html#more-on-defining-functions',
  query:
    '(function_definition name: (identifier) @name parameters: (parameters) @parameters body: (block) @body) @definition',
  anchors: [/\bdef[ \t]+_(?!_)\w*[ \t]*\([ \t\r\n]*\w/],
  rewrite({ name, parameters, body, definition }, context) {
    // Of others nobody knows who calls them, and with what.
    if (!/^_(?!_)/.test(name.text) || isTestFile(context.module.path)) return
    const text = context.text.slice(body.startIndex, body.endIndex)
    const unused = namesOf(parameters).filter(
      (one) =>
        !new RegExp(`(?<![\\w.])${one.text}\\b(?!\\s*=[^=])`).test(text) && !isUsed(context, one, definition),
    )
    if (unused.length === 0 || READS_ALL.test(text) || isShort(body) || isFixed(context, name, definition))
      return
    const [first] = unused
    const all = unused.map((one) => one.text).join(', ')
    if (first) context.report(`${name.text} does not use ${all}: leave it out, or use it`, first)
  },
})

/** The names of parameters that are there to be used. */
function namesOf(parameters: Node): Node[] {
  return parameters.namedChildren
    .flatMap(
      (one) =>
        (one.type === 'identifier'
          ? one
          : one.type === 'typed_parameter'
            ? one.firstNamedChild
            : field(one, 'name')) ?? [],
    )
    .filter(
      ({ type, text }) =>
        type === 'identifier' && !/^(?:self|cls|mcs|_.*|unused.*|ignored?.*|dummy.*|args|kwargs)$/.test(text),
    )
}

function isUsed({ module }: Context, parameter: Node, definition: Node): boolean {
  return module.names
    .occurrences(parameter.text)
    .some(
      ({ node }) =>
        !sameNode(node, parameter) &&
        node.startIndex > definition.startIndex &&
        node.endIndex <= definition.endIndex,
    )
}

/** Whether a body does next to nothing, so that others of its kind do more. */
function isShort(body: Node): boolean {
  const [only, ...more] = withoutDocstring(body)
  if (isStubBody(body) || only === undefined) return true
  return more.length === 0 && /^(?:return|raise|pass|assert)_?/.test(only.type)
}

/** Whether somebody else says what it takes: who is handed it, a class above or below, others of the same kind. */
function isFixed(context: Context, name: Node, definition: Node): boolean {
  const { module, project } = context
  if (/\bType(?:Guard|Is)\b/.test(field(definition, 'return_type')?.text ?? '')) return true
  const owner = classAround(definition)
  if (decoratorsOf(definition).some(({ text }) => !/^(?:static|class)method$/.test(text))) return true
  if (owner) {
    // Bases and heirs have one of that name, too, and it may be called by its name.
    if (field(owner, 'superclasses')) return true
    if (project.filesWith(new Set([`def ${name.text}(`])).length > 1) return true
    const uses = context.text.match(new RegExp(`\\b${name.text}\\b`, 'g'))?.length ?? 0
    const calls =
      context.text.match(new RegExp(`\\b(?:self|cls)\\s*\\.\\s*${name.text}\\s*\\(`, 'g'))?.length ?? 0
    if (uses !== calls + 1 || calls === 0) return true
  } else {
    const bindings = module.names.bindings(name.text)
    if (bindings.length !== 1) return true
    const loads = module.names.loads(name.text)
    if (loads.length === 0 || !loads.every(({ node }) => isCalled(node))) return true
    if (bindings[0]?.scope.kind === 'module' && project.namesUsedElsewhere(module.path, [name.text]).size > 0)
      return true
  }
  return hasSibling(definition)
}

function isCalled(node: Node): boolean {
  const call = parentOf(node)
  return call?.type === 'call' && sameNode(field(call, 'function'), node)
}

/** Whether another function beside it takes the same, as those do that are called in turn. */
function hasSibling(definition: Node): boolean {
  const parent = parentOf(definition)
  const block = parent?.type === 'decorated_definition' ? parentOf(parent) : parent
  const own = signature(definition)
  return (block ? statementsOf(block) : []).some((statement) => {
    const one = statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
    return one?.type === 'function_definition' && !sameNode(one, definition) && signature(one) === own
  })
}

function signature(definition: Node): string {
  return namesOf(field(definition, 'parameters') ?? definition)
    .map(({ text }) => text)
    .join()
}
