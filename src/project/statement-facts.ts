import { field, type Node, spanOf } from '../python/node.ts'
import type { BaseFact, Guard, ImportFact } from './facts.ts'

/** What an import statement brings in: one fact for each name, one for a star. */
export function* importFacts(node: Node, guard: Guard): Generator<ImportFact> {
  const line = node.startPosition.row + 1
  const isPlain = node.type === 'import_statement'
  const source =
    node.type === 'future_import_statement' ? '__future__' : squeezed(field(node, 'module_name')?.text ?? '')
  const level = /^\.*/.exec(source)?.[0].length ?? 0
  const base = { module: source.slice(level), level, line, guard }
  if (node.namedChildren.some((child) => child.type === 'wildcard_import')) {
    yield { ...base, name: '*', local: '*', aliased: false, star: true }
    return
  }
  for (const child of node.childrenForFieldName('name')) {
    const alias = child.type === 'aliased_import' ? field(child, 'alias')?.text : undefined
    const name = squeezed((child.type === 'aliased_import' ? field(child, 'name') : child)?.text ?? '')
    if (isPlain)
      yield {
        module: name,
        level: 0,
        local: alias ?? name.split('.', 1)[0] ?? name,
        aliased: alias !== undefined,
        star: false,
        line,
        guard,
      }
    else yield { ...base, name, local: alias ?? name, aliased: alias !== undefined, star: false }
  }
}

/** Dots may have spaces and continued lines around them. */
function squeezed(text: string): string {
  return text.replace(/[\s\\]+/g, '')
}

/** A base of a class: its dotted name without type arguments, where it has one. */
export function baseFact(node: Node): BaseFact {
  let here: Node | null = node
  while (
    here &&
    (here.type === 'subscript' || here.type === 'generic_type' || here.type === 'parenthesized_expression')
  )
    here = here.firstNamedChild
  const name = here ? dottedName(here) : undefined
  return { ...(name !== undefined && { name }), span: spanOf(node) }
}

/** A name or a chain of attributes as text, without what may stand around its dots; undefined for any other expression. */
export function dottedName(node: Node): string | undefined {
  if (node.type !== 'identifier' && node.type !== 'attribute') return undefined
  const text = squeezed(node.text)
  return /^[\p{L}\p{N}_.]+$/u.test(text) ? text : undefined
}

/** The identifiers that an assignment target binds; attributes and subscripts bind none. */
export function targetNames(target: Node): Node[] {
  const found: Node[] = []
  const stack = [target]
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.type === 'identifier') found.push(node)
    else if (node.type !== 'attribute' && node.type !== 'subscript' && node.type !== 'call')
      for (const child of node.namedChildren.reverse()) stack.push(child)
  }
  return found
}
