import {
  type Context,
  defineTransform,
  type ImportItem,
  type ImportList,
  type ImportMove,
  moveImportedNames,
  type Node,
  readImport,
} from '#transform'
import { isPydanticItself } from './_guards.ts'
import { homeOf } from './_moved.ts'
import {
  aliasFor,
  attributeOf,
  importedAs,
  isHandedOn,
  moduleIn,
  type Stage,
  type Stages,
  stageAt,
  stageOf,
  stageOfModule,
} from './_staging.ts'

export default defineTransform({
  summary: 'Import from pydantic.v1 what parts of a project use that stay on it (--stage v1)',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.pydantic.dev/latest/migration/#using-pydantic-v1-features-in-a-v1v2-environment',
  query: '[(import_from_statement) (import_statement)] @statement',
  anchors: ['pydantic'],
  recipes: [],
  options: {
    stages: { default: false, summary: 'whether a run is staged: `--stage v1` sets it' },
    stay: {
      default: [],
      summary:
        'the parts that stay on v1, as `path:Class`, `path:Class.method`, `path:function` or `path:NAME`',
    },
  },
  rewrite({ statement }, context) {
    const list = statement && readImport(statement)
    if (!context.options.stages || !list || list.hasStar || isPydanticItself(context)) return
    if (list.module === undefined) {
      for (const item of list.items) stageModule(list, item, context)
    } else if (/^pydantic(?:\.|$)/.test(list.module)) stageNames(list, list.module, context)
  },
})

/** `from pydantic import BaseModel`. */
function stageNames(list: ImportList, source: string, context: Context<Stages>): void {
  const moves = list.items.flatMap((item): ImportMove[] => {
    if (item.name === 'v1' && source === 'pydantic') {
      stageModule(list, { ...item, name: 'pydantic.v1' }, context)
      return []
    }
    const move = stageName(source, item, context)
    return move ? [move] : []
  })
  if (moves.length === 0) return
  const change = moveImportedNames(context.module, list.statement, moves, context.lineLength)
  if (!change) context.skip('a comment or another statement stands beside this import: split it by hand')
  context.edit(change.edits)
  for (const comment of change.droppedComments) context.dropComment(comment)
  for (const request of change.requests) context.requireImport(request)
}

/** Gives one imported name to those that are to have it of the other version; gives what becomes of the import where it changes. */
function stageName(source: string, item: ImportItem, context: Context<Stages>): ImportMove | undefined {
  const { name, local, alias } = item
  const current = stageOfModule(source)
  const other: Stage = current === 'v1' ? 'v2' : 'v1'
  const target = moduleIn(other, source)
  const path = `${moduleIn('v2', source)}.${name}`.slice('pydantic.'.length)
  // What is gone in v2 is in pydantic.v1 whatever it serves.
  if (current === 'v1' && homeOf(path)?.module.startsWith('pydantic.v1')) return undefined
  const loads = context.module.names.loads(local)
  const handedOn = isHandedOn(local, context) ? stageOf(local, context) : undefined
  const moving = loads.filter(({ node }) => stageAt(node, context) === other)
  if (moving.length === 0 && handedOn !== other) return undefined
  const known = importedAs(target, name, context)
  const give = (nodes: readonly { readonly node: Node }[], module: string, as: string) => {
    for (const { node } of nodes) context.replace(node, as)
    if (importedAs(module, name, context) === undefined)
      context.requireImport({ module, name, ...(as !== name && { alias: as }) })
  }
  const isAll = moving.length === loads.length && (handedOn === undefined || handedOn === other)
  const renamed = alias !== undefined && alias === aliasName(name, current)
  const bindings = context.module.names.bindings(local)
  // `try` one place where v1 had it, and `except` another.
  const isChoice = bindings.length > 1
  if (isChoice && !(isAll && bindings.every(({ imported }) => imported && isOf(current, imported.module))))
    return undefined
  if (isAll && (known === undefined || isChoice) && !renamed)
    return { item, to: [{ module: target, name, ...(alias !== undefined && { alias }) }] }
  if (known !== undefined) give(moving, target, known)
  else if (renamed) give(moving, target, name)
  else if (current === 'v2' || handedOn === 'v1') give(moving, target, aliasFor(local, other, context))
  else {
    // The plain name is for what is on v2.
    const staying = loads.filter(({ node }) => stageAt(node, context) === current)
    const as = aliasFor(local, current, context)
    for (const { node } of staying) context.replace(node, as)
    const kept = alias === undefined ? {} : { alias }
    return {
      item,
      to: [
        { module: target, name, ...kept },
        { module: source, name, alias: as },
      ],
    }
  }
  return undefined
}

