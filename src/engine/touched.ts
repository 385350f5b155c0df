import type { Edit, ImportRequest } from '../edits/change.ts'
import { lineStart } from '../python/layout.ts'
import { field, type Node, type Span, spanOf } from '../python/node.ts'
import { mergedSpans } from '../python/spans.ts'
import { ancestorsOf, parentOf, type SyntaxTree, treeOf } from '../python/tree.ts'
import { functionAround } from '../semantics/definitions.ts'
import { wordsIn, wordsWithin } from '../semantics/words.ts'
import { type GivenName, namesGivenBy, namesTested } from './given-names.ts'
import { functionsTouched, importsTouched, type TouchedPart } from './touched-parts.ts'
import {
  commentAt,
  headerAround,
  IMPORTS,
  importsAround,
  statementAt,
  withNeighbours,
  withoutSpace,
} from './touched-places.ts'
import { wordsAdded, wordsGone, wordsOf } from './words-changed.ts'

/** Places that name an import that changed, beyond which it is quicker to look at the whole file again. */
const MAX_MENTIONS = 2000

/**
 * The parts of a text in which a pass may find what the pass before could not: the statements that it edited, and those that
 * name what it imported or no longer imports. Everything else is as it was, and so is what the transforms make of it.
 */
export class Touched {
  readonly #regions: readonly Span[]
  #grown: { readonly to: readonly Span[]; readonly touched: Touched } | undefined

  /** @param regions in any order; they may overlap. */
  constructor(regions: readonly Span[]) {
    this.#regions = mergedSpans(regions)
  }

  get isEmpty(): boolean {
    return this.#regions.length === 0
  }

  /** Whether the span lies in one of the parts, in part or as a whole, or beside it. */
  meets({ start, end }: Span): boolean {
    const region = this.#from(start)
    return region !== undefined && region.start <= end
  }

  /**
   * The parts, and those of `spans` (disjoint, ascending) that meet one of them, as wholes.
   * The same for the same object: it is asked for once for each transform.
   */
  grownTo(spans: readonly Span[]): Touched {
    if (this.#grown?.to !== spans)
      this.#grown = {
        to: spans,
        touched: new Touched([...this.#regions, ...spans.filter((span) => this.meets(span))]),
      }
    return this.#grown.touched
  }

  /** Whether the span and one of the parts have anything in common. */
  overlaps({ start, end }: Span): boolean {
    const region = this.#from(start + 1)
    return region !== undefined && region.start < end
  }

  /** The first part that does not end before `index`. */
  #from(index: number): Span | undefined {
    let low = 0
    let high = this.#regions.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#regions[middle] as Span).end < index) low = middle + 1
      else high = middle
    }
    return this.#regions[low]
  }
}

/**
 * What the edits of a pass touched, in terms of the text that they gave.
 * @param before the tree that the pass started from
 * @param edits disjoint and ascending, against `before`
 * @param imports what the pass asked to be imported besides
 * @param deferred spans of `before` that have to be looked at again in any case
 * @param after the tree of the text with the edits and the imports
 * @param map from a span of `before` to that of `after`
 * @returns undefined when nothing is sure to be as it was
 */
export function touchedBy(
  before: SyntaxTree,
  edits: readonly Edit[],
  imports: readonly ImportRequest[],
  deferred: readonly Span[],
  after: SyntaxTree,
  map: (span: Span) => Span,
): Touched | undefined {
  const traces = new Traces(before, imports, deferred)
  const isStill = (node: Node, edit: Edit) => isStillOne(node, edit, after, map)
  const unclear: Edit[] = []
  for (const edit of edits) {
    if (traces.follow(edit, isStill)) continue
    const imports = importsTouched(before, withoutSpace(before.text, edit), after, map)
    if (imports) traces.add(imports)
    else unclear.push(edit)
  }
  const functions = functionsTouched(before, unclear, after, map)
  if (!functions) return undefined
  for (const part of functions) traces.add(part)
  const touched = traces.regions.map((region) => ({
    ...map(region),
    ...(region.start === 0 && { start: 0 }),
  }))
  const names = traces.names.map(({ word, within }) => ({ word, within: within && map(within) }))
  const mentions = mentionsOf(names, after)
  if (!mentions) return undefined
  // What is imported may tell of what class a name is that it gives its value.
  const given = mentions.flatMap(({ statement, start }) =>
    statement ? namesGivenBy(statement, { start, end: start + 1 }) : [],
  )
  const more = mentionsOf(given, after)
  if (!more || mentions.length + more.length > MAX_MENTIONS) return undefined
  const binding = bindingsOf(wordsAdded(before.text, edits), after)
  return new Touched([...touched, ...[...mentions, ...more, ...binding].map(({ span }) => span)])
}

