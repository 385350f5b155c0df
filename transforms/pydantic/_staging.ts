import { type Context, field, type ImportItem, type Node, parentOf, readImport, unitAt } from '#transform'

/** Which Pydantic a part of a file is to use. */
export type Stage = 'v1' | 'v2'

/** What a run with `--stage v1` tells of the parts of all files. */
export interface Stages {
  readonly stay: readonly string[]
}

/** The stage that the part of the file around a node is to be of. */
export function stageAt(node: Node, context: Context<Stages>): Stage {
  return stageOf(unitAt(node), context)
}

/** The stage of a part of this file, or of a name that other files import from it. */
export function stageOf(unit: string, context: Context<Stages>): Stage {
  return context.options.stay.includes(`${context.module.path}:${unit}`) ? 'v1' : 'v2'
}

/** `pydantic.v1.fields` of `pydantic.fields`, and the other way round. */
export function moduleIn(stage: Stage, module: string): string {
  const rest = module.replace(/^pydantic(?:\.v1)?(?=\.|$)/, '')
  return stage === 'v1' ? `pydantic.v1${rest}` : `pydantic${rest}`
}

/** The stage of a module of Pydantic. */
export function stageOfModule(module: string): Stage {
  return /^pydantic\.v1(?:\.|$)/.test(module) ? 'v1' : 'v2'
}

/** Whether other files import the name from here. */
export function isHandedOn(local: string, { module, project }: Context<Stages>): boolean {
  return module.inAll(local) || project.namesUsedElsewhere(module.path, [local]).has(local)
}

/** The local name under which the file imports `name` of `module` at the top, where it does. */
export function importedAs(module: string, name: string, context: Context<Stages>): string | undefined {
  return context.module.tree.root.namedChildren
    .flatMap((statement): readonly ImportItem[] => {
      const list = readImport(statement)
      return list?.module === module ? list.items : []
    })
    .find((item) => item.name === name)?.local
}

/** A name for what the other version has under `local`, one that nothing in the file spells. */
export function aliasFor(local: string, stage: Stage, context: Context<Stages>): string {
  const isTaken = (name: string) => new RegExp(`(?<!\\w)${name}(?!\\w)`, 'u').test(context.text)
  const suffix = stage.toUpperCase()
  const plain = /^[a-z_]+$/.test(local) ? `${local}_${stage}` : `${local}${suffix}`
  return isTaken(plain) ? `${plain}_` : plain
}

/** The attribute `node.name`, where it is read of the node. */
export function attributeOf(node: Node): { readonly whole: Node; readonly name: string } | undefined {
  const whole = parentOf(node)
  return whole?.type === 'attribute' && field(whole, 'object')?.id === node.id
    ? { whole, name: field(whole, 'attribute')?.text ?? '' }
    : undefined
}
