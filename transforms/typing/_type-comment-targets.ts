import {
  ancestorsOf,
  type Context,
  decoratorsOf,
  field,
  frameworkOfClass,
  futureAnnotations,
  indentOf,
  isFirstOnLine,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  parentOf,
  trueEnd,
} from '#transform'
import { annotationText, removeComment, splitAtCommas, type TypeComment } from './_type-comment.ts'

/** Whether Python evaluates annotations of functions, modules and classes of this file where they stand. */
export function isEvaluated(context: Context): boolean {
  return !context.module.isStub && !futureAnnotations(context.module) && !context.targets('3.14')
}

/** `function` where nothing evaluates or keeps an annotation of a variable; the class for its body; else `module`. */
function placeOf(context: Context, node: Node): 'function' | 'module' | Node {
  for (const up of ancestorsOf(node)) {
    if (up.type === 'function_definition') return 'function'
    if (up.type === 'class_definition') return up
  }
  return context.module.isStub ? 'function' : 'module'
}

/** Whether `@attr.s` makes the class, which takes only `attr.ib()` for a field unless it is told to look at annotations. */
function isClassicAttrs(context: Context, definition: Node): boolean {
  const [decorator, ...more] = decoratorsOf(definition)
  if (!decorator || more.length > 0) return false
  const called = parentOf(decorator)
  const written = called?.type === 'call' ? (field(called, 'arguments')?.namedChildren ?? []) : []
  return (
    /^attr\.(?:s|attrs)$/.test(context.qualifiedName(decorator) ?? '') &&
    written.every(
      (argument) =>
        argument.type === 'keyword_argument' &&
        !/^(?:auto_attribs|these|field_transformer)$/.test(field(argument, 'name')?.text ?? ''),
    )
  )
}

function checkClassicAttrs(context: Context, node: Node): void {
  const made = field(node, 'right')
  const given = made?.type === 'call' ? (field(made, 'arguments')?.namedChildren ?? []) : []
  if (given.some((argument) => field(argument, 'name')?.text === 'type'))
    context.skip('attrs takes the type of a field from one place only, and the call names it already')
  context.review('attrs then knows the type of the field, and what reads that type checks or converts by it')
}

/** Says what an annotation of a variable changes at its place, and skips where it would be a field. */
function checkPlace(context: Context, node: Node, target?: Node): boolean {
  const place = placeOf(context, node)
  if (place === 'function') return false
  if (place === 'module') context.review('the module then has the annotation, evaluated where Python does so')
  else {
    const framework = frameworkOfClass(context.module, place)
    const isClassic = framework === 'attrs' && isClassicAttrs(context, place)
    if (isClassic) checkClassicAttrs(context, node)
    else if (framework) context.skip(`an annotation would make a field of it: ${framework} reads the class`)
    if (context.module.isSubclassOf(place, 'enum.Enum') === 'yes')
      context.skip('an annotation says that it is no member of the enumeration')
    if (!isClassic)
      context.review(
        'an annotation makes a field of it, should the class be a dataclass or model by its bases',
      )
  }
  // Before 3.10 the import of annotations does not reach targets such as `a.b`.
  const isPlain = target === undefined || target.type === 'identifier'
  return isEvaluated(context) || !(isPlain || context.targets('3.10'))
}

function checkName(context: Context, name: Node): void {
  const binding = context.module.names.bindings(name.text).find(({ node }) => node.id === name.id)
  const own = [...ancestorsOf(name)].find(({ type }) =>
    /^(?:function_definition|class_definition|module)$/.test(type),
  )
  if (binding && own && binding.scope.node.id !== own.id)
    context.skip(`${name.text} is declared global or nonlocal, and cannot have an annotation here`)
}

