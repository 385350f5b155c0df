import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  keywordArgument,
  type Node,
  onlyTruthMatters,
  parentOf,
  removeArguments,
  withoutParentheses,
} from '#transform'
import { justAssigned } from './_assigned.ts'
import { shellWords, type Word } from './_shell-words.ts'

const FUNCTIONS = ['run', 'Popen', 'call', 'check_call', 'check_output']

export default defineTransform({
  summary: 'Run programs without a shell',
  since: '3.5',
  safety: 'review',
  sameAs: ['S602', 'S605', 'subprocess-shell-false'],
  docs: 'https://docs.python.org/3/library/subprocess.html#security-considerations',
  query: '(call function: (_) @callee) @call',
  where: { callee: ['os.system', ...FUNCTIONS.map((name) => `subprocess.${name}`)] },
  drops: ['constants'],
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    const isSystem = context.qualifiedName(callee) === 'os.system'
    const shell = keywordArgument(args, 'shell')
    if (!isSystem && (!shell || field(shell, 'value')?.type !== 'true')) return
    const named = keywordArgument(args, isSystem ? 'command' : 'args')
    const command = named ? field(named, 'value') : args[0]
    if (!command || (!named && command.type === 'keyword_argument')) return
    if (/^(?:list|tuple)$/.test(command.type))
      return context.skip(
        'of a list the shell runs the first item alone: drop shell=True if all of it is the command',
      )
    if (hasSplat(args) || keywordArgument(args, 'executable'))
      return context.skip('another shell may be asked for: make the command a list by hand')
    const written = (command.type === 'identifier' && justAssigned(context, command, call)) || command
    const words = shellWords(context, written).map((word) => expressionOf(context, word, written))
    context.review('no shell any more: a program that is missing raises FileNotFoundError')
    if (isSystem && written === command) return replaceSystem(context, call, words)
    if (isSystem) return context.skip('make the command a list, and use subprocess.run')
    const edits = shell && removeArguments(context.text, call, [shell])
    if (!edits) return context.skip('a comment speaks of the shell: drop both')
    context.replace(written, `[${words.join(', ')}]`)
    context.edit(edits)
  },
})

/** os.system gives a wait status: of that only zero means the same everywhere. */
function replaceSystem(context: Context, call: Node, words: readonly string[]): void {
  const parent = parentOf(call)
  const isCompared = parent?.type === 'comparison_operator' && /^[\s\S]*(?:==|!=)\s*0$/.test(parent.text)
  const isIgnored = parent?.type === 'expression_statement'
  if (!isIgnored && !isCompared && !onlyTruthMatters(call))
    context.skip('os.system gives no return code but a wait status: use subprocess.run and its returncode')
  const run = `${context.importModule('subprocess')}.run`
  context.replace(call, `${run}([${words.join(', ')}], check=False)${isIgnored ? '' : '.returncode'}`)
}

/** A word as an item of a list. */
function expressionOf(context: Context, pieces: Word, command: Node): string {
  const word = pieces.filter((piece) => piece !== '')
  const [only] = word
  if (word.length === 1 && only !== undefined && typeof only !== 'string') return wordValue(context, only)
  const text = word.map((piece) => (typeof piece === 'string' ? piece : fieldText(context, piece))).join('')
  const isFormatted = word.some((piece) => typeof piece !== 'string')
  const own = command.text.includes('"""') || !/^\w*'/.test(command.text) ? '"' : "'"
  const quote = [own, '"', "'"].find((mark) => !text.includes(mark))
  if (quote === undefined) return context.skip('the words of the command have both kinds of quotation marks')
  return `${isFormatted ? 'f' : ''}${quote}${text}${quote}`
}

/** The value of a field that is a word by itself. */
function wordValue(context: Context, opened: Node): string {
  const value = field(opened, 'expression') ?? opened.firstNamedChild
  if (
    !value ||
    opened.namedChildCount !== 1 ||
    /=\s*\}$/.test(opened.text) ||
    !/^(?:identifier|attribute|call|subscript|string)$/.test(value.type)
  )
    return context.skip('a word of the command is formatted: give it a name first')
  const quoted = quotedBy(context, value)
  if (quoted) return quoted.text
  const type = context.typeOf(value)
  const isText =
    type?.kind === 'instance' && /^(?:builtins\.str|pathlib\.(?:Pure)?Path)$/.test(String(type.of))
  if (isText || value.text === 'sys.executable') return value.text
  if (!context.isBuiltin('str', value)) return context.skip('str is not the builtin here')
  return `str(${value.text})`
}

/** A field in a word that has other text, too. */
function fieldText(context: Context, opened: Node): string {
  const value = field(opened, 'expression') ?? opened.firstNamedChild
  const quoted = value && quotedBy(context, value)
  return quoted ? `{${quoted.text}}` : opened.text
}

/** What shlex.quote is given: without a shell nothing takes the quotation marks off again. */
function quotedBy(context: Context, written: Node): Node | undefined {
  const value = withoutParentheses(written)
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  if (!/^(?:shlex|pipes)\.quote$/.test((callee && context.qualifiedName(callee)) ?? '')) return undefined
  const [inner, ...others] = argumentsOf(value)
  return others.length === 0 && inner?.type !== 'keyword_argument' ? inner : undefined
}
