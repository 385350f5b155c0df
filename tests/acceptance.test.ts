import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { registry } from '../transforms/index.ts'
import { type Fixture, planFixture } from './support/fixture.ts'

const pairs = new URL('../../shared/acceptance/pairs', import.meta.url).pathname
const isThere = existsSync(pairs)
if (!isThere && !process.env.CI)
  console.warn('The acceptance pairs are not beside this repository: they are not checked here')

/** The pairs that belong to transforms that exist, with those transforms and where the file lies. */
const cases: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>])[] = [
  ['typing-004-05', ['typing/builtin-generics', 'typing/optional-to-union', 'typing/union-to-pipe'], {}],
  ['collections-abc-000-10', ['typing/typing-to-abc'], {}],
  ['mutable-default-002-27', ['defaults/mutable-defaults'], { review: 'true' }],
  [
    'relative-imports-a__src_app_api_x',
    ['imports/relative-to-absolute'],
    { path: 'src/app/api/x.py', review: 'true' },
  ],
  [
    'relative-imports-b__src_app_x',
    ['imports/relative-to-absolute'],
    { path: 'src/app/x.py', review: 'true' },
  ],
  [
    'generics-004-06',
    [
      'typing/builtin-generics',
      'typing/optional-to-union',
      'typing/pep695-class',
      'typing/pep695-function',
      'typing/dead-typevars',
    ],
    { review: 'true' },
  ],
  ['genexp-004-25', ['idioms/listcomp-to-genexp'], { review: 'true' }],
  ['implicit-optional-004-10', ['typing/implicit-optional'], {}],
  [
    'pydantic-settings-004-28',
    [
      'typing/optional-to-union',
      'pydantic/settings-import',
      'pydantic/settings-env',
      'pydantic/class-config',
    ],
    { review: 'true' },
  ],
  ['str-join-004-25', ['idioms/string-join'], { review: 'true' }],
  ['timeout-error-004-21', ['idioms/timeout-error'], {}],
  ['utc-000-05', ['stdlib/timezone-utc'], {}],
  ['walrus-if-004-02', ['idioms/walrus-if'], { review: 'true' }],
  ['walrus-parens-004-02', ['idioms/redundant-parens'], {}],
]

describe.skipIf(!isThere && !process.env.CI)('the acceptance pairs', () => {
  it.each(cases)('%s', (name, transforms, options) => {
    const before = readFileSync(join(pairs, `${name}.before.py`), 'utf8')
    const after = readFileSync(join(pairs, `${name}.after.py`), 'utf8')
    const fixture: Fixture = { transform: '', file: 'x.py', header: '', options, before, after }
    const outcome = planFixture(fixture, registry, [...transforms, 'imports/remove-orphaned'])
    expect(outcome.status === 'changed' ? outcome.after : outcome).toBe(after)
  })
})
