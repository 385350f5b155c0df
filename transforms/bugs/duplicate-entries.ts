import {
  basesOf,
  type Context,
  commentsIn,
  defineTransform,
  field,
  indentOf,
  isTestFile,
  lineEnd,
  lineOf,
  mayFailOnPurpose,
  type Node,
  newlineAt,
  parentOf,
  type Span,
  statementsOf,
  stringParts,
  textValue,
  withoutComments,
} from '#transform'
import { keyOf } from './_keys.ts'

export default defineTransform({
  summary:
    'Drop entries that are written twice, and report keys, handlers, bases and targets that hide each other',
  since: 'any',
  safety: 'safe',
  sameAs: ['F601', 'F602', 'B025', 'B033', 'PIE794', 'PIE796', 'PLE0241', 'PLW0128', 'RUF068'],
  docs: 'https://docs.python.org/3/reference/expressions.html#dictionary-displays',
  drops: ['constants', 'names'],
  query: `
    (dictionary (pair) (pair)) @dictionary
    (set (_) (_)) @set
    (try_statement (except_clause) (except_clause)) @try
    (class_definition superclasses: (argument_list (_) (_))) @class
    (class_definition body: (block) @body)
    (assignment left: (identifier) @_all (#eq? @_all "__all__") right: [(list) (tuple)] @names)
    (augmented_assignment left: (identifier) @_all (#eq? @_all "__all__") right: [(list) (tuple)] @names)
    (assignment left: (pattern_list) @targets)`,
  anchors: ['{', 'except', 'class', '='],
  rewrite({ dictionary, set, try: statement, class: definition, body, names, targets }, context) {
    if (dictionary) inDictionary(context, dictionary)
    // Tests write down what is the same once to see it.
    else if (set && !isTestFile(context.module.path)) inSet(context, set)
    else if (statement) inHandlers(context, statement)
    else if (definition) inBases(context, definition)
    else if (body) {
      inFields(context, body)
      inMembers(context, body)
    } else if (names) inNames(context, names)
    else if (targets) inTargets(context, targets)
  },
})

function inDictionary(context: Context, dictionary: Node): void {
  const seen = new Map<string, { readonly pair: Node; readonly at: number }>()
  const repeated: Node[] = []
  // Where the last key stands that is no literal, and the last pair that may do something.
  let [named, busy] = [-1, -1]
  for (const [at, pair] of withoutComments(dictionary).entries()) {
    const [key, value] = [field(pair, 'key'), field(pair, 'value')]
    // What `**other` brings may lie between the two on purpose.
    if (!key || !value) seen.clear()
    const known = key && keyOf(context, key)
    const earlier = known === undefined ? undefined : seen.get(known)
    if (key && value && known) {
      const isTwice = !!earlier && isSame(context, field(earlier.pair, 'value'), value)
      if (!isTwice) seen.set(known, { pair, at })
      if (earlier) {
        const isFirst = earlier.at === at - 1
        const isPlain = isFirst || (isLiteral(context, key) && named <= earlier.at)
        const isSteady = isLiteral(context, value) || busy <= earlier.at
        if (isTwice && isPlain && isSteady && (isLiteral(context, key) || !key.text.includes('.'))) {
          // `0` and `False`, both with the same value: whoever looks one up is served.
          if (field(earlier.pair, 'key')?.text === key.text) repeated.push(pair)
        } else
          context.report(
            `${key.text} is a key of line ${lineOf(earlier.pair)} already${isTwice ? '' : ', whose value is lost'}`,
            key,
          )
      }
    }
    // One of them may have the same key, or change what a name holds.
    if (!key || !isLiteral(context, key)) named = at
    if (!isIdle(pair)) busy = at
  }
  drop(context, dictionary, repeated)
}

/** Whether two values are written alike, and evaluating one of them does nothing. */
function isSame(context: Context, a: Node | undefined, b: Node): boolean {
  return a?.text === b.text && keyOf(context, b) !== undefined && !b.text.includes('.')
}