/** Puts the type of an assignment's target behind it. */
export function annotateAssignment(context: Context, assignment: Node, comment: TypeComment): void {
  const target = field(assignment, 'left')
  const value = field(assignment, 'right')
  if (!target || !value || field(assignment, 'type')) return
  const statement = parentOf(assignment)
  if (
    statement &&
    value.type !== 'assignment' &&
    /,/.test(target.text) &&
    /^(?:pattern_list|tuple_pattern)$/.test(target.type)
  ) {
    annotateTargets(context, statement, comment)
    return
  }
  if (value.type === 'assignment' || !/^(?:identifier|attribute|subscript)$/.test(target.type))
    return void context.skip('one annotation cannot say the types of several targets')
  if (target.type === 'identifier') checkName(context, target)
  else if (/^\(/.test(target.text))
    context.skip('Python takes no annotation of what begins with a parenthesis')
  const text = annotationText(context, comment.type, assignment, checkPlace(context, assignment, target))
  context.insert(target.endIndex, `: ${text}`)
  moveAlignedLines(context, value, text.length + 2)
  // An annotated assignment takes a tuple or a yield without parentheses since 3.8.
  if (/^(?:expression_list|yield)$/.test(value.type) && !context.targets('3.8')) {
    context.insert(value.startIndex, '(')
    context.insert(value.endIndex, ')')
  }
  removeComment(context, comment)
}

/** Lines below the first one that are aligned with what an open bracket of that begins with move along with it. */
function moveAlignedLines(context: Context, value: Node, shift: number): void {
  const { text } = context
  const end = trueEnd(value)
  const lines = linesBelow(text, value.startIndex, end)
  const top = lineStart(text, value.startIndex)
  // Where the first line ends with the bracket, the lines below it hang.
  if (lines.length === 0 || /[([{\\]\s*(?:#.*)?$/.test(text.slice(top, lineEnd(text, top)))) return
  if (value.descendantsOfType('string').some((one) => one.text.includes('\n'))) return
  const isAligned = lines.every((line) => indentOf(text, line) === ' '.repeat(indentOf(text, line).length))
  const least = Math.min(...lines.map((line) => indentOf(text, line).length))
  const isShort = lines.every((line) => lineEnd(text, line) - line + shift <= context.lineLength)
  if (!isAligned || !isShort || least <= value.startIndex - top) return
  for (const line of lines) context.insert(line, ' '.repeat(shift))
}

/** Where the lines below that of `start` begin, up to `end`; blank ones are left out. */
function linesBelow(text: string, start: number, end: number): number[] {
  const lines: number[] = []
  for (let line = lineEnd(text, start); ; ) {
    line = text.indexOf('\n', line) + 1
    if (line === 0 || line > end) return lines
    if (text.slice(line, lineEnd(text, line)).trim() !== '') lines.push(line)
  }
}

/** Declares the targets of a `for`, a `with` or a tuple on lines before it. */
export function annotateTargets(context: Context, statement: Node, comment: TypeComment): void {
  const { text } = context
  const targets = targetsOf(statement)
  const types = targets.length > 1 ? splitAtCommas(comment.type.replace(/^\((.*)\)$/, '$1')) : [comment.type]
  if (
    targets.length === 0 ||
    targets.some(({ type }) => type !== 'identifier') ||
    types.length !== targets.length
  )
    return void context.skip('the comment does not have one type for each target')
  if (!isFirstOnLine(text, statement.startIndex)) context.skip('the declaration needs a line of its own')
  for (const target of targets) checkName(context, target)
  const evaluated = checkPlace(context, statement)
  const lines = targets.map(
    (target, index) => `${target.text}: ${annotationText(context, types[index] ?? '', statement, evaluated)}`,
  )
  const newline = newlineAt(text, statement.startIndex)
  const indent = indentOf(text, statement.startIndex)
  context.insert(statement.startIndex, lines.map((line) => line + newline + indent).join(''))
  removeComment(context, comment)
}

function targetsOf(statement: Node): Node[] {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const left = assignment
    ? field(assignment, 'left')
    : statement.type === 'for_statement'
      ? field(statement, 'left')
      : statement
          .descendantsOfType('as_pattern_target')
          .filter(({ endIndex }) => endIndex < (field(statement, 'body')?.startIndex ?? 0))
  if (!left) return []
  if (Array.isArray(left)) {
    const [only, ...more] = left
    const target = only?.firstNamedChild
    return !target || more.length > 0 ? [] : target.type === 'tuple' ? target.namedChildren : [target]
  }
  return /^(?:pattern_list|tuple_pattern|tuple)$/.test(left.type) ? left.namedChildren : [left]
}
