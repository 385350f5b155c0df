import {
  ancestorsOf,
  type Context,
  classAround,
  defineTransform,
  field,
  type Node,
  parentOf,
  roleOf,
} from '#transform'
import { quoteOf } from './_config-values.ts'
import { classField, defaultOf, fieldArguments, giveKeywords, modelAround } from './_fields.ts'
import { heedBothVersions } from './_guards.ts'

/** What stands for a name that v2 no longer has. */
type Replacement = (context: Context, at: Node) => string

const typing = (context: Context, name: string, at: Node): string => context.import('typing', name, at)
const optional =
  (inner: string): Replacement =>
  (context, at) =>
    `${typing(context, 'Optional', at)}[${inner}]`
const union =
  (inner: string): Replacement =>
  (context, at) =>
    `${typing(context, 'Union', at)}[${inner}]`
const decimal = (context: Context, at: Node): string => context.import('decimal', 'Decimal', at)

const NAMES: ReadonlyMap<string, Replacement> = new Map<string, Replacement>([
  ['NoneStr', optional('str')],
  ['NoneBytes', optional('bytes')],
  ['StrBytes', union('str, bytes')],
  [
    'NoneStrBytes',
    (context, at) => `${typing(context, 'Optional', at)}[${typing(context, 'Union', at)}[str, bytes]]`,
  ],
  ['OptionalInt', optional('int')],
  ['OptionalIntFloat', (context, at) => `${typing(context, 'Union', at)}[int, float, None]`],
  [
    'OptionalIntFloatDecimal',
    (context, at) => `${typing(context, 'Union', at)}[int, float, ${decimal(context, at)}, None]`,
  ],
  ['StrIntFloat', union('str, int, float')],
  ['Required', () => '...'],
  ['PyObject', (context, at) => context.import('pydantic', 'ImportString', at)],
])
const EXTRA = /^pydantic\.(?:main\.|config\.)?Extra\.(allow|ignore|forbid)$/
const MODULES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Required', ['pydantic', 'pydantic.fields']],
  ['StrIntFloat', ['pydantic.types']],
])

export default defineTransform({
  summary: 'Replace names of types that pydantic v2 has no more',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#removed-in-pydantic-v2',
  query: '[(identifier) (attribute)] @name',
  where: {
    name: [
      ...[...NAMES.keys()].flatMap((name) =>
        (MODULES.get(name) ?? ['pydantic', 'pydantic.types']).map((module) => `${module}.${name}`),
      ),
      ...['', 'main.', 'config.'].flatMap((module) =>
        ['allow', 'ignore', 'forbid'].map((value) => `pydantic.${module}Extra.${value}`),
      ),
    ],
  },
  recipes: ['pydantic-v2'],
  rewrite({ name }, context) {
    if (!name || (name.type === 'identifier' && roleOf(name)?.role !== 'load')) return
    if (parentOf(name)?.type === 'attribute' && name.type === 'identifier') return
    heedBothVersions(name, context)
    const qualified = context.qualifiedName(name) ?? ''
    const extra = EXTRA.exec(qualified)?.[1]
    if (extra !== undefined) {
      replaceExtra(name, extra, context)
      return
    }
    const replacement = NAMES.get(qualified.slice(qualified.lastIndexOf('.') + 1))
    if (!replacement) return
    const text = replacement(context, name)
    for (const builtin of text.match(/\b(?:str|bytes|int|float)\b/g) ?? [])
      if (!context.isBuiltin(builtin, name)) context.skip(`${builtin} means something else here`)
    context.replace(name, text)
    if (qualified.endsWith('.PyObject')) validateDefault(name, context)
  },
})

/** `Extra.allow` is a text in v2, and reading it is deprecated. */
function replaceExtra(name: Node, extra: string, context: Context): void {
  const quote = quoteOf(context.module)
  const around = parentOf(name)
  const read = around?.type === 'attribute' ? field(around, 'attribute')?.text : undefined
  if (read !== undefined && read !== 'value')
    context.skip(`the values of Extra are texts in v2, which have no ${read}`)
  const whole = read === undefined ? name : (around ?? name)
  if (parentOf(whole)?.children.some(({ type }) => type === 'is' || type === 'is not'))
    context.skip('the values of Extra are texts in v2: compare them with ==')
  context.replace(whole, `${quote}${extra}${quote}`)
}

/** v1 imported the default of such a field as well. */
function validateDefault(name: Node, context: Context): void {
  const assignment = [...ancestorsOf(name)].find(({ type }) => type === 'assignment')
  const statement = assignment && parentOf(assignment)
  const found = assignment && classField(assignment)
  if (!found || !statement || !modelAround(context, classAround(statement))) return
  const list = fieldArguments(context, found.value)
  const given = list ? defaultOf(list) : found.value
  if (given && /^(?:string|identifier|attribute)$/.test(given.type))
    giveKeywords(context, found, 'validate_default=True')
}
