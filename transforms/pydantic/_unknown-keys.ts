import { type ClassName, type Context, field, type Node, parentOf, sameNode, stringParts } from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { argumentsOf, fieldsOf, keyword } from './_fields.ts'
import { ancestorClasses } from './_model-classes.ts'

/**
 * Notes what `construct` and `copy(update=…)` are given that is no field: v1 made attributes of it and dumped them.
 * @param method the name of v1
 */
export function noteUnknownKeys(
  context: Context,
  method: string,
  list: Node,
  classes: readonly ClassName[],
): void {
  const keys = method === 'construct' ? constructed(list) : method === 'copy' ? updated(list) : []
  const [unknown] = keys.filter((key) => classes.some((of) => lacks(of, key, context)))
  if (unknown === undefined) return
  context.review(
    method === 'construct'
      ? `v1 set ${unknown}, which is no field, v2 drops it: declare a field or a private attribute`
      : `v1 dumped ${unknown}, which is no field, v2 does not: declare a field`,
  )
}

/**
 * Notes what a validator puts under a name that is no field into `values`, whose uses are `reads`: v1 dumped it and held it against that
 * of other instances, in v2 it is a bare attribute.
 */
export function noteAddedValues(reads: readonly Node[], of: ClassName, context: Context): void {
  for (const read of reads) {
    const item = parentOf(read)
    const assignment = item?.type === 'subscript' ? parentOf(item) : undefined
    if (!item || assignment?.type !== 'assignment' || !sameNode(field(assignment, 'left'), item)) continue
    const key = /^(["'])(\w+)\1$/.exec(field(item, 'subscript')?.text ?? '')?.[2]
    if (key === undefined || !lacks(of, key, context)) continue
    const why = `v1 dumped ${key}, which is put into the values and is no field, v2 does not: declare a field`
    context.review(why)
    context.report(why, item)
  }
}

function constructed(list: Node): string[] {
  return argumentsOf(list)
    .map((given) => (given.type === 'keyword_argument' ? (field(given, 'name')?.text ?? '') : ''))
    .filter((key) => !/^(?:|_fields_set|values|__root__)$/.test(key))
}

function updated(list: Node): string[] {
  const given = keyword(list, 'update')
  const value = given && field(given, 'value')
  if (value?.type !== 'dictionary') return []
  return value.namedChildren.flatMap((pair) => {
    const key = pair.type === 'pair' ? field(pair, 'key') : undefined
    const parts = key && stringParts(key)
    return parts && !parts.isFormatted
      ? [key.text.slice(parts.content.start - key.startIndex, parts.content.end - key.startIndex)]
      : []
  })
}

/** Whether a model surely has no field of that name, and keeps nothing else. */
function lacks(of: ClassName, key: string, { project }: Context): boolean {
  if (typeof of === 'string') return false
  const { classes, isComplete } = ancestorClasses(of, project)
  const line = [of, ...classes]
  // Under an alias a field is given by another name.
  if (!isComplete || line.some(({ node }) => /\balias|\bfields\s*=|\b__init__\b/.test(node.text)))
    return false
  const extra = effectiveConfig(of, project).values.get('extra')
  if (extra !== undefined && /allow/.test(extra)) return false
  return !line.some(({ node }) => fieldsOf(node).some(({ name }) => name === key))
}
