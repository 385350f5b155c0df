import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { applyOverrides, emptyConfig, findConfig, loadConfig } from '../../src/project/config.ts'
import { lineLengthOf } from '../../src/project/line-length.ts'
import { nearest } from '../../src/project/nearest.ts'
import { projectRootOf } from '../../src/project/root.ts'
import { UsageError } from '../../src/project/usage-error.ts'
import { tree } from './tree.ts'

const ALL_KEYS =
  'select, skip, recipes, review, target-version, exclude, extend-exclude, force-exclude, respect-gitignore, roots, line-length, max-file-size, model-roots, python-env, per-file, options, extend'
const load = (text: string, name = 'pymolt.toml') => loadConfig(join(tree({ [name]: text }), name))

describe('finding', () => {
  it('takes the closest file, and pyproject.toml only with our table', () => {
    const root = tree({
      'pyproject.toml': '[tool.pymolt]\nreview = true\n',
      'a/pyproject.toml': '# pymolt\n[project]\nname = "a"\n',
      'a/b/pymolt.toml': '',
      'a/b/pyproject.toml': '[tool.pymolt]\n',
    })
    mkdirSync(join(root, 'a/b/c'))
    expect(findConfig(join(root, 'a/b/c'))).toBe(join(root, 'a/b/pymolt.toml'))
    expect(findConfig(join(root, 'a'))).toBe(join(root, 'pyproject.toml'))
    expect(findConfig(join(root, 'a'), join(root, 'a'))).toBeUndefined()
  })

  it('finds a project by configuration or git', () => {
    const root = tree({ '.git/HEAD': '', 'svc/pymolt.toml': '', 'svc/app/x.py': '', 'lib/y.py': '' })
    expect(projectRootOf(join(root, 'svc/app'))).toBe(join(root, 'svc'))
    expect(projectRootOf(join(root, 'lib'))).toBe(root)
  })

  it('does not wait for a pipe of that name', () => {
    const root = tree({})
    execFileSync('mkfifo', [join(root, 'pymolt.toml')])
    expect(findConfig(root, root)).toBeUndefined()
    expect(() => loadConfig(join(root, 'pymolt.toml'))).toThrow(/no such configuration file/)
  })
})

describe('reading', () => {
  it('reads every key', () => {
    const config = load(
      `[tool.pymolt]
select = ["typing"]
skip = ["a/b"]
recipes = ["py312"]
review = true
target-version = "py39"
exclude = ["x"]
extend-exclude = ["y"]
force-exclude = true
respect-gitignore = false
roots = ["lib"]
python-env = ".venv"
line-length = 100
max-file-size = "3MB"
model-roots = ["app.Base"]
[tool.pymolt.per-file]
"tests/**" = { skip = ["c"] }
[tool.pymolt.options."a/b"]
depth = 2
`,
      'pyproject.toml',
    )
    expect(config).toMatchObject({
      select: ['typing'],
      skip: ['a/b'],
      recipes: ['py312'],
      review: true,
      targetVersion: 'py39',
      targetSource: 'pyproject.toml:6 target-version',
      exclude: ['x'],
      extendExclude: ['y'],
      forceExclude: true,
      respectGitignore: false,
      roots: [join(config.directory, 'lib')],
      pythonEnv: join(config.directory, '.venv'),
      lineLength: 100,
      maxFileSize: 3_000_000,
      modelRoots: ['app.Base'],
      perFile: [{ pattern: 'tests/**', select: [], skip: ['c'] }],
      options: { 'a/b': { depth: 2 } },
    })
  })

  it.each([
    ['a = 1\nreveiw = true\n', `pymolt.toml:1: a: unknown key; there are ${ALL_KEYS}`],
    [
      '[tool.pymolt]\nreview = true\n',
      'pymolt.toml:1: tool: settings stand here without the header [tool.pymolt]',
    ],
    ['\nreveiw = true\n', 'pymolt.toml:2: reveiw: unknown key; did you mean "review"?'],
    ['select = "typing"\n', 'pymolt.toml:1: select: must be a list of strings'],
    ['line-length = 0\n', 'pymolt.toml:1: line-length: must be a whole number above zero'],
    ['review = 1\n', 'pymolt.toml:1: review: must be true or false'],
    [
      'target-version = "2.7"\n',
      'pymolt.toml:1: target-version: "2.7" is not a Python 3 version such as "3.12" or "py312"',
    ],
    ['[per-file]\n"a" = { skp = [] }\n', 'pymolt.toml:2: per-file.a.skp: unknown key; did you mean "skip"?'],
    ['[options]\nx = 1\n', "pymolt.toml:2: options.x: must be a table of the transform's options"],
    ['x = """\nreview = 1\n"""\nreview = 2\n', `pymolt.toml:1: x: unknown key; there are ${ALL_KEYS}`],
    ['extend = 1\n', 'pymolt.toml:1: extend: must be a path'],
  ])('refuses %j', (text, message) => {
    expect(() => load(text)).toThrow(new UsageError(message))
  })

  it('tells where broken TOML breaks, in one line', () => {
    const message = /^pymolt\.toml:2:\d+: not valid TOML: [^\n]+$/
    expect(() => load('review = true\nselect = [\n"a" "b"]\n'.replace('[\n', '['))).toThrow(message)
    expect(() => load('[tool.pymolt\n', 'pyproject.toml')).toThrow(/^pyproject\.toml:1:\d+: /)
  })

  it('extends explicitly, as a whole setting, and tells a circle', () => {
    const root = tree({
      'base.toml': 'skip = ["a"]\nreview = true\nroots = ["src"]\n',
      'pkg/pymolt.toml': 'extend = "../base.toml"\nskip = ["b"]\n',
      'one.toml': 'extend = "two.toml"\n',
      'two.toml': 'extend = "one.toml"\n',
      'three.toml': 'extend = "none.toml"\n',
    })
    expect(loadConfig(join(root, 'pkg/pymolt.toml'))).toMatchObject({
      skip: ['b'],
      review: true,
      roots: [join(root, 'src')],
    })
    expect(() => loadConfig(join(root, 'one.toml'))).toThrow(
      'two.toml: extend goes in a circle: one.toml → two.toml → one.toml',
    )
    expect(() => loadConfig(join(root, 'three.toml'))).toThrow(
      'none.toml: there is no such configuration file',
    )
  })
})

