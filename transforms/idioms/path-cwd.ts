import { defineTransform, field } from '#transform'

export default defineTransform({
  summary: "Write Path().resolve() as Path.cwd(), and Path('.') as Path()",
  since: 'any',
  safety: 'safe',
  sameAs: ['FURB177', 'PTH201'],
  docs: 'https://docs.python.org/3/library/pathlib.html#pathlib.Path.cwd',
  drops: ['constants'],
  query: `
    (call
      function: (attribute
        object: (call function: (_) @path arguments: (argument_list) @here)
        attribute: (identifier) @method)
      arguments: (argument_list) @nothing) @call
    (call function: (_) @path arguments: (argument_list . (string) . ) @here)`,
  where: { path: 'pathlib.Path' },
  anchors: ['.resolve(', '.resolve (', /\(\s*(?:"\.?"|'\.?')\s*\)/],
  rewrite({ path, here, method, nothing, call }, context) {
    if (!path || !here) return
    if (!method || !nothing || !call) {
      if (/^\(\s*(?:"\.?"|'\.?')\s*\)$/.test(here.text)) context.replace(here, '()')
      return
    }
    if (method.text !== 'resolve' || nothing.namedChildCount > 0) return
    if (!/^\(\s*(?:""|''|"\."|'\.')?\s*\)$/.test(here.text)) return
    if (field(call, 'function')?.text.includes('#')) return
    context.replace({ start: path.endIndex, end: call.endIndex }, '.cwd()')
    context.review('on Windows resolve() also follows links that the current directory was entered by')
  },
})
