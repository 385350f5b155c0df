import { type Context, field, indentOf, isFirstOnLine, type Node, newlineAt } from '#transform'
import { argumentsOf, keyword } from './_fields.ts'

/** Arguments of `Field` in v1 or v2. What else there is v1 took into the schema, and v2 warns about. */
const KNOWN: ReadonlySet<string> = new Set(
  `default default_factory alias alias_priority validation_alias serialization_alias title field_title_generator
  description examples exclude exclude_if include discriminator deprecated json_schema_extra frozen validate_default repr
  init init_var kw_only pattern strict coerce_numbers_to_str gt ge lt le multiple_of allow_inf_nan max_digits
  decimal_places min_length max_length union_mode fail_fast const min_items max_items unique_items allow_mutation regex`.split(
    /\s+/,
  ),
)

/** The arguments that v1 only put into the schema. */
export function extrasOf(args: readonly Node[], isSettings: boolean): Node[] {
  return args.filter((node) => {
    const name = node.type === 'keyword_argument' ? field(node, 'name')?.text : undefined
    return name !== undefined && !KNOWN.has(name) && !(isSettings && /^env(?:_names)?$/.test(name))
  })
}

/**
 * Moves extra arguments into `json_schema_extra={...}`, and `example` into `examples`.
 * @returns the arguments that are to be removed.
 */
export function moveExtras(list: Node, extras: readonly Node[], quote: string, context: Context): Node[] {
  const example = keyword(list, 'examples')
    ? undefined
    : extras.find((node) => field(node, 'name')?.text === 'example')
  const value = example && field(example, 'value')
  if (example && value) context.replace(example, `examples=[${value.text}]`)
  const others = extras.filter((node) => node !== example)
  const [first, ...rest] = others
  if (!first) return []
  const known = keyword(list, 'json_schema_extra')
  if (!known && isRun(list, others)) {
    encloseRun(others, quote, context)
    return []
  }
  const pairs = others.map((node) => {
    const value = field(node, 'value')
    return `${quote}${field(node, 'name')?.text}${quote}: ${value?.text}`
  })
  if (!known) {
    context.replace(first, `json_schema_extra={${pairs.join(', ')}}`)
    return rest
  }
  const table = field(known, 'value')
  if (table?.type !== 'dictionary')
    context.skip('json_schema_extra is computed: move the other arguments into it by hand')
  const last = table.namedChildren.filter(({ type }) => type !== 'comment').at(-1)
  context.insert(last?.endIndex ?? table.startIndex + 1, `${last ? ', ' : ''}${pairs.join(', ')}`)
  return others
}

/** Whether arguments stand one behind the other. */
function isRun(list: Node, nodes: readonly Node[]): boolean {
  const all = argumentsOf(list)
  const start = all.findIndex((node) => node.id === nodes[0]?.id)
  return nodes.every((node, index) => all[start + index]?.id === node.id)
}

/** Puts braces around arguments where they stand: lines and comments stay. */
function encloseRun(nodes: readonly Node[], quote: string, context: Context): void {
  const { text } = context
  const [first, last] = [nodes[0], nodes.at(-1)]
  if (!first || !last) return
  const startsLine = (node: Node): boolean => isFirstOnLine(text, node.startIndex)
  const areLines = startsLine(first) && nodes.length > 1 && nodes.every(startsLine)
  const indent = indentOf(text, first.startIndex)
  const unit = indent.includes('\t') ? '\t' : '    '
  const newline = newlineAt(text, first.startIndex)
  for (const node of nodes) {
    const name = field(node, 'name')
    const value = field(node, 'value')
    if (!name || !value) continue
    const lead = areLines ? unit : ''
    const opening = node === first ? `json_schema_extra={${areLines ? newline + indent : ''}` : ''
    const between = text.slice(name.endIndex, value.startIndex).replace(/^\s*=\s*/, '')
    context.replace(
      { start: name.startIndex, end: value.startIndex },
      `${opening}${lead}${quote}${name.text}${quote}: ${between}`,
    )
  }
  context.insert(last.endIndex, areLines ? `,${newline}${indent}}` : '}')
}
