import {
  type Context,
  classAround,
  defineTransform,
  genericParts,
  type Node,
  parentOf,
  withoutType,
} from '#transform'
import { effectiveConfig } from './_config-table.ts'
import { classField, modelAround } from './_fields.ts'
import { GENERATION_WORDS, isWrittenForV2 } from './_generation.ts'
import { heedVersionTests } from './_guards.ts'
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
  query: '(assignment left: (identifier) type: (type)) @declaration',
  anchors: ['Union', '|'],
  searches: GENERATION_WORDS,
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ declaration }, context) {
    const found = declaration && classField(declaration)
    const statement = declaration && parentOf(declaration)
    const model = statement && classAround(statement)
    if (!found?.type || !model || !modelAround(context, model)) return
    const why = unionsIn(found.type, context)
      .map((members) => difference(members, context))
      .find((one) => one !== undefined)
    if (why === undefined || /\bunion_mode\b/.test(declaration?.text ?? '')) return
    if (isWrittenForV2(context, model) || wasSmart(model, context)) return
    heedVersionTests(model, context)
    context.report(why, found.type)
  },
})

/** The members of each union in an annotation, without None. */
function unionsIn(annotation: Node, context: Context): Node[][] {
  const members = membersOf(annotation, context)
  const inner = members.flatMap((member) => genericParts(member)?.args ?? [])
  return [...(members.length > 1 ? [members] : []), ...inner.flatMap((arg) => unionsIn(arg, context))]
}

function membersOf(annotation: Node, context: Context): Node[] {
  const type = withoutType(annotation)
  if (type.type === 'none') return []
  if (type.type === 'union_type' || type.type === 'binary_operator')
    return type.namedChildren.flatMap((child) => membersOf(child, context))
  const parts = genericParts(type)
  return parts &&
    /^typing(?:_extensions)?\.(?:Union|Optional)$/.test(context.qualifiedName(parts.origin) ?? '')
    ? parts.args.flatMap((arg) => membersOf(arg, context))
    : [type]
}

/** v1 gave the first type that could be made of a value, v2 prefers the one that it is of. */
function difference(members: readonly Node[], context: Context): string | undefined {
  const at = members.findIndex((member) => context.qualifiedName(member) === 'builtins.str')
  if (at < 0) return undefined
  const before = members.slice(0, at).find((member) => isMadeOfText(member, context))
  if (before)
    return `v1 made ${before.text} of a text, as that stands before str, and v2 keeps the text: where that matters, give the union Field(union_mode="left_to_right")`
  const behind = members.slice(at + 1).find((member) => NUMBERS.test(context.qualifiedName(member) ?? ''))
  return behind && `v1 made text of a number, as str stands first, and v2 gives ${behind.text}`
}

function isMadeOfText(member: Node, context: Context): boolean {
  const name = context.qualifiedName(member)
  if (name !== undefined && (OF_TEXT.test(name) || isUrlType(name))) return true
  const found = classNamed(context.module, context.project, member)
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
