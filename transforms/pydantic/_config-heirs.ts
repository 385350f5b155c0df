import { basesOf, type Context, field, insertAtBodyStart, type Node, parentOf } from '#transform'
import { differingBases } from './_config-plan.ts'
import { ownConfig } from './_config-table.ts'
import { isLiteralText } from './_config-values.ts'
import { ancestorClasses, bodyOf, modelKind } from './_model-classes.ts'

/**
 * Classes that inherit from this model and from others without configuring anything themselves: v1 preferred the first
 * base, v2 prefers the last, so what differs is written into them, as part of the change to their first such ancestor.
 */
export function keepHeirs(model: Node, context: Context): void {
  const { module, project } = context
  for (const node of heirsOf(model, context)) {
    const heir = { module, node }
    if (basesOf(node).length < 2 || ownConfig(heir) || modelKind(module, node) === 'no') continue
    const configured = ancestorClasses(heir, project)
      .classes.filter((above) => above.module === module && isOldConfig(ownConfig(above)))
      .map((above) => above.node.startIndex)
    if (Math.min(...configured) !== model.startIndex) continue
    const { differing, isComplete } = differingBases(heir, project)
    if (differing.size === 0) continue
    const keys = [...differing].map(([key, text]) => `${key}=${text}`)
    if (isComplete && [...differing.values()].every(isLiteralText) && writeConfig(node, keys, context))
      continue
    context.report(
      `v1 took ${[...differing.keys()].join(', ')} from the first base, v2 takes it from the last: set model_config`,
      node,
    )
  }
}

function isOldConfig(config: Node | undefined): boolean {
  return config !== undefined && field(config, 'left')?.text !== 'model_config'
}

/** The classes of this file that inherit from `model`, directly or not. */
function heirsOf(model: Node, context: Context): readonly Node[] {
  const found = new Map<number, Node>()
  const queue = [model]
  for (let here = queue.shift(); here; here = queue.shift()) {
    for (const { node } of context.module.names.loads(field(here, 'name')?.text ?? '')) {
      const list = parentOf(node)
      const heir = list?.type === 'argument_list' ? parentOf(list) : undefined
      if (heir?.type !== 'class_definition' || found.has(heir.startIndex)) continue
      found.set(heir.startIndex, heir)
      queue.push(heir)
    }
  }
  return [...found.values()]
}

/** Puts a `model_config` at the start of a class body. */
function writeConfig(heir: Node, keys: readonly string[], context: Context): void {
  const callee =
    modelKind(context.module, heir) === 'settings'
      ? context.import('pydantic_settings', 'SettingsConfigDict', field(heir, 'body'))
      : context.import('pydantic', 'ConfigDict', field(heir, 'body'))
  const line = `model_config = ${callee}(${keys.join(', ')})`
  const [only, second] = bodyOf(heir)
  if (only && !second && /^(?:pass|\.\.\.)$/.test(only.text)) context.replace(only, line)
  else context.edit(insertAtBodyStart(context.module.tree, heir, [line]))
}
