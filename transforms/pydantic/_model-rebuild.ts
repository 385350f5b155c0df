import { type Context, field, type Node, newlineAt, parentOf } from '#transform'
import { argumentsOf } from './_fields.ts'
import { isBoundIn, missingNames } from './_forward-refs.ts'
import type { Receiver } from './_receivers.ts'

/** `update_forward_refs(**names)` puts the names before those of the module. */
export function rebuild(context: Context, name: Node, call: Node | undefined, receiver: Receiver): void {
  const list = call && field(call, 'arguments')
  const given = list ? argumentsOf(list) : []
  if (given.some(({ type }) => type !== 'keyword_argument' && type !== 'dictionary_splat'))
    context.skip('update_forward_refs takes keyword arguments only')
  context.replace(name, 'model_rebuild')
  if (!list) return
  if (given.length === 0) {
    importNames(context, call, receiver)
    if (needsLaterClass(call, receiver, context)) context.replace(list, '(raise_errors=False)')
    return
  }
  const entries = given.map((arg) =>
    arg.type === 'dictionary_splat'
      ? arg.text
      : `"${field(arg, 'name')?.text}": ${field(arg, 'value')?.text}`,
  )
  const keys = new Set(given.map((arg) => field(arg, 'name')?.text ?? '**'))
  // v2 looks nothing else up in the file when it is given names; what `**` holds is not seen.
  if (!keys.has('**'))
    for (const needed of importNames(context, call, receiver, (own) => keys.has(own)))
      entries.push(`"${needed}": ${needed}`)
  const [only] = given
  context.replace(
    list,
    given.length === 1 && only?.type === 'dictionary_splat'
      ? `(_types_namespace=${only.text.replace(/^\*\*\s*/, '')})`
      : `(_types_namespace={${entries.join(', ')}})`,
  )
}

/**
 * Whether a model within the model is annotated with a class that stands further down. v1 resolved the annotations of the model alone,
 * v2 those of all of them: it raises here, or it is told to try again when the model is used.
 */
function needsLaterClass(call: Node, receiver: Receiver, context: Context): boolean {
  if (!isOfModule(call) || !('classes' in receiver)) return false
  let isLater = false
  for (const of of receiver.classes)
    if (typeof of !== 'string')
      missingNames(of, context, undefined, ({ module, node }) => {
        isLater ||= module === context.module && node.startIndex > call.startIndex
      })
  return isLater
}

/** Whether a call is a statement of the module itself. */
function isOfModule(call: Node): boolean {
  const statement = parentOf(call)
  return statement?.type === 'expression_statement' && parentOf(statement)?.type === 'module'
}

/**
 * Imports what the models within the model need, right before the call: further up they might import each other.
 * @param isGiven whether the call is given a name; left out when it is given none
 * @returns the names that are needed besides, each of which the file has then
 */
function importNames(
  context: Context,
  call: Node,
  receiver: Receiver,
  isGiven?: (name: string) => boolean,
): string[] {
  const statement = parentOf(call)
  if (!statement || !isOfModule(call)) return []
  const classes = 'classes' in receiver ? receiver.classes : []
  const needed = classes.flatMap((of) => (typeof of === 'string' ? [] : missingNames(of, context, isGiven)))
  const missing = needed.filter(({ name }) => !isBoundIn(context.module, name))
  const names = needed
    .filter((one) => one.module !== undefined || !missing.includes(one))
    .map(({ name }) => name)
  if (missing.every(({ module }) => module === undefined)) return names
  const newline = newlineAt(context.text, statement.startIndex)
  const isRelative = /^from \./m.test(context.text)
  const lines = missing.flatMap(({ name, module }) => {
    if (module === undefined) return []
    const source = isRelative ? relativeTo(context, module) : module
    return [`from ${source} import ${name}  # noqa: E402, F401${newline}`]
  })
  context.review('v2 resolves the annotations of all models within this one, and needs their names here')
  context.insert(statement.startIndex, `${lines.join('')}${newline}`)
  return names
}

/** A module of the same package as `.name`, any other by its full name. */
function relativeTo({ module: { name = '', isPackage } }: Context, module: string): string {
  const own = isPackage ? name : name.slice(0, Math.max(0, name.lastIndexOf('.')))
  return own !== '' && module.startsWith(`${own}.`) ? module.slice(own.length) : module
}
