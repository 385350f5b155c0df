import {
  ancestorsOf,
  argumentsOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  isWithin,
  type Node,
  parentOf,
  spanOf,
} from '#transform'
import { isWrittenForV2 } from './_generation.ts'
import { heedVersionTests } from './_guards.ts'
import { ancestorClasses, type ClassRef, classNamed, modelKind } from './_model-classes.ts'
import { ownMethod } from './_overrides.ts'
import { MODEL_WORDS } from './_receivers.ts'

/** Methods of a model that see the data, and that validating JSON passes by or calls in another way. */
const OWN = ['__init__', '__new__', 'model_validate', 'model_validate_json']

export default defineTransform({
  summary: 'Have models read JSON themselves: Model.model_validate_json(text)',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/concepts/json/#json-parsing',
  query: '(call function: (_) @callee arguments: (argument_list . (_) @text .)) @load',
  where: { callee: 'json.loads' },
  projectNeeds: MODEL_WORDS,
  drops: ['names'],
  // For code that was written for Pydantic 2: the upgrade does not need it.
  recipes: ['standards'],
  rewrite({ load, text }, context) {
    if (/^(?:keyword_argument|(?:list|dictionary)_splat)$/.test(text.type)) return
    const splat = parentOf(load)
    const isSplat = splat?.type === 'dictionary_splat'
    const list = isSplat ? parentOf(splat) : splat
    const call = list?.type === 'argument_list' ? parentOf(list) : undefined
    const callee = call && field(call, 'function')
    if (!call || !callee || argumentsOf(call).length !== 1) return
    const isMethod = callee.type === 'attribute' && field(callee, 'attribute')?.text === 'model_validate'
    const model = isSplat ? callee : isMethod ? field(callee, 'object') : undefined
    const found = model && classNamed(context.module, context.project, model)
    if (!found || typeof found === 'string' || modelKind(found.module, found.node) !== 'model') return
    heedVersionTests(call, context)
    // Code that the run brings to v2 is left, so that the next run finds it as this one does.
    if (context.runsWith('pydantic/model-methods') || !isWrittenForV2(context, call)) return
    const own = ownMethodOf(context, found)
    if (own !== undefined) return context.skip(`${model.text} has ${own} of its own, or may have one`)
    if (isCaught(context, call)) return context.skip('a handler tells errors of JSON from those of the model')
    if (commentsIn(context.module.tree, spanOf(call)).length > 0) return
    context.review(
      'JSON that cannot be read raises ValidationError, and strict models take text for dates and the like',
    )
    context.replace({ start: model.endIndex, end: text.startIndex }, '.model_validate_json(')
    context.replace({ start: text.endIndex, end: call.endIndex }, ')')
  },
})

/** A method that a model, or a class that it inherits from, defines itself; '...' where not all of these are known. */
function ownMethodOf({ project }: Context, model: ClassRef): string | undefined {
  const { classes, isComplete } = ancestorClasses(model, project)
  if (!isComplete) return 'a base that is not known'
  return OWN.find((name) => [model, ...classes].some(({ node }) => ownMethod(node, name)))
}

/** Whether a try around it has a handler for what json.loads raises, and not for all errors. */
function isCaught(context: Context, call: Node): boolean {
  for (const up of ancestorsOf(call)) {
    if (/^(?:function_definition|lambda|class_definition)$/.test(up.type)) return false
    if (up.type !== 'try_statement') continue
    const body = field(up, 'body')
    if (!body || !isWithin(call, body)) continue
    const handlers = up.namedChildren.filter(({ type }) => /^except_(?:group_)?clause$/.test(type))
    if (
      handlers.some((one) =>
        /\b(?:JSONDecodeError|TypeError|UnicodeDecodeError)\b/.test(headOf(context, one)),
      )
    )
      return true
  }
  return false
}

/** What stands between `except` and the colon. */
function headOf({ text }: Context, handler: Node): string {
  const body = handler.namedChildren.find(({ type }) => type === 'block')
  return text.slice(handler.startIndex, body?.startIndex ?? handler.endIndex)
}