/** What edits leave to be looked at again, in terms of the text before them. */
class Traces {
  readonly regions: Span[]
  readonly #before: SyntaxTree
  readonly #words: Set<string>
  readonly #locals: GivenName[] = []

  constructor(before: SyntaxTree, imports: readonly ImportRequest[], deferred: readonly Span[]) {
    this.#before = before
    this.#words = new Set(imports.flatMap(({ module, name, alias }) => alias ?? name ?? module.split('.', 1)))
    this.regions = [...deferred]
  }

  get names(): readonly GivenName[] {
    return [...Array.from(this.#words, (word) => ({ word, within: undefined })), ...this.#locals]
  }

  /**
   * Notes what an edit touches.
   * @param isStill whether a statement that it changes over several lines is still one statement
   * @returns false where that is not clear
   */
  follow(edit: Edit, isStill: (node: Node, edit: Edit) => boolean): boolean {
    const { text } = this.#before
    if (isBlankLines(text, edit) || isOtherBlankLines(text, edit)) {
      this.regions.push(edit)
      return true
    }
    const place = withoutSpace(text, edit)
    const comment = commentAt(this.#before, place)
    if (comment && edit.text.trim() === '') {
      this.regions.push(withNeighbours(comment, spanOf(comment)))
      return true
    }
    const statement = statementAt(this.#before, place)
    if (!statement) return false
    const { node, span } = statement
    const removed = text.slice(edit.start, edit.end)
    if (IMPORTS.has(node.type)) this.#followImport(node, place, `${removed} ${edit.text}`)
    else {
      if (statement.binds) return false
      if (removed.includes('\n') || edit.text.includes('\n')) {
        if (isGone(node, place, edit)) this.regions.push(headerAround(node))
        else if (!isStill(node, edit)) return false
      }
      this.#followNames(node, place, edit)
    }
    this.regions.push(withNeighbours(node, span))
    const moved = movedBy(edit, removed, this.#before)
    if (moved) this.regions.push(moved)
    return true
  }

  /** Notes what an edit touches that is more than one statement. */
  add({ region, names }: TouchedPart): void {
    this.regions.push(region)
    for (const name of names)
      if (name.within) this.#locals.push(name)
      else this.#words.add(name.word)
  }

  /** All that an import names where its module changes, else what is named in the edit itself. */
  #followImport(node: Node, place: Span, edited: string): void {
    const source = field(node, 'module_name')
    const whole = source && place.start < source.endIndex ? node.text : ''
    for (const word of wordsOf(`${edited} ${whole}`)) this.#words.add(word)
    this.regions.push(importsAround(node))
  }

  #followNames(node: Node, place: Span, edit: Edit): void {
    const gone = wordsGone(this.#before.text.slice(edit.start, edit.end), edit.text)
    if (node.type === 'class_definition') this.#words.add(field(node, 'name')?.text ?? '')
    for (const name of namesGivenBy(node, place))
      if (name.within) this.#locals.push(name)
      else this.#words.add(name.word)
    // What binds a name may be there for nothing once the name is not read any more.
    const definition = functionAround(node)
    for (const word of namesTested(this.#before, place, edit))
      if (definition) this.#locals.push({ word, within: spanOf(definition) })
      else this.#words.add(word)
    if (definition) for (const word of gone) this.#locals.push({ word, within: spanOf(definition) })
    else this.regions.push(...headersNaming(node, gone))
  }
}

/** A place that a name is written at, and what has to be looked at again for it. */
interface Mention {
  readonly start: number
  readonly span: Span
  readonly statement?: Node
}

/** The places where the names are written; undefined where these are too many, or it is not clear what to look at. */
function mentionsOf(names: readonly GivenName[], tree: SyntaxTree): Mention[] | undefined {
  const starts = new Set<number>()
  const searched = new Set<string>()
  for (const { word, within } of names) {
    const search = `${word} ${within?.start} ${within?.end}`
    if (searched.has(search)) continue
    searched.add(search)
    const found = within ? wordsWithin(tree.text, word, within.start, within.end) : wordsIn(tree.text, word)
    for (const start of found) if (starts.add(start).size > MAX_MENTIONS) return undefined
  }
  const mentions = Array.from(starts, (start) => mentionAt(tree, start))
  return mentions.some((mention) => !mention) ? undefined : mentions.flatMap((mention) => mention ?? [])
}

/** The statements of the module that bind one of the words: what becomes of them may depend on who uses the name. */
function bindingsOf(words: Iterable<string>, tree: SyntaxTree): Mention[] {
  const { text } = tree
  return [...words].flatMap((word) =>
    Array.from(wordsIn(text, word)).flatMap((start) => {
      const isFirst = start === 0 || text[start - 1] === '\n'
      if (!isFirst && !/^(?:from|import)\b/.test(text.slice(lineStart(text, start), start))) return []
      const mention = mentionAt(tree, start)
      return mention ? [mention] : []
    }),
  )
}

/** What has to be looked at again for a word that it names; undefined where that is not clear. */
function mentionAt(tree: SyntaxTree, start: number): Mention | undefined {
  const place = { start, end: start + 1 }
  const comment = commentAt(tree, place)
  if (comment) return { start, span: withNeighbours(comment, spanOf(comment)) }
  const found = statementAt(tree, place)
  if (!found) return undefined
  if (IMPORTS.has(found.node.type)) return { start, span: importsAround(found.node) }
  return { start, span: found.span, statement: found.node }
}

/** The statement that an edit puts on a line of its own. */
function movedBy(edit: Edit, removed: string, before: SyntaxTree): Span | undefined {
  if (`${removed}${edit.text}`.trim() !== '' || !edit.text.includes('\n')) return undefined
  const behind = statementAt(before, { start: edit.end, end: edit.end + 1 })
  return behind?.node.startIndex === edit.end ? behind.span : undefined
}

/** Whether an edit takes away whole lines that have nothing in them. */
function isBlankLines(text: string, { start, end, text: added }: Edit): boolean {
  const isFromLineStart = start === 0 || text[start - 1] === '\n'
  return added === '' && start < end && isFromLineStart && /^(?:[^\S\n]*\n)+$/.test(text.slice(start, end))
}

/** Whether an edit only changes how many empty lines stand between two others. */
function isOtherBlankLines(text: string, { start, end, text: added }: Edit): boolean {
  const removed = text.slice(start, end)
  return /^(?:\r?\n)+$/.test(removed) && /^(?:\r?\n)+$/.test(added)
}

/** Of the headers around a statement, such as `except OSError as error:`, those that name one of the words. */
function headersNaming(node: Node, words: readonly string[]): readonly Span[] {
  if (words.length === 0) return []
  const { text } = treeOf(node)
  return [node, ...ancestorsOf(node)]
    .filter((one) => parentOf(one)?.type === 'block')
    .map(headerAround)
    .filter((header) => words.some((word) => wordsWithin(text, word, header.start, header.end).length > 0))
}

/** Whether the edit takes away the whole statement, and one that does nothing. */
function isGone(node: Node, place: Span, edit: Edit): boolean {
  if (node.type !== 'pass_statement' || edit.text.trim() !== '') return false
  return place.start === node.startIndex && place.end === node.endIndex
}

/** Whether a statement, edited inside over several lines, is one statement of its kind as before. */
function isStillOne(node: Node, edit: Edit, after: SyntaxTree, map: (span: Span) => Span): boolean {
  const isInside = edit.start === edit.end ? edit.start > node.startIndex : edit.start >= node.startIndex
  if (!isInside || edit.end > node.endIndex) return false
  const { start, end } = map(spanOf(node))
  let now: Node | undefined = after.nodeAt(start)
  while (now && (now.type !== node.type || now.endIndex < end)) now = parentOf(now)
  if (now?.startIndex !== start || now.endIndex !== end) return false
  const [body, bodyNow] = [field(node, 'body'), field(now, 'body')]
  return body === undefined || (bodyNow !== undefined && map(spanOf(body)).start === bodyNow.startIndex)
}
