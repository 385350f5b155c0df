import {
  addArgument,
  argumentsOf,
  type Context,
  defineTransform,
  field,
  hasSplat,
  keywordArgument,
  type Node,
  readImport,
  stringParts,
  table,
  textValue,
} from '#transform'

const UNSAFE = /^yaml\.(?:loader\.|cyaml\.)?(C?)(?:Full|Unsafe)?Loader$/
const SHORT: Readonly<Record<string, string>> = table({
  'yaml.full_load': 'safe_load',
  'yaml.full_load_all': 'safe_load_all',
  'yaml.unsafe_load': 'safe_load',
  'yaml.unsafe_load_all': 'safe_load_all',
})

/** https://yaml.dev/doc/ruamel.yaml/api/#loading */
const RUAMEL = ['ruamel.yaml.YAML', 'ruamel.yaml.main.YAML']

export default defineTransform({
  summary: 'Load YAML with SafeLoader',
  since: 'any',
  safety: 'review',
  drops: ['constants'],
  sameAs: ['S506', 'harden-pyyaml', 'harden-ruamel'],
  docs: 'https://pyyaml.org/wiki/PyYAMLDocumentation',
  query: `
    (call function: (_) @name) @call
    (class_definition superclasses: (argument_list [(identifier) (attribute)] @name))
    (import_from_statement) @statement`,
  where: {
    name: [
      'yaml.load',
      'yaml.load_all',
      ...RUAMEL,
      ...Object.keys(SHORT),
      ...['', 'Full', 'Unsafe'].flatMap((kind) => [`yaml.${kind}Loader`, `yaml.C${kind}Loader`]),
    ],
  },
  rewrite({ name, call, statement }, context) {
    if (statement) return replaceAlternatives(context, statement)
    if (call && name && RUAMEL.includes(context.qualifiedName(name) ?? '')) return makeSafe(context, call)
    if (!name || UNSAFE.test(context.qualifiedName(name) ?? '') === !!call) return
    context.review('documents with tags such as !!python/object are refused from now on')
    if (!call) return replaceLoader(context, name)
    const short = SHORT[context.qualifiedName(name) ?? '']
    if (short !== undefined) {
      heedUnsafeTags(context)
      return context.replace(name, context.import('yaml', short))
    }
    const args = argumentsOf(call)
    const keyword = keywordArgument(args, 'Loader')
    const loader = keyword
      ? field(keyword, 'value')
      : args.filter((arg) => arg.type !== 'keyword_argument')[1]
    if (loader && !loader.type.endsWith('_splat')) return replaceLoader(context, loader)
    if (hasSplat(args)) return context.skip('the loader may be among the arguments that are unpacked')
    heedUnsafeTags(context)
    const safe = `Loader=${context.import('yaml', 'SafeLoader')}`
    context.edit(addArgument(context.text, call, safe, context.lineLength))
  },
})

/** `YAML(typ='unsafe')` of ruamel.yaml; all its other types make nothing but data. */
function makeSafe(context: Context, call: Node): void {
  const typ = keywordArgument(argumentsOf(call), 'typ')
  const value = typ && field(typ, 'value')
  const kind = value?.type === 'list' && value.namedChildCount === 1 ? value.firstNamedChild : value
  const parts = kind && stringParts(kind)
  if (!parts || textValue(context.text, parts) !== 'unsafe') return
  if (/\b(?:register_class|yaml_object)\s*\(/.test(context.text))
    context.skip('classes are registered here: see whether the safe type loads them')
  context.review('documents with tags such as !!python/object are refused from now on')
  context.replace(parts.content, 'safe')
}

/** `try: from yaml import CLoader as Loader`, with another import of the same name behind it. */
function replaceAlternatives(context: Context, statement: Node): void {
  const { names } = context.module
  const list = readImport(statement)
  for (const { node, name, local } of list?.module === 'yaml' ? list.items : []) {
    const unsafe = UNSAFE.exec(`yaml.${name}`)
    const bindings = names.bindings(local)
    const isOneOfSeveral = bindings.length > 1 && bindings.every(({ kind }) => kind === 'import')
    if (!unsafe || !isOneOfSeveral || names.loads(local).length === 0) continue
    heedUnsafeTags(context)
    context.review('documents with tags such as !!python/object are refused from now on')
    const safe = `${unsafe[1]}SafeLoader`
    context.replace(node, local === safe ? safe : `${safe} as ${local}`)
  }
}

function replaceLoader(context: Context, loader: Node): void {
  const meant = context.module.qualify(loader)
  if (meant.kind === 'uncertain' && meant.candidates.some((name) => UNSAFE.test(name)))
    context.skip('the loader may be one of several: use CSafeLoader or SafeLoader')
  const unsafe = UNSAFE.exec(meant.kind === 'certain' ? meant.name : '')
  if (!unsafe) return
  heedUnsafeTags(context)
  context.replace(loader, context.import('yaml', `${unsafe[1]}SafeLoader`))
}

/** Without a loader these functions and YAMLObject teach Loader, FullLoader and UnsafeLoader, but not SafeLoader. */
function heedUnsafeTags(context: Context): void {
  const taught =
    /\byaml\.add_(?:multi_)?(?:constructor|implicit_resolver|path_resolver)\s*\((?!(?:[^()]|\([^()]*\))*?\bLoader\b)/
  if (taught.test(context.text) || /^\s*class\s.*\bYAMLObject\b/m.test(context.text))
    context.skip(
      'SafeLoader does not know the tags that are registered here: register them with Loader=yaml.SafeLoader',
    )
}
