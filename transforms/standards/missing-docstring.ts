import {
  classAround,
  decoratorsOf,
  defineTransform,
  docstringOf,
  enclosingClass,
  field,
  functionAround,
  isStubBody,
  isTestFile,
  type Node,
  trueEnd,
} from '#transform'
import { isInherited } from './_overrides.ts'

export default defineTransform({
  summary: 'Report public classes and functions without a docstring',
  since: 'any',
  safety: 'report',
  // Code without docstrings has a site in every line: whoever asks for it names it.
  recipes: [],
  sameAs: ['D101', 'D102', 'D103'],
  docs: 'https://peps.python.org/pep-0257/',
  query: `
    (function_definition name: (identifier) @name body: (block) @body) @definition
    (class_definition name: (identifier) @name body: (block) @body) @definition`,
  anchors: ['def', 'class'],
  options: { lines: { default: 5, summary: 'how many lines a function may have and do without one' } },
  rewrite({ name, body, definition }, context) {
    const { module, options } = context
    if (/^_/.test(name.text) || module.isStub || isTestFile(module.path) || docstringOf(body)) return
    if (functionAround(definition) || isInPrivate(definition) || isStubBody(body)) return
    const isFunction = definition.type === 'function_definition'
    const lines = context.text.slice(definition.startIndex, trueEnd(definition)).split('\n').length
    if (isFunction && lines <= options.lines) return
    // The property says it for its setter, the implementation for its overloads.
    const isTold = decoratorsOf(definition).some(({ text }) =>
      /(?:^|\.)(?:overload|override|setter|deleter)$/.test(text),
    )
    const owner = classAround(definition)
    if (isTold || (isFunction && owner && isInherited(context, owner, name.text) !== 'no')) return
    context.report(`${name.text} has no docstring`, name)
  },
})

/** Whether a class around is private, or one inside of another. */
function isInPrivate(definition: Node): boolean {
  for (let owner = enclosingClass(definition); owner; owner = enclosingClass(owner))
    if (/^_|^(?:Meta|Config|Media)$/.test(field(owner, 'name')?.text ?? '')) return true
  return false
}
