import {
  type AnnotationContext,
  ancestorsOf,
  type Context,
  defineTransform,
  futureAnnotations,
  genericParts,
  type Node,
  roleOf,
  SkipSite,
  stringParts,
} from '#transform'
import { forwardReferences, heedMapper } from './_quotes.ts'

/** What can stand in an annotation as it stands in a string. */
const TYPES: ReadonlySet<string> = new Set(
  'attribute binary_operator identifier none string subscript'.split(' '),
)
/** Circumstances of a binding that is there at run time. */
const SURE = /^(?:plain|try|except-import-error)$/
/** Generics whose strings are no types: shapes of arrays. */
const SHAPES = /^(?:jaxtyping|torchtyping|nptyping)\./

/** What strings in annotations stand behind, as cheap text to look for. */
const HEADS = [
  ...'ClassVar Final FrozenSet Iterable Iterator List Optional Sequence Set Tuple Type Union'.split(' '),
  ...'Callable[[ Dict[str, Mapping[str, frozenset list set tuple type dict[str,'.split(' '),
].map((head) => (head.includes('[') ? head.replace(',', ', ') : `${head}[`))

export default defineTransform({
  summary: 'Take the quotes off annotations that are not evaluated where they stand',
  since: '3.14',
  decidesBySite: true,
  safety: 'safe',
  sameAs: ['UP037'],
  docs: 'https://peps.python.org/pep-0649/',
  // Of `'Text'` no word is left where another transform makes it `str`.
  drops: ['constants'],
  query: `
    (typed_parameter type: (type) @annotation)
    (typed_default_parameter type: (type) @annotation)
    (function_definition return_type: (type) @annotation)
    (assignment type: (type) @annotation)`,
  anchors: [
    ...['"', "'"].flatMap((quote) => [
      `) -> ${quote}`,
      `)-> ${quote}`,
      ...HEADS.map((head) => `${head}${quote}`),
    ]),
    'Callable[\n',
    // Behind the colon or arrow of an annotation: another generic, or an argument that is not its first.
    /(?:->|:)(?= ?(?:\w+\.)*(?:[A-Z]\w*|dict|list|set|tuple|type|frozenset)\[[^\n"'=#{}]{0,200}["'][A-Za-z_])(?<=->|[\w)] ?:)(?<!\blambda\b[^\n:]*:)/,
    / \| ["'](?=[A-Za-z_])(?<=(?:->|\w ?:) ?[\w.[\], |]{1,200} \| ["'])/,
    'Callable[\r\n',
    // A parameter or a variable before the colon: not the entries of dictionaries, of which there are too many.
    /: (?<=(?:^|[\n(,*;])\s*[A-Za-z_][\w.]* ?: )(?<!\b(?:else|finally|lambda|try): )["'](?=[A-Za-z_][\w.]*(?:["']\s*(?:[,)=#|;]|$)| ?[[|]))/m,
  ],
  rewrite({ annotation }, context) {
    const strings = annotation ? forwardReferences(context, annotation) : []
    const [first] = strings
    if (!first) return
    const found = context.annotation(first)
    if (!found || found.evaluation === 'definition' || found.evaluation === 'string') return
    let reason: string | undefined
    let isChanged = false
    for (const string of strings)
      try {
        check(context, string, found)
        const content = stringParts(string)?.content
        if (!content) continue
        context.remove({ start: string.startIndex, end: content.start })
        context.remove({ start: content.end, end: string.endIndex })
        isChanged = true
      } catch (error) {
        if (!(error instanceof SkipSite)) throw error
        reason ??= error.reason
      }
    if (!isChanged && reason !== undefined) context.skip(reason)
  },
})

/** Skips a string that means something else without its quotes, or that cannot go without them. */
function check(context: Context, string: Node, annotation: AnnotationContext): void {
  const tree = context.module.fragmentAt(string.startIndex + 1)
  const [statement, ...more] = tree?.root.namedChildren ?? []
  const type = statement?.firstNamedChild
  const content = stringParts(string)?.content
  if (
    !tree ||
    !content ||
    more.length > 0 ||
    type?.startIndex !== content.start ||
    type.endIndex !== content.end
  )
    return void context.skip(`${string.text} cannot be read as a type`)
  if (!TYPES.has(type.type)) context.skip(`${string.text} cannot be read as a type`)
  heedMapper(context, [string], annotation)
  for (const up of ancestorsOf(string)) {
    const origin = genericParts(up)?.origin
    if (origin && SHAPES.test(context.qualifiedName(origin) ?? ''))
      context.skip(`${string.text} is a shape, not a type`)
    if (up.id === annotation.root.id) break
  }
  if (annotation.framework && /\b(?:ClassVar|InitVar|KW_ONLY)\b/.test(type.text))
    context.skip(
      `${annotation.framework} does not see through the quotes of ${type.text}, and would without them`,
    )
  for (const name of [...(type.type === 'identifier' ? [type] : []), ...type.descendantsOfType('identifier')])
    if (roleOf(name)?.role === 'load') checkName(context, name, annotation)
}

function checkName(context: Context, name: Node, annotation: AnnotationContext): void {
  const { module } = context
  const resolution = module.names.resolve(name.text, name)
  // Annotations that nobody evaluates, and those that stay text, are the same with or without quotes.
  const isText = annotation.evaluation === 'never' || futureAnnotations(module)
  if (resolution.kind === 'unbound') {
    const reason = `${name.text} is not defined in this file`
    if (isText) context.review(`${reason}: the quotes may hold no type`)
    else context.skip(reason)
  }
  if (isText) return
  // `if TYPE_CHECKING:`, and `if MYPY:` or `if False:`, which mean the same.
  const isSure =
    resolution.kind !== 'bound' || resolution.bindings.some(({ context: where }) => SURE.test(where))
  if (!isSure)
    context.skip(`${name.text} may exist for type checkers only: reading the annotation would raise`)
  if (resolution.kind === 'bound' && resolution.scope.kind === 'class')
    context.skip(`${name.text} is a name of the class without the quotes`)
}
