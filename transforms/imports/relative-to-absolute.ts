import { type Context, defineTransform } from '#transform'

/** Names of a module that, once assigned, decide what its relative imports mean. */
const IDENTITY = ['__package__', '__name__', '__spec__'] as const

/** Per project: whether its files also use a package's name with the folder of its import root in front. */
const secondNames = new WeakMap<object, Map<string, boolean>>()

export default defineTransform({
  summary: 'Replace relative imports by absolute ones',
  since: 'any',
  safety: 'safe',
  sameAs: ['TID252', 'absolufy-imports'],
  docs: 'https://peps.python.org/pep-0328/#guido-s-decision',
  query: `
    (import_from_statement
      module_name: (relative_import (import_prefix) @dots) @source) @statement`,
  anchors: [/\bfrom[\s\\]*\./],
  rewrite({ dots, source }, context) {
    const { graph } = context.project
    const about = graph.moduleOf(context.module.path)
    if (!about?.certain)
      return context.skip(`${about?.reason ?? 'this is no module'}; name the import roots to settle it`)
    const identity = IDENTITY.find((name) => context.module.names.bindings(name).length > 0)
    if (identity) return context.skip(`the file sets ${identity}, which decides what a relative import means`)

    const level = dots.text.replace(/[^.]/g, '').length
    const base = graph.resolveRelative(context.module.path, level, '')
    if (base === undefined)
      return context.skip(
        about.name.includes('.') || about.isPackage
          ? 'the dots lead out of the top-level package: this import fails already'
          : `${about.name} is at an import root and in no package: this import fails already`,
      )
    const top = base.split('.', 1)[0] ?? base
    if (about.root !== '.' && hasSecondName(context, about.root, top))
      context.skip(
        `${top} is also imported with ${about.root} in front: only one of the two names can be right`,
      )

    const module = source.namedChildren.find((child) => child.type === 'dotted_name')
    const text = module ? `${base}.` : base
    // `from.x import y` and `from .import x` need no spaces where the dots are.
    const before = /\w/.test(context.text.charAt(dots.startIndex - 1)) ? ' ' : ''
    const after = !module && /\w/.test(context.text.charAt(source.endIndex)) ? ' ' : ''
    const end = module?.startIndex ?? source.endIndex
    context.replace({ start: dots.startIndex, end }, before + text + after)
  },
})

/** `from src.app import x` somewhere in the project says that `src` is a package, too, and not (only) an import root. */
function hasSecondName(context: Context, root: string, top: string): boolean {
  let known = secondNames.get(context.project)
  if (!known) {
    known = new Map()
    secondNames.set(context.project, known)
  }
  const folder = root.split('/').at(-1) ?? root
  const name = `${folder}.${top}`
  let answer = known.get(name)
  if (answer === undefined) {
    const mentions = [`from ${folder} import`, ...'. :"\'\r\n'.split('').map((end) => name + end)]
    answer = context.project.filesWith(new Set(mentions)).length > 0
    known.set(name, answer)
  }
  return answer
}
