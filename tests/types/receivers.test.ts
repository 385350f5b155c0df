import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import { askTypes, type TypeQuestions } from '../../src/types/ask.ts'
import { registry } from '../../transforms/index.ts'
import { folderWith, run as runCommand } from '../cli/support.ts'
import { installedTy } from './ty.ts'

const FAKE = `${process.execPath} ${new URL('fake-server.mjs', import.meta.url).pathname}`
const ty = installedTy()

const MODELS = `from pydantic import BaseModel


class A(BaseModel):
    x: int = 0


class Plain:
    def dict(self):
        return {}


class Outer:
    class Inner(A):
        pass
`

interface Run {
  readonly diff: string
  readonly said: string
  readonly skips: readonly string[]
  readonly asked: readonly TypeQuestions[]
}

/** Runs `pymolt diff` with a type server over a project that holds MODELS, without any program of this machine on PATH. */
async function run(
  files: Readonly<Record<string, string>>,
  types: string,
  options: readonly string[] = [],
): Promise<Run> {
  const cwd = folderWith({ 'pyproject.toml': '[project]\nname = "x"\n', 'models.py': MODELS, ...files })
  const asked: TypeQuestions[] = []
  const { stdout, stderr } = await runCommand(
    cwd,
    ['diff', '--isolated', '--recipe', 'pydantic-v2', '--explain-skips', '--types', types, ...options],
    {
      registry,
      planProject: makePlanProject(registry, undefined),
      askTypes: (questions) => {
        asked.push(questions)
        return askTypes({ ...questions, limit: 20_000, ...(types.endsWith('hangs') && { limit: 700 }) })
      },
      env: { PATH: '/nowhere', HOME: process.env.HOME },
    },
  )
  return {
    diff: stdout
      .split('\n')
      .filter((line) => /^[-+](?![-+])/.test(line))
      .join('\n'),
    said: stderr,
    skips: stderr.split('\n').filter((line) => /^\w+\.py:\d+:\d+ /.test(line)),
    asked,
  }
}

/** The fake server's answers: by file and line a file, a line in it, and the hover. */
const answers = (known: Readonly<Record<string, readonly [string, number, string]>>) => ({
  'answers.json': JSON.stringify(known),
})

const USE = 'def f(thing):\n    print(thing.dict())\n'

