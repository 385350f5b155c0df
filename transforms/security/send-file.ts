import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  functionAround,
  hasSplat,
  isPath,
  type Node,
} from '#transform'

const MESSAGE =
  'whoever asks says which file it is, ../ and all: use send_from_directory with the folder that it has to be in'

export default defineTransform({
  summary: 'Send files that the request names from their folder alone: send_file takes any path',
  since: 'any',
  safety: 'review',
  sameAs: ['replace-flask-send-file'],
  docs: 'https://flask.palletsprojects.com/en/stable/api/#flask.send_from_directory',
  query: '(call function: (_) @callee arguments: (argument_list . (_) @path)) @call',
  where: { callee: ['flask.send_file', 'flask.helpers.send_file'] },
  drops: ['names'],
  rewrite({ callee, path, call }, context) {
    const around = functionAround(call)
    if (!around || !namesArgument(context, path, around)) return
    const joined = path.type === 'call' ? field(path, 'function') : undefined
    if (!joined || context.qualifiedName(joined) !== 'os.path.join') return context.report(MESSAGE, path)
    const [folder, name, ...more] = argumentsOf(path)
    if (
      !folder ||
      !name ||
      more.length > 0 ||
      hasSplat([folder, name]) ||
      namesArgument(context, folder, around)
    )
      return context.report(MESSAGE, path)
    if (!isPath(name) || !/^(?:string|identifier|attribute|subscript)$/.test(folder.type))
      return context.report(MESSAGE, path)
    // A relative folder is one of the application for both.
    context.review('what is not in the folder is not found (404), where send_file raised')
    context.replace(callee, context.import('flask', 'send_from_directory', callee))
    context.replace(path, `${folder.text}, ${name.text}`)
  },
})

/** Whether a path is made of what the function is given, or of what the request holds. */
function namesArgument(context: Context, path: Node, around: Node): boolean {
  const names = path.type === 'identifier' ? [path] : path.descendantsOfType('identifier')
  return names.some((name) => {
    if (context.qualifiedName(name)?.startsWith('flask.request')) return true
    return context.module
      .bindingsOf(name)
      .some(({ kind, scope }) => kind === 'parameter' && scope.node.id === around.id && name.text !== 'self')
  })
}
