import { type Context, field, headOf, type Node } from '#transform'

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
