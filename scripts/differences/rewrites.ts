import type { Site } from './tools.ts'

/**
 * What pyupgrade rewrites, by what its lines lose; each with the codes under which ruff does the same, or `pyupgrade` where it does
 * nothing like it, or the transform that does.
 */
const REWRITES: readonly (readonly [RegExp, ...string[]])[] = [
  [/\bobject\b/g, 'UP004'],
  [/\b__metaclass__\b/g, 'UP001'],
  [/\bsuper\(\s*[\w.]+\s*,/g, 'UP008'],
  [/\.format\(/g, 'UP030', 'UP032'],
  [/\{\d+/g, 'UP030', 'UP032'],
  [/%/g, 'UP031', 'UP032'],
  [/\b[uU][rR]?(?=['"])/g, 'UP025'],
  [/\.encode\(/g, 'UP012'],
  [/\b(?:str|bytes|int|float|bool|text_type|binary_type)\(/g, 'UP018'],
  [/\btype\(/g, 'UP003'],
  [/\bset\(/g, 'C401', 'C403', 'C405'],
  [/\bdict\(/g, 'C402', 'C404'],
  [/\[(\w+) for \1 in\b/g, 'C416'],
  [/['"](?:r|rt|rU|U|tr|wt|Ur|rbU)['"]/g, 'UP015'],
  [/\b(?:io|codecs)\.open\b/g, 'UP020'],
  [/\b(?:IOError|EnvironmentError|WindowsError|(?:select|socket|mmap)\.error|error)\b/g, 'UP024'],
  [/\btimeout\b|\basyncio\.TimeoutError\b/g, 'UP041'],
  [/\btimezone\.utc\b/g, 'UP017'],
  [/\bcoding[:=]/g, 'UP009'],
  [/\b__future__\b/g, 'UP010'],
  [/\bfrom (?:six\.moves\.)?builtins import\b/g, 'UP029', 'pyupgrade'],
  [/[()]/g, 'UP034'],
  [/\)/g, 'C401', 'C402', 'C403', 'C404', 'C405'],
  [/\bfor\b/g, 'UP028'],
  [/\bversion_info\b|\bPY[23]\b|\btry:|\bexcept\b/g, 'UP036', 'imports/import-fallbacks'],
  [/\.(?:assert_|assert\w*Equals|assert\w+Matches|assertRaisesRegexp|fail(?:If|Unless)\w*)\b/g, 'UP005'],
  [/\bmakeSuite\b|\bfindTestCases\b|\bgetTestCaseNames\b/g, 'stdlib/make-suite'],
  [/\bsix\b|\biteritems\b|\bstring_types\b|\btext_type\b/g, 'pyupgrade', 'idioms/six-copies'],
  [/\bmock\b/g, 'UP026'],
  [/\btyping(?= import\b)/g, 'UP035'],
  [/\btyping_extensions(?= import\b)/g, 'UP035'],
  [/\bcollections(?= import\b)/g, 'UP035'],
  [/\bcElementTree\b/g, 'UP023'],
  [/\bimport\b/g, 'UP035', 'UP023', 'UP026', 'UP029', 'pyupgrade'],
  [/\b(?:typing\.)?(?:List|Dict|Set|FrozenSet|Tuple|Type|Deque|DefaultDict)\b/g, 'UP006'],
  [/\b(?:Optional|Union)\b/g, 'UP007', 'UP045'],
  [/\bText\b/g, 'UP019'],
  [/\blru_cache\(/g, 'UP011', 'UP033'],
  [/\buniversal_newlines\b|\bPIPE\b/g, 'UP021', 'UP022'],
  [/\b(?:NamedTuple|TypedDict)\(/g, 'UP013', 'UP014'],
  [/\babstract(?:property|classmethod|staticmethod)\b/g, 'UP051'],
  [/\bwhile 1\b/g, 'UP048'],
  [/\bUnpack\b/g, 'UP044'],
  [/\b(?:TypeVar|Generic|TypeAlias)\b/g, 'UP040', 'UP046', 'UP047'],
  [/\.(?:starts|ends)with\(/g, 'FURB188'],
  [/\bis\b/g, 'F632'],
  [/(?<![rRbB])['"]/g, 'W605', 'UP037'],
]

/** What imports that move come from afterwards. */
const MOVED = /\bcollections\.abc\b/g

/** The codes of what pyupgrade does to a site. */
export function codesOf({ text, becomes = '' }: Site): ReadonlySet<string> {
  const count = (pattern: RegExp, of: string) => of.match(pattern)?.length ?? 0
  const lost = REWRITES.filter(([pattern]) => count(pattern, text) > count(pattern, becomes))
  const isMove = count(MOVED, becomes) > count(MOVED, text)
  return new Set([...lost.flatMap(([, ...codes]) => codes), ...(isMove ? ['UP035'] : [])])
}
