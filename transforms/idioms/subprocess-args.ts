import { argumentsOf, defineTransform, field, keywordArgument, removeArguments } from '#transform'

export default defineTransform({
  summary: 'Use text and capture_output where subprocess is given what they stand for',
  since: '3.7',
  safety: 'safe',
  sameAs: ['UP021', 'UP022'],
  docs: 'https://docs.python.org/3/library/subprocess.html#subprocess.run',
  query: '(call function: (_) @callee) @call',
  where: {
    callee: ['run', 'Popen', 'call', 'check_call', 'check_output'].map((name) => `subprocess.${name}`),
  },
  rewrite({ call, callee }, context) {
    const args = argumentsOf(call)
    if (args.some(({ type }) => type === 'dictionary_splat'))
      return context.skip('** may hold the same argument')
    const newlines = keywordArgument(args, 'universal_newlines')
    const text = keywordArgument(args, 'text')
    const name = newlines && field(newlines, 'name')
    if (name && !text) return context.replace(name, 'text')
    if (newlines && text) {
      const [old, value] = [field(newlines, 'value'), field(text, 'value')]
      const isSame = /^(?:True|False|None)$/.test(value?.text ?? '') && old?.text === value?.text
      if (!isSame) return context.skip('text and universal_newlines are both given: keep one')
      const removal = removeArguments(context.text, call, [newlines])
      if (!removal) return context.skip('a comment stands beside the argument')
      return context.edit(removal)
    }

    if (context.qualifiedName(callee) !== 'subprocess.run' || keywordArgument(args, 'capture_output')) return
    const [out, err] = [keywordArgument(args, 'stdout'), keywordArgument(args, 'stderr')]
    const isPipe = (arg: typeof out) => {
      const value = arg && field(arg, 'value')
      return value !== undefined && context.qualifiedName(value) === 'subprocess.PIPE'
    }
    if (!out || !err || !isPipe(out) || !isPipe(err)) return
    const [first, second] = out.startIndex < err.startIndex ? [out, err] : [err, out]
    const edits = removeArguments(context.text, call, [second])
    if (!edits) return context.skip('a comment stands beside the argument')
    context.replace(first, 'capture_output=True')
    context.edit(edits)
  },
})
