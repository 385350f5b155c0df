import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyEdits } from '../../src/edits/apply.ts'
import type { Edit } from '../../src/edits/change.ts'
import { unifiedDiff, unifiedDiffBytes } from '../../src/edits/unified-diff.ts'
import { processorTime } from '../support/processor-time.ts'
import { random, randomEdits } from './random.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pymolt-diff-'))
  git('init', '-q')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function git(...args: string[]): Buffer {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
  return execFileSync('git', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Writes each file, lets git apply all patches at once, and compares bytes. */
function applyAll(files: readonly { path: string; before: Buffer; after: Buffer; patch: Buffer }[]): void {
  for (const { path, before } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), before)
  }
  writeFileSync(join(folder, '.patch'), Buffer.concat(files.map((file) => file.patch)))
  git('apply', '--whitespace=nowarn', '.patch')
  for (const { path, after } of files) expect(readFileSync(join(folder, path)), path).toEqual(after)
}

function file(path: string, before: string, edits: readonly Edit[], context = 3) {
  const patch = unifiedDiff({ oldPath: path, newPath: path, before, edits, context })
  const after = applyEdits(before, edits)
  return { path, before: Buffer.from(before), after: Buffer.from(after), patch: Buffer.from(patch) }
}
const replace = (text: string, from: string, to: string): Edit => {
  const start = text.indexOf(from)
  return { start, end: start + from.length, text: to }
}

describe('unifiedDiff', () => {
  it('writes what git writes', () => {
    const before = Array.from({ length: 30 }, (_, i) => `line ${i + 1}\n`).join('')
    const edits = [
      replace(before, 'line 3\n', ''),
      replace(before, 'line 9\n', 'nine\n'),
      replace(before, 'line 25', 'l 25'),
    ]
    const after = applyEdits(before, edits)
    const path = 'sub dir/nä"me\t.py'
    mkdirSync(join(folder, 'sub dir'), { recursive: true })
    writeFileSync(join(folder, path), before)
    git('add', path)
    writeFileSync(join(folder, path), after)
    const theirs = git('diff', '--no-color')
      .toString()
      .replace(/^index .*\n/m, '')
    git('rm', '-q', '-f', path)
    const ours = unifiedDiff({ oldPath: path, newPath: path, before, edits })
    // Git adds the text of an earlier line after the second @@; that part is decoration.
    expect(ours).toBe(theirs.replace(/^(@@ .*? @@).*$/gm, '$1'))
  })
  it('is empty when nothing changes', () => {
    expect(unifiedDiff({ oldPath: 'a', newPath: 'a', before: 'x\n', edits: [] })).toBe('')
    expect(
      unifiedDiff({ oldPath: 'a', newPath: 'a', before: 'x\n', edits: [replace('x\n', 'x', 'x')] }),
    ).toBe('')
  })
  it('keeps equal lines inside an edit as context', () => {
    const before = 'a\nb\nc\nd\n'
    const patch = unifiedDiff({
      oldPath: 'f',
      newPath: 'f',
      before,
      edits: [{ start: 0, end: 8, text: 'a\nB\nc\nD\n' }],
    })
    expect(patch.split('\n').slice(4)).toEqual([' a', '-b', '+B', ' c', '-d', '+D', ''])
  })
  it('renames', () => {
    writeFileSync(join(folder, 'old name.py'), 'a\nb\n')
    const edits = [{ start: 0, end: 1, text: 'A' }]
    writeFileSync(
      join(folder, '.patch'),
      unifiedDiff({ oldPath: 'old name.py', newPath: 'new.py', before: 'a\nb\n', edits }),
    )
    git('apply', '.patch')
    expect(readFileSync(join(folder, 'new.py'), 'utf8')).toBe('A\nb\n')
  })
  it('is applied by git to the exact bytes: newlines, odd separators, ends of files, names', () => {
    const odd = 'a\fb\n\x0bc\u2028d\u2029e\u0085f\n\fg\nh\r\ni\n'
    applyAll([
      file('crlf.py', 'a\r\nb\r\nc\r\n', [replace('a\r\nb\r\nc\r\n', 'b', 'B\r\nB2')]),
      file('odd.py', odd, [replace(odd, 'c', 'C\f'), replace(odd, 'h\r', 'h')]),
      file('no-newline.py', 'a\nb', [{ start: 2, end: 3, text: 'B' }]),
      file('newline-goes.py', 'a\nb\n', [{ start: 3, end: 4, text: '' }]),
      file('newline-comes.py', 'a\nb', [{ start: 3, end: 3, text: '\n' }]),
      file('newline-near.py', 'a\nb\nc', [{ start: 0, end: 1, text: 'A' }]),
      file('append.py', 'a\n', [{ start: 2, end: 2, text: 'b' }]),
      file('emptied.py', 'a\nb\n', [{ start: 0, end: 4, text: '' }]),
      file('joined.py', 'a\nb\nc\n', [{ start: 1, end: 2, text: '' }]),
      file('spaces in name.py', 'a\n', [{ start: 0, end: 1, text: 'b' }]),
      file('d ir/naïve "quoted" \\ 日本.py', 'a\n', [{ start: 0, end: 1, text: 'b' }]),
      file('tab\tnewline\nbell\x07del\x7f.py', 'a\n', [{ start: 0, end: 1, text: 'b' }]),
      file(
        'no-context.py',
        'a\nb\nc\nd\n',
        [
          { start: 2, end: 3, text: 'B\nB' },
          { start: 6, end: 7, text: '' },
        ],
        1,
      ),
    ])
  })
  it('is applied by git to the exact bytes, on random edits', () => {
    for (let batch = 0; batch < 4; batch++) {
      const files = []
      for (let seed = 1; seed <= 60; seed++) {
        const next = random(batch * 1000 + seed)
        const lines = ['a', 'b', '', 'c\r', 'd\f', 'e\u2028']
        let before = Array.from({ length: 1 + next(25) }, () => lines[next(lines.length)]).join('\n')
        before += next(2) ? '\n' : 'z'
        const edits = randomEdits(before, next, ['\n', 'b', 'q', '\n\n'])
        // Git refuses a patch without any hunk.
        if (applyEdits(before, edits) !== before)
          files.push(file(`random/${batch}-${seed}.py`, before, edits))
      }
      applyAll(files)
    }
  })
  it('stays quick on a large block that is all different', () => {
    const before = Array.from({ length: 20_000 }, (_, i) => `a${i}\n`).join('')
    const text = Array.from({ length: 20_000 }, (_, i) => `b${i}\n`).join('')
    const edits = [{ start: 0, end: before.length, text }]
    const time = processorTime(() => unifiedDiff({ oldPath: 'a', newPath: 'a', before, edits }))
    expect(time).toBeLessThan(1000)
  })
})

