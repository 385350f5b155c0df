import { type ClassName, type Context, field, type Node, type Project } from '#transform'
import { namesIn } from './_annotations.ts'
import { argumentsOf, fieldsOf, keyword, removeArguments } from './_fields.ts'
import { ancestorClasses } from './_model-classes.ts'
import { ownMethods, ownTakes } from './_overrides.ts'

const OWN = /^(?:include|exclude|by_alias|exclude_unset|exclude_defaults|exclude_none)$/
const FOR_DUMPS = /^(?:indent|separators|sort_keys|ensure_ascii|cls|skipkeys|allow_nan|check_circular)$/
/** In v1 `skip_defaults` won. */
export const SAID_TWICE = 'skip_defaults and exclude_unset say the same: keep one'
const TEXT = 'v2 gives compact text, keeps non-ASCII characters and writes some types in another way'

/** `.json(...)`: to `model_dump_json`, or to `json.dumps` of a dump where arguments of that are given. */
export function jsonCall(
  context: Context,
  { object, name, call }: { readonly object: Node; readonly name: Node; readonly call: Node | undefined },
  classes: readonly ClassName[] = [],
): void {
  const list = call && field(call, 'arguments')
  const has = (type: string) => classes.some((of) => hasFieldOf(of, type, context.project))
  const times = has('datetime.datetime') ? ', times in UTC with Z' : ''
  const said = TEXT + times + (has('builtins.float') ? ', and NaN and infinities as null' : '')
  context.review(said)
  if (!call || !list) {
    context.replace(name, 'model_dump_json')
    return
  }
  const given = argumentsOf(list)
  const forDumps = new Set<number>()
  const isHandedOn = ({ type, startIndex }: Node) => type === 'dictionary_splat' && !forDumps.has(startIndex)
  if (given.some(({ type }) => type !== 'keyword_argument')) {
    if (given.some(({ type }) => type !== 'dictionary_splat' && type !== 'keyword_argument'))
      context.skip('json takes keyword arguments only')
    for (const splat of given.filter(({ type }) => type === 'dictionary_splat')) {
      const keys = keysOf(splat, context)
      const foreign = keys?.find((key) => !OWN.test(key) && key !== 'indent')
      if (foreign === undefined) continue
      if (keys?.every((key) => FOR_DUMPS.test(key))) forDumps.add(splat.startIndex)
      else
        context.skip(
          `model_dump_json takes no ${foreign}, which ${splat.text} holds: write json.dumps(….model_dump(mode="json"), …)`,
        )
    }
    if (given.some((arg) => isHandedOn(arg)))
      context.review(`${said}; what ** holds must not be for json.dumps`)
  }
  const isOfModel = (arg: Node) => {
    const key = field(arg, 'name')?.text
    return key !== undefined && ownTakes(classes, 'json', key, context.project)
  }
  const valueUnder = (key: string) => {
    const argument = keyword(list, key)
    return argument && field(argument, 'value')
  }
  if (keyword(list, 'encoder'))
    context.skip('model_dump_json takes no encoder: write a @field_serializer, or json.dumps with default=')
  if (keyword(list, 'models_as_dict')) context.skip('model_dump_json has no models_as_dict')
  const skipped = keyword(list, 'skip_defaults')
  const skippedName = skipped && field(skipped, 'name')
  const unset = valueUnder('exclude_unset')
  if (skipped && unset && unset.text !== field(skipped, 'value')?.text) context.skip(SAID_TWICE)
  const ascii = valueUnder('ensure_ascii')
  const indent = valueUnder('indent')
  const isCompact =
    /^\(\s*(["']),\1\s*,\s*(["']):\2\s*,?\s*\)$/.test(valueUnder('separators')?.text ?? '') && !indent
  const dropped = given.filter(({ text }) => /^ensure_ascii\s*=\s*False$/.test(text))
  if (skipped && unset) dropped.push(skipped)
  const separators = keyword(list, 'separators')
  if (isCompact && separators) dropped.push(separators)
  const isKnown = (arg: Node) =>
    isHandedOn(arg) ||
    OWN.test(field(arg, 'name')?.text ?? '') ||
    isOfModel(arg) ||
    arg.startIndex === skipped?.startIndex ||
    dropped.includes(arg) ||
    (field(arg, 'name')?.text === 'indent' && indent?.type !== 'string')
  if (given.every(isKnown)) {
    if (skippedName && !unset) context.replace(skippedName, 'exclude_unset')
    context.replace(name, 'model_dump_json')
    removeArguments(context, list, dropped)
    if (ascii && indent && skipped === undefined) context.review('v2 writes some types in another way')
    return
  }
  const isOwn = (arg: Node) => isHandedOn(arg) || OWN.test(field(arg, 'name')?.text ?? '')
  if (skipped) context.skip('write exclude_unset for skip_defaults first')
  if (classes.some((of) => ownMethods(of, 'json', context.project).length > 0))
    context.skip(
      'the model has a json of its own, which json.dumps of a dump would go round: call model_dump_json',
    )
  const others = given.filter((arg) => !isOwn(arg))
  const own = ['mode="json"', ...given.filter(isOwn).map(({ text }) => text)]
  context.review('some types are written in another way than in v1')
  context.insert(object.startIndex, `${context.importModule('json')}.dumps(`)
  context.replace(name, 'model_dump')
  context.replace(list, `(${own.join(', ')}), ${others.map(({ text }) => text).join(', ')})`)
}

/** Whether a model has a field of a type; those of models inside it are not looked for. */
function hasFieldOf(of: ClassName, wanted: string, project: Project): boolean {
  if (typeof of === 'string') return false
  return [of, ...ancestorClasses(of, project).classes].some(({ module, node }) =>
    fieldsOf(node).some(
      ({ type }) =>
        type !== undefined &&
        namesIn(type).some((name) => {
          const qualified = module.qualify(name)
          return qualified.kind === 'certain' && qualified.name === wanted
        }),
    ),
  )
}

/** The keys that `**NAME` hands on, where NAME is a constant of the project; what is no plain text is told as it is written. */
function keysOf(splat: Node, { module, inference }: Context): string[] | undefined {
  const [expression] = splat.namedChildren
  const table = expression?.type === 'identifier' ? inference.valueOf(module, expression)?.node : expression
  return table?.type === 'dictionary'
    ? table.namedChildren
        .filter(({ type }) => type !== 'comment')
        .map((pair) => {
          const key = field(pair, 'key')?.text ?? pair.text
          return /^["'](\w+)["']$/.exec(key)?.[1] ?? key
        })
    : undefined
}
