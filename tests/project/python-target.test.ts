import { describe, expect, it } from 'vitest'
import { raiseTarget } from '../../src/project/python-target/python-target.ts'
import { raiseRequirement } from '../../src/project/python-target/requirement.ts'
import { parseToml } from '../../src/project/toml.ts'

const TARGET = { major: 3, minor: 12 }

function raised(path: string, text: string): string {
  const { edits } = raiseTarget(path, text, TARGET)
  let result = ''
  let from = 0
  for (const { start, end, text: now } of edits) {
    expect(start).toBeGreaterThanOrEqual(from)
    result += text.slice(from, start) + now
    from = end
  }
  return result + text.slice(from)
}
function check(path: string, before: string, after: string): void {
  expect(raised(path, before)).toBe(after)
  expect(raised(path, after)).toBe(after)
  const crlf = (text: string) => text.replaceAll('\n', '\r\n')
  expect(raised(path, crlf(before))).toBe(crlf(after))
}
const findings = (path: string, text: string) =>
  raiseTarget(path, text, TARGET).findings.map(({ message }) => message)

describe('requirements', () => {
  it.each([
    ['>=3.6', '>=3.12'],
    ['>= 3.6.2, <4', '>= 3.12, <4'],
    ['>3.5', '>=3.12'],
    ['~=3.6', '~=3.12'],
    ['^3.8', '^3.12'],
    ['>=2.7, !=3.0.*, !=3.1.*, !=3.13.0', '>=3.12, !=3.13.0'],
    ['!=3.0.*, >=2.7', '>=3.12'],
    ['*', '>=3.12'],
    ['<4', '>=3.12,<4'],
    ['', '>=3.12'],
  ])('%s becomes %s', (before, after) => {
    expect(raiseRequirement(before, TARGET)).toEqual({ text: after })
    expect(raiseRequirement(after, TARGET)).toBeUndefined()
  })
  it.each(['>=3.12', '>=3.13', '==3.13.*'])('%s stays', (text) =>
    expect(raiseRequirement(text, TARGET)).toBeUndefined(),
  )
  it.each(['>=3.6,<3.12', '==3.8.*', '3.8.*', '~3.8', '~=3.8.1', '^2.7 || ^3.6', 'whatever'])(
    '%s is for a person',
    (text) => expect(raiseRequirement(text, TARGET)).toHaveProperty('reason'),
  )
})

describe('pyproject.toml', () => {
  it('raises what declares a version, and keeps comments and layout', () => {
    const before = `[project]
name = "x"
requires-python = ">=3.6"  # keep me
classifiers = [
  "License :: OSI Approved",
  "Programming Language :: Python :: 3",
  "Programming Language :: Python :: 3 :: Only",
  "Programming Language :: Python :: 2.7",
  'Programming Language :: Python :: 3.6',
  "Programming Language :: Python :: 3.7",  # old
  "Programming Language :: Python :: 3.8"
]

[tool.black]
target-version = ["py36", 'py37', "py38"]
[tool.ruff]
target-version = "py37" # ruff
[tool.mypy]
python_version = 3.8
[tool.pymolt]
target-version = "3.6"
[tool.isort]
py_version = 38
[tool.other]
python_version = "3.6"
text = """
requires-python = ">=3.6"
"""
[[tool.hatch.envs.test.matrix]]
python = ["3.11", "3.12", "3.13"]
`
    const after = `[project]
name = "x"
requires-python = ">=3.12"  # keep me
classifiers = [
  "License :: OSI Approved",
  "Programming Language :: Python :: 3",
  "Programming Language :: Python :: 3 :: Only",
  # old
  "Programming Language :: Python :: 3.12"
]

[tool.black]
target-version = ["py312"]
[tool.ruff]
target-version = "py312" # ruff
[tool.mypy]
python_version = "3.12"
[tool.pymolt]
target-version = "3.12"
[tool.isort]
py_version = 312
[tool.other]
python_version = "3.6"
text = """
requires-python = ">=3.6"
"""
[[tool.hatch.envs.test.matrix]]
python = ["3.12", "3.13"]
`
    check('pyproject.toml', before, after)
    parseToml(after, 'after')
  })

  it('takes members out of lists of every layout', () => {
    const list = (text: string) => `[project]\nclassifiers = ${text}\n`
    const name = (minor: number) => `"Programming Language :: Python :: 3.${minor}"`
    check('pyproject.toml', list(`[${name(8)}, ${name(12)}]`), list(`[${name(12)}]`))
    check(
      'pyproject.toml',
      list(`[${name(13)}, ${name(12)}, ${name(11)}, ${name(8)}]`),
      list(`[${name(13)}, ${name(12)}]`),
    )
    check('pyproject.toml', list(`[${name(12)}, ${name(8)}, "A"]`), list(`[${name(12)}, "A"]`))
    check('pyproject.toml', list(`["A", ${name(8)},\n  ${name(12)}]`), list(`["A",\n  ${name(12)}]`))
    check('pyproject.toml', list(`[\n  ${name(12)},\n  ${name(8)}\n]`), list(`[\n  ${name(12)},\n]`))
    check('pyproject.toml', list(`["Programming Language :: Python :: 2"]`), list('[]'))
  })

  it('reads Poetry in its notations', () => {
    const poetry = (python: string) => `[tool.poetry.dependencies]\npython = ${python}\nx = "^3.8"\n`
    check('pyproject.toml', poetry('"^3.8"'), poetry('"^3.12"'))
    check('pyproject.toml', poetry('{ version = "^3.8" }'), poetry('{ version = "^3.12" }'))
    expect(findings('pyproject.toml', poetry('"^2.7 || ^3.6"'))).toEqual([
      'set the Python version by hand: it names alternatives; let it begin with 3.12',
    ])
  })

  it('leaves what is no TOML', () => {
    check('pyproject.toml', '[project\nrequires-python = ">=3.6"\n', '[project\nrequires-python = ">=3.6"\n')
  })
})

