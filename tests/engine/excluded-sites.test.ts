import { expect, it } from 'vitest'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import type { PlanRequest } from '../../src/engine/request.ts'
import { defineTransform } from '../../src/transform/define.ts'

const rename = (from: string, to: string) =>
  defineTransform({
    summary: 'Rename a call',
    since: 'any',
    safety: 'safe',
    docs: 'https://docs.python.org/3/',
    anchors: [from],
    query: `(call function: (identifier) @name (#eq? @name "${from}") arguments: (argument_list) @args) @call`,
    rewrite({ name }, context) {
      if (name) context.replace(name, to)
    },
  })
const plan = makePlanProject(
  { 'test/first': rename('abs', 'bin'), 'test/second': rename('bin', 'hex') },
  undefined,
)

const request = (text: string, excludedSites: readonly string[]): PlanRequest => ({
  root: '/nowhere',
  files: [{ path: 'a.py', absolute: '/nowhere/a.py', explicit: true, bytes: Buffer.from(text) }],
  projectFiles: ['a.py'],
  transforms: ['test/first', 'test/second'],
  review: false,
  target: { version: '3.12', source: 'default' },
  options: {},
  lineLength: 100,
  maxFileSize: 1_000_000,
  importRoots: [],
  modelRoots: [],
  excludedSites,
  threads: 1,
})

async function planned(text: string, excluded: readonly string[] = []) {
  const [file] = await plan(request(text, excluded))
  return file?.status === 'changed'
    ? { after: file.after, changes: file.changes }
    : { after: text, changes: [] }
}

it('each site can be left out by itself, whichever others are made', async () => {
  const text = 'abs(1)\nabs(1)\n\n\ndef d():\n    abs(1)\n    abs(1)\n\n\nabs(1)\n'
  const { after, changes } = await planned(text)
  expect(after).toBe(text.replaceAll('abs(1', 'hex(1'))
  const sites = changes.filter(({ transform }) => transform === 'test/first')
  expect(new Set(sites.map(({ fingerprint }) => fingerprint)).size).toBe(5)
  for (const left of sites) {
    const without = await planned(text, [left.fingerprint])
    const { start } = left
    expect(without.after.length).toBe(text.length)
    expect(without.after.slice(start, start + 4)).toBe('abs(')
    expect(without.changes.filter(({ transform }) => transform === 'test/first')).toHaveLength(4)
  }
})

it('a site that arises in a second pass can be left out by itself', async () => {
  const text = 'abs(1)\nabs(1)\n'
  const { changes } = await planned(text)
  const late = changes.filter(({ transform }) => transform === 'test/second')
  expect(late).toHaveLength(2)
  expect((await planned(text, [late[1]?.fingerprint ?? ''])).after).toBe('hex(1)\nbin(1)\n')
  expect((await planned(text, [late[0]?.fingerprint ?? ''])).after).toBe('bin(1)\nhex(1)\n')
})
