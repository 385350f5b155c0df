import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differences, rewriteAll } from './probe.ts'

/*
 * Whether what the transforms call safe gives the same text for every value: formats and operands are made up, both versions are run.
 * PROBE_RUNS=20000 PROBE_SEED=7 looks longer and elsewhere.
 */
const numRuns = Number(process.env.PROBE_RUNS ?? 200)
const seed = Number(process.env.PROBE_SEED ?? 1)

const literalText = fc
  .array(
    fc.constantFrom(
      'a',
      ' ',
      '{',
      '}',
      '%%',
      "\\'",
      '\\"',
      '\\n',
      '\\x41',
      '\\N{EN DASH}',
      'é',
      '\\d',
      '{}',
      '#',
      ':',
      '!',
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(''))
const formatText = literalText.map((text) =>
  text.replace(/%%/g, '%').replace(/(?<!\\N)\{(?!EN)|(?<!DASH)\}/g, (brace) => brace + brace),
)

const operand = fc.constantFrom(
  ...[
    'a',
    'b',
    'c',
    'e',
    's',
    'n',
    'q',
    'd',
    '1',
    '-2',
    '1.5',
    "'x'",
    '"y"',
    'len(q)',
    'repr(a)',
    'str(a)',
    "d['k']",
    'd["k"]',
  ],
  ...[
    "', '.join(d)",
    '"\\n".join(d)',
    's.upper()',
    '(a, b)',
    '(a)',
    '(a or 1)',
    'a if b else s',
    'not a',
    '[a, b]',
    '{1: a}',
    '{n}',
  ],
  ...[
    's + "z"',
    'n + 1',
    '(lambda: s)()',
    '(lambda: a)',
    'a == b',
    'a != b',
    'q[0]',
    'q.pop()',
    'int(n)',
    'id',
    'True',
    'None',
    'n * 2',
  ],
  ...[
    '"it\'s"',
    "'#'",
    '"{"',
    's[:2]',
    '(x for x in d)',
    '[x for x in q]',
    '(y := n)',
    "f'{n}'",
    "'%d' % n",
    '*q',
    's % ()',
  ],
)
const width = fc.constantFrom('', '', '', '5', '12', '1')
const precision = fc.constantFrom('', '', '', '.2', '.0', '.', '.4')
const conversion = fc
  .tuple(
    fc.array(fc.constantFrom('-', '0', '+', ' ', '#'), { maxLength: 2 }),
    width,
    precision,
    fc.constantFrom('s', 's', 's', 'r', 'a', 'd', 'i', 'x', 'X', 'o', 'e', 'f', 'g', 'G', 'c', 'ld'),
    fc.boolean(),
  )
  .map(([flags, size, cut, type, isBare]) => (isBare ? type : `${flags.join('')}${size}${cut}${type}`))
const prefix = fc.constantFrom('', '', '', 'u', 'r', 'R')
const quote = fc.constantFrom("'", '"', "'''", '"""')

/** Literals in a row, each with its share of the parts. */
function written(letters: string, mark: string, parts: readonly string[], splitAt: number): string {
  const pieces =
    splitAt > 0 && splitAt < parts.length ? [parts.slice(0, splitAt), parts.slice(splitAt)] : [parts]
  return pieces
    .map((piece) => {
      const text = piece.join('')
      // The same quotes inside would end the literal.
      return letters + mark + (/^r$/i.test(letters) ? text.replace(/\\['"]/g, '') : text) + mark
    })
    .join(' ')
}

const percent = fc
  .tuple(
    fc.array(fc.tuple(literalText, conversion, operand), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('tuple', 'tuple', 'tuple', 'single', 'dict', 'dict', 'short'),
    prefix,
    quote,
    literalText,
    fc.nat(4),
  )
  .map(([items, kind, letters, mark, last, splitAt]) => {
    const operands = items.map(([, , value]) => value)
    const isNamed = kind === 'dict'
    const parts = [
      ...items.flatMap(([text, type], i) => [text, `%${isNamed ? `(k${i % 2})` : ''}${type}`]),
      last,
    ]
    const format = written(letters, mark, parts, splitAt)
    const right =
      kind === 'tuple'
        ? `(${operands.join(', ')},)`
        : kind === 'single'
          ? `(${operands[0]})`
          : kind === 'dict'
            ? `{${operands
                .slice(0, 2)
                .map((value, i) => `'k${i}': ${value}`)
                .join(', ')}}`
            : `(${operands.slice(1).join(', ')},)`
    return `${format.includes(' ') ? `(${format})` : format} % ${right.replace('(,)', '()')}`
  })

const spec = fc.constantFrom(
  '',
  '',
  '',
  ':>5',
  ':<5',
  ':5',
  ':.2',
  ':d',
  ':05',
  ':+',
  ':,',
  ':x',
  ':.1f',
  ':^9',
  ':{n}',
  ':=5',
  ':\\t>3',
  ':%Y',
)
const accessor = fc.constantFrom('', '', '', '', '.x', '[0]', '[k]', '[-1]', '.real', '.__class__', '[k v]')
const field = fc
  .tuple(
    fc.constantFrom('', '', '0', '1', '2', 'k0', 'k1'),
    accessor,
    fc.constantFrom('', '', '!r', '!s', '!a'),
    spec,
  )
  .map(([name, more, type, form]) => ({
    name,
    text: (chosen: string) => `{${chosen}${more}${type}${form.replace('{n}', chosen === '' ? '{}' : '{n}')}}`,
  }))
const format = fc
  .tuple(
    fc.array(fc.tuple(formatText, field, operand), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('counted', 'counted', 'numbered', 'named', 'wild'),
    prefix,
    quote,
    formatText,
    fc.nat(4),
  )
  .map(([items, kind, letters, mark, last, splitAt]) => {
    const parts = [
      ...items.flatMap(([text, { name, text: make }], i) => {
        const chosen =
          kind === 'counted' ? '' : kind === 'numbered' ? String(i) : kind === 'named' ? `k${i}` : name
        return [text, make(chosen)]
      }),
      last,
    ]
    const values = items.map(([, , value]) => value)
    const args =
      kind === 'named'
        ? values.map((value, i) => `k${i}=${value}`)
        : kind === 'wild'
          ? [...values, 'k0=a', 'k1=b']
          : values
    const extra = parts.some((part) => part.includes('{n}')) ? ['n=4'] : []
    const text = written(letters, mark, parts, splitAt)
    return `${text.includes(' ') ? `(${text})` : text}.format(${[...args, ...extra].join(', ')})`
  })

const SOURCES = {
  'percent-to-fstring': percent,
  'percent-to-format': percent,
  'format-to-fstring': format,
  'format-positions': format,
} as const

describe('formats that are rewritten as safe give the same text', () => {
  it.each([
    ['percent-to-fstring', '3.12'],
    ['percent-to-fstring', '3.8'],
    ['percent-to-format', '3.12'],
    ['format-to-fstring', '3.12'],
    ['format-to-fstring', '3.8'],
    ['format-positions', '3.12'],
  ] as const)('%s, %s', async (name, target) => {
    const cases = fc.sample(SOURCES[name], { numRuns, seed })
    const pairs = rewriteAll(cases, [`idioms/${name}`], { target })
    const changed = pairs.filter(({ before, after }) => before !== after)
    expect(changed.length, 'enough of the cases are rewritten').toBeGreaterThan(numRuns / 20)
    expect((await differences(pairs, { target })).slice(0, 5)).toEqual([])
  })
})

describe('formats that are rewritten after review give the same text for ordinary values', () => {
  it.each(['percent-to-fstring', 'percent-to-format', 'format-to-fstring'] as const)('%s', async (name) => {
    const pairs = rewriteAll(fc.sample(SOURCES[name], { numRuns, seed }), [`idioms/${name}`], {
      review: true,
    })
    expect((await differences(pairs, { values: 'ORDINARY' })).slice(0, 5)).toEqual([])
  })
})
