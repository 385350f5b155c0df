import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ChangedMeanwhileError } from '../../src/engine/lean-outcome.ts'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import type { FileToPlan, PlanRequest } from '../../src/engine/request.ts'
import { registry } from '../../transforms/index.ts'

const BEFORE = 'from typing import List\nx: List[int] = []  # é\n'
const AFTER = 'x: list[int] = []  # é\n'
const plan = makePlanProject(registry, undefined)

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pymolt-lean-'))
  writeFileSync(join(root, 'a.py'), `\uFEFF${BEFORE}`)
})
afterEach(() => rmSync(root, { recursive: true }))

async function planned(changes: Partial<PlanRequest> = {}, file: Partial<FileToPlan> = {}) {
  const [outcome] = await plan({
    ...{ root, projectFiles: ['a.py'], review: false, options: {}, lineLength: 88 },
    files: [{ path: 'a.py', absolute: join(root, 'a.py'), explicit: true, ...file }],
    transforms: ['typing/builtin-generics', 'imports/remove-orphaned'],
    ...{ target: { version: '3.12', source: 'default' }, maxFileSize: 1000, importRoots: [] },
    ...{ modelRoots: [], excludedSites: [], threads: 1 },
    ...changes,
  })
  if (outcome?.status !== 'changed') throw new Error(JSON.stringify(outcome))
  return outcome
}

it('reads texts again that are not kept', async () => {
  const kept = await planned()
  expect(kept).toMatchObject({ before: BEFORE, after: AFTER })
  expect({ ...(await planned({ readsAgain: true })) }).toEqual(kept)
})

it('does not take another text for the one that was planned', async () => {
  const outcome = await planned({ readsAgain: true })
  writeFileSync(join(root, 'a.py'), BEFORE.replace('int', 'str'))
  expect(() => outcome.before).toThrow(ChangedMeanwhileError)
  expect(() => outcome.after).toThrow('changed while it was being worked on')
  rmSync(join(root, 'a.py'))
  expect(() => outcome.before).toThrow('it is gone')
})

it('keeps the texts of what is not on the disk', async () => {
  const bytes = Buffer.from(BEFORE)
  const other = { before: BEFORE, after: AFTER, hasBom: false }
  rmSync(join(root, 'a.py'))
  expect(await planned({ readsAgain: true }, { bytes })).toMatchObject(other)
  writeFileSync(join(root, 'a.py'), '')
  expect(await planned({ readsAgain: true, texts: { 'a.py': bytes } }, { bytes })).toMatchObject(other)
})
