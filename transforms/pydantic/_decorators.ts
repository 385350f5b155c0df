import { ancestorsOf, type Node } from '#transform'

/** The decorators of a statement of a class, a line each; empty for anything else. */
export function decoratorsText(statement: Node): string {
  return statement.type === 'decorated_definition'
    ? statement.namedChildren
        .filter(({ type }) => type === 'decorator')
        .map(({ text }) => text)
        .join('\n')
    : ''
}

/** The class in whose body a definition stands; undefined where it stands in a function. */
export function classAround(definition: Node): Node | undefined {
  const around = [...ancestorsOf(definition)].find(({ type }) =>
    /^(?:class|function)_definition$|^lambda$/.test(type),
  )
  return around?.type === 'class_definition' ? around : undefined
}
