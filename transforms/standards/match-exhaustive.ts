import { type Context, defineTransform, field, isTestFile, type Node, statementsOf } from '#transform'

export default defineTransform({
  summary: 'Report match statements over an Enum that leave out some of its members',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/typing.html#typing.assert_never',
  query: '(match_statement body: (block) @body) @match',
  anchors: [/\bmatch\b(?=[^\n]*:)/],
  needs: /\bcase[ \t]+[\w.]+\.\w+/,
  rewrite({ body, match: statement }, context) {
    if (isTestFile(context.module.path)) return
    const seen = new Set<string>()
    let owner: Node | undefined
    for (const clause of body.namedChildren.filter(({ type }) => type === 'case_clause')) {
      const names = memberNames(clause)
      if (!names) return
      // A guard lets the member through to the cases below.
      const isGuarded = !!field(clause, 'guard')
      for (const name of names) {
        const head = name.namedChildren.at(-2)
        if (!head || (owner && owner.text !== head.text)) return
        owner = head
        if (!isGuarded) seen.add(name.lastNamedChild?.text ?? '')
      }
    }
    const members = owner && membersOf(context, owner)
    const left = members?.filter((one) => !seen.has(one)) ?? []
    // Only a few of many are looked for on purpose.
    if (!owner || !members || left.length === 0 || seen.size < 2 || left.length >= seen.size) return
    context.report(
      `nothing happens for ${left.map((one) => `${owner.text}.${one}`).join(', ')}: say what shall, or end with case _: assert_never(…)`,
      statement.firstChild ?? statement,
    )
  },
})

/** The `Color.RED` of a case that consists of such names; undefined for any other case. */
function memberNames(clause: Node): Node[] | undefined {
  const patterns = clause.namedChildren.filter(({ type }) => type === 'case_pattern')
  const only = patterns.length === 1 ? patterns[0]?.firstNamedChild : undefined
  const all = only?.type === 'union_pattern' ? only.namedChildren : only ? [only] : []
  return all.length > 0 &&
    all.every(({ type, namedChildCount }) => type === 'dotted_name' && namedChildCount === 2)
    ? all
    : undefined
}

/** The members of an Enum of the project; undefined when it is none, or some of them cannot be read off it. */
function membersOf(context: Context, name: Node): string[] | undefined {
  const type = context.typeOf(name)
  if (type?.kind !== 'class' || typeof type.of === 'string') return undefined
  const { module, node } = type.of
  if (module.isSubclassOf(node, 'enum.Enum') !== 'yes' || module.isSubclassOf(node, 'enum.Flag') !== 'no')
    return undefined
  return namesIn(node)
}

function namesIn(definition: Node): string[] | undefined {
  const found: string[] = []
  for (const statement of statementsOf(field(definition, 'body') ?? definition)) {
    const inner = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    if (inner?.type !== 'assignment') {
      if (/^(?:for|while|if|with|try)_statement$/.test(statement.type)) return undefined
      continue
    }
    const [left, right] = [field(inner, 'left'), field(inner, 'right')]
    if (left?.type !== 'identifier') return undefined
    if (!right || /^_/.test(left.text) || right.type === 'lambda' || /\bnonmember\(/.test(right.text))
      continue
    // `crimson = red` is another name of the same member.
    if (right.type === 'identifier' && found.includes(right.text)) continue
    found.push(left.text)
  }
  return found
}
