import {
  type Context,
  defineTransform,
  dropImportedNames,
  field,
  type Node,
  renameImportSource,
} from '#transform'
import { checkFallback, isPydanticItself } from './_guards.ts'

/** Names of pydantic v1 and the module that has them since. https://docs.pydantic.dev/latest/migration/#basesettings-has-moved-to-pydantic-settings */
const MOVED: ReadonlyMap<string, string> = new Map([
  ['BaseSettings', 'pydantic_settings'],
  ['EnvSettingsSource', 'pydantic_settings'],
  ['InitSettingsSource', 'pydantic_settings'],
  ['SecretsSettingsSource', 'pydantic_settings'],
  ['SettingsError', 'pydantic_settings'],
  ['DotenvType', 'pydantic_settings.sources'],
  ['read_env_file', 'pydantic_settings.sources'],
])
const GONE = 'SettingsSourceCallable is gone: a source is a PydanticBaseSettingsSource of pydantic_settings'

export default defineTransform({
  summary: 'Import BaseSettings and what belongs to it from pydantic_settings',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#basesettings-has-moved-to-pydantic-settings',
  query: `
    (import_from_statement module_name: (dotted_name) @source) @statement
    (attribute) @reference
    (class_definition superclasses: (argument_list (identifier) @base (#eq? @base "BaseSettings")))`,
  anchors: ['BaseSettings', 'env_settings'],
  recipes: ['pydantic-v2'],
  rewrite({ statement, source, reference, base }, context) {
    if (base) {
      const qualified = context.module.qualify(base)
      if (
        context.module.names.hasStarImport &&
        qualified.kind === 'uncertain' &&
        qualified.candidates.includes('pydantic.BaseSettings')
      )
        context.skip('BaseSettings may come from a star import: import it from pydantic_settings by name')
    } else if (reference) moveReference(reference, context)
    else if (statement && source) moveImport(statement, source, context)
  },
})

/** `pydantic.BaseSettings` and `pydantic.env_settings.BaseSettings`. */
function moveReference(reference: Node, context: Context): void {
  const [, module, name = ''] =
    /^pydantic(\.env_settings)?\.(\w+)$/.exec(context.qualifiedName(reference) ?? '') ?? []
  if (module !== undefined && name === 'SettingsSourceCallable') context.skip(GONE)
  const target = MOVED.get(name)
  if (target === undefined || (module === undefined && name !== 'BaseSettings')) return
  if (isPydanticItself(context)) return
  context.replace(reference, context.import(target, name, reference))
}

function moveImport(statement: Node, source: Node, context: Context): void {
  const from = source.text.replace(/[\s\\]/g, '')
  if (from !== 'pydantic' && from !== 'pydantic.env_settings') return
  const items = statement.namedChildren.filter(
    (child) => child.id !== source.id && /^(?:dotted_name|aliased_import)$/.test(child.type),
  )
  const nameOf = (item: Node): string =>
    (item.type === 'aliased_import' ? field(item, 'name') : item)?.text ?? ''
  const moves = (item: Node): string | undefined =>
    from === 'pydantic' && nameOf(item) !== 'BaseSettings' ? undefined : MOVED.get(nameOf(item))
  const gone = items.find((item) => nameOf(item) === 'SettingsSourceCallable' && from !== 'pydantic')
  if (gone && !isPydanticItself(context)) {
    checkFallback(gone, context)
    if (renameSourceType(gone, statement, context)) return
    context.report(GONE)
  }
  const moved = items.filter((item) => moves(item) !== undefined)
  if (moved.length === 0 || isPydanticItself(context)) return
  for (const item of moved) checkFallback(item, context)

  // Names for another module follow in the next pass.
  const target = moves(moved[0] ?? statement) ?? ''
  const names = moved.filter((item) => moves(item) === target).map(nameOf)
  const change = renameImportSource(context.module, statement, names, target, context.lineLength)
  if (!change)
    context.skip('a comment or another statement stands beside the name: import it from pydantic_settings')
  context.carryOut(change)
  for (const request of change.requests) context.requireImport(request)
}

/** Where it only stands in annotations, the class that sources derive from since says the same. */
function renameSourceType(item: Node, statement: Node, context: Context): boolean {
  const { module, project } = context
  if (item.type === 'aliased_import' || module.inAll(item.text)) return false
  const loads = module.names.loads(item.text)
  const isType = loads.length > 0 && loads.every(({ node }) => context.annotation(node))
  if (!isType || project.namesUsedElsewhere(module.path, [item.text]).has(item.text)) return false
  const change = dropImportedNames(module.tree, statement, [item.text])
  if (!change) return false
  const name = context.import('pydantic_settings', 'PydanticBaseSettingsSource', statement)
  for (const { node } of loads) context.replace(node, name)
  context.carryOut(change)
  return true
}
