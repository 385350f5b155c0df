import { type Context, field, type Node } from '#transform'
import { argumentsOf } from './_fields.ts'

/** v1 asked whether they are true, v2 refuses what is no bool. */
const FLAGS = /^(?:by_alias|exclude_(?:unset|defaults|none))$/
const NO_BOOL = /^(?:none|integer|float|string|concatenated_string|set|dictionary|list|tuple)$/

/** Refuses calls of a dump with `exclude_unset={"a"}` and the like. */
export function checkFlags(list: Node, context: Context): void {
  for (const given of argumentsOf(list)) {
    const name = given.type === 'keyword_argument' ? (field(given, 'name')?.text ?? '') : ''
    const value = field(given, 'value')
    // v2 has a default for by_alias, which None stands for.
    if (!value || !FLAGS.test(name) || (name === 'by_alias' && value.type === 'none')) continue
    if (NO_BOOL.test(value.type))
      context.skip(`v2 takes only True and False for ${name}: write which of them ${value.text} means`)
  }
}
