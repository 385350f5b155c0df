import { describe, expect, it } from 'vitest'
import { folderWith, repositoryWith, run } from './support.ts'

const LIST = 'from typing import List\n\nx: List[int] = []\n'

describe('json', () => {
  it('has a record for everything', async () => {
    const root = folderWith({
      'a.py': `${LIST}# shadow\n`,
      'b.py': 'syntax error',
      'c.py': 'crash',
      'd.py': 'yaml.load',
    })
    const { stdout } = await run(root, ['--output-format', 'json', 'nosuch', '.'])
    const records = JSON.parse(stdout)
    const summary = records.pop()
    expect(records).toEqual([
      { type: 'error', path: 'nosuch', error: 'does not exist' },
      {
        type: 'change',
        transform: 'typing/builtin-generics',
        safety: 'safe',
        path: 'a.py',
        line: 3,
        column: 4,
        endLine: 3,
        endColumn: 9,
        span: [28, 33],
        before: 'List[',
        after: 'list[',
        note: null,
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        edited: [[28, 33]],
      },
      {
        type: 'skip',
        transform: 'typing/builtin-generics',
        path: 'a.py',
        line: 1,
        column: 2,
        span: [1, 3],
        reason: '`list` is shadowed',
      },
      { type: 'file-skip', path: 'b.py', kind: 'input', reason: 'syntax error', line: 2, column: 5 },
      {
        type: 'error',
        path: 'c.py',
        error: 'it fell over',
        transform: 'typing/builtin-generics',
        line: 3,
        rung: null,
      },
      {
        type: 'finding',
        transform: 'security/yaml-load',
        path: 'd.py',
        line: 1,
        column: 2,
        span: [1, 3],
        message: 'loads anything',
        since: null,
      },
    ])
    expect(summary).toMatchObject({
      type: 'summary',
      version: '1.2.3',
      command: 'diff',
      root,
      target: { version: '3.10', source: 'default' },
      files: { read: 4, changed: 1, unchanged: 1, skipped: 1, failed: 1 },
      changes: 1,
      changesByTransform: { 'typing/builtin-generics': 1 },
      needReview: 0,
      skippedSites: 1,
      findings: 1,
      verified: false,
    })
  })

  it('is the same one record a line with jsonl', async () => {
    const root = folderWith({ 'a.py': LIST })
    const json = JSON.parse((await run(root, ['--output-format', 'json'])).stdout)
    const lines = (await run(root, ['--output-format', 'jsonl'])).stdout.trimEnd().split('\n')
    const timeless = (record: object) => ({ ...record, seconds: 0 })
    expect(lines.map((line) => timeless(JSON.parse(line)))).toEqual(json.map(timeless))
  })
})

it('text is one line for each change', async () => {
  const { stdout } = await run(folderWith({ 'p/a.py': LIST }), ['--output-format', 'text'])
  expect(stdout).toBe('p/a.py:3:4: typing/builtin-generics: List[ → list[\n')
})

describe('github', () => {
  it('annotates by paths from the top level of git', async () => {
    const root = repositoryWith({ 'sub/a.py': LIST, 'sub/b.py': 'crash' })
    const { stdout } = await run(`${root}/sub`, ['--output-format', 'github'])
    expect(stdout).toBe(
      '::warning file=sub/a.py,line=3,endLine=3,col=4,endColumn=9,title=typing/builtin-generics::List[ → list[\n' +
        '::error file=sub/b.py,line=3,title=pymolt::it fell over\n',
    )
  })

  it('escapes what would end a property', async () => {
    const { stdout } = await run(folderWith({ 'a,b:c%.py': LIST }), ['--output-format', 'github'])
    expect(stdout).toContain('file=a%2Cb%3Ac%25.py,')
  })
})

describe('gitlab', () => {
  it('has an entry with a fingerprint of its own for each change, finding and broken file', async () => {
    const root = repositoryWith({ 'sub/a.py': LIST, 'sub/b.py': 'crash', 'sub/c.py': 'yaml.load' })
    const { code, stdout } = await run(`${root}/sub`, ['--output-format', 'gitlab'])
    expect(code).toBe(2)
    const fingerprint = expect.stringMatching(/^[0-9a-f]{16}$/)
    const entries: { fingerprint: string }[] = JSON.parse(stdout)
    expect(entries).toEqual([
      {
        description: 'List[ → list[',
        check_name: 'typing/builtin-generics',
        fingerprint,
        severity: 'minor',
        location: { path: 'sub/a.py', lines: { begin: 3, end: 3 } },
      },
      {
        description: 'it fell over',
        check_name: 'pymolt',
        fingerprint,
        severity: 'major',
        location: { path: 'sub/b.py', lines: { begin: 3, end: 3 } },
      },
      {
        description: 'loads anything',
        check_name: 'security/yaml-load',
        fingerprint,
        severity: 'info',
        location: { path: 'sub/c.py', lines: { begin: 1, end: 1 } },
      },
    ])
    expect(new Set(entries.map((entry) => entry.fingerprint)).size).toBe(3)
  })
})

