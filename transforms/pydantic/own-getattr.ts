import { type Context, defineTransform, field, type Node } from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { modelAround } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { ancestorClasses, asItWas, type ClassRef } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

export default defineTransform({
  summary: 'Report models with a __getattr__ of their own that hides private attributes and extra values',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/concepts/models/#private-model-attributes',
  query: `
    (class_definition
      superclasses: (argument_list)
      body: (block [
        (function_definition name: (identifier) @name)
        (decorated_definition definition: (function_definition name: (identifier) @name))
      ] @method)) @model`,
  anchors: ['__getattr__'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ model, name, method }, context) {
    if (!model || !method || name?.text !== '__getattr__' || modelAround(context, model) === undefined) return
    if (/\bsuper\([^()]*\)\.__getattr__\b|\b__pydantic_\w+/.test(method.text)) return
    const hidden = hiddenBy({ module: context.module, node: model }, context)
    if (hidden === undefined || isWrittenForV2(context, model)) return
    context.report(`v2 finds ${hidden} in __getattr__: end with return super().__getattr__(…)`, name)
  },
})

/** What v2 keeps where only its own `__getattr__` looks. */
function hiddenBy(model: ClassRef, { project }: Context): string | undefined {
  const line = [model, ...ancestorClasses(model, project).classes].map((one) => asItWas(one, project))
  if (line.some(({ node }) => hasPrivate(node))) return 'private attributes'
  const extra = effectiveConfig(model, project).values.get('extra')
  return extra !== undefined && /\ballow\b/.test(extra) ? 'values of no field' : undefined
}

function hasPrivate(node: Node): boolean {
  const body = field(node, 'body')?.text ?? ''
  return /\bPrivateAttr\(|\bunderscore_attrs_are_private\s*=\s*True/.test(body)
}