function isLiteral(context: Context, expression: Node): boolean {
  return keyOf(context, expression)?.startsWith('name:') === false
}

/** Whether what is written there calls and binds nothing. */
function isIdle(node: Node): boolean {
  return node.descendantsOfType(['call', 'await', 'yield', 'named_expression']).length === 0
}

function inSet(context: Context, set: Node): void {
  const seen = new Map<string, { readonly item: Node; readonly at: number }>()
  const repeated: Node[] = []
  // Where the last item stands that may do something.
  let busy = -1
  for (const [at, item] of withoutComments(set).entries()) {
    const known = keyOf(context, item)
    const earlier = known === undefined ? undefined : seen.get(known)
    if (earlier) {
      const isSteady = isLiteral(context, item) || (!item.text.includes('.') && busy <= earlier.at)
      if (earlier.item.text === item.text && isSteady) repeated.push(item)
      else context.report(`${item.text} is in the set already`, item)
    } else if (known !== undefined) seen.set(known, { item, at })
    if (!isIdle(item)) busy = at
  }
  drop(context, set, repeated)
}

/** Takes out entries that each have another before them; where a comment speaks of one, it is reported. */
function drop(context: Context, display: Node, repeated: readonly Node[]): void {
  const { text } = context
  const all = withoutComments(display)
  const starts = new Set(repeated.map(({ startIndex }) => startIndex))
  const isGone = (entry: Node | undefined) => entry !== undefined && starts.has(entry.startIndex)
  for (const [i, first] of all.entries()) {
    const before = all[i - 1]
    if (!before || !isGone(first) || isGone(before)) continue
    let end = i + 1
    while (isGone(all[end])) end++
    const last = all[end - 1] ?? first
    const next = all[end]
    const close = lineEnd(text, last.endIndex)
    const span = { start: before.endIndex, end: next?.startIndex ?? last.endIndex }
    if (commentsIn(context.module.tree, { start: span.start, end: Math.max(span.end, close) }).length > 0)
      for (const entry of all.slice(i, end)) context.report('this is said above already', entry)
    else if (!next) context.remove(span)
    else context.replace(span, separatorBefore(text, span, last, next))
  }
}

/** What stands between two entries once those between them are gone: the line that the next is on stays its own. */
function separatorBefore(text: string, span: Span, last: Node, next: Node): string {
  return text.slice(span.start, span.end).includes('\n')
    ? `,${newlineAt(text, span.start)}${indentOf(text, next.startIndex)}`
    : text.slice(last.endIndex, next.startIndex)
}

function inHandlers(context: Context, statement: Node): void {
  const seen = new Map<string, Node>()
  for (const clause of statement.namedChildren) {
    if (clause.type !== 'except_clause') continue
    const classes = classesOf(clause)
    for (const one of classes) {
      const known = keyOf(context, one)
      const earlier = known === undefined ? undefined : seen.get(known)
      if (earlier)
        context.report(`line ${lineOf(earlier)} handles ${one.text} already: this never gets one`, one)
    }
    for (const one of classes) {
      const known = keyOf(context, one)
      if (known !== undefined && !seen.has(known)) seen.set(known, one)
    }
  }
}

/** The classes that a handler names. */
function classesOf(clause: Node): readonly Node[] {
  let caught = withoutComments(clause).find(({ type }) => type !== 'block')
  if (caught?.type === 'as_pattern') caught = caught.firstNamedChild ?? undefined
  if (!caught) return []
  return caught.type === 'tuple' ? withoutComments(caught) : [caught]
}

function inBases(context: Context, definition: Node): void {
  const seen = new Set<string>()
  for (const base of basesOf(definition)) {
    const known = keyOf(context, base)
    if (known === undefined) continue
    if (seen.has(known) && !mayFailOnPurpose(definition))
      context.report(`${base.text} is a base already: Python refuses the class`, base)
    seen.add(known)
  }
}

