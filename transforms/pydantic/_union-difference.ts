import { field, genericParts, type Module, type Node, type Project, withoutType } from '#transform'
import { aliasTarget } from './_annotations.ts'
import { type ClassRef, classNamed } from './_model-classes.ts'
import { mayTakeOther } from './_model-unions.ts'
import { isUrlType } from './_urls.ts'

const NUMBERS = /^(?:builtins\.(?:int|float|bool)|decimal\.Decimal)$/
/** What v1 also made of some text. */
const OF_TEXT =
  /^(?:builtins\.(?:int|float|bool|bytes)|decimal\.Decimal|datetime\.(?:datetime|date|time|timedelta)|uuid\.UUID|pathlib\.\w+|ipaddress\.\w+|pydantic\.(?:types\.|networks\.)?(?:UUID\d|IPvAny\w+|FilePath|DirectoryPath|SecretStr|SecretBytes))$/

/**
 * What v2 gives of a union in an annotation that v1 did not; undefined where both give the same.
 * @param isText whether all that it is given is text
 */
export function unionDifference(annotation: Member, project: Project, isText = false): string | undefined {
  return unionsIn(annotation, project)
    .map((members) => difference(members, project, isText))
    .find((one) => one !== undefined)
}

/** A type with the file that it is written in: that of an alias may be another. */
export interface Member {
  readonly module: Module
  readonly node: Node
  /** What an alias was given for its type variables. */
  readonly given?: ReadonlyMap<string, Member>
}

/** Aliases of aliases are followed so far. */
const MAX_DEPTH = 20

/** The members of each union in an annotation, without None. */
function unionsIn(annotation: Member, project: Project, depth = 0): Member[][] {
  const members = membersOf(annotation, project, depth)
  const inner = members.flatMap((member) => partsOf(member)?.args ?? [])
  return [
    ...(members.length > 1 ? [members] : []),
    ...inner.flatMap((arg) => unionsIn(arg, project, depth + 1)),
  ]
}

function membersOf(member: Member, project: Project, depth: number): Member[] {
  const type = withoutType(member.node)
  const all = (inner: readonly Member[]) => inner.flatMap((one) => membersOf(one, project, depth + 1))
  if (type.type === 'none' || depth > MAX_DEPTH) return []
  if (type.type === 'union_type' || type.type === 'binary_operator')
    return all(type.namedChildren.map((node) => ({ ...member, node })))
  const variable = member.given?.get(type.text)
  if (variable) return all([variable])
  const parts = partsOf({ ...member, node: type })
  if (parts && /^typing(?:_extensions)?\.(?:Union|Optional)$/.test(nameOf(parts.origin) ?? ''))
    return all(parts.args)
  const alias = aliasTarget(member.module, project, parts?.origin.node ?? type)
  if (!alias) return [{ ...member, node: type }]
  return all([parts ? { ...alias, given: variablesOf(alias, parts.args) } : alias])
}

function partsOf(member: Member): { readonly origin: Member; readonly args: readonly Member[] } | undefined {
  const parts = genericParts(member.node)
  const beside = (node: Node) => ({ ...member, node })
  return parts && { origin: beside(parts.origin), args: parts.args.map(beside) }
}

/** The type variables of an alias, in their order, with what stands for them: `Alias[int]` after `Alias = Union[T, str]`. */
function variablesOf({ module, node }: Member, args: readonly Member[]): ReadonlyMap<string, Member> {
  const given = new Map<string, Member>()
  for (const name of node.descendantsOfType('identifier')) {
    const arg = args[given.size]
    const bound = module.bindingsOf(name)[0]?.owner
    const made = bound?.type === 'assignment' ? field(bound, 'right') : undefined
    const maker = made?.type === 'call' ? field(made, 'function') : undefined
    if (!arg || given.has(name.text) || !maker) continue
    if (/^typing(?:_extensions)?\.TypeVar$/.test(nameOf({ module, node: maker }) ?? ''))
      given.set(name.text, arg)
  }
  return given
}

function nameOf({ module, node }: Member): string | undefined {
  const qualified = module.qualify(node)
  return qualified.kind === 'certain' ? qualified.name : undefined
}

/** v1 gave the first type that could be made of a value, v2 prefers the one that it is of. */
function difference(members: readonly Member[], project: Project, isText: boolean): string | undefined {
  const at = members.findIndex((member) => nameOf(member) === 'builtins.str')
  const before = members.slice(0, Math.max(at, 0)).find((member) => isMadeOfText(member, project))
  if (before)
    return `v1 made ${before.node.text} of a text, as that stands before str, and v2 keeps the text: where that matters, give the union Field(union_mode="left_to_right")`
  const behind =
    at < 0 || isText ? undefined : members.slice(at + 1).find((member) => NUMBERS.test(nameOf(member) ?? ''))
  if (behind) return `v1 made text of a number, as str stands first, and v2 gives ${behind.node.text}`
  const placeOf = (name: string): number => members.findIndex((member) => nameOf(member) === name)
  const [datetime, date] = [placeOf('datetime.datetime'), placeOf('datetime.date')]
  if (datetime >= 0 && date >= 0)
    return datetime < date
      ? 'v1 made a date of a text without time, v2 makes a datetime of it: where that matters, give the union Field(union_mode="left_to_right") and date first'
      : 'v1 made a date of a datetime, as date stands first, v2 keeps it, and makes a date of a text at midnight'
  const models = members.flatMap(({ module, node }) => {
    const found = classNamed(module, project, node)
    return typeof found === 'object' ? [found] : []
  })
  for (const [index, first] of models.entries()) {
    const other = models.slice(index + 1).find((second) => mayTakeOther(first, second, project))
    if (other)
      return `v1 made ${className(first)} of what ${className(other)} can be made of as well, v2 takes the one with more fields given or less to convert: where that matters, give the union Field(union_mode="left_to_right")`
  }
  return undefined
}

function className({ node }: ClassRef): string {
  return field(node, 'name')?.text ?? 'one model'
}

function isMadeOfText(member: Member, project: Project): boolean {
  const name = nameOf(member)
  if (name !== undefined && (OF_TEXT.test(name) || isUrlType(name))) return true
  const found = classNamed(member.module, project, member.node)
  return typeof found === 'object' && found.module.isSubclassOf(found.node, 'enum.Enum') === 'yes'
}
