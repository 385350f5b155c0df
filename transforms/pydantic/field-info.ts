import { defineTransform } from '#transform'

export default defineTransform({
  summary: 'Report classes that derive from FieldInfo',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/api/fields/#pydantic.fields.FieldInfo',
  query: '(class_definition name: (identifier) @name superclasses: (argument_list (_) @base))',
  where: { base: 'pydantic.fields.FieldInfo' },
  recipes: ['pydantic-v2'],
  rewrite({ name, base }, context) {
    context.report(
      `FieldInfo takes keyword arguments only in v2 and has no extra: call ${name.text}(default=…), and keep what is yours in attributes of ${name.text}`,
      base,
    )
  },
})
