import { describe, expect, it } from 'vitest'
import { applyEdits, OverlapError, selectChanges } from '../../src/edits/apply.ts'
import type { Change, Edit } from '../../src/edits/change.ts'
import { applyPlainly, random, randomEdits } from './random.ts'

function change(transform: string, start: number, end: number, ...edits: Edit[]): Change {
  const span = { start, end }
  return { transform, safety: 'safe', span, edits, imports: [], droppedComments: [], fingerprint: transform }
}
const edit = (start: number, end: number, text = 'x'): Edit => ({ start, end, text })
const names = (changes: readonly Change[]) => changes.map((one) => one.transform).join(' ')
const select = (...changes: Change[]) => {
  const { applied, deferred } = selectChanges(changes)
  return `${names(applied)} | ${names(deferred)}`
}

describe('selectChanges', () => {
  it('takes disjoint and touching changes, in the order of the text', () => {
    expect(select(change('b', 5, 9, edit(5, 9)), change('a', 0, 5, edit(0, 5)))).toBe('a b | ')
  })
  it('defers the later of two that overlap', () => {
    expect(select(change('inner', 4, 6, edit(4, 6)), change('outer', 0, 9, edit(0, 9)))).toBe('outer | inner')
  })
  it('lets the one registered first win at the same start', () => {
    expect(select(change('one', 0, 3, edit(0, 3)), change('two', 0, 9, edit(2, 9)))).toBe('one | two')
  })
  it('takes an inner change where the outer one only edits around it', () => {
    expect(select(change('outer', 0, 9, edit(0, 2), edit(8, 9)), change('inner', 3, 6, edit(3, 6)))).toBe(
      'outer inner | ',
    )
  })
  it('defers a change as a whole when one of its edits clashes', () => {
    expect(select(change('a', 0, 9, edit(0, 3)), change('b', 1, 9, edit(7, 8), edit(2, 4)))).toBe('a | b')
  })
  it('defers insertions at one position, and inside what is replaced', () => {
    expect(select(change('a', 0, 1, edit(3, 3)), change('b', 1, 2, edit(3, 3)))).toBe('a | b')
    expect(select(change('a', 0, 1, edit(2, 5)), change('b', 1, 2, edit(3, 3)))).toBe('a | b')
    expect(select(change('a', 0, 1, edit(3, 3)), change('b', 1, 2, edit(2, 5)))).toBe('a | b')
  })
  it('takes an insertion at the edge of what another change replaces', () => {
    expect(
      select(change('a', 0, 1, edit(2, 5)), change('b', 1, 2, edit(2, 2)), change('c', 2, 3, edit(5, 5))),
    ).toBe('a b c | ')
  })
  it('keeps an operand as it is while another change moves it', () => {
    const text = 'g((a or b))\n'
    const outer = change('outer', 0, 11, edit(0, 2, 'h('), edit(10, 11, '.i())'))
    const unwrap = change('unwrap', 2, 10, edit(2, 3, ''), edit(9, 10, ''))
    expect(names(selectChanges([outer, unwrap], text).deferred)).toBe('unwrap')
    expect(names(selectChanges([outer, change('name', 3, 4, edit(3, 4))], text).deferred)).toBe('')
    const lines = [change('one', 0, 4, edit(0, 4)), change('two', 4, 8, edit(4, 8))]
    expect(names(selectChanges(lines, 'one\ntwo\n').deferred)).toBe('')
  })
  it('keeps lines while another change puts something behind the last of them', () => {
    const text = 'if a:\n    return\nelif b:\n    return\nx\n'
    const removal = change('removal', 0, 36, edit(16, 35, ''))
    const added = change('added', 0, 36, edit(16, 16, ' None'), edit(35, 35, ' None'))
    expect(text.slice(16, 35)).toBe('\nelif b:\n    return')
    expect(names(selectChanges([removal, added], text).deferred)).toBe('added')
    expect(names(selectChanges([added, removal], text).deferred)).toBe('removal')
  })
  it('keeps a line where it is while another change puts lines on it', () => {
    const text = '    f(a, b, c)\n    g()\n'
    const dedent = change('dedent', 0, 23, edit(0, 4, ''), edit(15, 19, ''))
    const names = (...changes: Change[]) => selectChanges(changes, text).deferred.map((one) => one.transform)
    expect(names(dedent, change('before', 4, 4, edit(4, 4, 'x = 1\n    ')))).toEqual(['before'])
    const commas = [6, 9, 12].map((at) => change(`at ${at}`, at, at + 1, edit(at, at + 1)))
    const wrap = change('wrap', 4, 13, edit(13, 13, '\n        '))
    expect(names(dedent, ...commas, wrap)).toEqual(['wrap'])
    expect(names(...commas, wrap, { ...dedent, span: { start: 20, end: 21 } })).toEqual(['dedent'])
    expect(names(dedent, ...commas)).toEqual([])
  })
  it('keeps a line whole that another change joins with the one above it', () => {
    const text = 'if a:\n    if b: c()\n'
    const deferred = (...changes: Change[]) => names(selectChanges(changes, text).deferred)
    const split = change('split', 10, 19, edit(15, 16, '\n        '))
    expect(deferred(change('join', 0, 19, edit(3, 14, 'a and b')), split)).toBe('split')
    expect(deferred(change('rename', 0, 19, edit(3, 4, 'd')), split)).toBe('')
    expect(deferred(change('header', 0, 19, edit(3, 14, 'a:\n    if d')), split)).toBe('')
  })
  it('keeps what is put in beside one of several things with that one while another change sorts them', () => {
    const text = 'from m import b\nimport a\nf()\n'
    const sort = (sorted: string) => change('sort', 0, 24, edit(0, 24, sorted))
    const deferred = (...changes: Change[]) => names(selectChanges(changes, text).deferred)
    const alias = change('alias', 23, 24, edit(24, 24, ' as x'))
    expect(deferred(sort('import a\nfrom m import b'), alias)).toBe('alias')
    expect(deferred(sort('from m import c\n\nimport a'), alias)).toBe('')
    const first = change('first', 0, 4, edit(0, 0, 'if 1: '))
    expect(deferred(first, sort('import a\nfrom m import b'))).toBe('sort')
    expect(
      deferred(change('one', 0, 15, edit(0, 15, 'import b')), change('end', 14, 15, edit(15, 15, ' as x'))),
    ).toBe('')
  })
  it('keeps a line as far in as the ones above it while another change indents them otherwise', () => {
    const text = 'if a:\n        def f():\n            b()\n'
    const moved = (lines: string) => change('move', 6, 37, edit(6, 38, lines))
    const more = change('more', 35, 38, edit(38, 38, '\n            c()'))
    const deferred = (...changes: Change[]) => names(selectChanges(changes, text).deferred)
    expect(deferred(moved('    def f():\n        b()'), more)).toBe('more')
    expect(deferred(moved('        def g():\n            b()'), more)).toBe('')
    expect(deferred({ ...more, span: { start: 0, end: 38 } }, moved('    def f():\n        b()'))).toBe(
      'move',
    )
  })
  it('keeps letters away from a literal that another change writes anew', () => {
    const text = "f('a' 'b')\n"
    const join = change('join', 2, 9, edit(2, 9, "'ab'"))
    const deferred = (...changes: Change[]) => names(selectChanges(changes, text).deferred)
    expect(deferred(join, change('raw', 2, 5, edit(2, 2, 'r')))).toBe('raw')
    expect(deferred(change('raw', 2, 5, edit(2, 2, 'r')), join)).toBe('join')
    expect(deferred(join, change('call', 2, 9, edit(2, 2, 'str('), edit(9, 9, ')')))).toBe('')
  })
  it('keeps removals apart that could empty a block together', () => {
    const text = '    import a\n    # why\n\n    import b\n    c()\n'
    const first = change('a', 0, 13, edit(0, 13, ''))
    const touching = change('b', 13, 23, edit(13, 23, ''))
    const next = change('c', 24, 37, edit(24, 37, ''))
    expect(names(selectChanges([first, touching]).deferred)).toBe('b')
    expect(names(selectChanges([first, next], text).deferred)).toBe('c')
    expect(names(selectChanges([first, next], text.replace('# why', 'why()')).deferred)).toBe('')
  })
  it('refuses a change that overlaps itself, and names it', () => {
    expect(() => select(change('family/name', 0, 9, edit(0, 5), edit(4, 9)))).toThrow(/family\/name/)
  })
  it('never selects edits that cannot be applied together', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const next = random(seed)
      const text = 'abcdefghij'.repeat(8)
      const changes = Array.from({ length: 6 }, (_, i) => {
        const edits = randomEdits(text, next, ['Q'])
        return change(`t${i}`, edits[0]?.start ?? 0, edits.at(-1)?.end ?? 0, ...edits)
      })
      const { applied, deferred } = selectChanges(changes)
      expect(applied.length + deferred.length).toBe(6)
      const all = applied.flatMap((one) => one.edits).sort((a, b) => a.start - b.start || a.end - b.end)
      expect(applyEdits(text, all)).toBe(applyPlainly(text, all))
    }
  })
})

