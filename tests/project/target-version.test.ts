import { describe, expect, it } from 'vitest'
import { emptyConfig } from '../../src/project/config.ts'
import { lowestAllowed } from '../../src/project/requires-python.ts'
import { chooseTarget, scriptTarget } from '../../src/project/target-version.ts'
import { tree } from './tree.ts'

const show = (requirement: string) => {
  const lowest = lowestAllowed(requirement)
  return lowest && lowest !== 'none' ? `${lowest.major}.${lowest.minor}` : lowest
}

it.each([
  ['>=3.8', '3.8'],
  ['>=3.6, !=3.6.*', '3.7'],
  ['>=3.6, !=3.7.*', '3.6'],
  ['>=3.6,!=3.6.0', '3.6'],
  ['~=3.8', '3.8'],
  ['~=3.8.2', '3.8'],
  ['>3.7', '3.7'],
  ['>3.7.99', '3.8'],
  ['==3.8.*', '3.8'],
  ['===3.9.1', '3.9'],
  ['^3.8', '3.8'],
  ['~3.9', '3.9'],
  ['>=2.7, !=3.0.*, !=3.1.*, !=3.2.*, !=3.3.*, !=3.4.*', '3.5'],
  ['~2.7 || ^3.6', '3.6'],
  ['>=3.7 <4', '3.7'],
  ['>= 3.7 , < 4', '3.7'],
  ['>=3', '3.0'],
  ['<4', undefined],
  ['!=3.0.*', undefined],
  ['*', undefined],
  ['', undefined],
  ['nonsense', undefined],
  ['>=2.7,<3', 'none'],
  ['>=3.99', 'none'],
])('%s lets in %s at the lowest', (requirement, expected) => {
  expect(show(requirement)).toBe(expected)
})

describe('places, the strongest first', () => {
  it.each([
    [
      { 'pyproject.toml': '[project]\nname = "x"\nrequires-python = ">=3.9"\n' },
      '3.9',
      'pyproject.toml:3 requires-python',
    ],
    [{ 'pyproject.toml': '[tool.poetry.dependencies]\npython = "^3.8"\n' }, '3.8', 'pyproject.toml:2 python'],
    [
      { 'setup.cfg': '[metadata]\nname = x\n[options]\npython_requires = >=3.7\n' },
      '3.7',
      'setup.cfg:4 python_requires',
    ],
    [
      { 'setup.py': 'from setuptools import setup\nsetup(\n  python_requires=">=3.6",\n)\n' },
      '3.6',
      'setup.py:3 python_requires',
    ],
    [{ 'setup.py': 'NEED = ">=3.7"\nsetup(python_requires=NEED)\n' }, '3.7', 'setup.py:2 python_requires'],
    [
      { 'setup.py': 'ARGS = {"python_requires": ">=3.8"}\nsetup(**ARGS)\n' },
      '3.8',
      'setup.py:1 python_requires',
    ],
    [{ 'setup.py': 'setup(python_requires=(">=3.5, " "!=3.5.*"))\n' }, '3.6', 'setup.py:1 python_requires'],
    [{ 'setup.py': '# python_requires=">=3.2"\nsetup(python_requires=compute())\n' }, '3.10', 'default'],
    [{ '.python-version': '3.11.4\n' }, '3.11', '.python-version:1'],
    [
      { 'pyproject.toml': '[project]\nrequires-python = "<4"\n', '.python-version': '3.12' },
      '3.12',
      '.python-version:1',
    ],
    [{}, '3.10', 'default'],
  ])('%j', (files, version, source) => {
    expect(chooseTarget({ root: tree(files as Record<string, string>) })).toEqual({ version, source })
  })

  it('says that a broken pyproject.toml tells nothing', () => {
    expect(chooseTarget({ root: tree({ 'pyproject.toml': 'requires-python = = ' }) })).toEqual({
      version: '3.10',
      source: 'default',
      note: 'pyproject.toml is not valid TOML, so what it declares is not known',
    })
  })

  it('prefers the flag, then the configuration', () => {
    const root = tree({ 'pyproject.toml': '[project]\nrequires-python = ">=3.9"\n' })
    const config = {
      ...emptyConfig(root),
      targetVersion: '3.11',
      targetSource: 'pymolt.toml:1 target-version',
    }
    expect(chooseTarget({ root, config, flag: 'py312' })).toEqual({
      version: '3.12',
      source: '--target-version',
    })
    expect(chooseTarget({ root, config })).toEqual({
      version: '3.11',
      source: 'pymolt.toml:1 target-version',
    })
    expect(chooseTarget({ root, config, flag: 'auto' }).version).toBe('3.9')
  })

  it('says when a version is old or none fits, and refuses what is none', () => {
    const old = chooseTarget({ root: tree({ 'setup.cfg': '[options]\npython_requires = >=3.4\n' }) })
    expect(old).toMatchObject({ version: '3.4', note: expect.stringContaining('older than 3.6') })
    const two = chooseTarget({ root: tree({ 'setup.cfg': '[options]\npython_requires = <3,>=2.7\n' }) })
    expect(two).toMatchObject({ version: '3.10', note: expect.stringContaining('no known Python 3') })
    for (const flag of ['2.7', '3.99', '3', 'new'])
      expect(() => chooseTarget({ root: '/', flag })).toThrow(/not a Python version/)
  })
})

it('reads the metadata of a single-file script', () => {
  const script =
    '#!/usr/bin/env python\n# /// script\n# dependencies = []\n# requires-python = ">=3.11"\n# ///\nimport x\n'
  expect(scriptTarget(script)).toEqual({ version: '3.11', source: 'line 4 requires-python' })
  expect(scriptTarget(script.replace('# ///\nimport', 'import'))).toBeUndefined()
  expect(scriptTarget('x = 1\n')).toBeUndefined()
})
