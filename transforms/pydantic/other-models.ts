import { type Context, defineTransform, field, genericParts, type Node, withoutNone } from '#transform'
import { withoutOptional } from './_annotations.ts'
import { effectiveConfig } from './_config-table.ts'
import { isSeenBefore } from './_early.ts'
import { argumentsOf, fieldsOf } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { ancestorClasses, bodyOf, type ClassRef, classNamed, modelKind, sameClass } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

const PARSERS = /^(?:parse_obj|validate|model_validate)$/

export default defineTransform({
  summary: 'Give the fields of models dictionaries where they got models of other classes',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/migration/#changes-to-pydanticbasemodel',
  query: '(call function: (_) @callee arguments: (argument_list) @list) @call',
  anchors: [/[A-Z]\w*[ \t]*\(\s*\w+\s*=/, 'parse_obj', 'validate', 'model_validate'],
  searches: MODEL_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ callee, list, call }, context) {
    if (!callee || !list || !call) return
    const name = callee.type === 'attribute' ? field(callee, 'attribute')?.text : undefined
    const parsed = name !== undefined && PARSERS.test(name) ? field(callee, 'object') : undefined
    const model = modelNamed(parsed ?? callee, context)
    if (!model || isWrittenForV2(context, call)) return
    const given = argumentsOf(list)
    const [only] = given
    if (parsed) {
      if (only && given.length === 1) handOver(only, model, context)
      return
    }
    for (const argument of given) {
      const value = argument.type === 'keyword_argument' ? field(argument, 'value') : undefined
      const key = value && field(argument, 'name')?.text
      if (value && key !== undefined) intoField(value, key, model, context)
    }
  },
})

function modelNamed(expression: Node, { module, project }: Context): ClassRef | undefined {
  if (!/^(?:identifier|attribute)$/.test(expression.type)) return undefined
  const found = classNamed(module, project, expression)
  return typeof found === 'object' && modelKind(found.module, found.node) === 'model' ? found : undefined
}

/** A value for a field: the model itself, or a list of models. */
function intoField(value: Node, key: string, model: ClassRef, context: Context): void {
  if (!/^(?:identifier|attribute|call|subscript|await|list|tuple|set)$/.test(value.type)) return
  const line = [model, ...ancestorClasses(model, context.project).classes]
  for (const holder of line) {
    const type = fieldsOf(holder.node).find(({ name }) => name === key)?.type
    if (!type) continue
    if (
      isSeenBefore(
        key,
        line.map(({ node }) => node),
      )
    )
      return
    const wanted = wantedIn({ module: holder.module, node: type }, context)
    if (!wanted) return
    if (!wanted.isItem) handOver(value, wanted.model, context)
    else if (/^(?:list|tuple|set)$/.test(value.type))
      for (const item of value.namedChildren) handOver(item, wanted.model, context)
    return
  }
}

const ITEMS =
  /^(?:typing|typing_extensions|builtins|collections\.abc)\.(?:List|Set|FrozenSet|Tuple|Sequence|list|set|frozenset|tuple)$/

/** The model that an annotation asks for, or for each item. */
function wantedIn(
  { module, node }: ClassRef,
  context: Context,
): { readonly model: ClassRef; readonly isItem: boolean } | undefined {
  const type = withoutOptional(module, node)
  const parts = genericParts(type)
  if (parts) {
    const qualified = module.qualify(parts.origin)
    const [first, ...more] = parts.args
    if (qualified.kind !== 'certain' || !first || more.length > (qualified.name.endsWith('uple') ? 1 : 0))
      return undefined
    const inner = wantedIn({ module, node: first }, context)
    if (/^pydantic\.(?:\w+\.)*SerializeAsAny$/.test(qualified.name)) return inner
    return inner && !inner.isItem && ITEMS.test(qualified.name) ? { ...inner, isItem: true } : undefined
  }
  const found = classNamed(module, context.project, type)
  return typeof found === 'object' && modelKind(found.module, found.node) === 'model'
    ? { model: found, isItem: false }
    : undefined
}

/** v1 made a dictionary of what is no instance of the class; v2 takes instances and dictionaries only. */
function handOver(value: Node, wanted: ClassRef, context: Context): void {
  const { project } = context
  const type = context.typeOf(value)
  const instance = withoutNone(type)
  const of = instance?.kind === 'instance' ? instance.of : undefined
  if (!of || typeof of === 'string' || modelKind(of.module, of.node) !== 'model') return
  const above = ancestorClasses(of, project)
  if (!above.isComplete || [of, ...above.classes].some((one) => sameClass(one, wanted))) return
  if (isRootModel(wanted)) return
  // v1 read the attributes then, and v2 does, too.
  if (effectiveConfig(wanted, project).values.get('from_attributes') === 'True') return
  const [given, asked] = [of, wanted].map(({ node }) => field(node, 'name')?.text)
  const why = `v2 takes no ${given} for a ${asked}, of which v1 made a dictionary first`
  if (type !== instance || !context.isBuiltin('dict', value)) {
    context.report(`${why}: write dict(…)`, value)
    return
  }
  context.review(why)
  context.insert(value.startIndex, 'dict(')
  context.insert(value.endIndex, ')')
}

/** What is no instance of it is its value. */
function isRootModel({ module, node }: ClassRef): boolean {
  return (
    module.isSubclassOf(node, 'pydantic.RootModel') === 'yes' ||
    bodyOf(node).some(({ firstNamedChild: own }) => own && field(own, 'left')?.text === '__root__')
  )
}
