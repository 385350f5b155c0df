import { type Context, field, type Node, stringParts } from '#transform'
import { argumentsOf, removeArguments } from './_fields.ts'

/** What a v1 `validator(...)` call says. */
export interface ValidatorCall {
  readonly callee: Node
  readonly args: Node
  /** The names of its fields; undefined where they are not all literal. */
  readonly fields: readonly string[] | undefined
  readonly isPre: boolean
  readonly isAlways: boolean
  readonly isEachItem: boolean
}

const FLAGS = ['pre', 'always', 'each_item', 'whole', 'allow_reuse']

/** Reads the call; skips the site when an option is computed. */
export function readCall(callee: Node, args: Node, context: Context): ValidatorCall {
  const flags = new Map<string, boolean>()
  const fields: (string | undefined)[] = []
  for (const argument of argumentsOf(args)) {
    if (argument.type !== 'keyword_argument') {
      fields.push(constantText(argument))
      if (argument.type === 'dictionary_splat') context.skip('the options of the validator are computed')
      continue
    }
    const name = field(argument, 'name')?.text ?? ''
    const value = field(argument, 'value')?.type
    if (name === 'check_fields') continue
    if (!FLAGS.includes(name)) context.skip(`v1 knows no option ${name} of validators`)
    if (value !== 'true' && value !== 'false')
      context.skip(`${name} is computed: write the validator for v2 by hand`)
    flags.set(name, value === 'true')
  }
  const isKnown = fields.every((name) => name !== undefined)
  return {
    callee,
    args,
    fields: isKnown ? fields.filter((name) => name !== undefined) : undefined,
    isPre: flags.get('pre') ?? false,
    isAlways: flags.get('always') ?? false,
    isEachItem: flags.get('each_item') ?? flags.get('whole') === false,
  }
}

/** The text of a string literal without escapes; several in a row are one. */
export function constantText(node: Node): string | undefined {
  if (node.type === 'concatenated_string') {
    const parts = node.namedChildren.map(constantText)
    return parts.every((part) => part !== undefined) ? parts.join('') : undefined
  }
  const parts = stringParts(node)
  if (!parts || parts.isFormatted || parts.isBytes || parts.hasEscapes) return undefined
  return node.text.slice(parts.content.start - node.startIndex, parts.content.end - node.startIndex)
}

/** Gives a call its v2 form. */
export function rewriteCall({ callee, args, isPre }: ValidatorCall, context: Context): void {
  const gone = argumentsOf(args).filter((argument) => {
    const name = argument.type === 'keyword_argument' ? field(argument, 'name')?.text : undefined
    return name !== undefined && FLAGS.includes(name) && !(name === 'pre' && isPre)
  })
  const pre = argumentsOf(args).find(
    (argument) => argument.type === 'keyword_argument' && field(argument, 'name')?.text === 'pre',
  )
  const quote = /["']/.exec(args.text)?.[0] ?? '"'
  if (pre && isPre) context.replace(pre, `mode=${quote}before${quote}`)
  removeArguments(context, args, gone)
  context.replace(callee, context.import('pydantic', 'field_validator', callee))
}
