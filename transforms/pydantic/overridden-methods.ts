import { type Context, defineTransform, field, type Node, parentOf } from '#transform'
import { removeArguments } from './_fields.ts'
import { heedVersionTests } from './_guards.ts'
import { holderOf } from './_holders.ts'
import { modelKind } from './_model-classes.ts'
import { OVERRIDABLE, overrideProblem, skipDefaults, superCalls } from './_overrides.ts'
import { asWrapValidator, isModelValidator, writeWrapValidator } from './_own-validate.ts'
import { MODEL_WORDS } from './_receivers.ts'

const NOTES: ReadonlyMap<string, string> = new Map([
  ['dict', 'v2 does not call it for models within models'],
  ['json', 'v2 gives compact text and knows no arguments of json.dumps but indent'],
])

export default defineTransform({
  summary:
    'Rename methods that override dict, json, copy and others of a Pydantic model, and make a validator of validate',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel',
  query: '(function_definition name: (identifier) @name) @method',
  anchors: [...OVERRIDABLE.keys()].map((name) => `def ${name}`).concat('def validate'),
  drops: ['names', 'statements', 'constants'],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ name, method }, context) {
    renameOverride(name, method, context)
  },
})

function renameOverride(name: Node, method: Node, context: Context): void {
  const renamed = OVERRIDABLE.get(name.text)
  if (renamed === undefined && name.text !== 'validate') return
  const block = parentOf(
    parentOf(method)?.type === 'decorated_definition' ? (parentOf(method) ?? method) : method,
  )
  const model = block && parentOf(block)
  if (block?.type !== 'block' || model?.type !== 'class_definition') return
  const kind = modelKind(context.module, model)
  if (kind === 'no') return
  // v1's validate is a class method: others have methods of that name, too.
  const decorators = parentOf(method)?.namedChildren.filter(({ type }) => type === 'decorator') ?? []
  if (
    kind === 'unknown' &&
    !renamed &&
    !decorators.some(({ firstNamedChild }) => firstNamedChild?.text === 'classmethod')
  )
    return
  if (kind === 'unknown') context.skip('it is not known whether the class is a Pydantic model')
  heedVersionTests(method, context)
  if (renamed === undefined) {
    if (isModelValidator(method)) return
    const validator = asWrapValidator(method, model, context.module)
    if (validator) {
      writeWrapValidator(method, validator, context)
      return
    }
    context.skip(
      'v2 does not call validate: write a validator, @model_validator(mode="before") or (mode="wrap")',
    )
  }
  const problem = overrideProblem({ module: context.module, node: model }, method, name.text)
  if (problem) context.skip(problem)
  context.review(NOTES.get(name.text) ?? `v2 calls it only under the name ${renamed}`)
  context.replace(name, renamed)
  const holder =
    name.text === 'dict' ? holderOf({ module: context.module, node: model }, context.project) : undefined
  if (holder !== undefined)
    context.report(
      `v2 does not call it for what is in ${holder}: where that matters, write a @model_serializer(mode="wrap")`,
      name,
    )
  const dropped = skipDefaults(method, name.text)
  if (dropped && dropped !== 'used')
    for (const node of [dropped.parameter, ...dropped.handedOn]) {
      const list = parentOf(node)
      // Up to the next argument or comment, where there is one.
      const behind = /^\s*,\s*/.exec(context.text.slice(node.endIndex))?.[0]
      const isLast = /^[)]/.test(context.text.slice(node.endIndex + (behind ?? '').length))
      if (behind !== undefined && !isLast)
        context.remove({ start: node.startIndex, end: node.endIndex + behind.length })
      else if (list) removeArguments(context, list, [node])
    }
  for (const access of superCalls(method, name.text)) {
    const attribute = field(access, 'attribute')
    if (attribute) context.replace(attribute, renamed)
  }
}
