import fc from 'fast-check'
import { expect, it } from 'vitest'
import { differences, rewriteAll } from './probe.ts'

/* Whether literals and collections that are written in another way stay what they were: made-up expressions, both versions run. */
const numRuns = Number(process.env.PROBE_RUNS ?? 200)
const seed = Number(process.env.PROBE_SEED ?? 1)

const text = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        ' ',
        'é',
        '\\n',
        '\\d',
        '\\x41',
        '\\xe9',
        '\\101',
        '\\351',
        '\\u0041',
        '\\N{EN DASH}',
        '\\\\',
        "\\'",
        '\\"',
        '\\8',
      ],
      ...['{{', '}}', '{n}', '{n!r:>5}', '\\ ', '%', '#', '\\\n'],
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''))
const literal = fc
  .tuple(
    fc.constantFrom('', '', '', 'u', 'U', 'b', 'B', 'r', 'R', 'br', 'Rb', 'f', 'F', 'fr', 'Rf'),
    fc.constantFrom("'", '"', "'''", '"""'),
    text,
  )
  .map(([prefix, quote, content]) => prefix + quote + content + quote)
const string = fc
  .tuple(literal, literal, fc.constantFrom('', '', '', ' ', '  '), fc.boolean())
  .map(([one, two, gap, isRow]) => (isRow ? one + gap + two : one))
const strings = fc
  .tuple(
    string,
    fc.constantFrom(
      ...[
        '$',
        '$',
        '($)',
        "$.encode('utf-8')",
        '$.encode()',
        '($).encode("UTF8")',
        "$.encode(encoding='utf-8')",
        "$.encode('latin-1')",
      ],
      ...[
        'str($)',
        'bytes($)',
        'str(str($))',
        '[a if a else$, str($)[0:]]',
        '$.encode("ascii")',
        'str($).encode("utf8")',
        '1if a else$',
      ],
      ...['int(-1) ** 2', 'int(5).real', 'str()+$', 'float(1.5)if a else bool(True)', '[int(1), bytes()]'],
    ),
  )
  .map(([value, shape]) => shape.replaceAll('$', () => value))

const { collections } = fc.letrec<{ collections: string }>((tie) => ({
  collections: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(
      'q',
      'd',
      'a',
      's',
      '[1, 2]',
      '(1,)',
      '()',
      '[]',
      '"ab"',
      'zip(s, s)',
      'd.items()',
      '(n, s)',
      '[(1, 2), ("k", n)]',
    ),
    fc
      .tuple(
        tie('collections'),
        tie('collections'),
        fc.constantFrom(
          ...[
            'set($)',
            'list($)',
            'tuple($)',
            'dict($)',
            'sorted($)',
            'set([$])',
            'tuple([$, £])',
            'list(($, £))',
            'tuple([$])',
            'list((£,))',
          ],
          ...[
            'set(x for x in $)',
            'set([x for x in $])',
            'dict((x, £) for x in $)',
            'dict([(x, x) for x in $])',
            'dict([(1, $), (n, £)])',
          ],
          ...[
            '[x for x in $]',
            '{x for x in $}',
            '{k: v for k, v in $}',
            '[x for x in $ if x]',
            'list(x for x in $)',
            'list([x for x in $])',
          ],
          ...[
            'sorted(list($))',
            'list(sorted($))',
            'set(tuple($))',
            'dict({1: $})',
            'dict()',
            'list()',
            'tuple()',
            '[*$, £]',
            '($)',
            'len(($))',
          ],
          ...[
            'f"{set([1])}{dict()}{len(q)}"',
            '$ if £ else list()',
            'bool((£))',
            'sum([1 for x in $])',
            'frozenset(list($))',
            'dict($.items())',
          ],
        ),
      )
      .map(([one, two, shape]) => shape.replaceAll('$', () => one).replaceAll('£', () => two)),
  ),
}))

const GROUPS = {
  strings: [
    strings,
    ['unicode-prefix', 'invalid-escapes', 'encode-utf8', 'native-literals', 'redundant-parens'],
  ],
  collections: [
    collections,
    ['set-literals', 'collection-calls', 'comprehension-redundant', 'redundant-parens', 'native-literals'],
  ],
} as const

it.each([
  ['strings', '3.12'],
  ['strings', '3.8'],
  ['collections', '3.12'],
  ['collections', '3.8'],
] as const)('%s, %s', async (group, target) => {
  const [source, names] = GROUPS[group]
  // What is no Python to begin with (bytes beside text) is left out by running: both fail alike.
  const pairs = fc
    .sample(source, { numRuns, seed })
    .flatMap((expression) =>
      rewriteAll(
        [expression],
        names.map((name) => `idioms/${name}`),
        { target },
      ),
    )
    .map(({ before, after }, i) => ({
      before: before.replace('def f0', `def f${i}`),
      after: after.replace('def f0', `def f${i}`),
    }))
  const changed = pairs.filter(({ before, after }) => before !== after)
  expect(changed.length, 'enough of the cases are rewritten').toBeGreaterThan(numRuns / 10)
  expect((await differences(pairs, { target })).slice(0, 5)).toEqual([])
})