describe('setup.py and setup.cfg', () => {
  it('raises literals in setup.py', () => {
    const classifier = "        'Programming Language :: Python :: "
    check(
      'setup.py',
      `setup(\n    python_requires='>=3.6',  # yes\n    classifiers=[\n${classifier}3',\n${classifier}3.6',\n${classifier}3.7',\n    ],\n)\n`,
      `setup(\n    python_requires='>=3.12',  # yes\n    classifiers=[\n${classifier}3',\n${classifier}3.12',\n    ],\n)\n`,
    )
    check(
      'setup.py',
      'REQ = ">=3.6"\nsetup(python_requires=REQ)\n',
      'REQ = ">=3.12"\nsetup(python_requires=REQ)\n',
    )
    check('setup.py', 'setup(**{"python_requires": ">=3.6"})\n', 'setup(**{"python_requires": ">=3.12"})\n')
    check('setup.py', 'setup(python_requires=f())\n', 'setup(python_requires=f())\n')
  })

  it('raises setup.cfg', () => {
    const line = '    Programming Language :: Python :: '
    check(
      'setup.cfg',
      `[metadata]\nclassifiers =\n${line}3\n${line}3.6\n${line}3.7\n    License :: X\n\n[options]\npython_requires = >=3.6\n[mypy]\npython_version = 3.7\n[other]\npython_version = 3.7\n`,
      `[metadata]\nclassifiers =\n${line}3\n${line}3.12\n    License :: X\n\n[options]\npython_requires = >=3.12\n[mypy]\npython_version = 3.12\n[other]\npython_version = 3.7\n`,
    )
  })
})