describe('sarif', () => {
  it('has results with rules, and notifications for what could not be dealt with', async () => {
    const root = repositoryWith({ 'a b.py': LIST, 'b.py': 'crash', 'c.py': 'yaml.load' })
    const { stdout } = await run(root, ['--output-format', 'sarif', '.', 'nosuch'])
    const log = JSON.parse(stdout)
    expect(log.version).toBe('2.1.0')
    const [{ tool, results, invocations, columnKind }] = log.runs
    expect(columnKind).toBe('utf16CodeUnits')
    expect(tool.driver).toMatchObject({ name: 'pymolt', version: '1.2.3' })
    expect(results).toMatchObject([
      {
        ruleId: 'typing/builtin-generics',
        level: 'warning',
        message: { text: 'List[ → list[' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'a%20b.py', uriBaseId: '%SRCROOT%' },
              region: { startLine: 3, startColumn: 4, endLine: 3, endColumn: 9 },
            },
          },
        ],
      },
      { ruleId: 'security/yaml-load', level: 'note', message: { text: 'loads anything' } },
    ])
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId)
    expect(invocations).toMatchObject([{ executionSuccessful: false }])
    expect(
      invocations[0].toolExecutionNotifications.map(
        (each: { message: { text: string } }) => each.message.text,
      ),
    ).toEqual(['nosuch: does not exist', 'it fell over'])
  })
})

