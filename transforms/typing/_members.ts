import { type Context, genericParts, type Node, sameNode } from '#transform'
import { chainOf, operandsOf } from './_chain.ts'

/** A union in an annotation. */
export interface UnionSite {
  readonly whole: Node
  readonly members: readonly Node[]
  /** What stands between two members when nothing else does. */
  readonly gap: RegExp
}

/** The members of `a | b`, or of `Union[a, b]`, where it is the whole union. */
export function unionSite(union: Node | undefined, subscript: Node | undefined): UnionSite | undefined {
  if (union)
    return sameNode(chainOf(union), union)
      ? { whole: union, members: operandsOf(union), gap: /^\s*\|\s*$/ }
      : undefined
  const members = subscript && genericParts(subscript)?.args
  return members && { whole: subscript, members, gap: /^\s*,\s*$/ }
}

/** Takes members out of a union; one that is left over stands alone. Skips the site where a comment or parentheses stand between them. */
export function takeOut(context: Context, { whole, members, gap }: UnionSite, gone: readonly Node[]): void {
  const { text } = context
  const kept = members.filter((member) => !gone.includes(member))
  const isPlain = members
    .slice(1)
    .every((member, i) => gap.test(text.slice(members[i]?.endIndex, member.startIndex)))
  if (!isPlain) context.skip('a comment or parentheses stand between its members')
  const [only, more] = kept
  if (only && !more) {
    context.remove({ start: whole.startIndex, end: only.startIndex })
    context.remove({ start: only.endIndex, end: whole.endIndex })
    return
  }
  let isFirst = true
  for (const [at, member] of members.entries()) {
    const [before, after] = [members[at - 1], members[at + 1]]
    if (!gone.includes(member)) isFirst = false
    else if (isFirst && after) context.remove({ start: member.startIndex, end: after.startIndex })
    else if (before) context.remove({ start: before.endIndex, end: member.endIndex })
  }
}
