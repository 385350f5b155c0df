import {
  type Context,
  classAround,
  defineTransform,
  genericParts,
  type Node,
  parentOf,
  withoutType,
} from '#transform'
import { classField, modelAround } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { isUrlType, partsReader, textReader, URL_TYPES } from './_urls.ts'

export default defineTransform({
  summary: 'Keep the values of URL fields strings, as they were in Pydantic v1',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/migration/#url-and-dsn-types-in-pydanticnetworks-no-longer-inherit-from-str',
  query: '(assignment left: (identifier) type: (type)) @declaration',
  anchors: URL_TYPES,
  recipes: ['pydantic-v2'],
  rewrite({ declaration }, context) {
    if (declaration) keepText(declaration, context)
  },
})

function keepText(declaration: Node, context: Context): void {
  const found = classField(declaration)
  const statement = parentOf(declaration)
  if (!found?.type || !statement || !modelAround(context, classAround(statement))) return
  const urls = urlsIn(found.type, context)
  if (urls.length === 0 || isWrittenForV2(context, declaration)) return
  const parts = partsReader(found.name, context)
  if (parts)
    context.skip(
      `${found.name} is no string in v2, and ${parts} reads its parts: write str(…) where text is meant`,
    )
  const reader = textReader(found.name, context)
  if (!reader) {
    context.report(
      `${found.name} is no string in v2, and ends in a slash where it has no path: write str(…) where text is meant`,
      found.type,
    )
    return
  }
  context.review(
    `a URL is no string in v2, but ${reader} wants one, so the text that was checked is kept, as v1 did`,
  )
  for (const url of urls) {
    const [annotated, wrap, plain] = [
      context.import(context.targets('3.9') ? 'typing' : 'typing_extensions', 'Annotated', url),
      context.import('pydantic', 'WrapValidator', url),
      context.import('pydantic', 'PlainSerializer', url),
    ]
    context.insert(url.startIndex, `${annotated}[`)
    context.insert(url.endIndex, `, ${wrap}(lambda text, check: check(text) and str(text)), ${plain}(str)]`)
  }
}

/** The largest parts of an annotation that are nothing but URL types. */
function urlsIn(annotation: Node, context: Context): Node[] {
  const node = withoutType(annotation)
  if (isAllUrls(node, context)) return [node]
  if (node.type === 'string') {
    const inner = context.module.fragmentAt(node.startIndex + 1)?.root.firstNamedChild?.firstNamedChild
    return inner ? urlsIn(inner, context) : []
  }
  if (node.type === 'union_type') return node.namedChildren.flatMap((child) => urlsIn(child, context))
  if (node.type === 'binary_operator')
    return [node.firstNamedChild, node.lastNamedChild].flatMap((side) => (side ? urlsIn(side, context) : []))
  const parts = genericParts(node)
  const origin = parts && context.qualifiedName(parts.origin)
  const isContainer =
    origin !== undefined &&
    /^(?:typing|typing_extensions|builtins|collections\.abc)\.(?:Optional|Union|List|Dict|Set|Tuple|Sequence|Mapping|list|dict|set|tuple)$/.test(
      origin,
    )
  return parts && isContainer ? parts.args.flatMap((arg) => urlsIn(arg, context)) : []
}

function isAllUrls(node: Node, context: Context): boolean {
  if (node.type === 'identifier' || node.type === 'attribute') return isUrlType(context.qualifiedName(node))
  if (node.type === 'union_type')
    return node.namedChildren.every((child) => isAllUrls(withoutType(child), context))
  const parts = genericParts(node)
  return (
    parts !== undefined &&
    /^typing(?:_extensions)?\.Union$/.test(context.qualifiedName(parts.origin) ?? '') &&
    parts.args.every((arg) => isAllUrls(arg, context))
  )
}
