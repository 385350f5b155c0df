import {
  type AnnotationContext,
  type Context,
  defineTransform,
  type Node,
  parentOf,
  sameNode,
} from '#transform'
import { annotationReader, READER_WORDS } from './_inspectors.ts'
import { takeOut, unionSite } from './_members.ts'
import { bothModules } from './_tables.ts'

/** What a type checker takes for each of these numbers, too. */
const INCLUDED: readonly (readonly [string, readonly string[]])[] = [
  ['builtins.complex', ['builtins.float', 'builtins.int']],
  ['builtins.float', ['builtins.int']],
]

export default defineTransform({
  summary: 'Leave out members of a union that others include: Never, and int beside float in a parameter',
  since: 'any',
  safety: 'safe',
  sameAs: ['RUF020', 'PYI041'],
  recipes: ['standards'],
  docs: 'https://typing.python.org/en/latest/spec/special-types.html#special-cases-for-float-and-complex',
  searches: READER_WORDS,
  drops: ['names'],
  query: `
    (binary_operator operator: "|") @union
    (union_type) @union
    (subscript value: (_) @head) @subscript
    (generic_type . (identifier) @head) @subscript`,
  where: { head: bothModules(['Union']) },
  anchors: [
    /\|\s*(?:[\w.]+\.)?(?:Never|NoReturn|int|float|complex)\b/,
    /\b(?:Never|NoReturn|int|float|complex)\s*\|/,
    /\bUnion\b(?=\s*\[[^\]]*\b(?:Never|NoReturn|float|complex)\b)/,
  ],
  needs: /\b(?:Never|NoReturn|float|complex)\b/,
  rewrite({ union, subscript }, context) {
    const site = unionSite(union, subscript)
    const annotation = site && context.annotation(site.whole)
    if (!site || !annotation) return
    const named = new Map(site.members.map((member) => [member, context.qualifiedName(member) ?? '']))
    const never = site.members.filter((one) =>
      /^typing(?:_extensions)?\.(?:Never|NoReturn)$/.test(named.get(one) ?? ''),
    )
    const numbers = isOfParameter(annotation, site.whole) ? includedIn(named) : []
    const gone = [...never, ...numbers]
    if (gone.length === 0 || never.length === site.members.length) return
    if (union && annotation.evaluation === 'definition' && site.members.some(({ type }) => type === 'string'))
      return context.skip('what a text and the class beside it give depends on their order')
    heedReaders(context, annotation)
    if (numbers.length > 0)
      context.review('a type checker takes an int for a float; who checks arguments at run time may not')
    takeOut(context, site, gone)
  },
})

/** Elsewhere, as in `list[int | float]`, each member counts. */
function isOfParameter({ position, root, string }: AnnotationContext, whole: Node): boolean {
  if (position !== 'parameter') return false
  const up = parentOf(whole)
  if (sameNode(up, root) || sameNode(whole, root)) return true
  // A text that is the whole annotation.
  return (
    !!string && sameNode(parentOf(string), root) && /^(?:module|expression_statement)$/.test(up?.type ?? '')
  )
}

function includedIn(named: ReadonlyMap<Node, string>): Node[] {
  const names = new Set(named.values())
  const included = new Set(INCLUDED.flatMap(([wide, narrow]) => (names.has(wide) ? narrow : [])))
  return [...named].filter(([, name]) => included.has(name)).map(([member]) => member)
}

function heedReaders(context: Context, annotation: AnnotationContext): void {
  const reader =
    annotation.evaluation === 'never' ? undefined : (annotation.framework ?? annotationReader(context))
  if (reader !== undefined) context.review(`${reader} reads the annotation`)
}
