import { type Context, enclosingClass, field, type Module, type Node } from '#transform'
import { ancestorClasses, bodyOf, type ClassRef } from './_model-classes.ts'
import { mayChange, rootParameters } from './_root-values.ts'
import { nameOfParameter } from './_signature.ts'

const VALIDATOR = /^pydantic\.(?:\w+\.)*(?:root_validator|model_validator)$/
const BEFORE = /\bpre\s*=\s*True\b|\bmode\s*=\s*["']before["']/

/** A validator that sees the input of a whole model. */
interface Early {
  readonly name: string
  readonly changes: boolean
}

/** What is to be known of the order in which v1 ran a validator before validation. */
export interface Order {
  /** Whether no other one is given the same input. */
  readonly isAlone: boolean
  /** One that v1 ran before it, and that v2 runs after it, where either may change what the other sees. */
  readonly after: string | undefined
}

/** v1 ran those of the bases first, then those of the class in the order of the text. */
export function orderOf(definition: Node, { module, project }: Context): Order {
  const classNode = enclosingClass(definition)
  const own = classNode ? early({ module, node: classNode }) : []
  const at = own.findIndex(({ node }) => node.id === definition.id)
  const inherited = (classNode ? ancestorClasses({ module, node: classNode }, project).classes : []).flatMap(
    (base) =>
      early(base)
        .filter(({ name }) => own.every((other) => other.name !== name))
        .map((found) => ({ ...found, name: `${field(base.node, 'name')?.text}.${found.name}` })),
  )
  const changes = own[at]?.changes ?? false
  const earlier = [...own.slice(0, Math.max(at, 0)), ...inherited]
  return {
    isAlone: own.length + inherited.length < 2,
    after: earlier.find((other) => changes || other.changes)?.name,
  }
}

/** The validators before validation in a class body. */
function early({ module, node }: ClassRef): (Early & { readonly node: Node })[] {
  return bodyOf(node).flatMap((statement) => {
    const definition = statement.type === 'decorated_definition' ? field(statement, 'definition') : undefined
    const name = definition && field(definition, 'name')?.text
    if (!definition || !name || !statement.namedChildren.some((one) => isEarly(one, module))) return []
    const values = nameOfParameter(rootParameters(definition)?.values)
    return [
      { name, node: definition, changes: values === undefined || mayChange(module, definition, values) },
    ]
  })
}

function isEarly(decorator: Node, module: Module): boolean {
  const call = decorator.type === 'decorator' ? decorator.firstNamedChild : undefined
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  const qualified = callee && module.qualify(callee)
  return qualified?.kind === 'certain' && VALIDATOR.test(qualified.name) && BEFORE.test(decorator.text)
}
