import { describe, expect, it } from 'vitest'
import type { Span } from '../../src/python/node.ts'
import { probedText } from '../../src/types/probes.ts'

/** The text with the spans that stand between « and ». */
function marked(text: string): { text: string; spans: Span[] } {
  const spans: { start: number; end: number }[] = []
  const open: { start: number; end: number }[] = []
  let plain = ''
  for (const character of text)
    if (character === '«') {
      const span = { start: plain.length, end: 0 }
      spans.push(span)
      open.push(span)
    } else if (character === '»') {
      const span = open.pop()
      if (span) span.end = plain.length
    } else plain += character
  return { text: plain, spans }
}

/** What the server is shown, and the word that it is asked about for each span. */
function shown(text: string): [string, ...string[]] {
  const { text: plain, spans } = marked(text)
  const probed = probedText(plain, spans)
  const lines = probed.text.split(/\r\n|\n/)
  const words = probed.positions.map(
    ({ line, character }) => /^\w+/u.exec((lines[line] ?? '').slice(character))?.[0] ?? '',
  )
  return [probed.text, ...words]
}

describe('what a server is shown', () => {
  it('are names where they stand', () => {
    expect(shown('a = 1\n«a».dict()\n')).toEqual(['a = 1\na.dict()\n', 'a'])
  })

  it('are attributes by their last name', () => {
    expect(shown('«self.model».dict(«a . b»)')).toEqual(['self.model.dict(a . b)', 'model', 'b'])
    expect(shown('(«a\n  .b»\n  .dict())')).toEqual(['(a\n  .b\n  .dict())', 'b'])
  })

  it('are other expressions under a name of their own', () => {
    expect(shown('«f(x)».dict()')).toEqual(['(pymolt_0 := f(x)).dict()', 'pymolt_0'])
    expect(shown('«ms[0]».dict()')).toEqual(['(pymolt_0 := ms[0]).dict()', 'pymolt_0'])
    expect(shown('«(await f())».json()')).toEqual(['(pymolt_0 := (await f())).json()', 'pymolt_0'])
    expect(shown('f"{«f()».json()}"')).toEqual(['f"{(pymolt_0 := f()).json()}"', 'pymolt_0'])
  })

  it('are expressions within expressions', () => {
    expect(shown('««««a».copy()».b».f()».dict()')).toEqual([
      '(pymolt_0 := (pymolt_2 := a.copy()).b.f()).dict()',
      ...['pymolt_0', 'b', 'pymolt_2', 'a'],
    ])
    expect(shown('«f(«g(«x»)».dict())».json()')).toEqual([
      '(pymolt_0 := f((pymolt_1 := g(x)).dict())).json()',
      ...['pymolt_0', 'pymolt_1', 'x'],
    ])
  })

  it('counts lines and UTF-16 units', () => {
    const { text, spans } = marked('"😀"; «f()».dict()\r\nx = "é"; «x».json()')
    expect(probedText(text, spans).positions).toEqual([
      { line: 0, character: 7 },
      { line: 1, character: 9 },
    ])
  })
})
