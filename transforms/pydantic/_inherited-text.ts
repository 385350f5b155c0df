import type { Node, Project } from '#transform'
import type { PlannedLine } from './_config-draft.ts'
import { effectiveConfig } from './_config-table.ts'
import { fieldsOf } from './_fields.ts'
import { ancestorClasses, type ClassRef } from './_model-classes.ts'

const TEXT_KEY = /^str_(?:to_lower|to_upper|strip_whitespace|min_length|max_length)$/
const TEXT = /\b(?:str|bytes|constr|conbytes)\b/

/**
 * What a Config says of texts came too late in v1 for the fields that the model inherits: they were made with the Config of the class
 * that declares them. In v2 it is for all fields of the model.
 * @returns what a reviewer has to know; undefined where the model inherits no such field.
 */
export function lateForTexts(
  model: ClassRef,
  lines: readonly PlannedLine[],
  project: Project,
): string | undefined {
  const inherited = effectiveConfig(model, project, 'inherited').values
  const keys = lines.flatMap((line) =>
    line.kind === 'key' && TEXT_KEY.test(line.key) && says(inherited.get(line.key), line) ? [line.key] : [],
  )
  const [key] = keys
  if (key === undefined) return undefined
  const own = new Set(fieldsOf(model.node).map(({ name }) => name))
  const late = ancestorClasses(model, project)
    .classes.flatMap(({ node }) => fieldsOf(node))
    .find(({ name, type, value }) => !own.has(name) && isText(type, value))
  return (
    late &&
    `v1 did not apply ${keys.join(', ')} to ${late.name}, which the model inherits, and v2 does: declare it in a model without that`
  )
}

/** Whether a key says anything else than what is inherited. */
function says(inherited: string | undefined, { text }: PlannedLine): boolean {
  const unset = /^(?:False|0|None)$/
  return inherited === undefined ? !unset.test(text) : inherited !== text
}

function isText(type: Node | undefined, value: Node | undefined): boolean {
  return type ? TEXT.test(type.text) : value?.type === 'string'
}
