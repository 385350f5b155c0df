import { defineTransform, type Renamed, type RenameTable, rename, table } from '#transform'

const to = (name: string, differs?: string): Renamed => ({
  to: name,
  gone: '3.12',
  ...(differs === undefined ? {} : { differs }),
})
const SETUPTOOLS = 'setuptools has to be installed where this runs, and adds options of its own'
const COMMANDS = 'bdist_rpm build build_clib build_ext build_py install install_lib install_scripts sdist'

/** https://peps.python.org/pep-0632/#migration-advice */
const NAMES: RenameTable = table({
  'distutils.core.setup': to('setuptools.setup', SETUPTOOLS),
  'distutils.core.Command': to('setuptools.Command', SETUPTOOLS),
  'distutils.core.Distribution': to('setuptools.Distribution', SETUPTOOLS),
  'distutils.core.Extension': to('setuptools.Extension', SETUPTOOLS),
  'distutils.cmd.Command': to('setuptools.Command', SETUPTOOLS),
  'distutils.dist.Distribution': to('setuptools.Distribution', SETUPTOOLS),
  'distutils.extension.Extension': to('setuptools.Extension', SETUPTOOLS),
  ...Object.fromEntries(
    COMMANDS.split(' ').map((name) => [
      `distutils.command.${name}.${name}`,
      to(`setuptools.command.${name}.${name}`, SETUPTOOLS),
    ]),
  ),
  'distutils.spawn.find_executable': to(
    'shutil.which',
    'shutil.which asks whether the file may be run, and does not look into the working folder first',
  ),
  'distutils.sysconfig.get_config_var': to('sysconfig.get_config_var'),
  'distutils.sysconfig.get_config_vars': to('sysconfig.get_config_vars'),
  'distutils.util.get_platform': to('sysconfig.get_platform'),
  'distutils.dir_util.copy_tree': {
    ...to('shutil.copytree', 'shutil.copytree gives the folder, not the list of files'),
    adds: 'dirs_exist_ok=True',
    since: '3.8',
    refuses: (args) => args.length !== 2,
  },
  'distutils.dir_util.remove_tree': {
    ...to('shutil.rmtree', 'shutil.rmtree does not remember what it removed'),
    refuses: (args) => args.length !== 1,
  },
})

export default defineTransform({
  summary: 'Replace distutils, which is gone, with what took its place',
  since: 'any',
  safety: 'review',
  docs: 'https://peps.python.org/pep-0632/#migration-advice',
  query: `
    (attribute) @name
    (identifier) @name
    (import_from_statement) @statement`,
  where: { name: Object.keys(NAMES) },
  rewrite(found, context) {
    if (context.project.graph.candidatesOf('setuptools').length > 0)
      context.skip('setuptools is a part of this project, and cannot import itself')
    rename(context, NAMES, found)
  },
})