describe('unifiedDiffBytes', () => {
  it('keeps the encoding and the BOM of the file', () => {
    const latin = '# coding: latin-1\nx = "é"\ny = 1\n'
    const latinEdits = [replace(latin, 'y', 'é')]
    const utf = 'x = "é"\ny = 1\n'
    const encodeLatin = (text: string) => Buffer.from(text, 'latin1')
    const encodeUtf = (text: string) => Buffer.from(text, 'utf8')
    const make = (
      path: string,
      before: string,
      edits: readonly Edit[],
      encode: (text: string) => Buffer,
      hasBom: boolean,
    ) => {
      const bom = Buffer.from(hasBom ? [0xef, 0xbb, 0xbf] : [])
      return {
        path,
        before: Buffer.concat([bom, encode(before)]),
        after: Buffer.concat([bom, encode(applyEdits(before, edits))]),
        patch: unifiedDiffBytes({ oldPath: path, newPath: path, before, edits }, encode, hasBom),
      }
    }
    applyAll([
      make('latin.py', latin, latinEdits, encodeLatin, false),
      make('bom-first.py', utf, [replace(utf, 'x', 'z')], encodeUtf, true),
      make('bom-context.py', utf, [replace(utf, '1', '2')], encodeUtf, true),
      make('bom-before.py', utf, [{ start: 0, end: 0, text: 'import a\n' }], encodeUtf, true),
      make('bom-emptied.py', utf, [{ start: 0, end: utf.length, text: '' }], encodeUtf, true),
      make(
        'bom-far.py',
        `${utf.repeat(9)}end`,
        [{ start: utf.length * 9, end: utf.length * 9 + 3, text: 'END' }],
        encodeUtf,
        true,
      ),
    ])
  })
})
