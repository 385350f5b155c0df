import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isOfProject, locate, pathFolders } from '../../src/programs/programs.ts'

const top = realpathSync(mkdtempSync(join(tmpdir(), 'pymolt-programs-')))
afterAll(() => rmSync(top, { recursive: true, force: true }))

const project = join(top, 'project')
function program(path: string): string {
  const absolute = join(top, path)
  mkdirSync(dirname(absolute), { recursive: true })
  writeFileSync(absolute, '#!/bin/sh\n')
  chmodSync(absolute, 0o755)
  return absolute
}

describe('a program is the project’s own', () => {
  const own = program('project/.venv/bin/python')
  const dotted = program('project/..venv/bin/python')
  const other = program('bin/python')
  const beside = program('project-2/bin/python')
  symlinkSync(own, join(top, 'bin/linked'))
  symlinkSync(project, join(top, 'alias'))
  symlinkSync(other, join(project, 'python'))

  it.each([
    ['below its root', own, project, true],
    ['in a folder whose name begins with dots', dotted, project, true],
    ['linked from elsewhere', join(top, 'bin/linked'), project, true],
    ['where the root is reached by a link', own, join(top, 'alias'), true],
    ['as a link that leads out of it', join(project, 'python'), project, true],
    ['not elsewhere', other, project, false],
    ['not in a folder whose name begins alike', beside, project, false],
  ])('%s', (_, path, root, expected) => {
    expect(isOfProject(path, root)).toBe(expected)
  })

  it('and found by its path or on PATH, in folders that are absolute', () => {
    const env = { PATH: `bin:${join(top, 'none')}:${join(top, 'bin')}` }
    expect(pathFolders(env)).toEqual([join(top, 'none'), join(top, 'bin')])
    expect(locate('python', project, env)).toBe(other)
    expect(locate('./python', project, env)).toBe(join(project, 'python'))
    expect(locate('perl', project, env)).toBeUndefined()
  })
})
