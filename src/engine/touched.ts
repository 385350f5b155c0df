import type { Edit, ImportRequest } from '../edits/change.ts'
import { isKeyword } from '../python/keywords.ts'
import { field, type Node, type Span, spanOf } from '../python/node.ts'
import { mergedSpans } from '../python/spans.ts'
import { parentOf, type SyntaxTree } from '../python/tree.ts'
import { functionAround } from '../semantics/definitions.ts'
import { wordsIn, wordsWithin } from '../semantics/words.ts'
import { namesGivenBy } from './given-names.ts'

/** Places that name an import that changed, beyond which it is quicker to look at the whole file again. */
const MAX_MENTIONS = 400

/**
 * The parts of a text in which a pass may find what the pass before could not: the statements that it edited, and those that
 * name what it imported or no longer imports. Everything else is as it was, and so is what the transforms make of it.
 */
export class Touched {
  readonly #regions: readonly Span[]

  /** @param regions in any order; they may overlap. */
  constructor(regions: readonly Span[]) {
    this.#regions = mergedSpans(regions)
  }

  /** Whether the span lies in one of the parts, in part or as a whole, or beside it. */
  meets({ start, end }: Span): boolean {
    const region = this.#from(start)
    return region !== undefined && region.start <= end
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
  const words = new Set(imports.flatMap(({ module, name, alias }) => alias ?? name ?? module.split('.', 1)))
  const locals: { readonly word: string; readonly within: Span }[] = []
  const regions: Span[] = [...deferred]
  for (const edit of edits) {
    const removed = before.text.slice(edit.start, edit.end)
    if (isBlankLines(before.text, edit)) {
      regions.push(edit)
      continue
    }
    const place = withoutSpace(before.text, edit)
    const comment = commentAt(before, place)
    if (comment && edit.text.trim() === '') {
      regions.push(upToNeighbours(comment, spanOf(comment)))
      continue
    }
    const statement = statementAt(before, place)
    if (!statement) return undefined
    const { node, span, binds } = statement
    if (IMPORTS.has(node.type)) {
      const source = field(node, 'module_name')
      const whole = source && place.start < source.endIndex ? node.text : ''
      for (const word of wordsOf(`${removed} ${edit.text} ${whole}`)) words.add(word)
      regions.push(importsAround(node))
    } else {
      if (binds) return undefined
      if (removed.includes('\n') || edit.text.includes('\n')) {
        if (isGone(node, place, edit)) regions.push(headerAround(node))
        else if (!isStillOne(node, edit, after, map)) return undefined
      }
      if (node.type === 'class_definition') words.add(field(node, 'name')?.text ?? '')
      for (const { word, within } of namesGivenBy(node, place))
        if (within) locals.push({ word, within })
        else words.add(word)
      // What binds a name may be there for nothing once the name is not read any more.
      const definition = functionAround(node)
      for (const word of definition ? wordsGone(removed, edit.text) : [])
        locals.push({ word, within: spanOf(definition ?? node) })
    }
    regions.push(upToNeighbours(node, span))
    const moved = movedBy(edit, removed, before)
    if (moved) regions.push(moved)
  }
  const touched = regions.map((region) => ({ ...map(region), ...(region.start === 0 && { start: 0 }) }))
  const places = locals.map(({ word, within }) => ({ word, within: map(within) }))
  const mentions = mentionsOf(
    [...Array.from(words, (word) => ({ word, within: undefined })), ...places],
    after,
  )
  if (!mentions) return undefined
  // What is imported may tell of what class a name is that it gives its value.
  const given = mentions.flatMap(({ statement, start }) =>
    statement ? namesGivenBy(statement, { start, end: start + 1 }) : [],
  )
  const more = mentionsOf(given, after)
  if (!more || mentions.length + more.length > MAX_MENTIONS) return undefined
  return new Touched([...touched, ...[...mentions, ...more].map(({ span }) => span)])
}

/** A place that a name is written at, and what has to be looked at again for it. */
interface Mention {
  readonly start: number
  readonly span: Span
  readonly statement?: Node
}

/** The places where the names are written; undefined where these are too many, or it is not clear what to look at. */
function mentionsOf(
  names: readonly { readonly word: string; readonly within: Span | undefined }[],
  tree: SyntaxTree,
): Mention[] | undefined {
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

/** What has to be looked at again for a word that it names; undefined where that is not clear. */
function mentionAt(tree: SyntaxTree, start: number): Mention | undefined {
  const place = { start, end: start + 1 }
  const comment = commentAt(tree, place)
  if (comment) return { start, span: upToNeighbours(comment, spanOf(comment)) }
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

/** The span without the white space at its ends; the span itself where there is nothing else in it. */
function withoutSpace(text: string, { start, end }: Span): Span {
  const inside = text.slice(start, end)
  const from = inside.length - inside.trimStart().length
  return from === inside.length
    ? { start, end }
    : { start: start + from, end: start + inside.trimEnd().length }
}

function commentAt(tree: SyntaxTree, { start, end }: Span): Node | undefined {
  const node = tree.nodeAt(start, Math.max(end, start + 1))
  return node.type === 'comment' ? node : undefined
}

/** Whether the edit takes away the whole statement, and one that does nothing. */
function isGone(node: Node, place: Span, edit: Edit): boolean {
  if (node.type !== 'pass_statement' || edit.text.trim() !== '') return false
  return place.start === node.startIndex && place.end === node.endIndex
}

/** The header of the statement that `node` is in the body of. */
function headerAround(node: Node): Span {
  const body = parentOf(node)
  const owner = body?.type === 'block' ? parentOf(body) : undefined
  return body && owner ? { start: owner.startIndex, end: body.startIndex } : spanOf(node)
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

/** The span reaching to the statements before and after: what a transform makes of those may depend on the one between. */
function upToNeighbours(node: Node, { start, end }: Span): Span {
  let before = node.previousNamedSibling
  while (before?.type === 'comment') before = before.previousNamedSibling
  let after = node.nextNamedSibling
  while (after?.type === 'comment') after = after.nextNamedSibling
  // What is put in before the first one belongs to it.
  return { start: before?.endIndex ?? Math.max(0, start - 1), end: Math.max(end, after?.startIndex ?? end) }
}

const IMPORTS: ReadonlySet<string> = new Set([
  'import_statement',
  'future_import_statement',
  'import_from_statement',
])

/** The imports right before and after an import: in which order they stand depends on all of them. */
function importsAround(statement: Node): Span {
  let [first, last] = [statement, statement]
  const isImport = (node: Node | null): node is Node =>
    node !== null && (IMPORTS.has(node.type) || node.type === 'comment')
  for (let node = first.previousNamedSibling; isImport(node); node = node.previousNamedSibling) first = node
  for (let node = last.nextNamedSibling; isImport(node); node = node.nextNamedSibling) last = node
  return { start: first.startIndex, end: last.endIndex }
}

const CLAUSES: ReadonlySet<string> = new Set([
  'elif_clause',
  'else_clause',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'case_clause',
])
/** What lies in one of these may be a name that the statement binds. */
const BINDERS: ReadonlySet<string> = new Set([
  'as_pattern_target',
  'case_pattern',
  'lambda_parameters',
  'named_expression',
])

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? []
}

function wordsGone(removed: string, added: string): readonly string[] {
  const left = new Set(wordsOf(added))
  return wordsOf(removed).filter((word) => !left.has(word) && !isKeyword(word) && !/^\d/.test(word))
}

/** A statement that may have to be looked at again. */
interface Statement {
  readonly node: Node
  /** Of one with a body, the part before it. */
  readonly span: Span
  /** Whether what stands at the asked place may bind a name. */
  readonly binds: boolean
}

/** The innermost statement around the span; undefined where there is none around it as a whole. */
function statementAt(tree: SyntaxTree, { start, end }: Span): Statement | undefined {
  let binds = false
  let below: Node | undefined
  for (
    let node: Node | undefined = tree.nodeAt(start, Math.max(end, start + 1));
    node;
    node = parentOf(node)
  ) {
    const { type } = node
    if (BINDERS.has(type) || (type === 'parameters' && !isInParameter(below, start))) binds = true
    if (type.endsWith('_statement') || type.endsWith('_definition') || CLAUSES.has(type)) {
      const body = field(node, 'body') ?? field(node, 'consequence')
      if (body && end > body.startIndex && start < body.endIndex) return undefined
      const bound =
        field(node, 'name') ??
        field(type === 'expression_statement' ? (node.firstNamedChild ?? node) : node, 'left')
      // A class is another one when its bases change, for all that is in it.
      const isHeader = body !== undefined && type !== 'class_definition'
      return {
        node,
        span: isHeader ? { start: node.startIndex, end: body.startIndex } : spanOf(node),
        binds: binds || (bound !== undefined && start < bound.endIndex),
      }
    }
    below = node
  }
  return undefined
}

/** Whether the place is in a parameter's annotation or default, and not in its name. */
function isInParameter(parameter: Node | undefined, start: number): boolean {
  if (!parameter) return false
  const first = field(parameter, 'type') ?? field(parameter, 'value')
  return first !== undefined && start >= first.startIndex
}