describe('what a type server says', () => {
  it('tells that a value is a model', async () => {
    const { diff, said } = await run(
      { 'use.py': USE, ...answers({ 'use.py:2': ['models.py', 4, '(parameter) thing: A'] }) },
      `${FAKE} answers`,
    )
    expect(diff).toBe('-    print(thing.dict())\n+    print(thing.model_dump())')
    expect(said).toContain(
      'Receivers: the class of 0 known by the code, of 1 by the type checker alone, 0 unknown.',
    )
    expect(said).toMatch(/Type checker: .*, asked about 1 file\./)
  })

  it('tells that it is none', async () => {
    const { diff, skips } = await run(
      { 'use.py': USE, ...answers({ 'use.py:2': ['models.py', 8, 'Plain'] }) },
      `${FAKE} answers`,
    )
    expect([diff, skips]).toEqual(['', []])
  })

  it('means nested classes, too', async () => {
    const { diff } = await run(
      { 'use.py': USE, ...answers({ 'use.py:2': ['models.py', 14, 'Inner'] }) },
      `${FAKE} answers`,
    )
    expect(diff).toContain('+    print(thing.model_dump())')
  })

  it.each([
    ['part of the type', ['models.py', 4, '(variable) thing: Unknown | A']],
    ['a place that is no class', ['models.py', 5, 'A']],
    ['a file that is not there', ['gone.py', 4, 'A']],
  ] as const)('is not enough when it is %s', async (_, answer) => {
    const { diff, skips, said } = await run(
      { 'use.py': USE, ...answers({ 'use.py:2': answer }) },
      `${FAKE} answers`,
    )
    expect(diff).toBe('')
    expect(skips).toEqual([expect.stringContaining('it is not known whether thing is a Pydantic model')])
    expect(said).toContain('1 unknown')
  })

  it('leaves a site alone where the code says otherwise, and reports it', async () => {
    const { diff, skips, said } = await run(
      {
        'use.py': `from models import A\n\n\ndef f(thing):\n    a = A()\n    a.dict()\n    A().dict()\n    thing.copy()\n`,
        ...answers({ 'use.py:6': ['models.py', 8, 'Plain'], 'use.py:7': ['models.py', 4, 'A'] }),
      },
      `${FAKE} answers`,
    )
    expect(diff).toBe('-    A().dict()\n+    A().model_dump()')
    expect(skips).toEqual([
      expect.stringContaining('use.py:6:5 pydantic/model-methods: the type checker takes'),
    ])
    expect(said).toContain(
      'of 1 known by the code, of 0 by the type checker alone, 1 unknown, 1 told in two ways',
    )
  })

  it('holds for a second run of the same plan', async () => {
    const { diff, said } = await run(
      {
        'use.py': `from models import A\n\n\ndef f(thing):\n    A.parse_obj({}).dict()\n    thing.dict()\n    a = A()\n    a.dict()\n`,
        ...answers({ 'use.py:6': ['models.py', 4, 'A'], 'use.py:8': ['models.py', 8, 'Plain'] }),
      },
      `${FAKE} answers`,
      ['--verify', 'full'],
    )
    expect(said).not.toContain('second run')
    expect(diff).toContain('+    thing.model_dump()')
    expect(diff).not.toContain('a = A')
  })

  it('is asked for standard input', async () => {
    const cwd = folderWith({
      'models.py': MODELS,
      ...answers({ 'use.py:2': ['models.py', 4, 'A'] }),
    })
    const { stdout } = await runCommand(
      cwd,
      [
        'apply',
        '--isolated',
        '--recipe',
        'pydantic-v2',
        '--types',
        `${FAKE} answers`,
        '--stdin-filename',
        'use.py',
        '-',
      ],
      { registry, planProject: makePlanProject(registry, undefined), askTypes, input: USE },
    )
    expect(stdout).toContain('thing.model_dump()')
  })
})

describe('a type server', () => {
  const known = answers({ 'use.py:2': ['models.py', 4, 'A'] })

  it.each([
    ['dies', 'ended too early (exit code 3)'],
    ['crashes', 'ended too early (exit code 1)'],
    ['hangs', 'gives no answer for 0.7 s'],
    ['babbles', 'sends what is no message'],
    ['greets-nobody', 'cannot be talked to (go away)'],
    ['answers-oddly', 'answers in another form than the protocol says'],
    ['knows-no-types', 'does not tell where types are defined'],
  ])('that %s is told of once, and the run goes on', async (behaviour, reason) => {
    const { diff, skips, said } = await run(
      { 'use.py': `from models import A\n${USE}    A().dict()\n`, ...known },
      `${FAKE} ${behaviour}`,
    )
    expect(said.split(reason)).toHaveLength(2)
    expect(said).toContain('the run went on without it.')
    expect(diff).toBe('-    A().dict()\n+    A().model_dump()')
    expect(skips).toHaveLength(1)
  })

  it('that is not there is told of once', async () => {
    const { said } = await run({ 'use.py': USE, ...known }, 'no-such-server --stdio')
    expect(said).toContain(
      'Type checker: there is no program no-such-server --stdio; the run went on without it.',
    )
  })

  it('that refuses a question leaves it open', async () => {
    const { diff, said } = await run({ 'use.py': USE, ...known }, `${FAKE} refuses`)
    expect(diff).toBe('')
    expect(said).toContain('1 unknown')
  })

  it('that drops questions is asked again', async () => {
    const { diff } = await run({ 'use.py': USE, ...known }, `${FAKE} drops`)
    expect(diff).toContain('+    print(thing.model_dump())')
  })

  it('that has no hover is taken at its word', async () => {
    const { diff } = await run({ 'use.py': USE, ...known }, `${FAKE} has-no-hover`)
    expect(diff).toContain('+    print(thing.model_dump())')
  })

  it('is not asked where every receiver is known, where there are no models, and where it is off', async () => {
    const isKnown = await run(
      { 'use.py': 'from models import A\nA().dict()\n{}.copy()\n' },
      `${FAKE} answers`,
    )
    const isOff = await run({ 'use.py': USE, ...known }, 'off')
    const noModels = await run({ 'use.py': USE, 'models.py': 'class A: ...\n' }, `${FAKE} answers`)
    expect([isKnown, isOff, noModels].map(({ asked }) => asked.length)).toEqual([0, 0, 0])
    expect(isOff.skips).toHaveLength(1)
  })

  it('is asked about files that need it only', async () => {
    const { asked } = await run(
      { 'use.py': USE, 'sure.py': 'from models import A\nA().dict()\n', ...known },
      `${FAKE} answers`,
    )
    expect(asked.flatMap(({ files }) => files.map(({ path }) => path))).toEqual(['use.py'])
  })
})

