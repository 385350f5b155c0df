import { type Context, defineTransform, field, isInstanceOf, type Node, parentOf } from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { fieldsOf, modelAround } from './_fields.ts'
import { GENERATION_WORDS, isWrittenForV2 } from './_generation.ts'
import { asItWas } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'
import { unionDifference } from './_union-difference.ts'

export default defineTransform({
  summary: 'Report unions of which v2 gives another type than v1',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/concepts/unions/#smart-mode',
  // Aliases are looked for class by class: their names say nothing.
  query: '(module) @file',
  anchors: ['pydantic', 'fastapi'],
  searches: GENERATION_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ file }, context) {
    for (const model of file?.descendantsOfType('class_definition') ?? [])
      if (modelAround(context, model)) check(model, context)
    for (const definition of file?.descendantsOfType('function_definition') ?? [])
      checkParameters(definition, context)
  },
})

function check(model: Node, context: Context): void {
  const { module, project } = context
  for (const { type, assignment } of fieldsOf(model)) {
    if (!type || /\bunion_mode\b/.test(assignment.text)) continue
    const why = unionDifference({ module, node: type }, project)
    if (why === undefined) continue
    if (isWrittenForV2(context, model) || wasSmart(model, context)) return
    context.report(why, type)
  }
}

const ROUTES = /^(?:get|post|put|patch|delete|options|head|trace|api_route|websocket)$/
const APPS = [
  'fastapi.FastAPI',
  'fastapi.APIRouter',
  'fastapi.applications.FastAPI',
  'fastapi.routing.APIRouter',
]
const VALIDATE_CALL = /^pydantic\.(?:\w+\.)*validate_(?:arguments|call)$/

/** Where the arguments of a function come from that pydantic makes; undefined where it makes none. */
function sourceOf(definition: Node, context: Context): 'route' | 'call' | undefined {
  const whole = parentOf(definition)
  for (const decorator of whole?.type === 'decorated_definition' ? whole.namedChildren : []) {
    const expression = decorator.type === 'decorator' ? decorator.firstNamedChild : undefined
    const callee = expression?.type === 'call' ? field(expression, 'function') : expression
    if (!callee) continue
    if (VALIDATE_CALL.test(context.qualifiedName(callee) ?? '')) return 'call'
    const app = callee.type === 'attribute' ? field(callee, 'object') : undefined
    const isRoute = app !== undefined && ROUTES.test(field(callee, 'attribute')?.text ?? '')
    if (isRoute && isInstanceOf(context, app, APPS)) return 'route'
  }
  return undefined
}

function checkParameters(definition: Node, context: Context): void {
  const source = sourceOf(definition, context)
  if (!source) return
  for (const parameter of field(definition, 'parameters')?.namedChildren ?? []) {
    const type = field(parameter, 'type')
    if (!type || /\bunion_mode\b/.test(parameter.text)) continue
    // Of paths and queries a route is given text; bodies are JSON.
    const isText = source === 'route' && !/\bBody\(/.test(parameter.text)
    const why = unionDifference({ module: context.module, node: type }, context.project, isText)
    if (why === undefined) continue
    if (isWrittenForV2(context, definition)) return
    context.report(why, type)
  }
}

/** Whether the model asked v1 for what v2 does. The file as it was says so: the key goes in this very run. */
function wasSmart(model: Node, { module, project }: Context): boolean {
  const before = asItWas({ module, node: model }, project)
  return effectiveConfig(before, project).values.get('smart_union') === 'True'
}
