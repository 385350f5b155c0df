import { type Context, field, type Node } from '#transform'
import { patternFor } from './_pattern.ts'

/** What a constrained type of v1 constrains, and how v2 says it. */
export interface Constrained {
  /** The type, and the module that it has to be imported from. */
  readonly type: string
  readonly module?: string
  /** The class that takes the constraints. */
  readonly carrier: 'Field' | 'StringConstraints'
  /** Options as v1 called them, with their new names. */
  readonly options: ReadonlyMap<string, string>
  /** Whether it has items. */
  readonly hasItems: boolean
}

const same = (names: string): Map<string, string> => new Map(names.split(' ').map((name) => [name, name]))
const NUMBER = same('gt ge lt le multiple_of strict')
const ITEMS = new Map([
  ['min_items', 'min_length'],
  ['max_items', 'max_length'],
  ['min_length', 'min_length'],
  ['max_length', 'max_length'],
])

/** By the second half of their names: `conint` and `ConstrainedInt` are `int`. */
export const CONSTRAINED: ReadonlyMap<string, Constrained> = new Map<string, Constrained>([
  ['int', { type: 'int', carrier: 'Field', options: NUMBER, hasItems: false }],
  [
    'float',
    {
      type: 'float',
      carrier: 'Field',
      options: new Map([...NUMBER, ...same('allow_inf_nan')]),
      hasItems: false,
    },
  ],
  [
    'decimal',
    {
      type: 'Decimal',
      module: 'decimal',
      carrier: 'Field',
      options: new Map([...NUMBER, ...same('max_digits decimal_places allow_inf_nan')]),
      hasItems: false,
    },
  ],
  [
    'date',
    {
      type: 'date',
      module: 'datetime',
      carrier: 'Field',
      options: same('gt ge lt le strict'),
      hasItems: false,
    },
  ],
  [
    'bytes',
    { type: 'bytes', carrier: 'Field', options: same('min_length max_length strict'), hasItems: false },
  ],
  [
    'str',
    {
      type: 'str',
      carrier: 'StringConstraints',
      options: new Map([
        ...same('strip_whitespace to_upper to_lower strict min_length max_length pattern'),
        ['regex', 'pattern'],
      ]),
      hasItems: false,
    },
  ],
  ['list', { type: 'list', carrier: 'Field', options: ITEMS, hasItems: true }],
  ['set', { type: 'set', carrier: 'Field', options: ITEMS, hasItems: true }],
  ['frozenset', { type: 'frozenset', carrier: 'Field', options: ITEMS, hasItems: true }],
])

const GENERIC: ReadonlyMap<string, string> = new Map([
  ['list', 'List'],
  ['set', 'Set'],
  ['frozenset', 'FrozenSet'],
])

/** How the constrained type is named here; skips the site where its name means something else. */
export function typeName({ type, module, hasItems }: Constrained, context: Context, at: Node): string {
  if (module !== undefined) return context.import(module, type, at)
  if (hasItems && !context.targets('3.9')) return context.import('typing', GENERIC.get(type) ?? type, at)
  if (!context.isBuiltin(type, at)) context.skip(`${type} means something else here`)
  return type
}

/** The name of `Annotated`. */
export function annotatedName(context: Context, at: Node): string {
  return context.import(context.targets('3.9') ? 'typing' : 'typing_extensions', 'Annotated', at)
}

/** Options that say nothing: v2 does without them. */
export function isIdle(name: string, value: Node): boolean {
  return (
    value.type === 'none' ||
    (value.type === 'false' && /^(?:unique_items|strip_whitespace|to_lower|to_upper|strict)$/.test(name))
  )
}

/** The v2 form of one option, or a skip with the reason. */
export function optionText(constrained: Constrained, name: string, value: Node, context: Context): string {
  const renamed = constrained.options.get(name)
  if (name === 'unique_items')
    context.skip('unique_items is gone: annotate the list with an AfterValidator that looks for duplicates')
  if (renamed === undefined)
    context.skip(`${name} is gone: annotate the type with an AfterValidator that does it`)
  if (name !== 'regex') return `${renamed}=${value.text}`
  const compiled = value.type === 'call' ? field(value, 'function') : undefined
  const [source, ...others] = compiled ? (field(value, 'arguments')?.namedChildren ?? []) : []
  if (compiled && context.qualifiedName(compiled) === 're.compile' && source && others.length === 0)
    return `pattern=${patternFor(source, context)}`
  return `pattern=${patternFor(value, context)}`
}

/**
 * Notes the texts that v2 refuses where one option changes the case of a text and another one holds a pattern.
 * @param options what `optionText` gave
 */
export function noteOrder(options: readonly string[], context: Context): void {
  const changed = options.find((text) => /^to_(?:lower|upper)=/.test(text))
  const pattern = options.find((text) => text.startsWith('pattern='))
  // What stands behind a backslash, as in `\\d`, is the same in both cases.
  const letters = pattern?.slice('pattern='.length).replace(/^[a-zA-Z]+(?=["'])|\\./g, '')
  if (changed === undefined || letters === undefined || !/[a-z]/i.test(letters)) return
  if (/\(\?[aLmsux]*i|a-zA-Z|A-Za-z/.test(letters)) return
  const lower = changed.startsWith('to_lower')
  context.review(
    `v2 holds a text against the pattern before it makes it ${lower ? 'lower' : 'upper'} case, v1 did after: write (?i) into the pattern where ${lower ? 'capitals' : 'small letters'} shall pass`,
  )
}
