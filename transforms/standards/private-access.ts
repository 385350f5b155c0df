import {
  ancestorsOf,
  type Context,
  defineTransform,
  field,
  isTestFile,
  type Node,
  parentOf,
} from '#transform'

/** Names with an underscore that are documented, and modules whose public side they are. */
const PUBLIC =
  /^(?:sys\._(?:getframe(?:modulename)?|MEIPASS|current_(?:frames|exceptions)|xoptions|git|clear_type_cache|clear_internal_caches|debugmallocstats|enablelegacywindowsfsencoding|base_executable|is_gil_enabled)\b|os\._exit\b|ctypes\.|opentelemetry\._(?:logs|events)\b|_|.*\._(?:fields|attributes|asdict|make|replace|field_defaults|field_types|meta|default_manager|base_manager|_\w*_)(?:\.|$)|.*\._\w*_$)/

export default defineTransform({
  summary: 'Report private names of other packages, which may be gone with their next version',
  since: 'any',
  safety: 'report',
  sameAs: ['SLF001', 'PLC2701'],
  docs: 'https://peps.python.org/pep-0008/#public-and-internal-interfaces',
  query: `
    (attribute attribute: (identifier) @name) @access
    (import_from_statement module_name: (dotted_name) @module) @import`,
  anchors: [
    // `self._x` is everywhere.
    /(?<=[\w)\]])(?<!\b(?:self|cls))\._[A-Za-z]\w*/,
    /\bfrom[ \t]+\w+(?:\.\w+)*\._\w+[ \t]+import\b/,
    /\bimport\b[ \t]+(?:\([^)]*)?[^\n]*\b_[A-Za-z]\w*/,
  ],
  rewrite({ name, access, module, import: statement }, context) {
    if (isTestFile(context.module.path) || context.module.isStub) return
    if (module && statement) {
      for (const imported of privateNames(context, module, statement))
        context.report(
          `${imported.path} is private: its package may change or drop it in any version`,
          imported.node,
        )
      return
    }
    if (!name || !access || !/^_[A-Za-z]\w*$/.test(name.text) || !isImported(context, access)) return
    const path = context.qualifiedName(access)
    const root = path?.slice(0, -name.text.length - 1)
    if (
      path === undefined ||
      PUBLIC.test(path) ||
      isOwn(context, path) ||
      /(?:^|\.)_/.test(root ?? '') ||
      isHedged(access)
    )
      return
    // A mark of one's own, or one that is asked for first.
    if (new RegExp(`\\.${name.text}\\s*(?::[^=\\n]+)?=(?!=)|["']${name.text}["']`).test(context.text)) return
    context.report(`${path} is private: its package may change or drop it in any version`, name)
  },
})

/** Whether a path belongs to the project. */
function isOwn({ module, project }: Context, path: string): boolean {
  const top = path.split('.', 1)[0] ?? path
  return (
    top === 'builtins' ||
    top === module.name?.split('.', 1)[0] ||
    project.graph.fileOf(top) !== undefined ||
    project.graph.files.some((file) => file.startsWith(`${top}/`) || file.startsWith(`src/${top}/`))
  )
}

/** Whether the expression begins with a name that an import binds: others are the module's own. */
function isImported({ module }: Context, access: Node): boolean {
  let root: Node | null | undefined = access
  while (root?.type === 'attribute') root = field(root, 'object')
  return root?.type === 'identifier' && module.bindingsOf(root).every(({ kind }) => kind === 'import')
}

/** Whether the code is ready for its being gone. */
function isHedged(node: Node): boolean {
  return [...ancestorsOf(node)].some(
    (up) =>
      up.type === 'try_statement' ||
      (up.type === 'if_statement' &&
        /TYPE_CHECKING|hasattr|version/i.test(field(up, 'condition')?.text ?? '')) ||
      (up.type === 'call' && field(up, 'function')?.text === 'getattr'),
  )
}

function privateNames(
  context: Context,
  module: Node,
  statement: Node,
): { readonly path: string; readonly node: Node }[] {
  const source = module.text.replace(/[\s\\]+/g, '')
  if (/^_/.test(source) || isOwn(context, source) || isHedged(statement)) return []
  if (/\._[A-Za-z]/.test(source)) return PUBLIC.test(source) ? [] : [{ path: source, node: module }]
  return statement.namedChildren.flatMap((child) => {
    const imported = child.type === 'aliased_import' ? field(child, 'name') : child
    if (!imported || imported.id === module.id || !/^_[A-Za-z]\w*$/.test(imported.text)) return []
    const path = `${source}.${imported.text}`
    return PUBLIC.test(path) || parentOf(imported) === undefined ? [] : [{ path, node: imported }]
  })
}
