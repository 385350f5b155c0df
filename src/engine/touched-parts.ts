import type { Edit } from '../edits/change.ts'
import { field, type Node, type Span, spanOf } from '../python/node.ts'
import { ancestorsOf, parentOf, type SyntaxTree } from '../python/tree.ts'
import { type GivenName, namesBoundIn } from './given-names.ts'
import { IMPORTS, importsAround, upToNeighbours } from './touched-places.ts'

/** What has to be looked at again, in terms of the text before the edit. */
export interface TouchedPart {
  readonly region: Span
  readonly names: readonly GivenName[]
}

/**
 * All of the function that an edit lies in, for an edit of which it is not clear what it means to the statements around it. Outside of
 * the function there are only the values that it gives away: what it returns, and the attributes that it sets.
 * @param place of the edit in `before`, without white space
 * @returns undefined where more than the function may be another one
 */
export function functionTouched(
  before: SyntaxTree,
  edit: Edit,
  place: Span,
  after: SyntaxTree,
  map: (span: Span) => Span,
): TouchedPart | undefined {
  const definition = outermostFunction(before, place)
  const name = definition && field(definition, 'name')
  if (!name || edit.start <= name.endIndex || /\bglobal\b/.test(definition.text)) return undefined
  const own = spanOf(definition)
  const now = map(own)
  if (!isStillThere(now, after)) return undefined
  const added = namesBoundIn(after, map(edit)).map(({ word, within }) => ({
    word,
    within: within && within.start >= now.start ? own : undefined,
  }))
  const parent = parentOf(definition)
  const statement = parent?.type === 'decorated_definition' ? parent : definition
  return {
    region: upToNeighbours(statement, spanOf(statement)),
    names: [{ word: name.text, within: undefined }, ...namesBoundIn(before, edit), ...added],
  }
}

/**
 * The imports that an edit changes several of at once, by putting them in order for instance. What stands there before and after as
 * the same import is nothing new to the code below.
 * @returns undefined where the edit is not of imports alone
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
  if (!old || !now || !first) return undefined
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
  const inside =
    around?.namedChildren.filter(({ startIndex, endIndex }) => startIndex < end && start < endIndex) ?? []
  const isImports = inside.every(({ type }) => IMPORTS.has(type) || type === 'comment')
  return isImports ? inside.filter(({ type }) => type !== 'comment') : undefined
}

function outermostFunction(tree: SyntaxTree, { start, end }: Span): Node | undefined {
  // What is put in at the end of a function stands behind its last node.
  const from = start === end ? Math.max(0, start - 1) : start
  const around = [...ancestorsOf(tree.nodeAt(from, Math.max(end, start + 1)))]
  return around.findLast(
    ({ type, startIndex, endIndex }) =>
      type === 'function_definition' && startIndex <= start && end <= endIndex,
  )
}

/** Whether a function is all that stands there: none has lost statements to what is around it, nor taken some. */
function isStillThere({ start, end }: Span, after: SyntaxTree): boolean {
  for (const { type, startIndex, endIndex } of ancestorsOf(after.nodeAt(start))) {
    if (startIndex < start) return false
    if (type !== 'function_definition') continue
    const [from, to] = endIndex < end ? [endIndex, end] : [end, endIndex]
    return after.text.slice(from, to).trim() === ''
  }
  return false
}