const SERVICE = `from functools import reduce

from models import A, Outer, Plain


class Holder:
    def __init__(self, items: "list[A]"):
        self.value = max(items, key=lambda a: a.x)

    def show(self):
        return self.value.dict(), [item.dict() for item in map(lambda n: Outer.Inner(x=n), [])]


def go(items, thing):
    print((lambda: A())().dict())
    print(reduce(lambda a, b: a, [A()]).dict())
    print((lambda: Plain())().dict())
    print(thing.dict())
    plain = reduce(lambda a, b: a, [Plain()])
    print(plain.dict())
`

/** What both servers know, and what nobody does. */
const TYPED = `from models import A, Plain


def decorate(f):
    return f


def both(flag: bool, items: "tuple[A, Plain]", pairs: "zip[tuple[A, Plain]]"):
    for a, plain in pairs:
        print(a.dict(), plain.dict())
    first, *rest = items
    print(first.dict())


def unknown(thing):
    print(thing.dict())
    print(decorate(thing)(1).json(by_alias=True))
`

describe('pyright', () => {
  it('tells what the code alone does not', async () => {
    const { diff, skips, said } = await run({ 'service.py': SERVICE }, 'pyright')
    expect(said).toContain('Type checker: pyright (npm), asked about 1 file.')
    expect(diff.split('\n').filter((line) => line.startsWith('+'))).toEqual([
      '+        return self.value.model_dump(), [item.model_dump() for item in map(lambda n: Outer.Inner(x=n), [])]',
      '+    print((lambda: A())().model_dump())',
      '+    print(reduce(lambda a, b: a, [A()]).model_dump())',
    ])
    expect(skips).toEqual([expect.stringContaining('it is not known whether thing is a Pydantic model')])
  })

  it('is what auto finds beside pymolt, and says the same each time', async () => {
    const files = { 'typed.py': TYPED }
    const [one, two] = [await run(files, 'auto'), await run(files, 'auto')]
    expect(one.diff).toBe(two.diff)
    expect(one.diff).toContain('+        print(a.model_dump(), plain.dict())')
    expect(one.diff).toContain('+    print(first.model_dump())')
    expect(one.skips).toHaveLength(2)
  })
})

describe.skipIf(ty === undefined)('ty (skipped where `pip install ty` does not work)', () => {
  it('tells what the code alone does not', async () => {
    const { diff, skips, said } = await run({ 'typed.py': TYPED }, `${ty} server`)
    expect(said).toMatch(/Type checker: .*ty, asked about 1 file\./)
    expect(diff).toContain('+        print(a.model_dump(), plain.dict())')
    expect(diff).toContain('+    print(first.model_dump())')
    expect(skips).toHaveLength(2)
  })

  it('is a program that starts', () => {
    expect(execFileSync(ty ?? '', ['--version']).toString()).toMatch(/^ty \d/)
  })
})
