import {
  basesOf,
  type Context,
  defineTransform,
  genericParts,
  type Node,
  parentOf,
  sameNode,
} from '#transform'
import { classNamed, modelKind } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'

export default defineTransform({
  summary: 'Report aliases of generic models that have no parameter in v2',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/concepts/models/#generic-models',
  query: '(assignment left: (identifier) @alias right: (subscript) @value)',
  anchors: ['Callable[', 'Union[', 'Dict[', 'List[', 'Optional[', 'Awaitable[', 'dict[', 'list['],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ alias, value }, context) {
    if (!alias || !value || context.module.bindingsOf(alias).length !== 1) return
    const used = context.module.names.loads(alias.text).flatMap(({ node }) => {
      const around = parentOf(node)
      const isParametrised = around?.type === 'subscript' || around?.type === 'generic_type'
      const isEvaluated = (context.annotation(node)?.evaluation ?? 'definition') === 'definition'
      return around && isParametrised && isEvaluated && sameNode(around.firstNamedChild, node) ? [around] : []
    })
    const models = used.length === 0 ? [] : modelsIn(value, context)
    const [first] = models
    // Another type variable would be a parameter of the alias.
    const names = new Set(models.flatMap(({ variables }) => variables))
    const isBare = (name: Node) =>
      names.has(name.text) &&
      !models.some(({ node }) => node.startIndex <= name.startIndex && name.endIndex <= node.endIndex)
    if (!first || value.descendantsOfType('identifier').some(isBare)) return
    for (const use of used)
      context.report(
        `v2 gives ${first.name} itself for ${first.node.text}, so ${alias.text} takes no parameter any more, and this fails: write ${alias.text} alone`,
        use,
      )
  },
})

interface GenericModel {
  readonly node: Node
  readonly name: string
  readonly variables: readonly string[]
}

/** The `Model[T]` in an expression whose T is the model's own type variable. */
function modelsIn(value: Node, context: Context): GenericModel[] {
  return [value, ...value.descendantsOfType('subscript')].flatMap((node): GenericModel[] => {
    const parts = genericParts(node)
    const found = parts && classNamed(context.module, context.project, parts.origin)
    if (!parts || typeof found !== 'object' || modelKind(found.module, found.node) === 'no') return []
    const own = basesOf(found.node)
      .map((base) => genericParts(base))
      .find((base) => base && /\bGeneric$/.test(base.origin.text))
      ?.args.map(({ text }) => text)
    const given = parts.args.map(({ text }) => text)
    const isSame = own?.length === given.length && own.every((name, at) => name === given[at])
    return isSame ? [{ node, name: parts.origin.text, variables: own }] : []
  })
}
