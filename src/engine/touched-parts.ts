import type { Edit } from '../edits/change.ts'
import { field, type Node, type Span, spanOf } from '../python/node.ts'
import { countWhile } from '../python/spans.ts'
import { ancestorsOf, parentOf, type SyntaxTree } from '../python/tree.ts'
import { type GivenName, namesBoundIn } from './given-names.ts'
import { IMPORTS, importsAround, withNeighbours, withoutSpace } from './touched-places.ts'

/** What has to be looked at again, in terms of the text before the edit. */
export interface TouchedPart {
  readonly region: Span
  readonly names: readonly GivenName[]
}

/**
 * All of the functions that edits lie in, for edits of which it is not clear what they mean to the statements around them. Outside of
 * a function there are only the values that it gives away: what it returns, and the attributes that it sets.
 * @returns undefined where more than the functions may be other ones
 */
export function functionsTouched(
  before: SyntaxTree,
  edits: readonly Edit[],
  after: SyntaxTree,
  map: (span: Span) => Span,
): readonly TouchedPart[] | undefined {
  const functions = new Map<number, { readonly definition: Node; readonly edits: Edit[] }>()
  for (const edit of edits) {
    const definition = outermostFunction(before, edit)
    if (!definition) return undefined
    const known = functions.get(definition.id)
    if (known) known.edits.push(edit)
    else functions.set(definition.id, { definition, edits: [edit] })
  }
  const parts: TouchedPart[] = []
  for (const { definition, edits } of functions.values()) {
    const part = functionTouched(definition, edits, after, map)
    if (!part) return undefined
    parts.push(part)
  }
  return parts
}

/** @param edits those in this function. */
function functionTouched(
  definition: Node,
  edits: readonly Edit[],
  after: SyntaxTree,
  map: (span: Span) => Span,
): TouchedPart | undefined {
  const name = field(definition, 'name')
  if (!name || edits.some(({ start }) => start < name.endIndex)) return undefined
  if ([definition, ...edits].some(({ text }) => /\bglobal\b/.test(text))) return undefined
  const own = spanOf(definition)
  const now = functionAt(map(own), after)
  if (!now) return undefined
  const added = namesBoundIn(now, edits.map(map)).map(({ word, within }) => ({
    word,
    within: within && within.start >= now.startIndex ? own : undefined,
  }))
  const parent = parentOf(definition)
  const statement = parent?.type === 'decorated_definition' ? parent : definition
  return {
    region: withNeighbours(statement, spanOf(statement)),
    names: [{ word: name.text, within: undefined }, ...namesBoundIn(definition, edits), ...added],
  }
}

/**
 * The imports that an edit changes several of at once, by putting them in order for instance. What stands there before and after as
 * the same import is nothing new to the code below.
 * @returns undefined where the edit is not of imports alone, or one of them takes all names of a module
 */
export function importsTouched(
  before: SyntaxTree,
  place: Span,
  after: SyntaxTree,
  map: (span: Span) => Span,
): TouchedPart | undefined {
  const old = importsIn(before, place)
  const now = importsIn(after, map(place))
  const [first] = old ?? []
  if (!old || !now || !first || [...old, ...now].some(({ text }) => text.includes('*'))) return undefined
  const texts = [old, now].map((statements) => new Set(statements.map(({ text }) => text)))
  const changed = [...(texts[0] ?? []), ...(texts[1] ?? [])].filter(
    (text) => !texts.every((all) => all.has(text)),
  )
  const words = new Set(changed.join(' ').match(/[\p{L}\p{N}_]+/gu))
  return { region: importsAround(first), names: Array.from(words, (word) => ({ word, within: undefined })) }
}

/** The imports that a span is made of, in part or as wholes; undefined where there is something else in it, beside comments. */
function importsIn(tree: SyntaxTree, { start, end }: Span): readonly Node[] | undefined {
  let around: Node | undefined = tree.nodeAt(start, Math.max(end, start + 1))
  while (around && around.type !== 'module' && around.type !== 'block') around = parentOf(around)
  const statements = around?.namedChildren ?? []
  const inside: Node[] = []
  for (let i = countWhile(statements, ({ endIndex }) => endIndex <= start); i < statements.length; i++) {
    const statement = statements[i] as Node
    if (statement.startIndex >= end) break
    inside.push(statement)
  }
  const isImports = inside.every(({ type }) => IMPORTS.has(type) || type === 'comment')
  return isImports ? inside.filter(({ type }) => type !== 'comment') : undefined
}

/** The outermost function around an edit as a whole, but for the white space at its ends. */
function outermostFunction(tree: SyntaxTree, edit: Edit): Node | undefined {
  const { start, end } = withoutSpace(tree.text, edit)
  // What is put in at the end of a function stands behind its last node.
  const from = start === end ? Math.max(0, start - 1) : start
  const inner = tree.nodeAt(from, Math.max(end, start + 1))
  return [inner, ...ancestorsOf(inner)].findLast(
    ({ type, startIndex, endIndex }) =>
      type === 'function_definition' && startIndex <= start && end <= endIndex,
  )
}

/** The function that is all that stands in a span: none that has lost statements to what is around it, or taken some. */
function functionAt({ start, end }: Span, after: SyntaxTree): Node | undefined {
  for (const node of ancestorsOf(after.nodeAt(start))) {
    if (node.startIndex < start) return undefined
    if (node.type !== 'function_definition') continue
    const [from, to] = node.endIndex < end ? [node.endIndex, end] : [end, node.endIndex]
    return after.text.slice(from, to).trim() === '' ? node : undefined
  }
  return undefined
}
