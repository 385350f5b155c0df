import { describe, expect, it } from 'vitest'
import { field } from '../src/python/node.ts'
import { parse } from '../src/python/tree.ts'
import { registry } from '../transforms/index.ts'
import { allFixtures, type Fixture, planFixture } from './support/fixture.ts'

const folder = new URL('../fixtures', import.meta.url).pathname
const changing = allFixtures(folder, registry).filter(({ after }) => after !== undefined)

/** What a transform writes when it is given `text`, or the reason why there is nothing. */
function written(fixture: Fixture, text: string): string {
  const outcome = planFixture(fixture, registry, undefined, text)
  return outcome.status === 'changed' ? outcome.after : outcome.status === 'failed' ? outcome.error : text
}

/** The text with a space before the parenthesis of each call, as GNU has it. */
function spaced(text: string): string {
  const places = parse(text)
    .root.descendantsOfType('call')
    .flatMap((call) => {
      const end = field(call, 'function')?.endIndex
      return end !== undefined && field(call, 'arguments')?.startIndex === end ? [end] : []
    })
  return [...new Set(places)]
    .sort((a, b) => b - a)
    .reduce((before, at) => `${before.slice(0, at)} ${before.slice(at)}`, text)
}

const named = (fixtures: readonly Fixture[]) =>
  fixtures.map((fixture) => ({ fixture, name: `${fixture.transform}/${fixture.file}` }))

describe('the same code in another spelling', () => {
  const ofLines = changing.filter(({ before }) => !before.includes('\r'))
  it.each(named(ofLines))('$name with CRLF', ({ fixture }) => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n')
    expect(written(fixture, crlf(fixture.before))).toBe(crlf(written(fixture, fixture.before)))
  })

  // Where lines are aligned, spaces make another layout of the code.
  const basic = changing.filter(({ file }) => file === 'basic.py')
  it.each(named(basic))('$name with spaces', ({ fixture }) => {
    const bare = (text: string) => text.replaceAll(' (', '(')
    expect(bare(written(fixture, spaced(fixture.before)))).toBe(bare(written(fixture, fixture.before)))
  })
})
