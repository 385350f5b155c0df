import { defineTransform, dropImportedNames, field } from '#transform'
import { isPydanticItself } from './_guards.ts'

/** What v2 refuses to import, used or not. */
const GONE: readonly string[] = [
  ...['Bytes', 'Date', 'Decimal', 'Float', 'FrozenSet', 'Int', 'List', 'Set', 'Str'].map(
    (name) => `Constrained${name}`,
  ),
  ...['JsonWrapper', 'NoneBytes', 'NoneStr', 'NoneStrBytes', 'StrBytes', 'Protocol', 'Required', 'compiled'],
  ...['create_model_from_namedtuple', 'create_model_from_typeddict', 'parse_file_as', 'parse_raw_as'],
  ...['stricturl', 'validate_model', 'BaseSettings', 'GenericModel'],
]
/** What has another home in v2, from where a package can hand it on. */
const MOVED = /^(?:BaseSettings|GenericModel)$/

export default defineTransform({
  summary: 'Drop unused imports of names that Pydantic v2 has no more',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#removed-in-pydantic-v2',
  query: '(import_from_statement module_name: (dotted_name) @source) @statement',
  anchors: GONE,
  drops: ['names', 'statements'],
  recipes: ['pydantic-v2'],
  rewrite({ source, statement }, context) {
    if (
      !/^pydantic(?:\.types|\.main|\.networks|\.fields|\.generics)?$/.test(source.text) ||
      isPydanticItself(context)
    )
      return
    const { module, project } = context
    const unused = statement.childrenForFieldName('name').flatMap((item) => {
      const local = (item.type === 'aliased_import' ? field(item, 'alias') : item)?.text ?? ''
      const name = (item.type === 'aliased_import' ? field(item, 'name') : item)?.text ?? ''
      const isUsed = module.names.loads(local).length > 0 || module.inAll(local) || module.exports?.isDynamic
      return GONE.includes(name) && !isUsed ? [local] : []
    })
    if (unused.length === 0) return
    const used = project.namesUsedElsewhere(module.path, unused)
    // A package may hand a name on, but none that no import gives any more.
    const isFree = (local: string) => !used.has(local) && !(module.isPackage && MOVED.test(local))
    const dropped = unused.filter(isFree)
    const [kept] = unused.filter((local) => !dropped.includes(local))
    if (kept !== undefined)
      context.report(
        `${kept} is gone in v2, and other files may import it from here: drop it from both`,
        statement,
      )
    if (dropped.length === 0) return
    const removal = dropImportedNames(module.tree, statement, dropped)
    if (!removal)
      return context.skip(`${dropped[0]} is gone in v2 and not used: drop its import, which has a comment`)
    if (module.isPackage) context.review('v2 has nothing to import under this name, here or elsewhere')
    context.carryOut(removal)
  },
})
