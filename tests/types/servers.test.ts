import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { findServer, installedPackages, serverEnvironment, serverInProject } from '../../src/types/servers.ts'

const folder = mkdtempSync(join(tmpdir(), 'pymolt-servers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function program(path: string): string {
  const absolute = join(folder, path)
  mkdirSync(join(absolute, '..'), { recursive: true })
  writeFileSync(absolute, '#!/bin/sh\n')
  chmodSync(absolute, 0o755)
  return absolute
}

const ty = program('bin/ty')
const basedpyright = program('both/basedpyright-langserver')
program('both/ty')
const inside = program('project/venv/bin/pyright-langserver')
mkdirSync(join(folder, 'project/node_modules/pyright'), { recursive: true })
writeFileSync(join(folder, 'project/node_modules/pyright/package.json'), '{}')
const root = join(folder, 'project')
/** pymolt's own folder, where no package is. */
const packagesFrom = join(folder, 'pymolt/index.js')
const places = (...folders: string[]) => ({
  ...{ root, packagesFrom, cwd: root },
  env: { PATH: folders.map((one) => join(folder, one)).join(':') },
})

describe.skipIf(process.platform === 'win32')('the server that auto finds', () => {
  it('is the first known one on PATH', () => {
    expect(findServer('auto', places('bin'))).toEqual({ title: `ty (${ty})`, command: ty, args: ['server'] })
    expect(findServer('auto', places('bin', 'both'))?.command).toBe(basedpyright)
  })

  it('is a package beside pymolt', () => {
    const beside = findServer('auto', { ...places(), packagesFrom: import.meta.url })
    expect(beside).toMatchObject({ title: 'pyright (npm)', command: process.execPath })
    expect(beside?.args).toEqual([expect.stringMatching(/pyright\/langserver\.index\.js$/), '--stdio'])
  })

  it('is none of the project, neither a program nor a package', () => {
    expect(findServer('auto', places('project/venv/bin'))).toBeUndefined()
    expect(findServer('auto', places('project/venv/bin', 'bin'))?.command).toBe(ty)
  })

  it('may be named instead when it lies in the project', () => {
    expect(serverInProject(places('bin', 'project/venv/bin'))).toBe(inside)
    expect(serverInProject(places('bin'))).toBeUndefined()
    expect(findServer(inside, places())).toEqual({ title: inside, command: inside, args: ['--stdio'] })
  })

  it('is none where there is none', () => {
    expect(findServer('auto', places())).toBeUndefined()
  })
})

describe.skipIf(process.platform === 'win32')('a named server', () => {
  it('is known by its name, its program or its command', () => {
    const expected = { command: ty, args: ['server'] }
    expect(findServer('ty', places('bin'))).toMatchObject(expected)
    expect(findServer('ty server', places('bin'))).toMatchObject(expected)
    expect(findServer('../bin/ty server', places())).toMatchObject(expected)
    expect(findServer('basedpyright', places('both'))).toMatchObject({ args: ['--stdio'] })
    expect(findServer(`'${ty}' "a b" c`, places())).toMatchObject({ command: ty, args: ['a b', 'c'] })
  })

  it('may be one of the project', () => {
    expect(findServer('venv/bin/pyright-langserver --stdio', places())?.command).toBe(inside)
    expect(findServer('pyright', places('project/venv/bin'))?.command).toBe(inside)
  })

  it('may be missing', () => {
    expect(findServer('nothing --stdio', places('bin'))).toBeUndefined()
    expect(findServer('ty', places())).toBeUndefined()
    expect(findServer('/nowhere/ty', places('bin'))).toBeUndefined()
  })
})

describe.skipIf(process.platform === 'win32')('what a server sees', () => {
  it('are no programs of the project', () => {
    expect(serverEnvironment(places('bin', 'project/venv/bin')).PATH).toBe(join(folder, 'bin'))
  })

  it('are the packages of the virtual environment', () => {
    const packages = join(root, '.venv/lib/python3.12/site-packages')
    mkdirSync(packages, { recursive: true })
    expect(installedPackages(places())).toEqual([])
    writeFileSync(join(root, '.venv/pyvenv.cfg'), '')
    expect(installedPackages(places())).toEqual([packages])
  })
})
