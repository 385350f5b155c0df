import {
  argumentsOf,
  type Context,
  defineTransform,
  field,
  keywordArgument,
  type Node,
  reviewRelease,
  stringParts,
  table,
  textValue,
} from '#transform'
import { leaveChosen } from './_chosen.ts'
import { django, type Release } from './_releases.ts'

interface Row {
  /** The first release that knows the new name. */
  readonly release: Release
  readonly old: string
  readonly newer: string
  /** Where the name is a key of the dict that this argument takes. */
  readonly keyOf?: string
}

const of = (names: readonly string[], row: Row): Readonly<Record<string, Row>> =>
  Object.fromEntries(names.map((name) => [name, row]))
const AGGREGATES = 'django.contrib.postgres.aggregates'

/** https://docs.djangoproject.com/en/stable/internals/deprecation/ */
const ARGUMENTS: Readonly<Record<string, Row>> = table({
  ...of(
    [
      'django.db.models.CheckConstraint',
      'django.db.models.constraints.CheckConstraint',
      'django.contrib.gis.db.models.CheckConstraint',
    ],
    { release: '5.1', old: 'check', newer: 'condition' },
  ),
  ...of(
    ['ArrayAgg', 'JSONBAgg', 'StringAgg'].flatMap((name) => [
      `${AGGREGATES}.${name}`,
      `${AGGREGATES}.general.${name}`,
    ]),
    { release: '5.2', old: 'ordering', newer: 'order_by' },
  ),
  'django.contrib.staticfiles.finders.find': { release: '5.2', old: 'all', newer: 'find_all' },
  'django.core.validators.EmailValidator': { release: '3.2', old: 'whitelist', newer: 'allowlist' },
  ...of(['django.forms.ModelMultipleChoiceField', 'django.forms.models.ModelMultipleChoiceField'], {
    release: '3.1',
    old: 'list',
    newer: 'invalid_list',
    keyOf: 'error_messages',
  }),
})

export default defineTransform({
  summary: 'Call arguments as Django calls them today: CheckConstraint(condition=…) instead of check=…',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/internals/deprecation/',
  query: '(call function: (_) @callee) @call',
  where: { callee: Object.keys(ARGUMENTS) },
  projectNeeds: ['django'],
  drops: ['constants'],
  rewrite({ callee, call }, context) {
    const row = ARGUMENTS[context.qualifiedName(callee) ?? '']
    if (!row) return
    const args = argumentsOf(call)
    const old = row.keyOf === undefined ? keywordArgument(args, row.old) : oldKey(context, args, row)
    if (!old) return
    const newer = row.keyOf === undefined ? keywordArgument(args, row.newer) : newerKey(context, args, row)
    if (newer) return context.skip(`${row.old} and ${row.newer} are both given: keep one of them`)
    leaveChosen(context, call)
    reviewRelease(context, django(row.release))
    const quote = stringParts(old)?.quote ?? ''
    context.replace(field(old, 'name') ?? old, quote + row.newer + quote)
  },
})

const oldKey = (context: Context, args: readonly Node[], { keyOf = '', old }: Row) =>
  keyAmong(context, args, keyOf, old)
const newerKey = (context: Context, args: readonly Node[], { keyOf = '', newer }: Row) =>
  keyAmong(context, args, keyOf, newer)

/** The key `wanted` of the dict that an argument is given as it stands. */
function keyAmong(
  context: Context,
  args: readonly Node[],
  argument: string,
  wanted: string,
): Node | undefined {
  const given = keywordArgument(args, argument)
  const value = given && field(given, 'value')
  const pairs = value?.type === 'dictionary' ? value.namedChildren.filter(({ type }) => type === 'pair') : []
  return pairs
    .flatMap((pair) => field(pair, 'key') ?? [])
    .find((key) => {
      const parts = stringParts(key)
      return parts && !parts.isBytes && textValue(context.text, parts) === wanted
    })
}
