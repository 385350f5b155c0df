import { ancestorsOf, field, type Node } from '#transform'

/** What stops the program, or lets somebody else stop it. */
export const DEBUGGERS = [
  'builtins.breakpoint',
  ...['pdb', 'ipdb', 'pudb', 'wdb', 'web_pdb', 'remote_pdb', 'pdbpp', 'celery.contrib.rdb', 'bpdb'].map(
    (module) => `${module}.set_trace`,
  ),
  'IPython.embed',
  'code.interact',
  'debugpy.breakpoint',
  'debugpy.listen',
  'debugpy.wait_for_client',
  'ptvsd.break_into_debugger',
  'ptvsd.enable_attach',
  'ptvsd.wait_for_attach',
  'pydevd.settrace',
  'pydevd_pycharm.settrace',
  'pytest.set_trace',
]
/** Code that is about debugging, or runs to be measured. */
export const TOOLS = /(?:^|[/_])(?:debug|\w?pdb|profil|bench|perf|memory|tracemalloc|shell|console|repl)/i
const IS_TOOL =
  /debug|profil|bench|trace|set_trace|interact|shell|embed|console|repl|post_mortem|breakpoint|memory/i

/** Whether a function around, or the class, says by its name that this is what it is for. */
export function isOfTool(call: Node): boolean {
  return [...ancestorsOf(call)].some(
    (up) => /^(?:function|class)_definition$/.test(up.type) && IS_TOOL.test(field(up, 'name')?.text ?? ''),
  )
}

/** Whether a switch turns it on: `if LOG_PDB: …` */
export function isAskedFor(call: Node): boolean {
  return [...ancestorsOf(call)].some(
    (up) => up.type === 'if_statement' && /pdb|debug/i.test(field(up, 'condition')?.text ?? ''),
  )
}
