import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import { defineTransform } from '../../src/transform/define.ts'

const about = {
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/',
  anchors: ['unused'],
  query: '(assignment left: (identifier) @name (#eq? @name "unused")) @assignment',
} as const
const plan = makePlanProject(
  {
    'test/alone': defineTransform({
      ...about,
      summary: 'Say whether a name is used elsewhere',
      rewrite({ assignment }, context) {
        const used = context.project.namesUsedElsewhere(context.module.path, ['unused'])
        if (assignment) context.report(`used: ${used.size > 0}`, assignment)
      },
    }),
    'test/cleanup': defineTransform({ ...about, summary: 'Clean up', phase: 'clean-up', rewrite() {} }),
  },
  undefined,
)

it.each([[['test/alone']], [['test/alone', 'test/cleanup']]])(
  'who uses a name is known, whatever else runs: %s',
  async (transforms) => {
    const root = mkdtempSync(join(tmpdir(), 'pymolt-survey-'))
    writeFileSync(join(root, 'a.py'), 'unused = 1\n')
    writeFileSync(join(root, 'b.py'), 'from a import unused\n')
    const paths = ['a.py', 'b.py']
    const [file] = await plan({
      ...{ root, projectFiles: paths, transforms, review: false, options: {}, lineLength: 88 },
      files: paths.map((path) => ({ path, absolute: join(root, path), explicit: false })),
      ...{ target: { version: '3.12', source: 'default' }, maxFileSize: 1000, importRoots: [] },
      ...{ modelRoots: [], excludedSites: [], threads: 1 },
    })
    rmSync(root, { recursive: true })
    expect(file?.findings.map(({ message }) => message)).toEqual(['used: true'])
  },
)
