import { type Context, type Node, sameNode } from '#transform'
import { bare, chainOf, isUnion, operandsOf } from './_chain.ts'
import { operandProblem } from './_operands.ts'

/**
 * Skips the site where an alias of typing is in a union with what only typing's `|` takes: `List[int] | "Box"` is fine while
 * `list[int] | "Box"` raises. Where nobody evaluates it, it does not matter.
 * @param whole the alias with its brackets
 */
export function checkBeside(context: Context, whole: Node): void {
  const chain = chainOf(whole)
  if (!isUnion(chain)) return
  for (const operand of operandsOf(chain)) {
    if (sameNode(operand, bare(whole))) continue
    const isText = /^(?:concatenated_)?string$/.test(operand.type)
    const problem = isText ? `${operand.text} is a text` : operandProblem(context, operand, true)
    if (problem !== undefined) context.skip(`only typing has a | for what is beside it: ${problem}`)
  }
}
