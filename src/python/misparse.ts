import { field, type Node } from './node.ts'
import { parentOf, type SyntaxTree, treeOf } from './tree.ts'

/*
 * The pinned grammar gives some valid Python a clean tree of the wrong structure. Each shape is visible at the node that holds it,
 * and needs certain characters in its text: text is looked at before nodes.
 */

/**
 * Why the tree at `node` cannot be trusted, as one sentence; undefined when none of the known shapes holds `node` or lies in it.
 * Ancestors are looked at up to the block around, descendants down to the blocks of a compound statement: of a `def` only the
 * header counts, and whoever edits a node of its body asks for that node.
 */
export function misparse(node: Node): string | undefined {
  return reasonAround(node) ?? (node.childCount === 0 ? undefined : reasonBelow(node))
}

/** Levels from which on answers are kept: of a chain of a thousand operands each would go all the way. */
const DEEP = 32
/** By deep nodes: the reason at them or around them, if any. */
const around = new WeakMap<Node, { readonly reason: string | undefined }>()

function reasonAround(node: Node): string | undefined {
  const deep: Node[] = []
  let reason: string | undefined
  let level = 0
  for (let at: Node | undefined = node; at && !BLOCKS.has(at.type) && !reason; at = parentOf(at)) {
    if (++level > DEEP) {
      const known = around.get(at)
      if (known) {
        reason = known.reason
        break
      }
      deep.push(at)
    }
    reason = reasonAt(at)
  }
  for (const at of deep) around.set(at, { reason })
  return reason
}

const BLOCKS: ReadonlySet<string> = new Set(['block', 'module'])

/** Expressions whose first child is their left operand: a `*` before them applies to the whole, not to that operand. */
const LEFT_RECURSIVE: ReadonlySet<string> = new Set([
  'attribute',
  'binary_operator',
  'boolean_operator',
  'call',
  'comparison_operator',
  'conditional_expression',
  'subscript',
])

const SPLATS: ReadonlySet<string> = new Set(['list_splat', 'dictionary_splat', 'list_splat_pattern'])

function reasonAt(node: Node): string | undefined {
  switch (node.type) {
    case 'attribute':
    case 'boolean_operator':
    case 'call':
    case 'comparison_operator':
    case 'subscript':
      return startsWithSplat(node) ? SPLAT : undefined
    case 'conditional_expression':
      if (node.firstNamedChild?.type === 'named_expression')
        return 'The parser ties a walrus to the first part of a conditional expression.'
      return startsWithSplat(node) ? SPLAT : undefined
    case 'binary_operator':
      if (startsWithSplat(node)) return SPLAT
      return mixesXorAndAnd(node) ? 'The parser groups `^` and `&` against their precedence.' : undefined
    case 'assignment':
      return isMatch(node) ? 'The parser takes a match of `[…]` for an annotated name.' : undefined
    case 'await':
      return node.lastNamedChild?.type === 'binary_operator'
        ? 'The parser takes a power after `await` for its operand.'
        : undefined
    case 'interpolation':
      return field(node, 'expression')?.type === 'named_expression'
        ? 'The parser takes a format specification that starts with `=` for a walrus.'
        : undefined
    case 'print_statement':
      return 'The parser takes this use of `print` for a Python 2 statement.'
    case 'exec_statement':
      return 'The parser takes this use of `exec` for a Python 2 statement.'
    case 'type_alias_statement':
      return isTypeAlias(node)
        ? undefined
        : 'The parser takes an assignment to a part of `type(…)` for a type alias.'
    default:
      return undefined
  }
}

const SPLAT = 'The parser ties a `*` to the first part of the expression that it unpacks.'

/** By deep nodes: whether their text begins with a splat. */
const splats = new WeakMap<Node, boolean>()

/** `[*f()]` becomes a call of `*f`, and so on down the left edge of the expression. */
function startsWithSplat(node: Node): boolean {
  if (!node.text.startsWith('*')) return false
  const deep: Node[] = []
  let isSplat = false
  let level = 0
  for (let at: Node | null = node; at && !isSplat; at = at.firstChild) {
    if (++level > DEEP) {
      const known = splats.get(at)
      if (known !== undefined) {
        isSplat = known
        break
      }
      deep.push(at)
    }
    isSplat = SPLATS.has(at.type)
    if (!LEFT_RECURSIVE.has(at.type)) break
  }
  for (const at of deep) splats.set(at, isSplat)
  return isSplat
}

