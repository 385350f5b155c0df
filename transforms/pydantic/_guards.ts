import {
  ancestorsOf,
  type Context,
  field,
  headOf,
  isWithin,
  type Module,
  type Node,
  type Project,
} from '#transform'

/** `try: … except ImportError: …` and `if V2: … else: …` around an import say that both versions are meant. */
export function checkFallback(item: Node, context: Context): void {
  heedVersionTests(item, context)
  const local = item.type === 'aliased_import' ? field(item, 'alias') : headOf(item.firstNamedChild ?? item)
  const bindings = local ? context.module.names.bindings(local.text) : []
  const own = bindings.find(({ node }) => node.startIndex === local?.startIndex)
  if (own?.context === 'try' || own?.context === 'except-import-error')
    context.skip('the import has a fallback for another version of pydantic: decide which one to keep')
  if (
    bindings.some(
      (other) => other !== own && other.imported?.module.startsWith('pydantic') && other.scope === own?.scope,
    )
  )
    context.skip(`${local?.text} is also imported from elsewhere in pydantic: keep one of the imports`)
}

/** Code of pydantic, or a copy of it in another package. */
export function isPydanticItself(context: Context): boolean {
  const { name, path } = context.module
  return (
    /^(?:pydantic|pydantic_settings)(?:\.|$)/.test(name ?? '') ||
    /(?:^|\/)(?:_?vendor(?:ed)?|_?vendored|third_party|extern|site-packages)\/(?:.*\/)?pydantic\//.test(path)
  )
}

/** What asks which pydantic there is: its version, a name for that, or whether models have a method of v2. */
const VERSION_TESTS = [
  /\bpydantic\w*(?:\.version)?\.(?:VERSION|__version__|version_info)\b/,
  /\b\w*pydantic_?(?:\w*_)?(?:v?[12]|version|major)\w*\b/i,
  // A flag by itself: what is compared may be the version of anything.
  /(?<!(?:[=!<>]=|[<>]|\bis|\bis not|\bin|\.)\s*)\b(?:[A-Z]+_)*V[12]\b(?!\s*(?:[=!<>]=|[<>]|is\b|in\b|not\b|[.[(]))/,
  /\bhasattr\([^()]*["'](?:model_\w+|__pydantic_\w+)["']/,
]
const asksVersion = new WeakMap<Module, boolean>()

function isVersionTest(condition: Node | undefined, { module }: Context): boolean {
  if (condition === undefined) return false
  const isImported = () =>
    module.names.bindings('VERSION').some(({ imported }) => imported?.module.startsWith('pydantic'))
  return (
    VERSION_TESTS.some((test) => test.test(condition.text)) ||
    (/\bVERSION\b/.test(condition.text) && isImported())
  )
}

/** Skips a site that only runs with one version of pydantic: in a branch of a test for it, or behind one that leaves. */
export function heedVersionTests(site: Node, context: Context): void {
  const { module, text } = context
  const asks = asksVersion.get(module) ?? [...VERSION_TESTS, /\bVERSION\b/].some((test) => test.test(text))
  asksVersion.set(module, asks)
  if (!asks) return
  for (const up of ancestorsOf(site)) {
    const condition =
      up.type === 'if_statement'
        ? field(up, 'condition')
        : up.type === 'conditional_expression'
          ? up.namedChildren[1]
          : undefined
    const isBehind = up.type === 'block' && leavesBefore(up, site, context)
    const isTested = condition !== undefined && isWithin(site, condition)
    if (isBehind || (isVersionTest(condition, context) && !isTested))
      context.skip('it stands in a branch for one version of pydantic: both are meant')
  }
}

/** `if PYDANTIC_V2: return …` before the site. */
function leavesBefore(block: Node, site: Node, context: Context): boolean {
  return block.namedChildren.some(
    (statement) =>
      statement.endIndex <= site.startIndex &&
      statement.type === 'if_statement' &&
      isVersionTest(field(statement, 'condition'), context) &&
      /^(?:return|raise|continue|break)_statement$/.test(
        field(statement, 'consequence')?.lastNamedChild?.type ?? '',
      ),
  )
}

/** Skips a site in one branch of a test for the version of pydantic, and a name that is imported for one version among several. */
export function heedBothVersions(callee: Node, context: Context): void {
  heedVersionTests(callee, context)
  const head = callee.type === 'attribute' ? headOf(field(callee, 'object') ?? callee) : callee
  const bindings = head?.type === 'identifier' ? context.module.bindingsOf(head) : []
  const imports = bindings.filter(({ imported }) => imported !== undefined)
  const isChoice = imports.some(
    ({ context: kind, contextNode }) =>
      kind === 'except-import-error' ||
      (kind === 'try' && imports.length > 1) ||
      (kind === 'conditional' &&
        contextNode !== undefined &&
        isVersionTest(field(contextNode, 'condition'), context)),
  )
  if (isChoice)
    context.skip(
      `${head?.text} is imported for one of several versions of pydantic: decide which one to keep`,
    )
}

/**
 * Whether a file takes models from `pydantic.v1`. Single names out of the modules in it (`pydantic.v1.fields`) say nothing of that:
 * other rewrites bring them in.
 */
export function mayHaveModelsOfV1({ text }: Context): boolean {
  return /\bpydantic\.v1\s+import\b|\bimport\s+pydantic\.v1\b|\bpydantic\s+import\b[^\n]*\bv1\b/.test(text)
}

const IMPORTS_V1 =
  /^[ \t]*(?:from|import)[ \t]+pydantic\.v1\b|^[ \t]*from[ \t]+pydantic[ \t]+import[ \t]+v1\b/m

/** The files that take something from `pydantic.v1`, some of them only to hand it on, from there or from `pydantic`. */
export function filesOnV1(project: Project): readonly string[] {
  return project.filesWith(new Set(['pydantic']), IMPORTS_V1)
}