/** A field of a class that is given a value twice, with nothing in between that may look at the first one. */
function inFields(context: Context, body: Node): void {
  const { names } = context.module
  const seen = new Map<string, Node>()
  for (const statement of statementsOf(body)) {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    const target = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
    const name = target?.type === 'identifier' ? target.text : undefined
    // What may bind names, or look at them all, ends what is known.
    if (!/^(?:expression_statement|function_definition|pass_statement)$/.test(statement.type)) seen.clear()
    if (!assignment || !target || name === undefined || /^_+$/.test(name)) continue
    const earlier = seen.get(name)
    if (field(assignment, 'right')) seen.set(name, target)
    if (!earlier || !field(assignment, 'right')) continue
    const isRead = names
      .loads(name)
      .some(({ node }) => node.startIndex > earlier.startIndex && node.startIndex < statement.endIndex)
    if (!isRead && !/\b(?:locals|vars|eval|exec)\(/.test(body.text))
      context.report(`${name} has a value in line ${lineOf(earlier)} already, which is lost`, target)
  }
}

/** Members of an Enum with the value of another, of which they are but a second name. */
function inMembers(context: Context, body: Node): void {
  const again = againGiven(context, body)
  const definition = parentOf(body)
  const { module } = context
  // Classes are looked up in the end: for most of them it is for nothing.
  if (again.length === 0 || !definition || module.isSubclassOf(definition, 'enum.Enum') !== 'yes') return
  // Flags have names for what they are made of, and a class may make values of its own.
  if (
    module.isSubclassOf(definition, 'enum.Flag') !== 'no' ||
    /\bdef\s+(?:__new__|_generate)/.test(body.text)
  )
    return
  for (const { target, earlier } of again)
    context.report(`${target.text} is but another name for ${earlier.text}, which has the same value`, target)
}

/** The names of a class that are given a literal which another one was given before. */
function againGiven(context: Context, body: Node): { readonly target: Node; readonly earlier: Node }[] {
  const again: { target: Node; earlier: Node }[] = []
  const seen = new Map<string, Node>()
  for (const statement of statementsOf(body)) {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
    const [target, value] =
      assignment?.type === 'assignment' ? [field(assignment, 'left'), field(assignment, 'right')] : []
    if (target?.type !== 'identifier' || !value || target.text.startsWith('_')) continue
    const key = keyOf(context, value)
    if (key === undefined || !/^(?:text|bytes|-?number):/.test(key)) continue
    const earlier = seen.get(key)
    if (earlier && earlier.text !== target.text) again.push({ target, earlier })
    else seen.set(key, target)
  }
  return again
}

/** Names that `__all__` has twice. */
function inNames(context: Context, names: Node): void {
  const seen = new Set<string>()
  const repeated = withoutComments(names).filter((item) => {
    const parts = stringParts(item)
    const name = parts && !parts.isFormatted && !parts.isBytes ? textValue(context.text, parts) : undefined
    if (name === undefined) return false
    return seen.has(name) || !seen.add(name)
  })
  // With one name left a tuple needs its comma.
  const left = names.namedChildCount - repeated.length
  if (names.type === 'list' || left > 1) drop(context, names, repeated)
}

function inTargets(context: Context, targets: Node): void {
  const seen = new Map<string, Node[]>()
  for (const target of targets.namedChildren)
    if (target.type === 'identifier') seen.set(target.text, [...(seen.get(target.text) ?? []), target])
  for (const [name, [, second, more]] of seen) {
    // What stands for nothing is written as often as it takes, and not read.
    if (!second || more || /^_|^(?:dummy|unused|ignored?|junk|nil)$/i.test(name)) continue
    if (context.module.names.loads(name).length === 0) continue
    context.report(`${name} is assigned twice: the first value is lost`, second)
  }
}
