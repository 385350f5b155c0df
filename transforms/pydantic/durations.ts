import { type Context, defineTransform, field, type Module, type Node } from '#transform'
import { withoutOptional } from './_annotations.ts'
import { isSeenBefore } from './_early.ts'
import { argumentsOf, type ClassField, fieldsOf } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { ancestorClasses, type ClassRef, classNamed, modelKind } from './_model-classes.ts'
import { MODEL_WORDS } from './_receivers.ts'
import { constantText } from './_validator-call.ts'

export default defineTransform({
  summary: 'Report durations that v2 reads in another way from text, or not at all',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.pydantic.dev/latest/api/standard_library_types/#datetime-types',
  query: `
    (class_definition superclasses: (argument_list)) @model
    (call function: (_) @callee arguments: (argument_list) @list)`,
  anchors: ['timedelta', /=\s*["'][\d: .-]+["']/],
  projectNeeds: MODEL_WORDS,
  recipes: ['pydantic-v2'],
  rewrite({ model, callee, list }, context) {
    if (model) checkSettings(model, context)
    else if (callee && list) checkTexts(callee, list, context)
  },
})

/** What settings read of the environment is text. */
function checkSettings(model: Node, context: Context): void {
  const { module } = context
  if (modelKind(module, model) !== 'settings') return
  for (const { type, name } of fieldsOf(model)) {
    if (!type || !isDuration(type, module) || isSeenBefore(name, [model])) continue
    if (isWrittenForV2(context, model)) return
    context.report(
      'v2 takes no bare number of seconds from the environment, and reads "10:00" as ten hours, where v1 read ten minutes: write "PT3600S" or "01:00:00" there, or annotate a number',
      type,
    )
  }
}

/** Texts that stand in the code. */
function checkTexts(callee: Node, list: Node, context: Context): void {
  const { module, project } = context
  for (const argument of argumentsOf(list)) {
    const value = argument.type === 'keyword_argument' ? field(argument, 'value') : undefined
    const text = value && constantText(value)
    if (!value || text === undefined || !OTHERWISE.test(text)) continue
    const found = /^(?:identifier|attribute)$/.test(callee.type)
      ? classNamed(module, project, callee)
      : undefined
    if (typeof found !== 'object' || modelKind(found.module, found.node) === 'no') return
    if (!takesDuration(found, field(argument, 'name')?.text ?? '', context) || isWrittenForV2(context, list))
      continue
    context.report(
      /^-?\d+(?:\.\d+)?$/.test(text)
        ? 'v2 takes no number of seconds as text for a timedelta: write the number'
        : 'v2 takes days only as "1 day, 10:00:00", and reads "10:00" as ten hours, where v1 read ten minutes: write all parts',
      value,
    )
  }
}

/** What v1 read as seconds, as minutes and seconds, or as days and a time. */
const OTHERWISE = /^-?\d+(?:\.\d+)?$|^-?\d+:\d+(?:\.\d+)?$|^-?\d+ -?\d+(?::\d+)*(?:\.\d+)?$/

function takesDuration(model: ClassRef, key: string, { project }: Context): boolean {
  const line = [model, ...ancestorClasses(model, project).classes]
  for (const { module, node } of line) {
    const found: ClassField | undefined = fieldsOf(node).find(({ name, type }) => name === key && type)
    if (!found?.type) continue
    return (
      isDuration(found.type, module) &&
      !isSeenBefore(
        key,
        line.map((one) => one.node),
      )
    )
  }
  return false
}

function isDuration(annotation: Node, module: Module): boolean {
  const qualified = module.qualify(withoutOptional(module, annotation))
  return qualified.kind === 'certain' && qualified.name === 'datetime.timedelta'
}
