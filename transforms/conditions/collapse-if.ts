import {
  type Context,
  commentsIn,
  dedentBlocks,
  defineTransform,
  type Edit,
  field,
  holdsLongString,
  indentOf,
  isTooWide,
  type LostHeader,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  nextLine,
  parentOf,
  sameNode,
  trueEnd,
  withoutReturn,
} from '#transform'
import { clausesOf } from './_arms.ts'
import { ALONE, BINDS, written } from './_expressions.ts'

export default defineTransform({
  summary: 'Write an if that holds only an if as one with and, and an else that holds only an if as elif',
  since: 'any',
  safety: 'safe',
  sameAs: ['SIM102', 'PLR5501'],
  docs: 'https://docs.python.org/3/reference/compound_stmts.html#the-if-statement',
  drops: ['negations'],
  query: '(block . (if_statement) @nested .) @block',
  anchors: [/\bif\b(?<=:[ \t]*(?:#[^\r\n]*)?\r?\n(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*[ \t]*if)/],
  rewrite({ nested, block }, context) {
    const link = linkOf(nested, block)
    if (!link) return
    const reason = whyNot(context, link)
    if (reason !== undefined) return context.skip(reason)
    // The outermost one takes along all that hang on it.
    const above = linkAbove(link)
    if (above && whyNot(context, above) === undefined) return
    write(context, chainFrom(context, link))
  },
})

/** An if that holds only an if, or an else that does. */
interface Link {
  readonly kind: 'and' | 'elif'
  /** The if statement, elif clause or else clause that goes, but for its condition. */
  readonly owner: Node
  readonly nested: Node
  readonly block: Node
}

function linkOf(nested: Node, block: Node): Link | undefined {
  const owner = parentOf(block)
  const statement = owner?.type === 'if_statement' ? owner : owner && parentOf(owner)
  if (!owner || statement?.type !== 'if_statement') return undefined
  if (owner.type === 'else_clause') return { kind: 'elif', owner, nested, block }
  const isLast = owner.type === 'elif_clause' && sameNode(clausesOf(statement).at(-1), owner)
  const isAlone = owner.type === 'if_statement' && clausesOf(owner).length === 0
  return (isLast || isAlone) && clausesOf(nested).length === 0
    ? { kind: 'and', owner, nested, block }
    : undefined
}

/** The link whose nested statement the owner of this one is, or is a clause of. */
function linkAbove({ owner }: Link): Link | undefined {
  const statement = owner.type === 'if_statement' ? owner : parentOf(owner)
  const block = statement && parentOf(statement)
  return statement && block?.type === 'block' && block.namedChildCount === 1
    ? linkOf(statement, block)
    : undefined
}

function linkBelow({ nested }: Link): Link | undefined {
  const clause = clausesOf(nested).at(-1) ?? nested
  const block = field(clause, clause.type === 'else_clause' ? 'body' : 'consequence')
  const [only] = block?.namedChildren ?? []
  return block?.namedChildCount === 1 && only?.type === 'if_statement' ? linkOf(only, block) : undefined
}

function chainFrom(context: Context, first: Link): readonly Link[] {
  const chain: Link[] = []
  for (let link: Link | undefined = first; link; link = linkBelow(link)) {
    if (whyNot(context, link) !== undefined || conditionIsWide(context, [...chain, link])) break
    chain.push(link)
  }
  return chain
}

function whyNot(context: Context, link: Link): string | undefined {
  const { text, module } = context
  const { kind, owner, nested, block } = link
  const [outer, inner] = [field(owner, 'condition'), field(nested, 'condition')]
  const until = kind === 'elif' ? nested.startIndex : (inner?.endIndex ?? nested.startIndex)
  if (kind === 'elif' && text.slice(lineStart(text, owner.startIndex), owner.startIndex).trim() !== '')
    return 'something stands before the else on its line'
  const above = commentsIn(module.tree, { start: owner.startIndex, end: lineEnd(text, until) })
  const headerEnd = kind === 'elif' ? lineEnd(text, owner.startIndex) : until
  if (above.some(({ startIndex }) => startIndex < headerEnd)) return 'a comment stands between them'
  if (holdsLongString(block)) return 'a string in it takes several lines'
  if (kind === 'elif') return undefined
  if (!outer || !inner) return 'a condition is missing'
  if (ALONE.test(outer.text)) return 'the outer test is one that tools look for'
  if ([outer, inner].some((one) => one.text.includes('\n'))) return 'a condition takes several lines'
  return conditionIsWide(context, [link])
    ? `a line would be longer than ${context.lineLength} columns`
    : undefined
}

/** The conditions that the last links of a chain make one of, from the first of them on. */
function joinedBy(
  chain: readonly Link[],
): { readonly owner: Node; readonly conditions: readonly Node[] } | undefined {
  const from = chain.findLastIndex(({ kind }) => kind === 'elif') + 1
  const owner = chain[from]?.owner
  const conditions = [owner, ...chain.slice(from).map(({ nested }) => nested)].flatMap((one) =>
    one ? (field(one, 'condition') ?? []) : [],
  )
  return owner && { owner, conditions }
}

function conditionIsWide(context: Context, chain: readonly Link[]): boolean {
  const edit = conditionEdit(chain)
  const end = edit && lineEnd(context.text, edit.end)
  return !!edit && isTooWide(context, { start: edit.start, end: end ?? edit.end }, [edit])
}

function conditionEdit(chain: readonly Link[]): Edit | undefined {
  const conditions = joinedBy(chain)?.conditions ?? []
  const [first, last] = [conditions[0], conditions.at(-1)]
  if (!first || !last || conditions.length < 2) return undefined
  const text = conditions.map((one) => written(one, BINDS.and)).join(' and ')
  return { start: first.startIndex, end: last.endIndex, text }
}

function write(context: Context, chain: readonly Link[]): void {
  const { text } = context
  for (const [i, { kind, owner, nested }] of chain.entries()) {
    if (kind === 'elif') {
      // The same tree, but for where things stand.
      const remarks = remarksIn(context, { owner, nested }, chain[0]?.owner ?? owner)
      context.replace({ start: owner.startIndex, end: nested.startIndex + 'if'.length }, `${remarks}elif`)
      const condition = field(nested, 'condition')
      if (condition) indentAligned(context, condition)
    } else if (chain[i + 1]?.kind !== 'and') {
      const edit = conditionEdit(chain.slice(0, i + 1))
      if (edit) context.edit([edit])
    }
  }
  dedentBlocks(
    context,
    chain.flatMap(({ kind, owner, nested, block }): LostHeader[] => {
      const body = kind === 'elif' ? block : (field(nested, 'consequence') ?? block)
      const header =
        kind === 'elif' ? nested.startIndex : (field(nested, 'condition')?.endIndex ?? nested.startIndex)
      const from = nextLine(text, header)
      const [outer, inner] = [indentOf(text, owner.startIndex), indentOf(text, nested.startIndex)]
      return from < trueEnd(nested) ? [{ body, from, outer, inner }] : []
    }),
  )
}

/**
 * The comments that stand on lines of their own between an else and its only statement, as they stand above an elif.
 * @param first what has the depth that the whole chain gets
 */
function remarksIn(
  { text, module }: Context,
  { owner, nested }: Pick<Link, 'owner' | 'nested'>,
  first: Node,
): string {
  const next = newlineAt(text, owner.startIndex) + indentOf(text, first.startIndex)
  const comments = commentsIn(module.tree, { start: owner.startIndex, end: nested.startIndex })
  return comments.map((comment) => withoutReturn(comment.text) + next).join('')
}

/** Lines aligned with the condition go with it: `elif` is longer than `if`. */
function indentAligned(context: Context, condition: Node): void {
  const { text } = context
  const column = condition.startIndex - lineStart(text, condition.startIndex)
  const starts: number[] = []
  for (let at = nextLine(text, condition.startIndex); at < condition.endIndex; at = nextLine(text, at)) {
    const indent = indentOf(text, at)
    if (text.slice(at, lineEnd(text, at)).trim() === '') continue
    if (indent.length < column || /[^ ]/.test(indent)) return
    starts.push(at + indent.length)
  }
  for (const at of starts) context.insert(at, '  ')
}
