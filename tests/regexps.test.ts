import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { analyse } from 'scslre'
import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'

const root = join(import.meta.dirname, '..')
const files = ['src', 'transforms'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path)),
)

/** The regular expressions that a file holds as literals. */
function literalsIn(file: string): RegExp[] {
  const found: RegExp[] = []
  JSON.stringify(parseAst(readFileSync(join(root, file), 'utf8'), { lang: 'ts' }), (_, part: unknown) => {
    if (part && typeof part === 'object' && 'value' in part && part.value instanceof RegExp)
      found.push(part.value)
    return part
  })
  return found
}

/** Those that may take time exponential in the length of a text that they do not match. */
function exponentialIn(file: string): string[] {
  return literalsIn(file)
    .filter(({ source, flags }) => analyse({ source, flags }).reports.some(({ exponential }) => exponential))
    .map(String)
}

test('the regular expressions are read', () => {
  expect(literalsIn('src/semantics/version-branches.ts').length).toBeGreaterThan(3)
})

test('what takes exponential time is seen', () => {
  expect(
    analyse({ source: '(?:#[^\\n]*\\s*)*x', flags: '' }).reports.some(({ exponential }) => exponential),
  ).toBe(true)
})

test('no regular expression takes exponential time', () => {
  const exponential = files.flatMap((file) => exponentialIn(file).map((found) => `${file}: ${found}`))
  expect(exponential).toEqual([])
})

/** In a repetition, `[^\n]*\r?\n` takes each carriage return in two ways, which the analysis above does not see. */
const TWICE = /\[\^(?:(?!\\r)[^\]])*\][*+]\)?\??\\r\?\\n/

test('a carriage return is taken in one way only', () => {
  expect(TWICE.test('(?:#[^\\n]*)?\\r?\\n')).toBe(true)
  expect(TWICE.test('(?:#[^\\r\\n]*)?\\r?\\n')).toBe(false)
  const ambiguous = files.flatMap((file) =>
    literalsIn(file).flatMap(({ source }) => (TWICE.test(source) ? `${file}: ${source}` : [])),
  )
  expect(ambiguous).toEqual([])
})

test('many comments between CRLF lines cost no time', () => {
  const comments = '# a\r\n'.repeat(2_000)
  const texts = [`x\r\n${comments}if`, `if x:\r\n\r\n\tpass\r\n${comments} x`, `x:\r\n${comments}if y`]
  const started = performance.now()
  for (const file of ['transforms/conditions/collapse-if.ts', 'transforms/idioms/remove-pass.ts'])
    for (const regexp of literalsIn(file)) for (const text of texts) text.search(regexp)
  expect(performance.now() - started).toBeLessThan(1_000)
})
