import { stringParts, textValue } from '../python/literals.ts'
import { field, type Node } from '../python/node.ts'
import { parentOf, type SyntaxTree } from '../python/tree.ts'

/** What puts names into a module, or among the builtins, without a statement that binds them. */
const WAYS =
  /\b(?:exec|globals|vars|locals)[ \t]*\(|\bsetattr[ \t]*\(|\b(?:builtins|__builtins__|__builtin__)[ \t]*[.[]/g
/** What in the text of a program binds the names behind it, or in front. */
const BOUND =
  /\b(?:def|class|import|as|for|global)[ \t]+((?:[\w.]+[ \t]*,[ \t]*)*\w+)|^[ \t]*((?:\w+[ \t]*,[ \t]*)*\w+)[ \t]*(?::[^=\n]*)?=(?!=)/gm

/** The names that code which is text, or what is written into the names of the module or the builtins, may bind. */
export function namesBoundByText(tree: SyntaxTree): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { index } of tree.text.matchAll(WAYS)) {
    const node = tree.nodeAt(index)
    if (node.type !== 'identifier') continue
    const names = /^(?:builtins|__builtins__|__builtin__)$/.test(node.text)
      ? [setBy(parentOf(node), tree.text)]
      : namesOf(node, tree.text)
    for (const name of names) if (name !== undefined) found.add(name)
  }
  return found
}

function namesOf(name: Node, text: string): readonly (string | undefined)[] {
  const call = parentOf(name)
  if (call?.type !== 'call') return []
  const args = field(call, 'arguments')?.namedChildren ?? []
  if (name.text === 'setattr') {
    const [object, attribute] = args
    const isShared = /^(?:builtins|__builtins__|__builtin__|(?:\w+\.)*modules\[__name__\])$/.test(
      object?.text ?? '',
    )
    return isShared ? [attribute && plainText(attribute, text)] : []
  }
  if (name.text === 'exec') {
    const [code, scope] = args
    return code && (!scope || /^(?:globals|vars|locals)\(\)$/.test(scope.text)) ? boundIn(code, text) : []
  }
  const around = parentOf(call)
  if (around?.type !== 'attribute') return [setBy(around, text)]
  const method = field(around, 'attribute')?.text
  const outer = parentOf(around)
  if (outer?.type !== 'call' || !/^(?:update|setdefault|__setitem__)$/.test(method ?? '')) return []
  return keysIn(field(outer, 'arguments'), text)
}

/** The key or attribute of an assignment's target. */
function setBy(target: Node | undefined, text: string): string | undefined {
  const statement = target && parentOf(target)
  const isSet =
    statement?.type === 'assignment' && field(statement, 'left')?.startIndex === target?.startIndex
  if (!target || !isSet) return undefined
  if (target.type === 'attribute') return field(target, 'attribute')?.text
  const key = target.type === 'subscript' ? field(target, 'subscript') : undefined
  return key && plainText(key, text)
}

/** The names that a program binds which is written as text. */
function boundIn(code: Node, text: string): string[] {
  const literals = code.type === 'string' ? [code] : code.descendantsOfType('string')
  return literals.flatMap((literal) =>
    [...(plainText(literal, text) ?? '').matchAll(BOUND)].flatMap(([, behind, before]) =>
      (behind ?? before ?? '').split(/[ \t]*,[ \t]*/),
    ),
  )
}

/** Texts and keywords among arguments that may be names. */
function keysIn(args: Node | undefined, text: string): (string | undefined)[] {
  if (!args) return []
  const keywords = args.descendantsOfType('keyword_argument').map((one) => field(one, 'name')?.text)
  const keys = args
    .descendantsOfType('string')
    .filter((one) => parentOf(one)?.type !== 'pair' || isKey(one))
    .map((one) => plainText(one, text))
  return [...keywords, ...keys]
}

function isKey(literal: Node): boolean {
  const pair = parentOf(literal)
  return !!pair && field(pair, 'key')?.startIndex === literal.startIndex
}

function plainText(literal: Node, text: string): string | undefined {
  const parts = stringParts(literal)
  return parts && !parts.isBytes && !parts.isFormatted ? textValue(text, parts) : undefined
}
