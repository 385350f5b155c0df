import {
  argumentsOf,
  type Context,
  field,
  hasSplat,
  type Node,
  stringParts,
  table,
  withoutNone,
} from '#transform'
import { isPath } from './_openers.ts'

/** What can be written left and right of `/` without parentheses. */
const ATOM = /^(?:attribute|call|concatenated_string|identifier|string|subscript)$/

/** An expression for a path of pathlib. */
export interface PathText {
  readonly text: string
  /** Whether a method can be called on it without parentheses. */
  readonly isAtom: boolean
}

/** A path of pathlib for an expression that gives a path as text, or is one. */
export function pathOf(context: Context, node: Node): PathText {
  const [first, ...others] = argumentsOf(node)
  switch (builtBy(context, node)) {
    case 'os.getcwd':
      return { text: `${pathName(context, node)}.cwd()`, isAtom: true }
    case 'os.path.join': {
      if (!first) break
      for (const part of others) if (!isPath(context, part)) checkText(context, part)
      const parts = others.map((part) => (ATOM.test(part.type) ? part.text : `(${part.text})`))
      return { text: [pathOf(context, first).text, ...parts].join(' / '), isAtom: false }
    }
    case 'os.path.dirname':
      if (first) return { text: `${asReceiver(pathOf(context, first))}.parent`, isAtom: true }
      break
    case 'os.path.expanduser':
    case 'os.path.realpath':
    case 'os.readlink':
      if (first)
        return { text: `${asReceiver(pathOf(context, first))}.${methodFor(context, node)}()`, isAtom: true }
  }
  if (isPath(context, node)) return { text: node.text, isAtom: ATOM.test(node.type) }
  checkText(context, node)
  checkWhole(context, node)
  return { text: `${pathName(context, node)}(${node.text})`, isAtom: true }
}

/** The method of Path that does what a function does. */
function methodFor(context: Context, call: Node): string {
  const name = builtBy(context, call) ?? ''
  return name === 'os.path.realpath' ? 'resolve' : name.slice(name.lastIndexOf('.') + 1)
}

/** The path as it stands before a dot. */
export function asReceiver({ text, isAtom }: PathText): string {
  return isAtom ? text : `(${text})`
}

/** The function that a call makes a path with, where pathlib has its like. */
export function builtBy(context: Context, node: Node): string | undefined {
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  const args = argumentsOf(node)
  if (!callee || hasSplat(args) || args.some(({ type }) => !isValue(type))) return undefined
  const name = context.qualifiedName(callee) ?? ''
  const counts = COUNTS[name]
  return counts && args.length >= counts[0] && args.length <= counts[1] ? name : undefined
}

/** How many arguments they take at least and at most. */
const COUNTS: Readonly<Record<string, readonly [number, number]>> = table({
  'os.getcwd': [0, 0],
  'os.path.join': [2, Number.POSITIVE_INFINITY],
  'os.path.dirname': [1, 1],
  'os.path.expanduser': [1, 1],
  'os.path.realpath': [1, 1],
  'os.readlink': [1, 1],
})

function isValue(type: string): boolean {
  return type !== 'keyword_argument' && type !== 'generator_expression'
}

function pathName(context: Context, at: Node): string {
  const taken = context.module.names.resolve('Path', at)
  // Another Path is clearer beside pathlib.Path than beside one more name.
  return taken.kind === 'bound' && !context.module.visibleAs('Path', at, 'pathlib.Path')
    ? `${context.importModule('pathlib')}.Path`
    : context.import('pathlib', 'Path')
}

/** os.path takes bytes, and numbers of open files; Path does not. */
function checkText(context: Context, node: Node): void {
  if (node.text === '__file__' && context.isBuiltin('__file__')) return
  // None is refused by both.
  const type = withoutNone(context.typeOf(node))
  const isText = !type || (type.kind === 'instance' && !/^builtins\.(?!str$)/.test(type.of.toString()))
  if (!isText || isEncoded(context, node))
    context.skip(`Path takes text only, ${node.text} is, or may be, something else`)
}

/** Whether an expression is, or a variable may be, what `encode` or os.fsencode made, or a path that is built of it. */
function isEncoded(context: Context, node: Node, depth = 0): boolean {
  if (depth > 3) return false
  if (stringParts(node)?.isBytes) return true
  if (node.type === 'identifier' && isAskedForBytes(context, node.text)) return true
  if (node.type === 'identifier')
    return context.module.bindingsOf(node).some(({ kind, owner }) => {
      const value = kind === 'assignment' ? field(owner, 'right') : undefined
      return value !== undefined && value.type !== 'identifier' && isEncoded(context, value, depth + 1)
    })
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  if (!callee) return false
  const name = context.qualifiedName(callee)
  // It is often imported from where a project keeps its own of older Pythons.
  if (/(?:^|\.)fsencode$/.test(name ?? callee.text) || field(callee, 'attribute')?.text === 'encode')
    return true
  return (
    name?.startsWith('os.path.') === true &&
    argumentsOf(node).some((argument) => isEncoded(context, argument, depth + 1))
  )
}

/** Whether the file asks of some variable of that name whether it holds bytes: then paths come as both. */
function isAskedForBytes({ text }: Context, name: string): boolean {
  return new RegExp(`\\bisinstance\\(\\s*${name}\\s*,[^)\\n]*\\b(?:bytes|binary_type)\\b`, 'u').test(text)
}

/** What Path takes for something else, or not at all. */
function checkWhole(context: Context, node: Node): void {
  if (/(?:^|_|\.)(?:fd|fileno\(\))$/.test(node.text))
    context.skip(`${node.text} looks like the number of an open file`)
  if (node.type === 'string' && node.text.length === 2)
    context.skip('an empty path is the current folder to Path')
}
