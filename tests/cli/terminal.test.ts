import { describe, expect, it, vi } from 'vitest'
import { progressBar } from '../../src/cli/progress.ts'
import { counted, escapeControls, oneLine, wantsColor } from '../../src/cli/terminal.ts'

describe('what a terminal gets', () => {
  it('holds no control or bidirectional characters', () => {
    expect(escapeControls('a\x1b[31m\x07\u202eb\u2066\ufeff\x9b\tc\nd\r')).toBe(
      'a\\x1b[31m\\x07\\u202eb\\u2066\\ufeff\\x9b\tc\nd\\r',
    )
    expect(escapeControls('é 漢字 😀')).toBe('é 漢字 😀')
    expect(oneLine('a\n\tb')).toBe('a\\n\\tb')
  })

  it('is coloured by the flag, then the environment, then the terminal', () => {
    const tty = { write: () => {}, isTTY: true }
    const pipe = { write: () => {} }
    expect(wantsColor(tty, {}, undefined)).toBe(true)
    expect(wantsColor(pipe, {}, undefined)).toBe(false)
    expect(wantsColor(tty, { NO_COLOR: '1' }, undefined)).toBe(false)
    expect(wantsColor(tty, { NO_COLOR: '1' }, true)).toBe(true)
    expect(wantsColor(tty, { NO_COLOR: '' }, undefined)).toBe(true)
    expect(wantsColor(tty, { TERM: 'dumb' }, undefined)).toBe(false)
    expect(wantsColor(pipe, { FORCE_COLOR: '1' }, undefined)).toBe(true)
  })

  it('counts in words', () => {
    expect([counted(1, 'file'), counted(0, 'file'), counted(1_234_567, 'site')]).toEqual([
      '1 file',
      '0 files',
      '1,234,567 sites',
    ])
  })
})

describe('the progress bar', () => {
  const draw = (isTTY: boolean, isWanted: boolean) => {
    const written: string[] = []
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1000)
    const bar = progressBar({ isTTY, write: (text) => written.push(String(text)) }, isWanted)
    for (const [now, done] of [
      [1100, 1],
      [1600, 50],
      [1650, 60],
      [1750, 100],
    ] as const) {
      clock.mockReturnValue(now)
      bar.update(done, 100)
    }
    bar.end()
    clock.mockRestore()
    return written
  }

  it('waits half a second, is drawn ten times a second, and goes away', () => {
    expect(draw(true, true)).toEqual([
      `\r\x1b[K[${'#'.repeat(12)}${' '.repeat(12)}] 50/100 files`,
      `\r\x1b[K[${'#'.repeat(24)}] 100/100 files`,
      '\r\x1b[K',
    ])
  })

  it('is for people at a terminal only', () => {
    expect([draw(false, true), draw(true, false)]).toEqual([[], []])
  })
})
