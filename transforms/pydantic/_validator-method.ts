import { type Context, field, indentOf, lineEnd, type Node, newlineAt, trueEnd } from '#transform'
import { bodyOf } from './_model-classes.ts'

/** A `field_validator` to be written, whose function takes `cls` and `v`. */
export interface ValidatorMethod {
  readonly name: string
  /** The arguments of the decorator, in their parentheses. */
  readonly decorator: string
  /** Its lines, indented by four spaces where they are within one another. */
  readonly body: readonly string[]
  /** The builtins that they need. */
  readonly builtins: readonly string[]
  /** What it stands for: where it cannot be written, the reason begins so. */
  readonly gone: string
}

/** Writes a validator below all that a class has. */
export function writeMethod(classNode: Node, method: ValidatorMethod, context: Context): void {
  const { text } = context
  const methods = new Set(
    bodyOf(classNode).map((node) => field(field(node, 'definition') ?? node, 'name')?.text),
  )
  if (methods.has(method.name))
    context.skip(`${method.gone}, and ${method.name} is there already: write a validator`)
  const last = bodyOf(classNode).at(-1)
  if (!last || ![...method.builtins, 'classmethod'].every((name) => context.isBuiltin(name, last)))
    context.skip(`${method.gone}, and names that a validator needs mean something else here`)
  const indent = indentOf(text, last.startIndex)
  const outer = indentOf(text, classNode.startIndex)
  const unit = indent.slice(outer.length) || '    '
  const newline = newlineAt(text, classNode.startIndex)
  const lines = [
    `@${context.import('pydantic', 'field_validator', last)}${method.decorator}`,
    '@classmethod',
    `def ${method.name}(cls, v):`,
    ...method.body.map((line) => unit + line.replace(/^ {4}/, unit)),
  ]
  context.insert(
    lineEnd(text, trueEnd(last)),
    newline + lines.map((line) => `${newline}${indent}${line}`).join(''),
  )
}
