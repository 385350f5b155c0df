import type { Edit } from '../edits/change.ts'
import { field, type Node, type Span, spanOf, withoutComments } from '../python/node.ts'
import { countWhile, mergedSpans } from '../python/spans.ts'
import { ancestorsOf, parentOf, type SyntaxTree } from '../python/tree.ts'
import { wordsGone } from './words-changed.ts'

/** A name that a statement gives a value. */
export interface GivenName {
  readonly word: string
  /** The function, or for `self.name` the class, outside of which it means something else; undefined where that is the module. */
  readonly within: Span | undefined
}

/**
 * The names whose values come from what stands at `place`: the targets of an assignment, a loop or a `with`, and the function that
 * returns it. What such a name is may be known only from its value, and so may what a transform makes of its uses.
 * @param statement the innermost one around `place`
 */
export function namesGivenBy(statement: Node, place: Span): GivenName[] {
  const holds = (value: Node | undefined) =>
    value !== undefined && value.startIndex <= place.start && place.end <= value.endIndex
  if (statement.type === 'return_statement') {
    const name = around(statement, 'function_definition')
    const word = name && field(name, 'name')?.text
    return word ? [{ word, within: undefined }] : []
  }
  if (statement.type === 'with_statement' || statement.type === 'except_clause')
    return statement
      .descendantsOfType('as_pattern')
      .filter((pattern) => holds(pattern.firstNamedChild ?? undefined))
      .flatMap((pattern) => field(pattern, 'alias') ?? [])
      .flatMap(namesIn)
  const binding = statement.type === 'expression_statement' ? statement.firstNamedChild : statement
  return targetsOf(binding ?? statement, holds).flatMap(namesIn)
}

const BINDING: Node['type'][] = [
  'assignment',
  'augmented_assignment',
  'for_statement',
  'for_in_clause',
  'as_pattern',
  'named_expression',
  'delete_statement',
]

/** The names in a function that anything binds, or gives a value, that is in one of the spans in part or as a whole. */
export function namesBoundIn(definition: Node, spans: readonly Span[]): GivenName[] {
  const inside = mergedSpans(spans)
  const isInside = ({ startIndex, endIndex }: Node) => {
    const span = inside[countWhile(inside, ({ end }) => end < startIndex)]
    return span !== undefined && span.start <= endIndex
  }
  return definition
    .descendantsOfType(BINDING)
    .filter(isInside)
    .flatMap(
      (node) => field(node, 'left') ?? field(node, 'name') ?? field(node, 'alias') ?? node.namedChildren,
    )
    .flatMap(namesIn)
}

/** Of `a = b = value` or `for a in value`, all targets of a value that holds the place. */
function targetsOf(binding: Node, holds: (value: Node | undefined) => boolean): Node[] {
  const [left, right] = [field(binding, 'left'), field(binding, 'right')]
  if (!left || !right || !holds(right)) return []
  return right.type === 'assignment' ? [left, ...targetsOf(right, holds)] : [left]
}

function namesIn(target: Node): GivenName[] {
  if (target.type === 'identifier') return [given(target.text, around(target, 'function_definition'))]
  if (target.type === 'attribute') {
    const name = field(target, 'attribute')
    return name ? [given(name.text, around(target, 'class_definition'))] : []
  }
  if (target.type === 'subscript') return []
  return withoutComments(target).flatMap(namesIn)
}

function given(word: string, place: Node | undefined): GivenName {
  return { word, within: place && spanOf(place) }
}

function around(node: Node, type: Node['type']): Node | undefined {
  let up = parentOf(node)
  while (up && up.type !== type) up = parentOf(up)
  return up
}

const TESTS = /\b(?:isinstance|issubclass)\b/

/** The names that a test tells the class of which an edit changes: what else is known where they are used depends on it. */
export function namesTested(before: SyntaxTree, { start, end }: Span, edit: Edit): readonly string[] {
  const inner = before.nodeAt(start, Math.max(end, start + 1))
  const around = [inner, ...ancestorsOf(inner)].find(
    (node) => node.type === 'call' && TESTS.test(field(node, 'function')?.text ?? ''),
  )
  const value = around && field(around, 'arguments')?.firstNamedChild
  return wordsGone(`${value?.text ?? ''} ${TESTS.test(edit.text) ? edit.text : ''}`, '')
}
