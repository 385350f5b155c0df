import type { FileEnvironment } from '../../src/engine/file-environment.ts'
import { planFile } from '../../src/engine/plan-file.ts'
import { selectedTransforms } from '../../src/engine/planner.ts'
import { Project } from '../../src/project/project.ts'
import { parseVersion } from '../../src/python/version.ts'
import { registry } from '../../transforms/index.ts'
import { findPython, Python } from '../support/python.ts'

/** Values that formatting treats in odd ways, and ordinary ones. */
const VALUES = String.raw`
import datetime, decimal, enum, fractions
class Odd:
    x = 'attribute'
    def __str__(self): return 'odd str'
    def __repr__(self): return '<odd repr>'
    def __format__(self, spec): return 'odd format ' + spec
    def __getitem__(self, key):
        if isinstance(key, int) and key > 3: raise IndexError
        return 'item %r' % (key,)
class Plain:
    x = 3
    def __str__(self): return 'plain'
class Text(str):
    def __format__(self, spec): return 'own ' + str.__format__(self, spec)
class Number(int):
    def __str__(self): return 'number'
class Choice(str, enum.Enum):
    A = 'a'
class Level(enum.IntEnum):
    LOW = 1
class Missing(dict):
    def __missing__(self, key): return 'missing ' + key
class Pair(tuple):
    def __str__(self): return 'pair'
ORDINARY = ['text', '', 'caf\xe9', 0, 7, -255, 10**20, True, 1.5, -0.0, 1e300, ['x'], None, {1: 2}]
VALUES = ORDINARY + [
    float('nan'), float('inf'), 'tab\t{}%', b'bytes', (), (1,), (1, 'b'), {'k': 'v'}, {}, {'text', },
    Odd(), Plain(), Text('t'), Number(3), Choice.A, Level.LOW, Missing(), Pair((1, 2)), Odd, 3j,
    decimal.Decimal('1.005'), fractions.Fraction(1, 3), datetime.date(2020, 1, 2),
]
`

/** What one case becomes. */
export interface Pair {
  readonly before: string
  readonly after: string
}

const MARK = '# case'
const HEAD = "    s = 'local'; n = len(s); q = [1, 'two']; d = {'k': 'v'}\n"

/** Puts each expression into a function of four unknown values and rewrites them all; nothing where the file is refused. */
export function rewriteAll(
  expressions: readonly string[],
  transforms: readonly string[],
  { review = false, target = '3.12' } = {},
): Pair[] {
  const text = expressions
    .map((expression, i) => `${MARK}\ndef f${i}(a, b, c, e):\n${HEAD}    return ${expression}\n`)
    .join('')
  const version = parseVersion(target)
  if (!version) throw new Error(target)
  const path = 'probe.py'
  const environment: FileEnvironment = {
    project: new Project({
      root: '/nonexistent',
      files: [path],
      roots: [],
      modelRoots: [],
      read: () => Buffer.from(text),
    }),
    transforms: selectedTransforms(registry, transforms),
    target: version,
    review,
    options: {},
    lineLength: 100_000,
    maxFileSize: 20_000_000,
    excludedSites: new Set(),
  }
  const outcome = planFile(path, Buffer.from(text), environment)
  if (outcome.status === 'failed') throw new Error(outcome.error)
  if (outcome.status === 'skipped') return []
  const split = (whole: string) => whole.split(`${MARK}\n`).slice(1)
  const before = split(text)
  const after = outcome.status === 'changed' ? split(outcome.after) : before
  if (before.length !== after.length) throw new Error('a case broke out of its function')
  return before.map((source, i) => ({ before: source, after: after[i] ?? '' }))
}

/**
 * Runs both halves of each pair on many values, in one interpreter, and gives the cases whose results differ: for people.
 * Where the old one raises, the new one must raise too.
 */
export async function differences(
  pairs: readonly Pair[],
  { values = 'VALUES', target = '3.12' } = {},
): Promise<string[]> {
  const executable = findPython(target)
  if (!executable) return []
  const changed = pairs.map((pair, i) => [i, pair.before, pair.after]).filter(([, a, b]) => a !== b)
  const python = new Python(executable)
  try {
    const { ok, output } = await python.run(`${VALUES}
import json, random, re, warnings
warnings.simplefilter('ignore')
def result(f, args):
    try:
        return re.sub('0x[0-9a-f]+', 'address', repr(f(*args)))
    except Exception as error:
        return Exception
def load(source, i):
    names = {}
    try:
        exec(compile(source, 'case', 'exec'), names)
    except SyntaxError as error:
        return lambda *args: 'SyntaxError: %s' % error
    return names['f%d' % i]
random.seed(5)
for i, before, after in json.loads(${JSON.stringify(JSON.stringify(changed))}):
    old, new = load(before, i), load(after, i)
    runs = [[value] * 4 for value in ${values}] + [[random.choice(${values}) for _ in range(4)] for _ in range(25)]
    for args in runs:
        one, two = result(old, args), result(new, args)
        # The order of a set depends on how it was filled.
        if one != two and not (('{' in str(one) or 'set' in before) and sorted(str(one)) == sorted(str(two))):
            print(json.dumps('%s\\n%s\\n%r: %s -> %s' % (before, after, args, one, two)))
            break
`)
    if (!ok) throw new Error(output)
    return output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as string)
  } finally {
    python.close()
  }
}
