import { type Context, classAround, field, functionAround, type Node, parentOf, sameNode } from '#transform'
import { argumentsOf } from './_fields.ts'
import { mayHaveModelsOfV1 } from './_guards.ts'
import { ancestorClasses, bodyOf, modelKind } from './_model-classes.ts'
import { MAY_BE_ON_V1, receiverOf } from './_receivers.ts'
import { rootProblem } from './_root-model-fit.ts'

/** `"__root__"`, as a string. */
export function replaceKey(key: Node, context: Context): void {
  const holder = parentOf(key)
  if (holder?.type === 'argument_list') askForRoot(key, holder, context)
  else if (holder?.type === 'comparison_operator') askFieldsForRoot(key, holder, context)
  else replaceWrapping(key, holder, context)
}

/** `model.dict()["__root__"]`, `Model.parse_obj({"__root__": value})` and `Model.__fields__["__root__"]`. */
function replaceWrapping(key: Node, holder: Node | undefined, context: Context): void {
  const fields = holder?.type === 'subscript' ? field(holder, 'value') : undefined
  if (fields?.type === 'attribute' && replaceFieldName(key, fields, context)) return
  const unwrapped = holder?.type === 'subscript' ? holder : holder && parentOf(holder)
  const call =
    holder?.type === 'subscript'
      ? field(holder, 'value')
      : holder?.type === 'pair' && unwrapped?.type === 'dictionary' && argumentsOf(unwrapped).length === 1
        ? parentOf(parentOf(unwrapped) ?? unwrapped)
        : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const object = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  const method = callee && field(callee, 'attribute')?.text
  const fits = holder?.type === 'subscript' ? /^(?:dict|model_dump)$/ : /^(?:parse_obj|model_validate)$/
  const receiver = object && fits.test(method ?? '') ? receiverOf(context, object) : undefined
  if (!call || !holder || !unwrapped || !receiver || !('classes' in receiver)) {
    if (holder?.type === 'subscript' || holder?.type === 'pair')
      context.skip('v2 dumps and takes the value of a RootModel alone: "__root__" is no key any more')
    return
  }
  const problem = rootProblem(context, receiver.classes)
  if (problem) context.skip(problem)
  const value = field(holder, 'value')
  if (holder.type === 'subscript') context.remove({ start: call.endIndex, end: holder.endIndex })
  else if (value) context.replace(unwrapped, value.text)
}

/** `getattr(model, "__root__", model)` and `hasattr(model, "__root__")`: any model may have a field that is called root. */
function askForRoot(key: Node, list: Node, context: Context): void {
  const call = parentOf(list)
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const reader = /^builtins\.(get|has)attr$/.exec((callee && context.qualifiedName(callee)) ?? '')?.[1]
  const [object, name, fallback, ...more] = argumentsOf(list)
  if (!call || !reader || !object || !sameNode(name, key) || more.length > 0) return
  const receiver = receiverOf(context, object)
  if (receiver.kind === 'no' || (receiver.kind === 'unknown' && mayHaveModelsOfV1(context))) return
  if (receiver.kind === 'class')
    context.skip(
      'classes of v2 do not have __root__: ask issubclass(…, RootModel), and look at model_fields["root"]',
    )
  if (receiver.kind === 'unknown' && context.project.hasModelsOnV1) context.skip(MAY_BE_ON_V1)
  const isSimple = /^\w+(?:\.\w+)*$/.test(object.text)
  if ((reader === 'get' && (!isSimple || fallback?.type === 'keyword_argument')) || call.text.includes('#'))
    context.skip('v2 has no __root__: ask isinstance(…, RootModel), and read root of one')
  context.review('only a RootModel of v2 has what v1 had in __root__')
  const test = `isinstance(${object.text}, ${context.import('pydantic', 'RootModel', call)})`
  if (reader === 'has') context.replace(call, test)
  else if (fallback) {
    const read = `${object.text}.root if ${test} else ${fallback.text}`
    context.replace(call, standsAlone(call) ? read : `(${read})`)
  } else context.replace(key, key.text.replace('__root__', 'root'))
}

/** Whether a conditional expression can take the place of a node without parentheses. */
function standsAlone(node: Node): boolean {
  const parent = parentOf(node)
  return (
    /^(?:return_statement|argument_list|list|parenthesized_expression|expression_statement)$/.test(
      parent?.type ?? '',
    ) ||
    (parent?.type === 'assignment' && sameNode(field(parent, 'right'), node))
  )
}

