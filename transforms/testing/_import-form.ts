import { type Context, lineEnd, lineStart, type Node, sameNode } from '#transform'

/** What tests import from pytest. */
export const PUBLIC = [
  'approx',
  'deprecated_call',
  'exit',
  'fail',
  'fixture',
  'importorskip',
  'mark',
  'param',
  'raises',
  'skip',
  'warns',
  'xfail',
  'CaptureFixture',
  'Config',
  'ExceptionInfo',
  'FixtureRequest',
  'Item',
  'LogCaptureFixture',
  'MonkeyPatch',
  'Parser',
  'TempPathFactory',
]

/** `from pytest import raises` */
export function nameByModule(context: Context, name: Node): void {
  const [binding, other] = context.module.bindingsOf(name)
  if (binding?.kind !== 'import' || binding.imported?.name === undefined || other) return
  // Not the attribute of something, nor the import.
  if (!context.module.names.loads(name.text).some(({ node }) => sameNode(node, name))) return
  if (binding.context !== 'plain') context.skip('it is imported under a condition')
  const module = context.importModule('pytest', name)
  if (module !== 'pytest' && context.module.names.bindings(module).length === 0)
    context.skip('pytest is something else here')
  const text = `${module}.${binding.imported.name}`
  const { startIndex, endIndex } = name
  const line = lineEnd(context.text, endIndex) - lineStart(context.text, startIndex)
  if (line + text.length - name.text.length > context.lineLength)
    context.skip('the line would grow too long with the name of the module')
  context.replace(name, text)
}
