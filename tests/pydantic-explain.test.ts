import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { explainReplay } from '../scripts/pydantic/explain.ts'

const folder = mkdtempSync(join(tmpdir(), 'pymolt-explain-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
}

test('a failing test is explained by the finding where its traceback comes by', () => {
  write(
    'A/shop/models.py',
    'import a\nimport b\n\n\ndef load(data):\n    value = read(data)\n    return value["x"]\n',
  )
  write(
    'A/tests/test_shop.py',
    'def test_load():\n    assert load({}) == 1\n\n\ndef test_other():\n    assert other()\n',
  )
  write(
    'tool.diff',
    '--- a/shop/models.py\n+++ b/shop/models.py\n@@ -1,3 +1,4 @@\n import a\n+import b\n \n \n def load(data):\n',
  )
  write('report.json', {
    toDo: [{ path: 'shop/models.py', line: 6, transform: 'pydantic/model-fields', message: 'look here' }],
    leftAlone: [
      {
        transform: 'pydantic/class-config',
        reason: 'far away',
        places: ['shop/models.py:1', 'shop/other.py:9'],
      },
    ],
  })
  write('score.json', {
    ...{
      name: 'shop',
      A_total: 5,
      B_total: 5,
      B_lost: ['tests/test_shop.py::test_path[/before/B/tests/x.json]'],
    },
    A_lost: [
      'tests/test_shop.py::test_load',
      'tests/test_shop.py::test_other',
      'tests/test_shop.py::test_far',
    ],
  })
  write('A.json', { results: {}, deprecated_sites: ['shop/models.py:7', 'tests/test_shop.py:2'] })
  write('B.json', { results: { 'tests/test_shop.py::test_path[/new/B/tests/x.json]': 'passed' } })
  write(
    'A.log',
    [
      '____________ test_load ____________\ntests/test_shop.py:2: in test_load\n    assert load({}) == 1',
      'shop/models.py:7: in load\n    return value["x"]\nE   KeyError',
      '---- Captured stderr ----\nshop/models.py:1: in nothing',
      '____________ test_other ____________\ntests/test_shop.py:6: in test_other\nE   AssertionError\n',
    ].join('\n'),
  )
  write('B.log', '')
  const why = 'far from its cause'
  const finding = { transform: 'pydantic/class-config', path: 'shop/other.py', text: 'far' }
  const causes = [{ case: 'shop', tests: 'tests/test_shop.py::test_far', finding, why }]
  expect(explainReplay(folder, undefined, causes)).toEqual({
    name: 'shop',
    A: [2, 5],
    B: [5, 5],
    explained: [
      {
        tests: [{ name: 'test_load', suite: 'A' }],
        place: 'shop/models.py:7',
        text: 'pydantic/model-fields: look here',
        why: '',
      },
      {
        tests: [{ name: 'test_far', suite: 'A' }],
        place: 'shop/other.py:9',
        text: 'pydantic/class-config: far away',
        why,
      },
    ],
    unexplained: ['A tests/test_shop.py::test_other'],
    deprecated: { told: 1, untold: ['tests/test_shop.py:2'] },
  })
})
