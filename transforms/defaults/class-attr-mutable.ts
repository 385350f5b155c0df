import {
  ancestorsOf,
  basesOf,
  CHANGING_METHODS,
  type Context,
  decoratorExpressions,
  defineTransform,
  field,
  frameworkOfClass,
  type Node,
} from '#transform'
import { isEmpty, isMutable } from './_default.ts'

export default defineTransform({
  summary: 'Report containers of a class that its instances change, for all of them',
  since: 'any',
  safety: 'report',
  sameAs: ['RUF012'],
  docs: 'https://docs.python.org/3/tutorial/classes.html#class-and-instance-variables',
  query: '(assignment left: (identifier) @name right: (_) @value) @assignment',
  // Most files have such assignments, so that it costs as much as everything else together.
  recipes: [],
  anchors: [
    '= []',
    '= {}',
    '= set()',
    '= list()',
    '= dict()',
    '= [',
    '= {',
    '= defaultdict(',
    '= deque(',
    '= OrderedDict(',
  ],
  rewrite({ name, value, assignment }, context) {
    const [statement, block, definition] = ancestorsOf(assignment)
    if (statement?.type !== 'expression_statement' || block?.type !== 'block') return
    if (definition?.type !== 'class_definition' || !isMutable(context, value)) return
    if (isDeclaredShared(name) || isReadByLibrary(context, definition)) return
    const own = `(?<![\\w.])self\\.${name.text}`
    // Each instance gets its own before anything else happens.
    const assigned = new RegExp(`${own}\\s*(?::[^=\\n]+)?=(?!=)`)
    const changed = new RegExp(
      `${own}(?:\\.(?:${CHANGING_METHODS})\\(|(?:\\[[^\\]\\n]*\\])+\\s*[-+*/|&^]?=(?!=)|\\s*[-+*/|&^]=)|\\bdel self\\.${name.text}\\[`,
    )
    let line: number | undefined
    for (const method of methodsOf(definition)) {
      if (assigned.test(method.text)) return
      const found = changed.exec(method.text)
      if (found) line ??= method.startPosition.row + method.text.slice(0, found.index).split('\n').length
    }
    if (line === undefined) return
    context.report(
      isEmpty(value)
        ? `${name.text} is one object for all instances, and line ${line} changes it: make it in __init__, or say ClassVar`
        : `${name.text} is one object for all instances, and line ${line} changes it for all of them: copy it in __init__, or say ClassVar`,
      name,
    )
  },
})

/** `ClassVar` and `Final` say that sharing is meant, and so do dunder names that Python reads. */
function isDeclaredShared(name: Node): boolean {
  if (/^__.*__$/.test(name.text) || /shared|registry|instances|cache/i.test(name.text)) return true
  const annotation = name.nextNamedSibling
  return annotation?.type === 'type' && /\b(?:ClassVar|Final)\b/.test(annotation.text)
}

function isReadByLibrary(context: Context, definition: Node): boolean {
  if (frameworkOfClass(context.module, definition) || decoratorExpressions(definition).length > 0) return true
  return basesOf(definition).some((base) => /Enum$|Flag$|Model$|TypedDict$/.test(base.text))
}

function methodsOf(definition: Node): Node[] {
  return (field(definition, 'body')?.namedChildren ?? []).flatMap((child) => {
    const method = child.type === 'decorated_definition' ? field(child, 'definition') : child
    return method?.type === 'function_definition' ? [method] : []
  })
}