describe('--config', () => {
  const config = emptyConfig('/project')
  it('sets keys on top', () => {
    const overridden = applyOverrides(config, [
      'line-length=100',
      'skip=a,b',
      'select=["c"]',
      'target-version=3.10',
      'options.x.y=true',
      'options.x.z=1',
    ])
    expect(overridden).toMatchObject({
      lineLength: 100,
      skip: ['a', 'b'],
      select: ['c'],
      targetVersion: '3.10',
      options: { x: { y: true, z: 1 } },
    })
  })
  it.each([
    ['line-lenght=1', '--config line-lenght=1: line-lenght: unknown key; did you mean "line-length"?'],
    ['line-length=x', '--config line-length=x: line-length: must be a whole number above zero'],
    ['review', '--config review: must be KEY=VALUE'],
  ])('refuses %s', (override, message) => {
    expect(() => applyOverrides(config, [override])).toThrow(new UsageError(message))
  })
})

it('finds the nearest names', () => {
  const names = ['typing/builtin-generics', 'sets/literal', 'select', 'skip', 'review']
  expect(nearest('selct', names)).toEqual(['select'])
  expect(nearest('SKIP', names)).toEqual(['skip'])
  expect(nearest('builtin-generic', names)).toEqual(['typing/builtin-generics'])
  expect(nearest('literal', names)).toEqual(['sets/literal'])
  expect(nearest('zzzzz', names)).toEqual([])
})

describe('line length', () => {
  it.each([
    [{}, 88],
    [{ 'pyproject.toml': '[tool.black]\nline-length = 100\n' }, 100],
    [{ 'pyproject.toml': '[tool.black]\nline-length = 100\n[tool.ruff]\nline-length = 120\n' }, 120],
    [{ 'setup.cfg': '[flake8]\nignore = E1\nmax-line-length = 79\n' }, 79],
    [{ 'tox.ini': '[pycodestyle]\nmax_line_length = 79\n' }, 79],
    [{ 'setup.cfg': '[pycodestyle]\nmax-line-length = 79\n[flake8]\nmax-line-length = 100\n' }, 100],
    [{ 'setup.cfg': '[pylint]\nmax-line-length = 79\n' }, 88],
    [{ 'pyproject.toml': 'line-length = = broken' }, 88],
    // Black lays the code out, whatever flake8 lets pass.
    [{ 'pyproject.toml': '[tool.black]\nskip = []\n', 'setup.cfg': '[flake8]\nmax-line-length = 150\n' }, 88],
    [{ 'pyproject.toml': '[tool.isort]\n', 'setup.cfg': '[flake8]\nmax-line-length = 150\n' }, 150],
  ])('of %j is %d', (files, expected) => {
    expect(lineLengthOf(tree(files as Record<string, string>))).toBe(expected)
  })
})