/** `match [x]:` with `case [y]: z` below is read as an annotation of `match[x]`: no line ends between such a colon and the type. */
function isMatch(assignment: Node): boolean {
  const [left, type] = [field(assignment, 'left'), field(assignment, 'type')]
  if (left?.type !== 'subscript' || !type) return false
  return /(?<!\\\r?)\n/.test(
    assignment.text.slice(left.endIndex - assignment.startIndex, type.startIndex - assignment.startIndex),
  )
}

/** `a ^ b & c` is `a ^ (b & c)`; parentheses of the author's are nodes of their own. */
function mixesXorAndAnd(node: Node): boolean {
  if (operatorOf(node) !== '&') return false
  return operatorOf(field(node, 'left')) === '^' || operatorOf(field(node, 'right')) === '^'
}

function operatorOf(node: Node | undefined): string | undefined {
  return node?.type === 'binary_operator' ? field(node, 'operator')?.type : undefined
}

/** `type X = …` and `type X[T] = …`; anything else on the left is an assignment such as `type(x).a = 1`. */
function isTypeAlias(statement: Node): boolean {
  const left = field(statement, 'left')?.firstNamedChild?.type
  return left === 'identifier' || left === 'generic_type'
}

/** What a shape needs in the text, found in time that grows with it alone, and the kinds of node that show it. */
const BELOW: readonly { readonly needs: RegExp; readonly kinds: readonly string[] }[] = [
  // `*args` and `**options` alone, or `*` before parameters, are what they look like.
  {
    needs: /\*(?<=(?:^|[[({,=]|\b(?:return|yield|in))\s*\*)(?!\*?[ \t]*(?:\w+[ \t]*)?(?:[,)\]}:]|=(?!=)))/,
    kinds: [...LEFT_RECURSIVE],
  },
  { needs: /^(?=[\s\S]*\^)(?=[\s\S]*&)/, kinds: ['binary_operator'] },
  { needs: /^(?=[\s\S]*\bawait\b)(?=[\s\S]*\*\*)/, kinds: ['await'] },
  { needs: /:=/, kinds: ['conditional_expression', 'interpolation'] },
  { needs: /\bmatch\b[^\n]*:[^\n]*\n\s*case\b/, kinds: ['assignment'] },
  { needs: /\bprint\s*(?:>>|\s)/, kinds: ['print_statement'] },
  { needs: /\bexec\s/, kinds: ['exec_statement'] },
]

/** Those of the shapes whose characters are in a file. */
const inFile = new WeakMap<SyntaxTree, typeof BELOW>()

function shapesIn(node: Node): typeof BELOW {
  const own = treeOf(node)
  // An annotation that is a string has a tree of its own, with the text of the file.
  const tree = own.host ? treeOf(own.host) : own
  let shapes = inFile.get(tree)
  if (!shapes) {
    shapes = BELOW.filter(({ needs }) => needs.test(tree.text))
    inFile.set(tree, shapes)
  }
  return shapes
}

function reasonBelow(node: Node): string | undefined {
  const shapes = shapesIn(node)
  if (shapes.length === 0) return undefined
  const text = headerText(node)
  for (const { needs, kinds } of shapes) {
    if (!needs.test(text)) continue
    for (const found of node.descendantsOfType([...kinds])) {
      const reason = reasonAt(found)
      if (reason && !isBehindBlock(found, node)) return reason
    }
  }
  return undefined
}

/** The text of `node` up to its body, when that is all of the rest; comments of the header stay in, which does no harm. */
function headerText(node: Node): string {
  const holder = node.type === 'decorated_definition' ? (field(node, 'definition') ?? node) : node
  const body = field(holder, 'body')
  return body?.type === 'block' && body.endIndex === node.endIndex
    ? node.text.slice(0, body.startIndex - node.startIndex)
    : node.text
}

function isBehindBlock(found: Node, node: Node): boolean {
  for (
    let up = parentOf(found);
    up && up.startIndex >= node.startIndex && up.id !== node.id;
    up = parentOf(up)
  ) {
    if (BLOCKS.has(up.type)) return true
  }
  return false
}
