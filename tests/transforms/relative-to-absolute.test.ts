import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { findPython } from '../support/python.ts'

const project = new URL('../../fixtures/projects/imports-cycle', import.meta.url).pathname

/** What the program prints, when its modules import each other in a cycle. */
function run(python: string, half: 'before' | 'after', start: string): string {
  const code = `import sys; sys.path.insert(0, "src"); sys.dont_write_bytecode = True; ${start}`
  return execFileSync(python, ['-I', '-c', code], { cwd: `${project}/${half}`, encoding: 'utf8' })
}

const versions = ['3.6', '3.8', '3.12', '3.13'].flatMap((version) => {
  const python = findPython(version)
  if (!python) console.warn(`CPython ${version} is not installed: cycles are not run on it`)
  return python ? [[version, python] as const] : []
})

// A cycle is entered from either end, and from a submodule of a package that is half way through its own import.
const starts = [
  'import main',
  'from shop import customers; import main',
  'import shop.deep.inside; import main',
]

if (versions.length === 0) it.skip('no CPython found to run import cycles', () => {})
it.each(versions)('keeps import cycles working in CPython %s', (_, python) => {
  for (const start of starts) expect(run(python, 'after', start)).toBe(run(python, 'before', start))
})
