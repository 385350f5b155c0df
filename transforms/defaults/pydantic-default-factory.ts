import { ancestorsOf, decoratorExpressions, defineTransform, frameworkOfClass } from '#transform'
import { isMutable } from './_default.ts'
import { factoryOf } from './_factory.ts'

export default defineTransform({
  summary: 'Write the mutable defaults of model fields as factories',
  since: 'any',
  safety: 'review',
  // Pydantic copies such defaults for each instance: only the style changes.
  recipes: [],
  docs: 'https://docs.pydantic.dev/latest/concepts/fields/#default-values',
  query: '(assignment left: (identifier) @name type: (type) @annotation right: (_) @value) @assignment',
  anchors: ['= [', '= {', '= list(', '= dict(', '= set(', '= list (', '= dict (', '= set ('],
  rewrite({ name, annotation, value, assignment }, context) {
    const [, block, owner] = ancestorsOf(assignment)
    if (block?.type !== 'block' || owner?.type !== 'class_definition' || !isMutable(context, value)) return
    if (decoratorExpressions(owner).length > 0 || frameworkOfClass(context.module, owner) !== 'pydantic')
      return
    if (name.text.startsWith('_') || name.text === 'model_config' || /\bClassVar\b/.test(annotation.text))
      return
    const isOld = context.module.isSubclassOf(owner, 'pydantic.v1.BaseModel') === 'yes'
    const call = context.import(isOld ? 'pydantic.v1' : 'pydantic', 'Field', value)
    context.review('Pydantic copies the default anyway: only the style changes')
    context.replace(value, `${call}(default_factory=${factoryOf(context, value)})`)
  },
})
