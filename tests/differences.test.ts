import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readReasons, reasonFor, reasonsPage } from '../scripts/differences/reasons.ts'
import { findPython } from './support/python.ts'

const root = new URL('../', import.meta.url).pathname
const reasons = readReasons(join(root, 'scripts/differences/reasons'))

it('the page shows what its programs print', ({ skip }) => {
  const python = findPython('3.12')
  if (!python) return skip()
  const page = readFileSync(join(root, 'docs/differences.md'), 'utf8')
  expect(page).toContain(reasonsPage(reasons, python))
})

it('a reason is for sites of its rules that look as it says', () => {
  const site = { tree: 't', path: 'p', line: 1, end: 1 }
  const nameOf = (code: string, text: string) => reasonFor({ ...site, code, text }, reasons)?.name
  expect(nameOf('FURB189', 'class A(dict):')).toBe('dict-subclass')
  expect(nameOf('UP018', 'return bytes()')).toBe('compat-names')
  expect(nameOf('UP018', "return b''")).toBeUndefined()
})
