import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { Project } from '../../src/project/project.ts'

const made: string[] = []
afterAll(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true })
})

/** Writes files into a new temporary directory, removed after the tests, and gives its path. */
export function tree(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'pymolt-project-')))
  made.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** A project of these files on the disk. */
export function projectOf(files: Readonly<Record<string, string>>, more: object = {}): Project {
  const root = tree(files)
  return new Project({ root, files: Object.keys(files).filter((path) => /\.pyi?$/.test(path)), ...more })
}
