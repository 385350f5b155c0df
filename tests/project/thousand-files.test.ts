import { expect, it } from 'vitest'
import { discover } from '../../src/project/discovery.ts'
import { Project } from '../../src/project/project.ts'
import { tree } from './tree.ts'

it('knows among a thousand files who uses a name', () => {
  const body = `${'def f(x):\n    return x.attribute\n'.repeat(300)}`
  const files: Record<string, string> = {}
  for (let i = 0; i < 1000; i++) {
    files[`pkg${i % 20}/m${i}.py`] = `import os\nfrom pkg${(i + 1) % 20}.m${i + 1} import (f, g)\n${body}`
  }
  const root = tree(files)
  const found = discover({ root, paths: [root], exclude: [], forceExclude: false, respectIgnore: true })
  const project = new Project({ root, files: found.files.map((file) => file.path) })
  const used = project.namesUsedElsewhere('pkg2/m2.py', ['f', 'h'])
  expect(found.files).toHaveLength(1000)
  expect([...used]).toEqual(['f'])
})
