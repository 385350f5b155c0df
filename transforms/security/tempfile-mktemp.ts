import {
  addArgument,
  ancestorsOf,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  mayFailOnPurpose,
  type Node,
  parentOf,
  sameNode,
} from '#transform'

const PARAMETERS = ['suffix', 'prefix', 'dir']
/** What fails, or says another thing, when there is a file of that name already. */
const NEEDS_NONE =
  '(?:mkdir|makedirs|mkfifo|mknod|symlink(?:_to)?|link|copytree|bind|connect_unix|exists|lexists|isfile|isdir|is_file|is_dir)'

export default defineTransform({
  summary: 'Replace tempfile.mktemp with a file that is made at once',
  since: 'any',
  safety: 'review',
  sameAs: ['S306', 'secure-tempfile'],
  docs: 'https://docs.python.org/3/library/tempfile.html#tempfile.mktemp',
  query: '(call function: (_) @callee) @call',
  where: { callee: 'tempfile.mktemp' },
  rewrite({ callee, call }, context) {
    const args = argumentsOf(call)
    if (hasSplat(args)) return context.skip('name the arguments that are unpacked')
    heedUse(context, call)
    if (mayFailOnPurpose(call))
      return context.skip('that there is no such file may be what is expected to fail')
    const around = [...ancestorsOf(call)].find(({ type }) => type === 'function_definition') ?? call
    if (/\b(?:AF_UNIX|AF_PIPE|mkfifo|socket)\b|\\pipe\\/.test(around.text))
      return context.skip(
        'this may be the name of a socket or a pipe: use tempfile.mkdtemp and a name below it',
      )
    context.review('the file is made at once, empty, for its owner alone')
    for (const [i, arg] of args.entries())
      if (arg.type !== 'keyword_argument') context.insert(arg.startIndex, `${PARAMETERS[i]}=`)
    context.replace(callee, context.import('tempfile', 'NamedTemporaryFile'))
    context.edit(addArgument(context.text, call, 'delete=False', context.lineLength))
    context.insert(call.endIndex, '.name')
  },
})

function heedUse(context: Context, call: Node): void {
  const parent = parentOf(call)
  const outer = parent && parentOf(parent)
  const refusal =
    'something else than a file is made there, or looked for: use tempfile.mkdtemp and a name below it'
  if (parent?.type === 'argument_list' && outer) {
    const callee = field(outer, 'function')
    const name = (callee && context.qualifiedName(callee)) ?? callee?.text ?? ''
    if (new RegExp(`(?:^|\\.)${NEEDS_NONE}$`).test(name)) context.skip(refusal)
    if (/^os\.path\.join$/.test(name))
      context.skip('the name is only a part of the path: give mktemp a dir and a suffix')
  }
  if (parent?.type === 'binary_operator' || parent?.type === 'interpolation' || parent?.type === 'attribute')
    context.skip('the name is only a part of the path: give mktemp a dir and a suffix')
  const target =
    parent?.type === 'assignment' && sameNode(field(parent, 'right'), call)
      ? field(parent, 'left')
      : undefined
  if (!target || !/^(?:identifier|attribute)$/.test(target.type)) return
  const name = target.text.replaceAll(/\W/g, '\\$&')
  const taken = new RegExp(
    `\\b${NEEDS_NONE}\\((?:[^()\\n]|\\([^()\\n]*\\))*?(?<![\\w.])${name}\\b|(?<![\\w.])${name}\\)?\\.${NEEDS_NONE}\\(`,
  )
  if (taken.test(context.text)) context.skip(refusal)
}
