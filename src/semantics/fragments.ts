import { stringParts } from '../python/literals.ts'
import { field, isWithin, type Node, sameNode } from '../python/node.ts'
import { parentOf, parseFragment, type SyntaxTree, treeOf } from '../python/tree.ts'
import { annotationPosition } from './annotations.ts'
import type { Module } from './module.ts'

const fragmentsByTree = new WeakMap<SyntaxTree, Map<Node, SyntaxTree | null>>()

/**
 * The tree of the string annotation that `index` lies in, its nodes placed in the file. Undefined when there is no
 * string there, or it is no annotation (the strings of `Literal[…]`, metadata of `Annotated`, arguments of calls other than `cast`),
 * or one that cannot be read in place: bytes, an f-string, with an escape, a newline, or joined from several.
 */
export function fragmentAt(module: Module, index: number): SyntaxTree | undefined {
  const string = stringAt(module.tree, index)
  const outer = string ? fragmentOf(module, string) : undefined
  if (!outer) return undefined
  // Quotes within quotes: "List['X']".
  const inner = stringAt(outer, index)
  return inner ? (fragmentOf(module, inner) ?? outer) : outer
}

/** The tree of the string annotation that `string` (a string node) is. */
export function fragmentOf(module: Module, string: Node): SyntaxTree | undefined {
  const tree = treeOf(string)
  let fragments = fragmentsByTree.get(tree)
  if (!fragments) {
    fragments = new Map()
    fragmentsByTree.set(tree, fragments)
  }
  let fragment = fragments.get(string)
  if (fragment === undefined) {
    fragment = parsed(module, string) ?? null
    fragments.set(string, fragment)
  }
  return fragment ?? undefined
}

function stringAt(tree: SyntaxTree, index: number): Node | undefined {
  const leaf = tree.nodeAt(index)
  if (leaf.type === 'string_content') return parentOf(leaf)
  return undefined
}

function parsed(module: Module, string: Node): SyntaxTree | undefined {
  const parts = stringParts(string)
  if (!parts || parts.isBytes || parts.isFormatted) return undefined
  const { content } = parts
  // Only what stands in the source exactly as it is evaluated can be read, and edited, in place.
  if (/[\\\r\n]/.test(treeOf(string).text.slice(content.start, content.end))) return undefined
  if (!isAnnotationString(module, string)) return undefined
  const tree = parseFragment(string, content)
  const [statement, ...more] = tree.root.namedChildren
  const isExpression =
    statement?.type === 'expression_statement' &&
    statement.namedChildCount === 1 &&
    statement.firstNamedChild?.type !== 'assignment'
  return isExpression && more.length === 0 && !tree.root.hasError ? tree : undefined
}

/** Whether the value of `string` is read as a type: it is an annotation, or stands for a type within one. */
function isAnnotationString(module: Module, string: Node): boolean {
  let child = string
  for (let up = parentOf(string); up; child = up, up = parentOf(up)) {
    switch (up.type) {
      case 'type':
      case 'union_type':
      case 'parenthesized_expression':
      case 'list':
      case 'tuple':
      case 'list_splat':
      case 'splat_type':
      case 'expression_statement':
        break
      case 'binary_operator':
        if (field(up, 'operator')?.type !== '|') return false
        break
      case 'string':
        // From the inside of a string annotation, out of the string.
        if (child.type !== 'module') return false
        break
      case 'module':
        if (!parentOf(up)) return false
        break
      case 'comment':
        return child.type === 'module'
      case 'type_parameter':
        break
      case 'generic_type':
        if (!takesTypes(module, up.firstNamedChild, up.lastNamedChild?.namedChildren ?? [], string))
          return false
        break
      case 'subscript':
        if (sameNode(field(up, 'value'), child)) return false
        if (!takesTypes(module, field(up, 'value'), up.childrenForFieldName('subscript'), string))
          return false
        break
      case 'keyword_argument':
        if (field(up, 'name')?.text !== 'bound') return false
        break
      case 'argument_list':
        return isTypeArgument(module, up, child)
      case 'typed_parameter':
      case 'typed_default_parameter':
      case 'function_definition':
      case 'assignment':
        return child.type === 'type' && annotationPosition(child, up) !== undefined
      default:
        return false
    }
  }
  return false
}

/** Whether the call reads that argument as a type: what is cast to, the bound of a type variable. */
function isTypeArgument(module: Module, args: Node, argument: Node): boolean {
  const call = parentOf(args)
  const callee = call?.type === 'call' ? field(call, 'function') : undefined
  if (!callee || !/(?:^|\.)(?:cast|TypeVar)$/.test(callee.text)) return false
  const qualified = module.qualify(callee)
  const name =
    qualified.kind === 'certain'
      ? /^typing(?:_extensions)?\.(cast|TypeVar)$/.exec(qualified.name)?.[1]
      : undefined
  if (name === 'TypeVar')
    return argument.type === 'keyword_argument' || !sameNode(args.firstNamedChild, argument)
  return name === 'cast' && sameNode(args.firstNamedChild, argument)
}

/** Whether `head[…]` takes types for arguments at the place of `string`: Literal does not, Annotated takes one. */
function takesTypes(
  module: Module,
  head: Node | undefined | null,
  subscripts: readonly Node[],
  string: Node,
): boolean {
  if (!head) return false
  const qualified = module.qualify(head)
  const spelled = head.text.slice(head.text.lastIndexOf('.') + 1)
  const names = qualified.kind === 'certain' ? [qualified.name] : [spelled, ...candidatesOf(qualified)]
  const simple = names.map((name) => name.slice(name.lastIndexOf('.') + 1))
  if (simple.includes('Literal')) return false
  if (!simple.includes('Annotated')) return true
  const first = subscripts[0]
  return !!first && isWithin(string, first)
}

function candidatesOf(qualified: ReturnType<Module['qualify']>): readonly string[] {
  return qualified.kind === 'uncertain' ? qualified.candidates : []
}
