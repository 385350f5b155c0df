import {
  type Context,
  defineTransform,
  field,
  lineOf,
  type Node,
  parentOf,
  roleOf,
  withoutType,
} from '#transform'
import { impliesNone } from './_annotations.ts'
import { keyword } from './_fields.ts'
import { checkFallback, heedVersionTests } from './_guards.ts'

export default defineTransform({
  summary: 'Replace validate_arguments with validate_call',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#validate_arguments-has-been-renamed-to-validate_call',
  query: '[(identifier) (attribute)] @callee',
  where: {
    callee: [
      'pydantic.validate_arguments',
      'pydantic.decorator.validate_arguments',
      'pydantic.deprecated.decorator.validate_arguments',
    ],
  },
  recipes: ['pydantic-v2'],
  rewrite({ callee }, context) {
    if (callee) rename(callee, context)
  },
})

function rename(callee: Node, context: Context): void {
  if (callee.type === 'identifier' && roleOf(callee)?.role !== 'load') return
  heedVersionTests(callee, context)
  for (const { imported, node } of callee.type === 'identifier' ? context.module.bindingsOf(callee) : [])
    if (imported) checkFallback(parentOf(node) ?? node, context)
  const call = parentOf(callee)
  const list = call?.type === 'call' ? field(call, 'arguments') : undefined
  const config = list && keyword(list, 'config')
  const value = config && field(config, 'value')
  if (
    value &&
    value.type !== 'dictionary' &&
    !(
      value.type === 'call' &&
      /^(?:dict|ConfigDict|\w+\.ConfigDict)$/.test(field(value, 'function')?.text ?? '')
    )
  )
    context.skip(
      'the configuration is not a dictionary: pass validate_call a ConfigDict with the new names of the keys',
    )
  const decorator = call?.type === 'decorator' ? call : call && parentOf(call)
  const decorated = decorator?.type === 'decorator' ? parentOf(decorator) : undefined
  const name = decorated && field(field(decorated, 'definition') ?? decorated, 'name')
  const used = name && context.module.names.loads(name.text).find(({ node }) => isGone(node))
  if (used)
    context.skip(
      `the function's ${field(parentOf(used.node) ?? used.node, 'attribute')?.text} is gone in v2 (line ${lineOf(used.node)})`,
    )
  context.replace(callee, context.import('pydantic', 'validate_call', callee))
  const definition = decorated && field(decorated, 'definition')
  if (definition) admitNone(definition, context)
}

/** v1 took None for every parameter whose default it is. */
function admitNone(definition: Node, context: Context): void {
  for (const parameter of field(definition, 'parameters')?.namedChildren ?? []) {
    const type = field(parameter, 'type')
    if (parameter.type !== 'typed_default_parameter' || field(parameter, 'value')?.type !== 'none' || !type)
      continue
    const annotation = withoutType(type)
    if (annotation.type === 'none' || impliesNone(context.module, context.project, annotation)) continue
    if (annotation.type === 'union_type' || annotation.type === 'binary_operator') {
      context.insert(annotation.endIndex, ' | None')
      continue
    }
    context.insert(annotation.startIndex, `${context.import('typing', 'Optional', annotation)}[`)
    context.insert(annotation.endIndex, ']')
  }
}

/** `f.validate(...)`, `f.vd` and `f.model`, which v2 does not give a function. */
function isGone(node: Node): boolean {
  const access = parentOf(node)
  return (
    access?.type === 'attribute' && /^(?:validate|vd|model)$/.test(field(access, 'attribute')?.text ?? '')
  )
}
