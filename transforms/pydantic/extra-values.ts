import { type Context, defineTransform, field, type Node } from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { GENERATION_WORDS, isWrittenForV2 } from './_generation.ts'
import { heedVersionTests } from './_guards.ts'
import { MODEL_WORDS, receiverOf } from './_receivers.ts'

const MESSAGE = 'v2 keeps the values of what is no field in model_extra, not in __dict__: read that as well'

export default defineTransform({
  summary: 'Report where __dict__ of Pydantic models with extra values is read',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/concepts/models/#extra-data',
  query: `
    (attribute object: (_) @object attribute: (identifier) @name) @access
    (call function: (identifier) @vars arguments: (argument_list . (_) @only .)) @call`,
  anchors: ['.__dict__', 'vars('],
  searches: [...MODEL_WORDS, ...GENERATION_WORDS],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ object, name, access, vars, only, call }, context) {
    if (object && access && name?.text === '__dict__') check(object, access, context)
    else if (only && call && vars?.text === 'vars' && context.qualifiedName(vars) === 'builtins.vars')
      check(only, call, context)
  },
})

function check(object: Node, site: Node, context: Context): void {
  const receiver = receiverOf(context, object)
  if (receiver.kind !== 'instance' || isWrittenForV2(context, site)) return
  const keepsExtra = receiver.classes.some((of) => {
    const extra = effectiveConfig(of, context.project).values.get('extra')
    return extra !== undefined && /\ballow\b/.test(extra)
  })
  if (!keepsExtra) return
  heedVersionTests(site, context)
  context.report(MESSAGE, field(site, 'attribute') ?? site)
}