describe('applyEdits', () => {
  it('does what slicing does, on random edits', () => {
    for (let seed = 1; seed <= 500; seed++) {
      const next = random(seed)
      const text = 'line \u{1F40D} one\r\nüber\u2028\n\f\tx'.repeat(1 + next(3))
      const edits = randomEdits(text, next, ['', 'a', '\r\n', '$&', '\u{1F40D}'])
      expect(applyEdits(text, [...edits].reverse())).toBe(applyPlainly(text, edits))
    }
  })
  it('keeps the order of insertions at one position', () => {
    expect(applyEdits('ad', [edit(1, 1, 'b'), edit(1, 1, 'c')])).toBe('abcd')
  })
  it('puts an insertion before a replacement that starts there and after one that ends there', () => {
    expect(applyEdits('abc', [edit(1, 2, 'B'), edit(1, 1, '<'), edit(2, 2, '>')])).toBe('a<B>c')
  })
  it('refuses overlaps and positions outside the text', () => {
    expect(() => applyEdits('abcdef', [edit(0, 3), edit(2, 4)])).toThrow(OverlapError)
    expect(() => applyEdits('abcdef', [edit(1, 5), edit(3, 3)])).toThrow(OverlapError)
    expect(() => applyEdits('abcdef', [edit(5, 7)])).toThrow(OverlapError)
    expect(() => applyEdits('abcdef', [edit(-1, 2)])).toThrow(OverlapError)
    expect(() => applyEdits('abcdef', [edit(4, 2)])).toThrow(OverlapError)
  })
})
