/** What became of one test. A test that was skipped, or failed as expected, counts as passed. */
export type TestResult = 'passed' | 'failed'

/** A start tag, an end tag, or what hides tags: comments, CDATA, processing instructions. */
const TAG =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/**
 * The tests of a JUnit XML report by id (`classname::name`). Of two records of one test the failed one counts.
 * @returns undefined when the text is no such report
 */
export function parseJunit(xml: string): Map<string, TestResult> | undefined {
  if (!/<testsuites?[\s>/]/.test(xml)) return undefined
  const results = new Map<string, TestResult>()
  let current: { id: string; result: TestResult } | undefined
  const close = () => {
    if (current && results.get(current.id) !== 'failed') results.set(current.id, current.result)
    current = undefined
  }
  for (const [, ending, name, attributes = '', empty] of xml.matchAll(TAG)) {
    if (name === 'testcase') {
      close()
      if (ending) continue
      current = { id: testId(attributesOf(attributes)), result: 'passed' }
      if (empty) close()
    } else if (current && !ending && (name === 'failure' || name === 'error')) current.result = 'failed'
  }
  close()
  return results
}

function testId(attributes: ReadonlyMap<string, string>): string {
  const name = [attributes.get('classname'), attributes.get('name')].filter(Boolean).join('::')
  // Parameters that are objects show where they lie in memory, which is elsewhere the next time.
  return name.replace(/\b0x[0-9a-fA-F]{4,}/g, '0x…')
}

function attributesOf(text: string): Map<string, string> {
  const result = new Map<string, string>()
  for (const [, name, double, single] of text.matchAll(ATTRIBUTE))
    if (name !== undefined) result.set(name, unescapeXml(double ?? single ?? ''))
  return result
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED.get(name) ?? whole
    const code = Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
