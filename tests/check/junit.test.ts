import { describe, expect, it } from 'vitest'
import { parseJunit } from '../../src/check/junit.ts'
import { baselineOf, type CheckOutcome, newFailures, whyNoBaseline } from '../../src/check/outcome.ts'

const outcome = (results: Record<string, 'passed' | 'failed'> | undefined, exitCode = 0): CheckOutcome => ({
  exitCode,
  timedOut: false,
  tests: results && new Map(Object.entries(results)),
  seconds: 1,
  output: '',
})

describe('parseJunit', () => {
  it('reads tests with their results', () => {
    const xml = `<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest" tests="5">
      <testcase classname="tests.test_a.TestA" name="test_one[a&lt;b&#10;&quot;]" time="0.1" />
      <testcase classname="tests.test_a" name="test_two"><failure message="a &gt; b">text <![CDATA[</testcase><testcase name="no">]]></failure></testcase>
      <testcase classname="tests.test_a" name="test_three"><skipped type="pytest.skip" message="x"/></testcase>
      <!-- <testcase name="commented"/> -->
      <testcase classname="" name="tests.test_b"><error message="collection failure"/></testcase>
      <testcase classname='tests.test_a' name='test_four[&lt;object at 0x7f00aa11&gt;]'><system-out>x</system-out></testcase>
    </testsuite></testsuites>`
    expect([...(parseJunit(xml) ?? [])]).toEqual([
      ['tests.test_a.TestA::test_one[a<b\n"]', 'passed'],
      ['tests.test_a::test_two', 'failed'],
      ['tests.test_a::test_three', 'passed'],
      ['tests.test_b', 'failed'],
      ['tests.test_a::test_four[<object at 0x…>]', 'passed'],
    ])
  })

  it('takes the failed one of two records', () => {
    const one = '<testcase classname="a" name="b"/>'
    const two = '<testcase classname="a" name="b"><error/></testcase>'
    for (const cases of [one + two, two + one])
      expect(parseJunit(`<testsuite>${cases}</testsuite>`)?.get('a::b')).toBe('failed')
  })

  it('knows what is no report', () => {
    expect(parseJunit('')).toBeUndefined()
    expect(parseJunit('<html></html>')).toBeUndefined()
  })
})

describe('comparing with the unchanged tree', () => {
  it('counts what failed newly, and tests that are gone', () => {
    const baseline = baselineOf([outcome({ a: 'passed', b: 'failed', c: 'passed', d: 'passed' }, 1)])
    expect(newFailures(baseline, outcome({ a: 'passed', b: 'failed', c: 'failed' }, 1))).toEqual([
      'c',
      'd (not run any more)',
    ])
    expect(newFailures(baseline, outcome({ a: 'passed', b: 'passed', c: 'passed', d: 'passed' }, 0))).toEqual(
      [],
    )
  })

  it('leaves tests out that come and go', () => {
    const baseline = baselineOf([
      outcome({ a: 'passed', b: 'failed' }, 1),
      outcome({ a: 'passed', b: 'passed', c: 'passed' }),
    ])
    expect([...baseline.flaky].sort()).toEqual(['b', 'c'])
    expect(newFailures(baseline, outcome({ a: 'passed', b: 'failed' }, 1))).toEqual([])
  })

  it('falls back to the exit code', () => {
    const baseline = baselineOf([outcome(undefined)])
    expect(newFailures(baseline, outcome(undefined, 3))).toEqual(['(exit code 3)'])
    expect(newFailures(baseline, outcome(undefined))).toEqual([])
    const tests = baselineOf([outcome({ a: 'passed' })])
    expect(newFailures(tests, outcome({ a: 'passed' }, 3))).toEqual(['(exit code 3)'])
    expect(newFailures(tests, outcome(undefined, 2))).toEqual(['(the check wrote no report; exit code 2)'])
  })

  it('says why a baseline is none', () => {
    expect(whyNoBaseline(outcome(undefined))).toBeUndefined()
    expect(whyNoBaseline(outcome({ a: 'passed', b: 'failed' }, 1))).toBeUndefined()
    expect(whyNoBaseline(outcome(undefined, 1))).toContain('--check-report')
    expect(whyNoBaseline(outcome(undefined, 127))).toBe('the command does not exist')
    expect(whyNoBaseline(outcome({}, 5))).toContain('no test passes')
    expect(whyNoBaseline({ ...outcome(undefined), timedOut: true })).toContain('--check-timeout')
  })
})
