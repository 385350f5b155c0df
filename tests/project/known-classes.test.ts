import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { knownBases } from '../../src/project/known-classes.ts'
import { findPython } from '../support/python.ts'

const python = findPython('3.13') ?? findPython('3.12')

const PRINT = `
import builtins
for name, value in vars(builtins).items():
    if isinstance(value, type) and issubclass(value, BaseException) and name[0] != "_":
        print(name, *[base.__name__ for base in value.__bases__ if base is not object])
`

it.skipIf(!python)('knows the exceptions of Python, with the bases that they have there', () => {
  const lines = execFileSync(python ?? '', ['-I', '-c', PRINT])
    .toString()
    .trim()
    .split('\n')
  for (const line of lines) {
    const [name = '', ...bases] = line.trim().split(' ')
    const isOtherName = name === 'IOError' || name === 'EnvironmentError'
    const expected = isOtherName ? ['OSError'] : bases
    expect(knownBases(`builtins.${name}`), name).toEqual(expected.map((base) => `builtins.${base}`))
  }
  expect(lines.length).toBeGreaterThan(60)
})