it('markdown is a page with the changes of each transform', async () => {
  const { stdout } = await run(folderWith({ 'a.py': LIST, 'b.py': 'crash' }), ['--output-format', 'markdown'])
  expect(stdout).toMatch(/^# Changes for Python 3\.10\n\n1 file of 2 would change\./)
  expect(stdout).toContain('| typing/builtin-generics | 1 | 1 | 0 |\n')
  expect(stdout).toContain('## Failed\n\n- `b.py` typing/builtin-generics: it fell over\n')
  expect(stdout).toContain('`pymolt apply` with the same arguments writes these changes.\n')
  const nothing = await run(folderWith({ 'a.py': '' }), ['--output-format', 'markdown'])
  expect(nothing.stdout).not.toContain('## Changes')
})

describe('list and explain', () => {
  it('lists by family', async () => {
    const { code, stdout } = await run(folderWith({}), ['list'])
    expect(code).toBe(0)
    expect(stdout).toContain(
      'typing\n  typing/builtin-generics  safe    3.9   Replace typing.List and its like with the builtin classes (UP006)\n',
    )
  })

  it('lists as json', async () => {
    const list = JSON.parse((await run(folderWith({}), ['list', '--output-format', 'json'])).stdout)
    expect(list[5]).toMatchObject({
      name: 'typing/builtin-generics',
      safety: 'safe',
      since: '3.9',
      recipes: 'py39 … py315',
    })
  })

  it('lists only what is named', async () => {
    const { stdout } = await run(folderWith({}), ['list', 'union-to-pipe', 'security'])
    expect(stdout.match(/^ {2}\S+/gm)).toEqual(['  security/yaml-load', '  typing/union-to-pipe'])
    expect((await run(folderWith({}), ['list', 'typign'])).stderr).toContain('did you mean `typing`?')
    expect((await run(folderWith({}), ['explain', 'typing/nothing'])).stderr).toBe(
      'pymolt: There is no transform called `typing/nothing`: `pymolt list typing` shows what there is.\n',
    )
  })

  it('explains one, with its example', async () => {
    const readExamples = () => ({
      'typing/builtin-generics': { before: 'x: List[int]\n', after: 'x: list[int]\n' },
    })
    const { stdout } = await run(folderWith({}), ['explain', 'builtin-generics'], { readExamples })
    expect(stdout).toContain('since    target Python 3.9 or newer\n')
    expect(stdout).toContain('same as  UP006\n')
    expect(stdout).toContain('deep (true or false, default false): Look deeper\n')
    expect(stdout).toContain('  before\n    x: List[int]\n\n  after\n    x: list[int]\n')
  })

  it('explains one thing at a time', async () => {
    expect(await run(folderWith({}), ['explain', 'typing'])).toMatchObject({
      code: 2,
      stderr: 'pymolt: `typing` is not one transform but 2; `pymolt list typing` lists them.\n',
    })
    expect((await run(folderWith({}), ['explain'])).stderr).toContain("missing required argument 'name'")
  })
})

describe('inspect', () => {
  it('prints fields, kinds and places', async () => {
    const { stdout } = await run(folderWith({ 'a.py': 'x = f(1)\n' }), ['inspect', 'a.py'])
    expect(stdout).toBe(
      [
        '(module) 1:1-2:1',
        '  (expression_statement) 1:1-1:9',
        '    (assignment) 1:1-1:9',
        '      left: (identifier) 1:1-1:2 "x"',
        '      right: (call) 1:5-1:9',
        '        function: (identifier) 1:5-1:6 "f"',
        '        arguments: (argument_list) 1:6-1:9',
        '          (integer) 1:7-1:8 "1"',
        '',
      ].join('\n'),
    )
  })

  it('prints the captures of a query', async () => {
    const root = folderWith({ 'a.py': 'x = f(1)\ng(2)\n' })
    expect(
      (await run(root, ['inspect', 'a.py', '((call function: (_) @f) @call (#eq? @f "g"))'])).stdout,
    ).toBe('match 1\n  @call (call) 2:1-2:5 "g(2)"\n  @f (identifier) 2:1-2:2 "g"\n')
    expect((await run(root, ['inspect', 'a.py', '(lambda) @l'])).stdout).toBe('no match\n')
  })

  it('says what captured names mean', async () => {
    const root = folderWith({ 'a.py': 'import typing as t\nx: t.List\nlen(t)\ndef len(): ...\n' })
    const { stdout } = await run(root, ['inspect', 'a.py', '[(attribute) (call function: (_) @f)] @site'])
    expect(stdout).toContain('@site (attribute) 2:4-2:10 "t.List" means typing.List\n')
    expect(stdout).toContain('@f (identifier) 3:1-3:4 "len"\n')
  })

  it.each([
    ['(call\n  (cal))', 'query:2:4: there is no node kind `cal` in the Python grammar'],
    ['(call fun: (_) @f)', 'query:1:7: there is no field `fun` in the Python grammar'],
    [
      '(call',
      'query:1:6: the pattern is not valid here: look for a missing parenthesis, bracket or capture name',
    ],
    ['((call) @é (#eq? @x "é"))', 'query:1:'],
    ['((call) @a (#frob? @a))', 'query:1:13: Unknown query predicate `#frob?`'],
    ['', 'query:1:1: it is empty'],
  ])('says what is wrong with %s', async (query, message) => {
    const { code, stderr } = await run(folderWith({ 'a.py': 'x = f(1)\n' }), ['inspect', 'a.py', query])
    expect(code).toBe(2)
    expect(stderr).toContain(`pymolt: ${message}`)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  it('says what is wrong with a file', async () => {
    const root = folderWith({ 'a.py': Buffer.from([0xff, 0xfe]) })
    expect((await run(root, ['inspect', 'a.py'])).stderr).toMatch(
      /^pymolt: a\.py: not valid UTF-8, and no other encoding is declared: [^\n]+\n$/,
    )
    expect((await run(root, ['inspect', 'b.py'])).stderr).toBe('pymolt: b.py: does not exist\n')
    expect((await run(root, ['inspect', '.'])).stderr).toBe('pymolt: .: is not a regular file\n')
  })
})

it('helps', async () => {
  const { code, stdout, stderr } = await run(folderWith({}), ['--help'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('Usage: pymolt')
  const apply = (await run(folderWith({}), ['apply', '--help'])).stdout
  expect(apply).toContain('--allow-dirty')
  expect(apply).not.toContain('default: []')
  expect((await run(folderWith({}), ['list', '--nope'])).stderr).toContain('See `pymolt list --help`.\n')
  expect((await run(folderWith({}), ['help', 'nope'])).stderr).toBe(
    'pymolt: There is no command `nope`.\nSee `pymolt --help`.\n',
  )
})
