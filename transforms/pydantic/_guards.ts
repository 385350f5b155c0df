import { ancestorsOf, type Context, field, headOf, type Node } from '#transform'

/** `try: … except ImportError: …` and `if V2: … else: …` around an import say that both versions are meant. */
export function checkFallback(item: Node, context: Context): void {
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

const VERSION_TEST = /pydantic\w*(?:\.version)?\.VERSION\b|\bPYDANTIC\w*|\b\w*_V[12]\b|\b(?:IS_)?V[12]\b/i

/** Skips a site in one branch of a test for the version of pydantic, and a name that is imported for one version among several. */
export function heedBothVersions(callee: Node, context: Context): void {
  for (const up of ancestorsOf(callee))
    if (up.type === 'if_statement' && VERSION_TEST.test(field(up, 'condition')?.text ?? ''))
      context.skip('it stands in a branch for one version of pydantic: both are meant')
  const head = callee.type === 'attribute' ? headOf(field(callee, 'object') ?? callee) : callee
  const bindings = head?.type === 'identifier' ? context.module.bindingsOf(head) : []
  const imports = bindings.filter(({ imported }) => imported !== undefined)
  const isChoice = imports.some(
    ({ context: kind, contextNode }) =>
      kind === 'except-import-error' ||
      (kind === 'try' && imports.length > 1) ||
      (kind === 'conditional' &&
        contextNode !== undefined &&
        VERSION_TEST.test(field(contextNode, 'condition')?.text ?? '')),
  )
  if (isChoice)
    context.skip(
      `${head?.text} is imported for one of several versions of pydantic: decide which one to keep`,
    )
}
