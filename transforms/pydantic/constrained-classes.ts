import {
  basesOf,
  type Context,
  defineTransform,
  field,
  localClass,
  type Module,
  type Node,
  trueEnd,
} from '#transform'
import { hasOnlyOptions, layOut, type Parts, PREFIX, readBody, reasonAgainst } from './_constrained-class.ts'
import { canBeSubclass, makeSubclass, type Subclass } from './_constrained-subclass.ts'
import { CONSTRAINED, type Constrained } from './_constraints.ts'
import { MODEL_WORDS } from './_receivers.ts'

/** Classes that derive from each other. */
const MAX_CHAIN = 8
/** What a class that derives from another one of the file has in its body. */
const OPTIONS = [
  ...['curtail_length', 'decimal_places', 'item_type', 'max_digits', 'max_items', 'max_length', 'min_items'],
  ...[
    'min_length',
    'multiple_of',
    'regex',
    'strip_whitespace',
    'to_lower',
    'to_upper',
    'ge',
    'gt',
    'le',
    'lt',
  ],
]
const NAMES: ReadonlyMap<string, string> = new Map(
  [...CONSTRAINED.keys()].map((name) => [
    PREFIX + (name === 'frozenset' ? 'FrozenSet' : name.charAt(0).toUpperCase() + name.slice(1)),
    name,
  ]),
)

export default defineTransform({
  summary: 'Replace subclasses of ConstrainedStr and the like with Annotated',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#removed-in-pydantic-v2',
  drops: ['names', 'constants', 'statements'],
  query: `
    (class_definition superclasses: (argument_list (_) @base)) @definition
    (class_definition superclasses: (argument_list . (identifier) @parent .)) @derived`,
  anchors: [...NAMES.keys(), ...OPTIONS],
  where: {
    base: [...NAMES.keys()].flatMap((name) => [`pydantic.${name}`, `pydantic.types.${name}`]),
  },
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ definition, base, derived, parent }, context) {
    if (definition && base) {
      const constrained = constrainedBy(base, context.module)
      if (constrained) replaceOwn({ definition, base, constrained }, context)
    } else if (derived && parent) replaceDerived(derived, parent, context)
  },
})

function constrainedBy(base: Node, module: Module): Constrained | undefined {
  const qualified = module.qualify(base)
  const name = qualified.kind === 'certain' && /^pydantic\.(?:types\.)?(\w+)$/.exec(qualified.name)?.[1]
  return name ? CONSTRAINED.get(NAMES.get(name) ?? '') : undefined
}

/** A class with nothing but options becomes an annotated type; one with more, or that is used as a class, stays one. */
function replaceOwn(own: Subclass, context: Context): void {
  const { definition, constrained } = own
  const name = field(definition, 'name')?.text ?? ''
  const isMore = !hasOnlyOptions(definition) || reasonAgainst(name, definition, context) !== undefined
  if (isMore && canBeSubclass(own, context)) makeSubclass(own, context)
  else replaceClass(definition, constrained, readBody(definition, constrained, context), context)
}

/** A class that derives from another one of the file, which is a constrained type: it takes over what it does not say itself. */
function replaceDerived(derived: Node, parent: Node, context: Context): void {
  const above: Node[] = []
  let constrained: Constrained | undefined
  for (let base: Node | undefined = parent; base && !constrained && above.length < MAX_CHAIN; ) {
    const own: Node | undefined = localClass(context.module, base)
    const [only, ...others]: Node[] = own ? basesOf(own) : []
    if (!own || !only || others.length > 0) return
    above.push(own)
    constrained = constrainedBy(only, context.module)
    base = only
  }
  if (!constrained) return
  const parts = readBody(derived, constrained, context, true)
  const lines = [...parts.lines]
  let { item } = parts
  for (const own of above) {
    const inherited = readBody(own, constrained, context, true)
    item ??= inherited.item
    if (inherited.isUnique)
      context.skip('unique_items is gone: annotate the list with an AfterValidator that looks for duplicates')
    for (const line of inherited.lines)
      if (!line.isComment && !lines.some((known) => keyOf(known.text) === keyOf(line.text)))
        lines.push({ text: line.text, isComment: false })
  }
  if (constrained.hasItems && item === undefined) return
  replaceClass(derived, constrained, { ...parts, lines, item }, context)
}

function keyOf(option: string): string {
  return option.slice(0, option.indexOf('='))
}

function replaceClass(definition: Node, constrained: Constrained, parts: Parts, context: Context): void {
  const name = field(definition, 'name')
  if (!name) return
  const text = layOut(name.text, definition, constrained, parts, context)
  const reason = reasonAgainst(name.text, definition, context)
  if (reason !== undefined)
    context.skip(`${reason}: v2 has no such class, write ${text.replace(/\s*[\r\n]+\s*/g, ' ')}`)
  context.replace({ start: definition.startIndex, end: trueEnd(definition) }, text)
}