function isOf(stage: Stage, module: string): boolean {
  return /^pydantic(?:\.|$)/.test(module) && stageOfModule(module) === stage
}

/** The alias that this transform gives. */
function aliasName(name: string, stage: Stage): string {
  return /^[a-z_]+$/.test(name) ? `${name}_${stage}` : `${name}${stage.toUpperCase()}`
}

/** `import pydantic`, and `from pydantic import v1 as pydantic`. */
function stageModule(list: ImportList, { name, local, alias }: ImportItem, context: Context<Stages>): void {
  const { names } = context.module
  const first = names.bindings(local).find(({ imported }) => imported !== undefined)
  if (!/^pydantic(?:\.|$)/.test(name) || first?.owner.startIndex !== list.statement.startIndex) return
  const isWhole = alias === undefined && list.module === undefined
  const uses = names.loads(local).map(({ node }) => useOf(node, isWhole ? 'pydantic' : name))
  const moving = uses.filter(({ node, stage, isGone }) => {
    const wanted = stageAt(node, context)
    return wanted !== stage && !(isGone && wanted === 'v2')
  })
  if (moving.length === 0) return
  const other: Stage = moving[0]?.stage === 'v1' ? 'v2' : 'v1'
  // Where all of it moves, only the import says so.
  if (
    moving.length === uses.length &&
    list.items.length === 1 &&
    !moving.some(({ submodule }) => submodule)
  ) {
    if (name === 'pydantic' && other === 'v1') {
      const text =
        alias === undefined ? 'from pydantic import v1 as pydantic' : `import pydantic.v1 as ${alias}`
      context.replace(list.statement, text)
      return
    }
    if (!isWhole && name === 'pydantic.v1') {
      context.replace(list.statement, `import pydantic${local === 'pydantic' ? '' : ` as ${local}`}`)
      return
    }
  }
  for (const { node, whole, module, stage } of moving)
    context.replace(whole, context.importModule(moduleIn(stage === 'v1' ? 'v2' : 'v1', module), node))
}

interface Use {
  readonly node: Node
  /** What names the module, as `pydantic`, `pydantic.v1` or `pydantic.generics`. */
  readonly whole: Node
  readonly module: string
  readonly stage: Stage
  /** Whether it is a module that has to be imported by itself. */
  readonly submodule: boolean
  /** Whether v2 does not have what is read of it. */
  readonly isGone: boolean
}

function useOf(node: Node, imported: string): Use {
  let whole = node
  let module = imported
  let next = attributeOf(whole)
  for (const step of ['v1', 'generics'])
    if (next?.name === step && (step !== 'v1' || module === 'pydantic')) {
      whole = next.whole
      module = `${module}.${step}`
      next = attributeOf(whole)
    }
  const further = next && attributeOf(next.whole)
  const path = `${moduleIn('v2', module)}.${next?.name ?? ''}${further ? `.${further.name}` : ''}`.slice(
    'pydantic.'.length,
  )
  const isGone = [path, path.split('.', 1)[0] ?? ''].some((one) =>
    homeOf(one)?.module.startsWith('pydantic.v1'),
  )
  return { node, whole, module, stage: stageOfModule(module), submodule: /\.generics$/.test(module), isGone }
}
