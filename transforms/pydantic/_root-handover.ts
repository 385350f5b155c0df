import { ancestorsOf, field, headOf, type Module, type Node, parentOf } from '#transform'
import { rootParameters } from './_root-values.ts'
import { nameOfParameter, usesOf } from './_signature.ts'
import { constantText } from './_validator-call.ts'

/**
 * Where a validator of a model with `__root__` reads what it is given, which v2 gives it without a dictionary around: `values["__root__"]`
 * and `return values`; undefined where it takes more.
 */
export function valuesRead(module: Module, definition: Node, name: string): readonly Node[] | undefined {
  const { reads, isRebound } = usesOf(module, definition, name)
  const parts = reads.map((read) => {
    const around = parentOf(read)
    if (around?.type === 'return_statement') return read
    const key = around?.type === 'subscript' ? field(around, 'subscript') : undefined
    const isPlace = around?.type === 'subscript' && key && constantText(key) === '__root__'
    return isPlace && functionAround(read)?.id === definition.id ? around : undefined
  })
  return isRebound || !parts.every((part) => part !== undefined) ? undefined : parts
}

function functionAround(node: Node): Node | undefined {
  return [...ancestorsOf(node)].find(({ type }) => /^(?:function_definition|lambda)$/.test(type))
}

const PLAIN_PRE =
  /^@[\w.]*\broot_validator\(\s*(?:pre\s*=\s*True\s*(?:,\s*allow_reuse\s*=\s*\w+\s*)?|allow_reuse\s*=\s*\w+\s*,\s*pre\s*=\s*True\s*),?\s*\)$/

/** Whether the run makes a plain `@root_validator(pre=True)` of a model with `__root__` one of a RootModel. */
export function becomesReader(module: Module, statement: Node): boolean {
  const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : undefined
  const name = definition && nameOfParameter(rootParameters(definition)?.values)
  const [decorator, ...others] = statement.namedChildren.filter(
    ({ type, text }) => type === 'decorator' && text !== '@classmethod',
  )
  if (!definition || !name || !decorator || others.length > 0 || !PLAIN_PRE.test(decorator.text)) return false
  const call = decorator.firstNamedChild
  const head = call && headOf(field(call, 'function') ?? call)
  const bindings = head ? module.bindingsOf(head) : []
  return (
    bindings.length === 1 &&
    bindings.every(({ context }) => context === 'plain') &&
    valuesRead(module, definition, name) !== undefined
  )
}
