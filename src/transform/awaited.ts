import { field, type Node } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'

const FUNCTION = /^(?:function_definition|class_definition|lambda)$/

/**
 * What waits for an error of `node` in its function, the innermost first: `except (A, B) as e:` of a try that it
 * stands in the body of, `with pytest.raises(A)`, `with suppress(A)`.
 */
export function headersAround(node: Node): string[] {
  const found: string[] = []
  let child = node
  for (const up of ancestorsOf(node)) {
    if (FUNCTION.test(up.type)) break
    if (up.type === 'try_statement' && field(up, 'body')?.id === child.id)
      found.push(...up.namedChildren.filter(({ type }) => /^except/.test(type)).map(headerOf))
    else if (up.type === 'with_statement' && field(up, 'body')?.id === child.id) {
      const header = headerOf(up)
      if (/raises|Raises|suppress/.test(header)) found.push(header)
    }
    child = up
  }
  return found
}

function headerOf(clause: Node): string {
  const body = clause.namedChildren.findLast(({ type }) => type === 'block')
  return clause.text.slice(0, body ? body.startIndex - clause.startIndex : undefined).trim()
}
