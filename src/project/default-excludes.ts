/**
 * Directories that are not looked into below a given path: ruff's documented list, copies of other projects, and sources that tests
 * only read: asttokens and astroid count the nodes of theirs.
 */
export const DEFAULT_EXCLUDES: readonly string[] = [
  '.bzr',
  '.direnv',
  '.eggs',
  '.git',
  '.git-rewrite',
  '.hg',
  '.ipynb_checkpoints',
  '.mypy_cache',
  '.nox',
  '.pants.d',
  '.pyenv',
  '.pytest_cache',
  '.pytype',
  '.ruff_cache',
  '.svn',
  '.tox',
  '.venv',
  '.vscode',
  '__pycache__',
  '__pypackages__',
  '_build',
  '_vendor',
  '_vendored',
  'buck-out',
  'build',
  'dist',
  'node_modules',
  'site-packages',
  'test-data',
  'test_data',
  'testdata',
  'vendored',
  'venv',
]

/** Those of them that are also names of packages: one with an `__init__.py` of its own holds sources, not what a build left. */
export const OUTPUTS: ReadonlySet<string> = new Set(['build', 'dist'])
