import { describe, expect, it } from 'vitest'
import { phases } from '../../src/cli/progress.ts'
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

describe('how far a run is', () => {
  type Step = readonly [now: number, done: number]
  const tell = (isTTY: boolean, wanted: 'none' | 'bar' | 'bar or lines', steps: readonly Step[]) => {
    const written: string[] = []
    let now = 1000
    const progress = phases({ isTTY, write: (text) => written.push(String(text)) }, wanted, () => now)
    const update = progress.begin('planning')
    for (const [at, done] of steps) {
      now = 1000 + at
      update(done, 100)
    }
    progress.end()
    return written
  }
  const bar = (filled: number, text: string) =>
    `\r\x1b[Kplanning [${'#'.repeat(filled)}${' '.repeat(24 - filled)}] ${text}`
  const gone = '\r\x1b[K'

  it('is a bar that waits half a second, is drawn ten times a second, and goes away', () => {
    const steps: Step[] = [
      [100, 1],
      [600, 50],
      [650, 60],
      [750, 100],
    ]
    expect(tell(true, 'bar', steps)).toEqual([bar(12, '50/100 files'), bar(24, '100/100 files'), gone])
  })

  it('is said with the time that is left, which files that need no work say nothing of', () => {
    const steps: Step[] = [
      [200, 41],
      [1200, 42],
      [2200, 45],
      [122_200, 46],
      [3_602_200, 47],
    ]
    expect(tell(true, 'bar', steps)).toEqual([
      bar(10, '42/100 files, 29 s left'),
      bar(11, '45/100 files, 22 s left'),
      bar(11, '46/100 files, 19 min left'),
      bar(11, '47/100 files, 7 h 35 min left'),
      gone,
    ])
  })

  it('is a line now and then without a terminal, where that is wanted', () => {
    const steps: Step[] = [
      [100, 1],
      [9_900, 20],
      [10_100, 21],
      [19_000, 40],
      [20_100, 100],
    ]
    expect(tell(false, 'bar or lines', steps)).toEqual([
      'planning: 21/100 files, 38 s left\n',
      'planning: 100/100 files\n',
    ])
    expect(tell(false, 'bar', steps)).toEqual([])
  })

  it('is left out when it is not wanted, and when the run is short', () => {
    expect(tell(true, 'none', [[5000, 50]])).toEqual([])
    expect(tell(true, 'bar', [[300, 50]])).toEqual([])
    expect(tell(false, 'bar or lines', [[300, 50]])).toEqual([])
  })

  it('begins anew with each phase', () => {
    const written: string[] = []
    let now = 0
    const progress = phases({ isTTY: true, write: (text) => written.push(String(text)) }, 'bar', () => now)
    const planning = progress.begin('planning')
    now = 2000
    planning(10, 10)
    const writing = progress.begin('writing')
    now = 2300
    writing(1, 2)
    now = 2600
    writing(2, 2)
    progress.end()
    expect(written).toEqual([
      `\r\x1b[Kplanning [${'#'.repeat(24)}] 10/10 files`,
      gone,
      `\r\x1b[Kwriting [${'#'.repeat(24)}] 2/2 files`,
      gone,
    ])
  })
})
