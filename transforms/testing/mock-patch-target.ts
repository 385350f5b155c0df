import {
  argumentsOf,
  BUILTINS,
  type Context,
  defineTransform,
  field,
  keywordArgument,
  type Node,
  stringParts,
} from '#transform'

const PATCHES = /^(?:unittest\.)?mock\.(?:mock\.)?patch(?:\.dict)?$/
/** `mocker` of pytest-mock, and `monkeypatch` of pytest. */
const BY_FIXTURE = /^(?:\w*mocker\w*\.(?:patch|spy)|monkeypatch\.(?:setattr|delattr))$/
/** What gives a module names that nobody can read off it. */
const DYNAMIC =
  /\bglobals\s*\(|\bexec\s*\(|\bsys\s*\.\s*modules\b|\b__getattr__\b|\bsetattr\s*\(|\b__dict__\b|\blazy\w*\s*\(/i

export default defineTransform({
  summary: 'Report what is patched although it does not exist, which raises AttributeError',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/unittest.mock.html#where-to-patch',
  query: '(call function: (_) @callee arguments: (argument_list . (string) @target)) @call',
  anchors: [
    'patch',
    'patch.dict',
    'mocker.patch',
    'monkeypatch.setattr',
    'monkeypatch.delattr',
    'setattr',
    'delattr',
  ],
  needs: /\bmock(?:er)?\b|\bmonkeypatch\b/,
  rewrite({ callee, target, call }, context) {
    const isPatch = PATCHES.test(context.qualifiedName(callee) ?? '')
    if (!isPatch && !BY_FIXTURE.test(callee.text)) return
    const parts = stringParts(target)
    const path = parts && !parts.isFormatted && context.text.slice(parts.content.start, parts.content.end)
    if (!path || !/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(path)) return
    const args = argumentsOf(call)
    if (['create', 'raising'].some((name) => isSaid(args, name))) return
    const missing = missingIn(context, path)
    if (missing)
      context.report(
        `${missing.module} has no ${missing.name}, so that this raises: say where it is now`,
        target,
      )
  },
})

function isSaid(args: readonly Node[], name: string): boolean {
  const given = keywordArgument(args, name)
  return !!given && field(given, 'value')?.text !== (name === 'create' ? 'False' : 'True')
}

/** The module of the project that a path leads into, and the name that it does not have. */
function missingIn(
  { module, project }: Context,
  path: string,
): { readonly module: string; readonly name: string } | undefined {
  const names = path.split('.')
  let length = 0
  while (length < names.length && project.graph.fileOf(names.slice(0, length + 1).join('.'))) length++
  const name = names[length]
  const within = names.slice(0, length).join('.')
  const file = length > 0 ? project.graph.fileOf(within) : undefined
  // Compiled and generated modules are not seen.
  if (name === undefined || !file || BUILTINS.has(name) || /^__/.test(name)) return undefined
  if (length < names.length - 1 && name.startsWith('_')) return undefined
  if (project.graph.candidatesOf(within).length !== 1 || file === module.path) return undefined
  const found = project.moduleAt(file, module.target)
  if (!found || found.isStub || DYNAMIC.test(found.tree.text) || found.names.hasStarImport) return undefined
  const isBound = found.names.bindings(name).some(({ scope }) => scope.kind === 'module')
  return isBound ? undefined : { module: within, name }
}
