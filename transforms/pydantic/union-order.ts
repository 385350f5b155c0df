import {
  type Context,
  defineTransform,
  genericParts,
  type Module,
  type Node,
  type Project,
  withoutType,
} from '#transform'
import { aliasTarget } from './_annotations.ts'
import { effectiveConfig } from './_config-table.ts'
import { fieldsOf, modelAround } from './_fields.ts'
import { GENERATION_WORDS, isWrittenForV2 } from './_generation.ts'
import { classNamed } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'
import { isUrlType } from './_urls.ts'

const NUMBERS = /^(?:builtins\.(?:int|float|bool)|decimal\.Decimal)$/
/** What v1 also made of some text. */
const OF_TEXT =
  /^(?:builtins\.(?:int|float|bool|bytes)|decimal\.Decimal|datetime\.(?:datetime|date|time|timedelta)|uuid\.UUID|pathlib\.\w+|ipaddress\.\w+|pydantic\.(?:types\.|networks\.)?(?:UUID\d|IPvAny\w+|FilePath|DirectoryPath|SecretStr|SecretBytes))$/

export default defineTransform({
  summary: 'Report unions of which v2 gives another type than v1, because str is among them',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/concepts/unions/#smart-mode',
  // Aliases are looked for class by class: their names say nothing.
  query: '(module) @file',
  anchors: ['pydantic'],
  searches: GENERATION_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ file }, context) {
    for (const model of file?.descendantsOfType('class_definition') ?? [])
      if (modelAround(context, model)) check(model, context)
  },
})

function check(model: Node, context: Context): void {
  const { module, project } = context
  for (const { type, assignment } of fieldsOf(model)) {
    if (!type || /\bunion_mode\b/.test(assignment.text)) continue
    const why = unionsIn({ module, node: type }, project)
      .map((members) => difference(members, project))
      .find((one) => one !== undefined)
    if (why === undefined) continue
    if (isWrittenForV2(context, model) || wasSmart(model, context)) return
    context.report(why, type)
  }
}

/** A type with the file that it is written in: that of an alias may be another. */
interface Member {
  readonly module: Module
  readonly node: Node
}

/** Aliases of aliases are followed so far. */
const MAX_DEPTH = 8

/** The members of each union in an annotation, without None. */
function unionsIn(annotation: Member, project: Project, depth = 0): Member[][] {
  const members = membersOf(annotation, project, depth)
  const inner = members.flatMap(({ module, node }) =>
    (genericParts(node)?.args ?? []).map((arg) => ({ module, node: arg })),
  )
  return [
    ...(members.length > 1 ? [members] : []),
    ...inner.flatMap((arg) => unionsIn(arg, project, depth + 1)),
  ]
}

function membersOf({ module, node }: Member, project: Project, depth: number): Member[] {
  const type = withoutType(node)
  const all = (nodes: readonly Node[]) =>
    nodes.flatMap((one) => membersOf({ module, node: one }, project, depth + 1))
  if (type.type === 'none' || depth > MAX_DEPTH) return []
  if (type.type === 'union_type' || type.type === 'binary_operator') return all(type.namedChildren)
  const parts = genericParts(type)
  if (
    parts &&
    /^typing(?:_extensions)?\.(?:Union|Optional)$/.test(nameOf({ module, node: parts.origin }) ?? '')
  )
    return all(parts.args)
  const alias = parts ? undefined : aliasTarget(module, project, type)
  return alias ? membersOf(alias, project, depth + 1) : [{ module, node: type }]
}

function nameOf({ module, node }: Member): string | undefined {
  const qualified = module.qualify(node)
  return qualified.kind === 'certain' ? qualified.name : undefined
}

/** v1 gave the first type that could be made of a value, v2 prefers the one that it is of. */
function difference(members: readonly Member[], project: Project): string | undefined {
  const at = members.findIndex((member) => nameOf(member) === 'builtins.str')
  if (at < 0) return undefined
  const before = members.slice(0, at).find((member) => isMadeOfText(member, project))
  if (before)
    return `v1 made ${before.node.text} of a text, as that stands before str, and v2 keeps the text: where that matters, give the union Field(union_mode="left_to_right")`
  const behind = members.slice(at + 1).find((member) => NUMBERS.test(nameOf(member) ?? ''))
  return behind && `v1 made text of a number, as str stands first, and v2 gives ${behind.node.text}`
}

function isMadeOfText(member: Member, project: Project): boolean {
  const name = nameOf(member)
  if (name !== undefined && (OF_TEXT.test(name) || isUrlType(name))) return true
  const found = classNamed(member.module, project, member.node)
  return typeof found === 'object' && found.module.isSubclassOf(found.node, 'enum.Enum') === 'yes'
}

/** Whether the model asked v1 for what v2 does. The file as it was says so: the key goes in this very run. */
function wasSmart(model: Node, { module, project }: Context): boolean {
  const original = project.moduleAt(module.path, module.target)?.tree.text ?? module.tree.text
  return (
    /\bsmart_union\b/.test(original) ||
    effectiveConfig({ module, node: model }, project).values.get('smart_union') === 'True'
  )
}
