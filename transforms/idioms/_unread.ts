import {
  type Context,
  commentsIn,
  lineEnd,
  lineStart,
  type Node,
  type Project,
  parentOf,
  type Scope,
  type Span,
} from '#transform'

const READS_ALL =
  /\b(?:locals|eval|exec|_getframe|currentframe|breakpoint|set_trace|embed)\b|\b(?:vars|dir)\s*\(\s*\)/
const known = new WeakMap<Scope, boolean>()

/** Whether something in a scope may read variables without naming them. */
export function readsAll(scope: Scope): boolean {
  const answer = known.get(scope) ?? READS_ALL.test(scope.node.text)
  known.set(scope, answer)
  return answer
}

const TRACES = /\b(?:sys|threading)\.settrace\(/

const tracing = new WeakMap<Project, boolean>()

/** Whether the file reads variables of frames, or one of the project traces what runs, as debuggers do: it sees those of all functions. */
export function isTraced({ project, text }: Context): boolean {
  if (/\.f_locals\b/.test(text)) return true
  const found = tracing.get(project) ?? project.filesWith(new Set(['.settrace(']), TRACES).length > 0
  tracing.set(project, found)
  return found
}

/** Whether a text that is an argument holds the name as a word: formulas and queries are evaluated in the frame of the caller. */
export function isNamedInArgument(scope: Node, name: string): boolean {
  if (!new RegExp(`["'][^"'\\n]*\\b${name}\\b`).test(scope.text)) return false
  const word = new RegExp(`(?<![\\w.])${name}(?!\\w)`)
  return scope
    .descendantsOfType('string')
    .some(
      (text) =>
        /^(?:argument_list|keyword_argument)$/.test(parentOf(text)?.type ?? '') && word.test(text.text),
    )
}

/** Whether a comment beside a span says that a variable is unused on purpose, or which type it has. */
export function isMeantUnused({ module, text }: Context, { start, end }: Span): boolean {
  const lines = { start: lineStart(text, start), end: lineEnd(text, end) }
  return commentsIn(module.tree, lines).some((comment) =>
    /#\s*noqa(?!:)|\b(?:F841|B007|RUF059|W0612)\b|\bunused\b|unused-variable|\btype:/i.test(comment.text),
  )
}