describe('other files', () => {
  it('.python-version', () => {
    check('.python-version', '3.8.10\n', '3.12\n')
    check('.python-version', '3.13.0\n3.8.10\n', '3.13.0\n')
    check('.python-version', 'pypy3.9\n', 'pypy3.9\n')
  })

  it('tox.ini', () => {
    const tox = (envlist: string) => `[tox]\nenvlist = ${envlist}\n\n[testenv]\nbasepython = python3.8\n`
    const done = (envlist: string) => tox(envlist).replace('python3.8', 'python3.12')
    check('tox.ini', tox('py36, py37,py38, lint'), done('py312, lint'))
    check(
      'tox.ini',
      tox('\n    py36\n    py37-x\n    # py35\n    flake8'),
      done('\n    py312\n    py312-x\n    # py35\n    flake8'),
    )
    check('tox.ini', tox('\n    py27,py27-pure\n    py312,py312-pure'), done('\n    py312,py312-pure'))
    check('tox.ini', tox('py{36,37,312}-django{2,3}'), done('py{312}-django{2,3}'))
    check('tox.ini', tox('{py37,py38}'), done('{py312}'))
    // The newest stands first.
    check('tox.ini', tox('\n    lint\n    py{py3, 310, 39, 38, 37}'), done('\n    lint\n    py{py3, 312}'))
    check('tox.ini', tox('py{312,311,310}-{a, b}'), done('py{312}-{a, b}'))
    check('tox.ini', tox('py311, py310, py39, lint'), done('py312, lint'))
    check('tox.ini', tox('py3{6,7,8}, docs'), done('py3{12}, docs'))
    check('tox.ini', tox('py3.8, py3.9'), done('py3.12'))
    check('tox.ini', tox('py27,pypy3,py312'), done('pypy3,py312'))
    check(
      'tox.ini',
      '[gh-actions]\npython =\n    3.7: py37\n    3.12: py312, mypy\n',
      '[gh-actions]\npython =\n    3.12: py312, mypy\n',
    )
  })

  it('CI matrices', () => {
    const path = '.github/workflows/test.yml'
    check(
      path,
      `jobs:
  test:
    strategy:
      matrix:
        os: [ubuntu-22.04]
        python-version: ["3.7", 3.8, '3.12', pypy-3.9, "3.11-dev", "3.14-dev"]  # all
    steps:
      - uses: actions/setup-python@v3.8
        with:
          python-version: \${{ matrix.python-version }}
  lint:
    container: python:3.8
    steps:
      - uses: actions/setup-python@v5
        with:
          python-version: 3.8  # lint
`,
      `jobs:
  test:
    strategy:
      matrix:
        os: [ubuntu-22.04]
        python-version: ['3.12', pypy-3.9, "3.14-dev"]  # all
    steps:
      - uses: actions/setup-python@v3.8
        with:
          python-version: \${{ matrix.python-version }}
  lint:
    container: python:3.12
    steps:
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"  # lint
`,
    )
    check(
      path,
      'matrix:\n  python-version:\n    - "3.7"\n    # the last\n    - 3.8  # eight\n  os: x\n',
      'matrix:\n  python-version:\n    # the last\n    - "3.12"  # eight\n  os: x\n',
    )
    check(path, 'python-version: [\n  "3.8",\n  "3.9",\n]\n', 'python-version: [\n  "3.12",\n]\n')
    const include =
      'matrix:\n  include:\n    - os: x\n      python-version: "3.7"\n    - python-version: "3.8"\n'
    check(path, include, include)
    expect(findings(path, include)).toHaveLength(2)
    check(
      '.travis.yml',
      'language: python\npython:\n  - "3.6"\n  - "3.7"\nscript: x\n',
      'language: python\npython:\n  - "3.12"\nscript: x\n',
    )
    check('.gitlab-ci.yml', 'image: "registry/python:3.8-slim"\n', 'image: "registry/python:3.12-slim"\n')
    check(
      '.readthedocs.yaml',
      'build:\n  tools:\n    python: "3.8"\n',
      'build:\n  tools:\n    python: "3.12"\n',
    )
    check(
      '.pre-commit-config.yaml',
      '    language_version: python3.8\n    args: [--py36-plus]\n',
      '    language_version: python3.12\n    args: [--py312-plus]\n',
    )
  })

  it('Dockerfiles', () => {
    check(
      'docker/api.Dockerfile',
      'ARG PYTHON_VERSION=3.8\nFROM python:3.8.10-slim AS build\nFROM --platform=x public.ecr.aws/lambda/python:3.9\n# FROM python:3.7\nRUN pip install x==3.8\n',
      'ARG PYTHON_VERSION=3.12\nFROM python:3.12-slim AS build\nFROM --platform=x public.ecr.aws/lambda/python:3.12\n# FROM python:3.7\nRUN pip install x==3.8\n',
    )
    const old = 'FROM python:3.8-slim-buster\nFROM python:3.8@sha256:abc\nFROM pypy:3.8\n'
    check('Dockerfile', old, old)
    expect(findings('Dockerfile', old)).toEqual([
      'choose an image with Python 3.12 instead of python:3.8-slim-buster',
      'choose an image with Python 3.12 instead of python:3.8@sha256:abc',
    ])
  })

  it('nothing is lowered', () => {
    for (const [path, text] of [
      ['pyproject.toml', '[project]\nrequires-python = ">=3.13"\n'],
      ['.python-version', '3.13\n'],
      ['Dockerfile', 'FROM python:3.14\n'],
      ['.travis.yml', 'python:\n  - "3.13"\n'],
    ] as const)
      check(path, text, text)
  })
})
