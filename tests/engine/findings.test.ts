import { expect, it } from 'vitest'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import { defineTransform } from '../../src/transform/define.ts'

const plan = makePlanProject(
  {
    'test/telling': defineTransform({
      summary: 'Rename a call, and tell of its argument',
      since: 'any',
      safety: 'safe',
      docs: 'https://docs.python.org/3/',
      anchors: ['abs', 'bin'],
      query:
        '(call function: (identifier) @name (#match? @name "^(abs|bin)$") arguments: (argument_list) @args) @call',
      rewrite({ name, args }, context) {
        if (!name || !args) return
        context.report(`look at ${args.text}`, args)
        if (name.text === 'abs') context.replace(name, args.text === '(1)' ? 'bin' : 'hex')
      },
    }),
  },
  undefined,
)

it('what is told beside a change is told once, whether a later pass comes to the place again or not', async () => {
  const text = 'abs(1)\nabs(2)\n'
  const [file] = await plan({
    root: '/nowhere',
    files: [{ path: 'a.py', absolute: '/nowhere/a.py', explicit: true, bytes: Buffer.from(text) }],
    projectFiles: ['a.py'],
    transforms: ['test/telling'],
    review: false,
    target: { version: '3.12', source: 'default' },
    options: {},
    lineLength: 100,
    maxFileSize: 1_000_000,
    importRoots: [],
    modelRoots: [],
    excludedSites: [],
    threads: 1,
  })
  expect(file?.status === 'changed' && file.after).toBe('bin(1)\nhex(2)\n')
  expect(file?.findings.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '1: look at (1)',
    '2: look at (2)',
  ])
})
