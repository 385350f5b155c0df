import { ancestorsOf, BUILTINS, type Context, defineTransform, type Node } from '#transform'
import { fieldsOf, modelAround } from './_fields.ts'
import { isPydanticItself } from './_guards.ts'
import { MODEL_WORDS } from './_receivers.ts'

export default defineTransform({
  summary: 'Report annotations that v2 takes for the default of a field with that name',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/errors/usage_errors/#unevaluable-type-annotation',
  query: '(class_definition superclasses: (argument_list)) @model',
  // `date: Optional[date] = None`: only then is a default between the class and its types.
  anchors: [/\b(\w+)[ \t]*:[^\n=]*\b\1\b/],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ model }, context) {
    if (!model || isPydanticItself(context) || !modelAround(context, model)) return
    for (const { name, type, value } of fieldsOf(model)) {
      if (!type || !value || !isOfModule(name, context)) continue
      for (const { node } of context.module.names.loads(name))
        if (classOfField(node, context)?.id === model.id)
          context.report(
            `v2 looks for ${name} in the class first, where it is the default of the field: give the type another name above the class`,
            node,
          )
    }
  },
})

function isOfModule(name: string, { module }: Context): boolean {
  return BUILTINS.has(name) || module.names.bindings(name).some(({ scope }) => scope.kind === 'module')
}

/** The class whose field has this in its annotation, where that is evaluated when the class is complete. */
function classOfField(node: Node, context: Context): Node | undefined {
  const annotation = context.annotation(node)
  if (annotation?.position !== 'variable' || !/^(?:deferred|string)$/.test(annotation.evaluation))
    return undefined
  for (const up of ancestorsOf(annotation.root))
    if (/^(?:class|function)_definition$/.test(up.type)) return up
  return undefined
}
