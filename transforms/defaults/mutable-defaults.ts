import { type Context, defineTransform, field, type Node } from '#transform'
import { isEmpty, isMutable } from './_default.ts'
import { insertGuards, type Moved } from './_guard.ts'
import { whyFixed } from './_signature.ts'
import { judge } from './_verdict.ts'
import { namesNone, widen } from './_widen.ts'

export default defineTransform({
  summary: 'Make mutable default values anew in each call',
  since: 'any',
  safety: 'review',
  sameAs: ['B006', 'fix-mutable-params'],
  docs: 'https://docs.python.org/3/faq/programming.html#why-are-default-values-shared-between-objects',
  query: '[(function_definition) (lambda)] @definition',
  anchors: [
    /=[\s\\(]*(?:[[{]|(?:\w+\.)?(?:list|dict|set|bytearray|defaultdict|deque|OrderedDict|Counter|ChainMap|UserDict|UserList)\s*\()/,
  ],
  rewrite({ definition }, context) {
    if (!definition) return
    const parameters = mutableParameters(context, definition)
    if (parameters.length === 0) return
    const fixed = definition.type === 'lambda' ? undefined : whyFixed(context, definition)
    if (fixed) context.skip(fixed)
    const moved: Moved[] = []
    const harmless: string[] = []
    let edited = 0
    for (const parameter of parameters) {
      const name = field(parameter, 'name')
      const value = field(parameter, 'value')
      if (!name || !value) continue
      const annotation = field(parameter, 'type')
      const verdict = judge(context, definition, name, value)
      if (verdict.kind === 'harmless') harmless.push(verdict.reason)
      else if (verdict.kind === 'report')
        context.report(`${name.text}=${value.text}: ${verdict.reason}`, parameter)
      else if (verdict.kind === 'move' && annotation && !isEmpty(value) && namesNone(context, annotation))
        context.report(
          `${name.text}=${value.text}: callers may pass None, which would then mean this`,
          parameter,
        )
      else {
        if (annotation) widen(context, annotation)
        context.replace(value, 'None')
        if (verdict.kind === 'move') moved.push({ name: name.text, value })
        edited++
      }
    }
    if (edited === 0) {
      if (harmless.length === parameters.length) context.skip(harmless.join('; '))
      return
    }
    context.note('an argument of None now gives a new object as well')
    if (moved.length > 0) insertGuards(context, definition, moved)
  },
})

function mutableParameters(context: Context, definition: Node): Node[] {
  const list = field(definition, 'parameters')
  // Most anchors are assignments in a body: the text of the parameters says so more cheaply than their nodes.
  if (!list || !/=[\s\\(]*[\w[{]/.test(context.text.slice(list.startIndex, list.endIndex))) return []
  return list.namedChildren.filter((parameter) => {
    if (parameter.type !== 'default_parameter' && parameter.type !== 'typed_default_parameter') return false
    const value = field(parameter, 'value')
    return !!value && field(parameter, 'name')?.type === 'identifier' && isMutable(context, value)
  })
}
