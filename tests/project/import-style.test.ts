import { expect, it } from 'vitest'
import { importStyleOf } from '../../src/project/import-style.ts'
import { tree } from './tree.ts'

it('nothing is said where no tool is set up', () => {
  expect(importStyleOf(tree({ 'pyproject.toml': '[tool.black]\nline-length = 100\n' }))).toEqual({})
  expect(importStyleOf(tree({ 'pyproject.toml': '[tool.isort\n' }))).toEqual({})
})

it('ruff comes before isort', () => {
  const pyproject = `
[tool.isort]
profile = "google"
[tool.ruff.lint.isort]
known-first-party = ["shop"]
combine-as-imports = true
lines-after-imports = 2
`
  expect(importStyleOf(tree({ 'pyproject.toml': pyproject }))).toEqual({
    'known-first-party': ['shop'],
    'combine-as': true,
    'lines-after-imports': 2,
  })
})

it.each([
  ['pyproject.toml', '[tool.isort]\nprofile = "black"\nknown_first_party = "shop"\nline_length = 100\n'],
  ['.isort.cfg', '[settings]\nprofile = black  # as all\nknown_first_party = shop\nline_length=100\n'],
  [
    'setup.cfg',
    '[metadata]\nname = a\n[isort]\nprofile=black\nknown_first_party=\n    shop\nline_length=100\n[x]\n',
  ],
  ['tox.ini', '[tool:isort]\nprofile: black\nknown_first_party: shop\nline_length: 100\nsrc_paths = a\n'],
])('%s may hold the settings of isort', (file, text) => {
  expect(importStyleOf(tree({ [file]: text }))).toEqual({ 'known-first-party': ['shop'], 'line-length': 100 })
})

it.each([
  ['[isort]\nprofile = google\n', /profile/],
  ['[isort]\nprofile = black\nforce_single_line = true\n', /force_single_line/],
  ['[isort]\nprofile = black\nknown_django = django\n', /known_django/],
  ['[isort]\nline_length = 100\n', /another layout/],
  ['[isort]\nmulti_line_output = 3\ninclude_trailing_comma = true\n', /another layout/],
])('imports are left where the settings ask for something else: %s', (text, reason) => {
  expect(importStyleOf(tree({ 'setup.cfg': text }))).toEqual({ leave: expect.stringMatching(reason) })
})

it('the layout of Black may be written out', () => {
  const text =
    '[isort]\nmulti_line_output = 3\ninclude_trailing_comma = True\nsplit_on_trailing_comma = True\nskip = a.py,b\nskip_glob = gen/*\nforce_sort_within_sections = True\n'
  expect(importStyleOf(tree({ 'setup.cfg': text }))).toEqual({
    'line-length': 79,
    'leave-files': ['a.py', 'b', 'gen/*'],
    'force-sort-within-sections': true,
    'case-sensitive': true,
  })
})
