import { commentsIn, defineTransform, field, type Node, sameNode, treeOf } from '#transform'

export default defineTransform({
  summary: 'Derive enumerations of strings from StrEnum',
  since: '3.11',
  safety: 'review',
  sameAs: ['UP042'],
  docs: 'https://docs.python.org/3/library/enum.html#enum.StrEnum',
  query: `
    (class_definition
      superclasses: (argument_list . (_) @text . (_) @enum) @bases
      body: (block) @body) @definition`,
  where: { enum: 'enum.Enum', text: 'builtins.str' },
  anchors: ['Enum'],
  needs: /\benum\b/,
  rewrite({ text, enum: base, bases, body }, context) {
    if (!context.targets('3.11')) return
    const others = bases.namedChildren.filter(
      (one) =>
        !sameNode(one, text) &&
        !sameNode(one, base) &&
        one.type !== 'keyword_argument' &&
        one.type !== 'comment',
    )
    if (others[0])
      context.skip(`${others[0].text} is a base, too: where StrEnum belongs among them is for a person`)
    const odd = membersOf(body).find(({ value }) => !isText(value))
    if (odd)
      context.skip(
        odd.value.type === 'call'
          ? `${odd.name} is made by a call: auto() gives a lower-case name in a StrEnum, and numbers here`
          : `${odd.name} is no string, which StrEnum demands`,
      )
    const span = { start: text.startIndex, end: base.endIndex }
    if (commentsIn(treeOf(text), span).length > 0) context.skip('a comment between the bases would be lost')
    context.review('str() and format() of a member give its value from now on, and not Class.NAME')
    context.replace(span, context.import('enum', 'StrEnum', base))
  },
})

/** What is assigned in the body to names without underscores at both ends. */
function membersOf(body: Node): { name: string; value: Node }[] {
  return body.namedChildren.flatMap((statement) => {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    if (assignment?.type !== 'assignment') return []
    const name = field(assignment, 'left')
    const value = field(assignment, 'right')
    return name?.type === 'identifier' && value && !/^_/.test(name.text) ? [{ name: name.text, value }] : []
  })
}

/** A string, or a name for what is one, or else Python says so at once. */
function isText(value: Node): boolean {
  if (value.type === 'string') return !/^[a-z]*b/i.test(/^[A-Za-z]*/.exec(value.text)?.[0] ?? '')
  return /^(?:concatenated_string|identifier|attribute|parenthesized_expression)$/.test(value.type)
}
