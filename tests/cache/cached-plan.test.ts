import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cachedPlan } from '../../src/cache/cached-plan.ts'
import type { FileOutcome } from '../../src/engine/outcome.ts'
import type { PlanProject, PlanRequest } from '../../src/engine/request.ts'
import { importRecords } from '../../src/project/import-records.ts'
import { importsDigest, Questions, summaryOf } from '../../src/project/questions.ts'
import { freshFolder } from './support.ts'

let folder: string
let root: string
/** What was planned, a run each. */
let planned: string[][]
beforeEach(() => {
  folder = freshFolder()
  root = join(folder, 'project')
  planned = []
  for (const [path, text] of Object.entries({ 'a.py': 'a = 1\n', 'b/__init__.py': '', 'b/c.py': 'c = 1\n' }))
    write(path, text)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

function request(changes: Partial<PlanRequest> = {}): PlanRequest {
  const paths = ['a.py', 'b/__init__.py', 'b/c.py']
  return {
    root,
    files: paths.map((path) => ({ path, absolute: join(root, path), explicit: false })),
    projectFiles: paths,
    transforms: ['x/y'],
    review: false,
    target: { version: '3.12', source: 'default' },
    options: {},
    lineLength: 88,
    maxFileSize: 1000,
    importRoots: [],
    modelRoots: [],
    excludedSites: [],
    threads: 1,
    ...changes,
  }
}

/** Every file has a finding that says what it held. */
const plan: PlanProject = async ({ files }) => {
  planned.push(files.map(({ path }) => path))
  return files.map(({ path, absolute }): FileOutcome => {
    const message = readFileSync(absolute, 'utf8')
    const finding = { transform: 'x/y', message, line: 1, column: 1, start: 0, end: 0 }
    return { path, status: 'unchanged', skips: [], findings: [finding], unusedSuppressions: [] }
  })
}

const run = (asked: PlanRequest, with_ = plan, build = 'one') =>
  cachedPlan(with_, {
    folder: join(folder, 'entries'),
    build,
    env: { XDG_STATE_HOME: folder, PATH: join(folder, 'bin'), PYENV_ROOT: folder },
    fewestFiles: 0,
  })(asked)
const ALL = ['a.py', 'b/__init__.py', 'b/c.py']

describe('what was planned is not planned again', () => {
  it('where nothing changed', async () => {
    const first = await run(request())
    expect(await run(request())).toEqual(first)
    expect(planned).toEqual([ALL])
  })

  it('whatever the number of threads, and the order of what says the same', async () => {
    await run(request({ options: { 'x/y': { a: 1, b: 2 } } }))
    await run(request({ options: { 'x/y': { b: 2, a: 1 } }, threads: 4 }))
    expect(planned).toEqual([ALL])
  })

  it('where a file is what it was before', async () => {
    await run(request())
    write('a.py', 'a = 2\n')
    await run(request())
    write('a.py', 'a = 1\n')
    const again = await run(request())
    expect(again[0]?.findings[0]?.message).toBe('a = 1\n')
  })
})

describe('all is planned again', () => {
  it.each<[string, Partial<PlanRequest>]>([
    ['for other transforms', { transforms: ['x/y', 'x/z'] }],
    ['with changes for review', { review: true }],
    ['for another target', { target: { version: '3.11', source: 'default' } }],
    ['with other options', { options: { 'x/y': { a: 1 } } }],
    ['for longer lines', { lineLength: 100 }],
    ['up to another size', { maxFileSize: 2000 }],
    ['from other import roots', { importRoots: ['b'] }],
    ['with other models', { modelRoots: ['b.c.M'] }],
    ['without a site', { excludedSites: ['f'] }],
    ['without a transform for a file', { skippedByFile: { 'a.py': ['x/y'] } }],
    ['with verification', { verify: 'full' }],
  ])('%s', async (_, changes) => {
    await run(request())
    await run(request(changes))
    await run(request(changes))
    await run(request())
    expect(planned).toEqual([ALL, ALL])
  })

  it('after a fast verification by a full one', async () => {
    await run(request({ verify: 'fast' }))
    await run(request({ verify: 'full' }))
    expect(planned).toEqual([ALL, ALL])
  })

  it('by another build', async () => {
    await run(request())
    await run(request(), plan, 'two')
    expect(planned).toEqual([ALL, ALL])
  })

  it('when there is another interpreter to check it', async () => {
    const python = join(folder, 'bin', 'python3.12')
    await run(request({ verify: 'fast' }))
    mkdirSync(dirname(python))
    writeFileSync(python, '#!/bin/sh\n')
    chmodSync(python, 0o755)
    await run(request({ verify: 'fast' }))
    await run(request({ verify: 'fast' }))
    writeFileSync(python, '#!/bin/sh\n# newer\n')
    await run(request({ verify: 'fast' }))
    expect(planned).toEqual([ALL, ALL, ALL])
  })

  it.each([
    ['a manifest', 'setup.cfg', '[options.packages.find]\nwhere = lib\n'],
    ['a package around the project', '../__init__.py', ''],
    ['a package that is left out of the run', 'b/d/__init__.py', ''],
  ])('when %s comes, and when it goes', async (_, path, text) => {
    const paths = [...ALL, 'b/d/e.py']
    write('b/d/e.py', '')
    const asked = request({ projectFiles: paths })
    await run(asked)
    write(path, text)
    await run(asked)
    await run(asked)
    expect(planned).toEqual([ALL, ALL])
    rmSync(join(root, path))
    await run(asked)
    // That is the tree of the first run.
    expect(planned).toEqual([ALL, ALL])
  })

  it('when there is one file more, one less, or the same in another order', async () => {
    await run(request())
    write('d.py', '')
    await run(request({ projectFiles: [...ALL, 'd.py'] }))
    await run(request({ projectFiles: ALL.slice(1) }))
    await run(request({ projectFiles: ALL.toReversed() }))
    expect(planned).toEqual([ALL, ALL, ALL, ALL])
  })

  it('when an entry is damaged', async () => {
    await run(request())
    const [name = ''] = readdirSync(join(folder, 'entries'))
    writeFileSync(join(folder, 'entries', name), 'nonsense')
    await run(request())
    expect(planned).toEqual([ALL, ALL])
  })
})

describe('the cache has no part in', () => {
  it.each<[string, () => Partial<PlanRequest>]>([
    ['what a type checker told', () => ({ told: {} })],
    ['what files are taken to hold', () => ({ texts: {} })],
    ['installed packages', () => ({ installed: [root] })],
    [
      'standard input',
      () => ({ files: [{ path: 'a.py', absolute: '/a.py', explicit: true, bytes: Buffer.from('') }] }),
    ],
  ])('a run with %s', async (_, changes) => {
    const none: PlanProject = async () => []
    await run(request(changes()), none)
    expect(() => readdirSync(join(folder, 'entries'))).toThrow()
  })

  it('a run whose files change while it plans', async () => {
    const meddling: PlanProject = async (asked) => {
      const outcomes = await plan(asked)
      write('b/c.py', 'c = 2\n')
      return outcomes
    }
    await run(request(), meddling)
    expect(() => readdirSync(join(folder, 'entries'))).toThrow()
  })
})

describe('a file is planned each time', () => {
  it.each<[string, FileOutcome]>([
    [
      'that failed',
      { path: 'a.py', status: 'failed', error: 'e', skips: [], findings: [], unusedSuppressions: [] },
    ],
    [
      'that CPython did not check',
      {
        ...{ path: 'a.py', status: 'changed', skips: [], findings: [], unusedSuppressions: [], changes: [] },
        ...{
          before: 'a = 1\n',
          after: 'b = 1\n',
          edits: [{ start: 0, end: 1, text: 'b' }],
          encoding: 'utf-8',
        },
        ...{ hasBom: false, hash: '8f2e2ee4e0cf', unverified: 'no CPython was found' },
      } as FileOutcome,
    ],
  ])('%s', async (_, outcome) => {
    const failing: PlanProject = async (asked) =>
      (await plan(asked)).map((other) => (other.path === 'a.py' ? outcome : other))
    const first = await run(request(), failing)
    expect(await run(request(), failing)).toEqual(first)
    expect(planned).toEqual([ALL, ['a.py']])
  })

  it('that cannot be read', async () => {
    const asked = request({ projectFiles: [...ALL, 'gone.py'] })
    const files = [...asked.files, { path: 'gone.py', absolute: join(root, 'gone.py'), explicit: false }]
    const skipping: PlanProject = async (one) => {
      const outcomes = await plan({ ...one, files: one.files.filter(({ path }) => path !== 'gone.py') })
      const skip = { kind: 'input', reason: 'cannot be read: it is gone' } as const
      return one.files.flatMap(({ path }) =>
        path === 'gone.py'
          ? { path, status: 'skipped', skip, skips: [], findings: [], unusedSuppressions: [] }
          : (outcomes.find((outcome) => outcome.path === path) ?? []),
      )
    }
    const first = await run({ ...asked, files }, skipping)
    expect(await run({ ...asked, files }, skipping)).toEqual(first)
  })
})

describe('of a file that changed', () => {
  const BEFORE = 'import os\n\n\nclass A:\n    pass\n\n\nos.path\n'
  /** Plans, and says that this was asked of `a.py`. */
  const asking =
    (ask: (questions: Questions) => void): PlanProject =>
    async (asked, progress, tell) => {
      const questions = new Questions()
      ask(questions)
      tell?.(questions.asked)
      return plan(asked, progress)
    }
  const search = { words: ['class'], pattern: /class \w/ }
  const cases: readonly [string, (questions: Questions) => void, same: string, other: string][] = [
    ['nothing', () => {}, 'entirely = 1\n', ''],
    ['its tree', (asked) => asked.tree('a.py'), '', BEFORE.replace('pass', '...')],
    [
      'its summary',
      (asked) => asked.summary('a.py', summaryOf(Buffer.from(BEFORE))),
      BEFORE.replace('os.path', 'os.getcwd()'),
      BEFORE.replace('class A', 'class B'),
    ],
    [
      'what it imports',
      (asked) => asked.imports('a.py', importsDigest(importRecords('a.py', BEFORE))),
      BEFORE.replace('class A', 'class B'),
      BEFORE.replace('import os', 'import os, sys'),
    ],
    [
      'what it reads of a module',
      (asked) => asked.reads('a.py', 'os', new Set(['path'])),
      `${BEFORE}x = os.path\n`,
      BEFORE.replace('os.path', 'os.sep'),
    ],
    ['a word', (asked) => asked.word('a.py', 'A', true), `# A\n${BEFORE}`, BEFORE.replace('A', 'AA')],
    ['a word that it does not hold', (asked) => asked.word('a.py', 'B', false), '', `${BEFORE}B = 1\n`],
    ['a search', (asked) => asked.search(search, ['a.py']), `${BEFORE}# class\n`, 'klass = 1\n'],
    [
      'a search in vain',
      (asked) => asked.search({ ...search, words: ['dict'] }, []),
      '',
      `${BEFORE}dict()\n`,
    ],
    ['another file', (asked) => asked.tree('b/c.py'), 'entirely = 1\n', ''],
  ]

  it.each(cases.filter(([, , same]) => same !== ''))(
    '%s was asked, which it answers as before: it alone is planned',
    async (_, ask, same) => {
      write('a.py', BEFORE)
      await run(request(), asking(ask))
      write('a.py', same)
      const outcomes = await run(request(), asking(ask))
      expect(planned).toEqual([ALL, ['a.py']])
      expect(outcomes).toEqual(await plan(request()))
    },
  )

  it.each(cases.filter(([, , , other]) => other !== ''))(
    '%s was asked, which it answers in another way: all are planned',
    async (_, ask, _same, other) => {
      write('a.py', BEFORE)
      await run(request(), asking(ask))
      write('a.py', other)
      await run(request(), asking(ask))
      expect(planned).toEqual([ALL, ALL])
    },
  )

  it('what was asked in earlier runs counts as well', async () => {
    write('a.py', BEFORE)
    await run(
      request(),
      asking((asked) => asked.tree('a.py')),
    )
    write('b/c.py', 'c = 2\n')
    await run(
      request(),
      asking(() => {}),
    )
    write('a.py', '')
    await run(
      request(),
      asking(() => {}),
    )
    expect(planned).toEqual([ALL, ['b/c.py'], ALL])
  })

  it('all are planned when it is not known what was asked', async () => {
    await run(request())
    write('a.py', 'a = 2\n')
    await run(request())
    expect(planned).toEqual([ALL, ALL])
  })

  it('all are planned when a file is too large to be planned', async () => {
    const nothing = asking(() => {})
    write('b/c.py', `${'#'.repeat(1000)}\n`)
    await run(request(), nothing)
    write('a.py', 'a = 2\n')
    await run(request(), nothing)
    expect(planned).toEqual([ALL, ALL])
  })

  it('all are planned when what is left is not enough any more to leave files out, or is now', async () => {
    const nothing = asking(() => {})
    const much = request({ maxFileSize: 1_000_000 })
    write('a.py', `${'#'.repeat(600_000)}\n`)
    await run(much, nothing)
    write('a.py', '')
    await run(much, nothing)
    expect(planned).toEqual([ALL, ALL])
  })
})

it('runs at the same time do not disturb each other', async () => {
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => run(request())))
  for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
  expect(readdirSync(join(folder, 'entries'))).toHaveLength(1)
})
