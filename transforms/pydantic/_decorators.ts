import type { Node } from '#transform'

/** The decorators of a statement of a class, a line each; empty for anything else. */
export function decoratorsText(statement: Node): string {
  return statement.type === 'decorated_definition'
    ? statement.namedChildren
        .filter(({ type }) => type === 'decorator')
        .map(({ text }) => text)
        .join('\n')
    : ''
}
