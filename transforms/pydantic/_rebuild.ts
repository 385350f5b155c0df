import { type Context, type Node, newlineAt, parentOf } from '#transform'
import { isBoundIn, missingNames } from './_forward-refs.ts'
import { isWrittenForV2 } from './_generation.ts'
import { filesOnV1 } from './_guards.ts'
import { modelKind } from './_model-classes.ts'

/**
 * Rebuilds models where a package imports the names that their annotations wait for: v1 left those of models within models
 * unresolved until they were used.
 */
export function rebuildModels(statement: Node, context: Context): void {
  const root = parentOf(statement)
  const first = root?.namedChildren.find(({ type }) => type === 'import_from_statement')
  if (root?.type !== 'module' || first?.startIndex !== statement.startIndex) return
  const names = modelsOf(root, context).filter((name) => waitsForNames(name, context))
  if (names.length === 0 || isWrittenForV2(context)) return
  const { text } = context
  const newline = newlineAt(text, 0)
  const end = text.trimEnd().length
  context.review(
    'v1 left annotations of models within models unresolved; v2 needs their names, which are known here',
  )
  context.insert(end, `${newline}${newline}${names.map((name) => `${name}.model_rebuild()`).join(newline)}`)
}

/** The names that the package imports from its own modules at the top level. */
function modelsOf(root: Node, context: Context): string[] {
  return root.namedChildren
    .flatMap((statement) =>
      statement.type === 'import_from_statement' && /^from \.\w+ import/.test(statement.text)
        ? statement
            .childrenForFieldName('name')
            .flatMap((item) => (item.type === 'dotted_name' ? [item.text] : []))
        : [],
    )
    .filter((name) => context.module.names.bindings(name).length === 1)
}

function waitsForNames(name: string, context: Context): boolean {
  const { module } = context
  const [binding] = module.names.bindings(name)
  const type = binding && context.inference.typeOf(module, binding.node)
  if (type?.kind !== 'class' || typeof type.of === 'string') return false
  const kind = modelKind(type.of.module, type.of.node)
  // A model of pydantic.v1 has no such method.
  if (kind === 'no' || (kind === 'unknown' && filesOnV1(context.project).length > 0)) return false
  const rebuilt = new RegExp(`\\b${name}\\.(?:update_forward_refs|model_rebuild)\\(`)
  if (rebuilt.test(type.of.module.tree.text) || rebuilt.test(context.text)) return false
  const missing = missingNames(type.of, context, () => false)
  return missing.length > 0 && missing.every((one) => isBoundIn(module, one.name))
}
