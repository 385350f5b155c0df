import { statementsOf } from '../python/layout.ts'
import { field, type Node, sameNode } from '../python/node.ts'
import { ancestorsOf, parentOf, treeOf } from '../python/tree.ts'
import { rootOf } from '../semantics/qualified.ts'
import type { Context } from './context.ts'

/** Conditions that ask which Python this is, or which release of a package. */
const ASKS_VERSION =
  /\b(?:version_info|hexversion|python_version\w*|PYTHON_VERSION|(?:IS_?)?PY_?(?:2|3)\w*|(?:IS_?)?PYTHON_?[23]\w*)\b|\bsys\s*\.\s*version\b|\b(?:[a-z]+_)?version\b(?=\s*(?:[<>=]|\[))|\b__version__\b|\b(?:is_)?django_?\d\w*\b/i
/** Handlers that are there for a module or a name that is missing. */
const MISSING_MODULE = /\b(?:ImportError|ModuleNotFoundError)\b/
const MISSING_NAME = /\b(?:ImportError|ModuleNotFoundError|AttributeError|NameError)\b/
const MISSING_LOCAL = /\b(?:ImportError|ModuleNotFoundError|NameError)\b/

/**
 * Skips the site where the code around it chooses between the old name and a new one by itself: rewritten, the choice would be
 * between two equal things, or a branch that is meant for another Python would no longer run there.
 */
export function leaveFallbacks(context: Context, node: Node): void {
  const [top = ''] = context.qualifiedName(node)?.split('.') ?? []
  if (top !== '' && context.project.graph.fileOf(top)) context.skip(`${top} is a module of the project here`)
  leaveChoices(context, node)
}

/** The same for a method, whose object may well come from a module of the project. */
export function leaveChoices(context: Context, node: Node): void {
  const name = (field(node, 'attribute') ?? node).text
  if (isReplaced(context.text, name)) context.skip(`${name} is replaced somewhere in the file: rename both`)
  const root = rootOf(node)
  for (const { context: circumstances, kind } of root ? context.module.bindingsOf(root) : [])
    if (kind === 'import' && circumstances !== 'plain' && circumstances !== 'type-checking')
      context.skip(`${root?.text ?? ''} is imported under a condition: keep the branch for the newer Python`)
  if (isChosen(node))
    context.skip('the code around it chooses by version: keep the branch for the newer Python')
}

/** Whether the name of something that is imported is assigned to, or patched by a path in a string. */
function isReplaced(text: string, name: string): boolean {
  const places = text.matchAll(new RegExp(`([\\w.]*)\\.${name}(?:\\s*=(?!=)|(['"]))`, 'g'))
  return [...places].some(
    ([, object = '', quote]) => quote !== undefined || object === '' || isImported(text, object),
  )
}

/** Whether an import of the file may bring what `path` begins with. */
function isImported(text: string, path: string): boolean {
  const [root = ''] = path.split('.')
  return (
    root !== '' &&
    new RegExp(`\\bimport\\b[^#\\n(]*\\b${root}\\b|\\bimport[ \\t]*\\([^)]*\\b${root}\\b`).test(text)
  )
}

/** Whether the code around chooses between two names by version, or by trying. */
export function isChosen(node: Node): boolean {
  const object = field(node, 'object')?.text
  const isAsked = (asked: string) =>
    object === undefined ? isImported(treeOf(node).text, asked) : asked === object
  let child = node
  for (const up of ancestorsOf(node)) {
    if (choosesBetween(up, child, isAsked, node.type === 'identifier')) return true
    child = up
  }
  return false
}

function choosesBetween(
  up: Node,
  child: Node,
  isAsked: (object: string) => boolean,
  isBare: boolean,
): boolean {
  switch (up.type) {
    case 'if_statement':
    case 'elif_clause':
      return !sameNode(field(up, 'condition'), child) && asksWhich(field(up, 'condition'), isAsked)
    case 'conditional_expression':
      return asksWhich(up.namedChildren[1], isAsked)
    case 'boolean_operator':
      return asksWhich(field(up, 'left'), isAsked)
    case 'call':
      // getattr(time, 'perf_counter', time.clock)
      return field(up, 'function')?.text === 'getattr'
    case 'try_statement':
      return triesNames(up, isBare)
    default:
      return false
  }
}

/** Whether a condition asks for a version, or whether an object that `isAsked` knows has an attribute. */
function asksWhich(condition: Node | undefined, isAsked: (object: string) => boolean): boolean {
  const text = condition?.text ?? ''
  const asked = /\bhasattr\s*\(\s*([\w.]+)/.exec(text)?.[1]
  return ASKS_VERSION.test(text) || (asked !== undefined && isAsked(asked))
}

/**
 * Whether a `try` is about a name that may be missing: one of more than a few statements is about something else.
 * @param isBare whether it is about a name that is no attribute
 */
function triesNames(statement: Node, isBare: boolean): boolean {
  const body = field(statement, 'body')
  const isLong = body && statementsOf(body).length > 2
  const expected = isLong ? MISSING_MODULE : isBare ? MISSING_LOCAL : MISSING_NAME
  return statement.namedChildren.some(
    (clause) =>
      clause.type === 'except_clause' &&
      clause.namedChildren.some((part) => part.type !== 'block' && expected.test(part.text)),
  )
}

/** Whether the attribute is assigned to or deleted: then it is meant to have that name. */
export function isTarget(node: Node): boolean {
  const parent = parentOf(node)
  if (parent?.type === 'delete_statement') return true
  return (
    /^(?:augmented_)?assignment$/.test(parent?.type ?? '') && sameNode(parent && field(parent, 'left'), node)
  )
}