/** `"__root__" in Model.__fields__`. */
function askFieldsForRoot(key: Node, test: Node, context: Context): void {
  const [left, fields, ...more] = test.namedChildren
  const operator = context.text.slice(key.endIndex, fields?.startIndex ?? key.endIndex).trim()
  const object = fields?.type === 'attribute' ? field(fields, 'object') : undefined
  if (!object || !sameNode(left, key) || more.length > 0 || !/^(?:not\s+)?in$/.test(operator)) return
  if (!/^(?:__fields__|model_fields)$/.test(field(fields ?? test, 'attribute')?.text ?? '')) return
  const receiver = receiverOf(context, object)
  if (receiver.kind === 'no' || (receiver.kind === 'unknown' && mayHaveModelsOfV1(context))) return
  if (receiver.kind === 'unknown' && context.project.hasModelsOnV1) context.skip(MAY_BE_ON_V1)
  if (test.text.includes('#')) return
  context.review('only a RootModel of v2 has what v1 had in __root__')
  const asked = `${object.text}.__pydantic_root_model__`
  const isNegated = operator !== 'in'
  const isBare =
    standsAlone(test) ||
    /^(?:if_statement|elif_clause|boolean_operator|not_operator|assert_statement)$/.test(
      parentOf(test)?.type ?? '',
    )
  context.replace(test, !isNegated ? asked : isBare ? `not ${asked}` : `(not ${asked})`)
}

/** Gives whether it is the field of a model that is known. */
function replaceFieldName(key: Node, fields: Node, context: Context): boolean {
  const object = field(fields, 'object')
  if (!object || !/^(?:__fields__|model_fields)$/.test(field(fields, 'attribute')?.text ?? '')) return false
  const receiver = receiverOf(context, object)
  if (!('classes' in receiver)) return false
  const problem = rootProblem(context, receiver.classes)
  if (problem) context.skip(problem)
  context.replace(key, key.text.replace('__root__', 'root'))
  return true
}

export function replaceAccess(object: Node, name: Node, context: Context): void {
  const receiver = receiverOf(context, object)
  if (receiver.kind === 'no') return
  const problem = 'classes' in receiver ? rootProblem(context, receiver.classes) : undefined
  if (problem) context.skip(problem)
  if (receiver.kind === 'unknown' && mayHaveModelsOfV1(context)) return
  if (receiver.kind === 'unknown' && context.project.hasModelsOnV1) context.skip(MAY_BE_ON_V1)
  if (receiver.kind === 'unknown')
    context.review(`${object.text} is taken for a RootModel, for nothing else has a __root__`)
  context.replace(name, 'root')
}

/** `Model(__root__=value)`. */
export function replaceArgument(argument: Node, context: Context): void {
  const list = parentOf(argument)
  const call = list && parentOf(list)
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const value = field(argument, 'value')
  if (!list || !call || !callee || !value) return
  const made = madeByHeir(callee, context)
  const receiver = made
    ? ({ kind: 'class', classes: [{ module: context.module, node: made }] } as const)
    : receiverOf(context, callee)
  const isConstruct =
    callee.type === 'attribute' && /^(?:model_)?construct$/.test(field(callee, 'attribute')?.text ?? '')
  if (receiver.kind !== 'class' && !isConstruct) {
    if (receiver.kind !== 'unknown') return
    // `.__root__` behind the call becomes `.root` in this very run, and what stays must not be half of it.
    if (!isReadAsRoot(call) || mayHaveModelsOfV1(context) || context.project.hasModelsOnV1)
      context.skip('it is not known what is called with __root__ here: pass the value alone')
    context.review(`${callee.text} is taken for a RootModel, for nothing else takes __root__`)
  }
  const problem = 'classes' in receiver ? rootProblem(context, receiver.classes) : undefined
  if (problem) context.skip(problem)
  const key = field(argument, 'name')
  if (argumentsOf(list).length === 1 && !isConstruct)
    context.replace({ start: argument.startIndex, end: value.startIndex }, '')
  else if (key) context.replace(key, 'root')
}

/** `made(__root__=value).__root__`, and what an earlier round has made of it. */
function isReadAsRoot(call: Node): boolean {
  const read = parentOf(call)
  return read?.type === 'attribute' && /^(?:__root__|root)$/.test(field(read, 'attribute')?.text ?? '')
}

/** The model whose own `__init__` calls that of BaseModel, where `callee` is its `super().__init__`. */
function madeByHeir(callee: Node, { module, project }: Context): Node | undefined {
  if (callee.type !== 'attribute' || field(callee, 'attribute')?.text !== '__init__') return undefined
  if (field(callee, 'object')?.text !== 'super()') return undefined
  const method = functionAround(callee)
  const node = method && field(method, 'name')?.text === '__init__' ? classAround(method) : undefined
  if (!node || modelKind(module, node) !== 'model') return undefined
  const { classes, isComplete } = ancestorClasses({ module, node }, project)
  const isInit = (statement: Node): boolean =>
    field(field(statement, 'definition') ?? statement, 'name')?.text === '__init__'
  const isOwn = classes.some((base) => bodyOf(base.node).some(isInit))
  return isComplete && !isOwn ? node : undefined
}
