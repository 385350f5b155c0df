import {
  alignedItems,
  type Context,
  defineTransform,
  indentOf,
  indentUnit,
  isFirstOnLine,
  isStdlib,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
} from '#transform'
import { signOfAnotherName } from './_names-in-use.ts'

/** Names of a module that, once assigned, decide what its relative imports mean. */
const IDENTITY = ['__package__', '__name__', '__spec__'] as const

export default defineTransform({
  summary: 'Replace relative imports by absolute ones',
  since: 'any',
  safety: 'safe',
  sameAs: ['TID252', 'absolufy-imports'],
  docs: 'https://peps.python.org/pep-0328/#guido-s-decision',
  query: `
    (import_from_statement
      module_name: (relative_import (import_prefix) @dots) @source) @statement`,
  anchors: [/\bfrom\b[\s\\]*\./],
  rewrite({ dots, source, statement }, context) {
    const { graph } = context.project
    const about = graph.moduleOf(context.module.path)
    if (about && isNamespaceBelowSrc(context, about))
      context.review(
        `src is taken for an import root, and ${about.name.split('.', 1)[0]} for a namespace package`,
      )
    else if (!about?.certain)
      return context.skip(`${about?.reason ?? 'this is no module'}; name the import roots to settle it`)
    const identity = IDENTITY.find((name) =>
      context.module.names.bindings(name).some(({ scope }) => scope.kind === 'module'),
    )
    if (identity) return context.skip(`the file sets ${identity}, which decides what a relative import means`)

    // importlib makes the same absolute name of the dots, so cycles and attributes of the package work as before.
    // A file that is run by its path fails either way: its folder, not the package's, is on sys.path.
    const level = dots.text.replace(/[^.]/g, '').length
    const base = graph.resolveRelative(context.module.path, level, '')
    if (base === undefined)
      return context.skip(
        about.name.includes('.') || about.isPackage
          ? 'the dots lead out of the top-level package: this import fails already'
          : `${about.name} is at an import root and in no package: this import fails already`,
      )
    const sign = signOfAnotherName(context, about.name, about.root)
    if (sign) return context.skip(`${sign}; name the import roots to settle it`)

    const module = source.namedChildren.find((child) => child.type === 'dotted_name')
    const text = module ? `${base}.` : base
    // `from.x import y` and `from .import x` need no spaces where the dots are.
    const before = /\w/.test(context.text.charAt(dots.startIndex - 1)) ? ' ' : ''
    const after = !module && /\w/.test(context.text.charAt(source.endIndex)) ? ' ' : ''
    const end = module?.startIndex ?? source.endIndex
    context.replace({ start: dots.startIndex, end }, before + text + after)
    layOut(context, statement, before.length + text.length + after.length - (end - dots.startIndex))
  },
})

/** Keeps lines aligned with the bracket before the names, and breaks a line that would get too long into lines of their own. */
function layOut(context: Context, statement: Node, growth: number): void {
  const { text } = context
  const { startIndex, endIndex } = statement
  const names = statement.childrenForFieldName('name')
  const open = statement.children.find(({ type }) => type === '(')
  if (open) context.edit(alignedItems(context, { startIndex: open.startIndex, endIndex }, names, -growth))
  const [first] = names
  const width = lineEnd(text, startIndex) - lineStart(text, startIndex)
  const hasLine =
    isFirstOnLine(text, startIndex) && text.slice(endIndex, lineEnd(text, endIndex)).trim() === ''
  if (open || !first || !hasLine || statement.text.includes('\n')) return
  if (width > context.lineLength || width + growth <= context.lineLength) return
  const newline = newlineAt(text, startIndex)
  const indent = indentOf(text, startIndex)
  const rows = names.map((name) => `${indent}${indentUnit(text)}${name.text},${newline}`)
  context.replace({ start: first.startIndex, end: endIndex }, `(${newline}${rows.join('')}${indent})`)
}

/** Whether the module is of a package below `src/` that has no `__init__.py` in any of its folders (PEP 420). */
function isNamespaceBelowSrc(
  context: Context,
  about: { readonly name: string; readonly root: string; readonly certain: boolean },
): boolean {
  const top = about.name.split('.', 1)[0] ?? ''
  if (about.certain || !/(?:^|\/)src$/.test(about.root) || isStdlib(top)) return false
  const { files } = context.project.graph
  const folder = `${about.root}/${top}/`
  return (
    /^[\w.]+$/.test(about.name) &&
    !/(?:^|[/_])(?:vendor|vendored|third_?party|site-packages)\//.test(context.module.path) &&
    !files.some((path) => path.startsWith(folder) && /\/__init__\.pyi?$/.test(path)) &&
    !files.some((path) => path.startsWith(`${top}/`) || path === `${top}.py`)
  )
}
