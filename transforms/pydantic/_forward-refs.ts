import { ancestorsOf, type Binding, type Context, field, type Module, type Node } from '#transform'
import { fieldsOf } from './_fields.ts'
import { ancestorClasses, type ClassRef, modelKind } from './_model-classes.ts'

/** A name that a model's annotations need and that only type checkers import where the model is. */
export interface MissingName {
  readonly name: string
  /** Dotted; undefined for a name in a string that nothing where it stands explains. */
  readonly module: string | undefined
}

/** Deeper than this no model is looked into. */
const MAX_CLASSES = 200

/**
 * The names that `model_rebuild` needs for a model and those in its fields, and does not find from the file that calls it.
 * v1 resolved the annotations of that one model, v2 those of all models in it.
 * @param isBound whether a name is found there
 * @param visit gets each class that is found in their annotations
 */
export function missingNames(
  start: ClassRef,
  context: Context,
  isBound: (name: string) => boolean = (name) => isBoundIn(context.module, name),
  visit: (found: { readonly module: Module; readonly node: Node }) => void = () => {},
): MissingName[] {
  const missing = new Map<string, MissingName>()
  const seen = new Set<string>()
  const queue: { readonly module: Module; readonly node: Node }[] = [start]
  const later = (place: { readonly module: Module; readonly node: Node }) => queue.push(place)
  for (let here = queue.shift(); here && seen.size < MAX_CLASSES; here = queue.shift()) {
    const key = `${here.module.path}:${here.node.startIndex}`
    if (seen.has(key)) continue
    seen.add(key)
    if (here.node.type !== 'class_definition') {
      lookAll(here.module, here.node)
      continue
    }
    for (const { module, node } of [here, ...ancestorClasses(here, context.project).classes])
      for (const { type } of fieldsOf(node)) if (type) lookAll(module, type)
  }
  return [...missing.values()]

  function lookAll(module: Module, annotation: Node): void {
    for (const name of namesIn(module, annotation)) look(module, name)
    for (const name of bareStrings(module, annotation)) lookUp(module, name)
  }

  /** A name in a string that stands for a type where no annotation is, as in `Alias = Dict[str, "Model"]`. */
  function lookUp(module: Module, name: string): void {
    const [binding] = module.names.bindings(name).filter(({ scope }) => scope.kind === 'module')
    if (binding?.kind === 'class') {
      visit({ module, node: binding.owner })
      later({ module, node: binding.owner })
    } else if (!binding) unexplained(name)
  }

  function unexplained(name: string): void {
    if (!isBound(name)) missing.set(name, { name, module: undefined })
    const [binding] = context.module.names.bindings(name)
    const type = binding && context.inference.typeOf(context.module, binding.node)
    if (type?.kind === 'class' && typeof type.of !== 'string') later(type.of)
  }

  function look(module: Module, name: Node): void {
    const bindings = module.bindingsOf(name)
    if (bindings.length === 0) {
      if (module.names.resolve(name.text, name).kind === 'unbound') unexplained(name.text)
      return
    }
    const checked = bindings.find(({ context: when, imported }) => when === 'type-checking' && imported?.name)
    if (checked?.imported && bindings.every((binding) => binding === checked || isPlaceholder(binding))) {
      const { level, module: source, name: imported = '' } = checked.imported
      const path = module.resolveRelative(level, source)
      const found = path === undefined ? undefined : context.inference.definitions.find(`${path}.${imported}`)
      if (path === undefined || !found) return
      if (imported === checked.name && !isBound(imported))
        missing.set(imported, { name: imported, module: path })
      const [binding] = found.module.names.bindings(found.name)
      if (binding?.kind === 'class') later({ module: found.module, node: binding.owner })
      return
    }
    const type = context.inference.typeOf(module, name)
    if (type?.kind === 'class' && typeof type.of !== 'string') {
      visit(type.of)
      if (modelKind(type.of.module, type.of.node) !== 'no') later(type.of)
      return
    }
    const value = type ? undefined : context.inference.valueOf(module, name)
    if (value && /^(?:subscript|binary_operator)$/.test(value.node.type)) later(value)
  }
}

/** `Header = "Header"` beside the import for type checkers. */
function isPlaceholder({ kind, owner }: Binding): boolean {
  return kind === 'assignment' && field(owner, 'right')?.type === 'string'
}

/** Whether a file binds a name at its top level when it runs. */
export function isBoundIn(module: Module, name: string): boolean {
  return module.names
    .bindings(name)
    .some(({ scope, context: when }) => scope.kind === 'module' && when !== 'type-checking')
}

/** The names in strings that are no annotations by themselves. */
function bareStrings(module: Module, annotation: Node): string[] {
  const strings = annotation.type === 'string' ? [annotation] : annotation.descendantsOfType('string')
  return strings.flatMap((text) => {
    const name = /^["']([A-Za-z_]\w*)["']$/.exec(text.text)?.[1]
    return name !== undefined && !isValue(text) && !module.fragmentAt(text.startIndex + 1) ? [name] : []
  })
}

/** A string in `Literal[...]`, or an argument of a call. */
function isValue(text: Node): boolean {
  for (const up of ancestorsOf(text)) {
    if (
      up.type === 'call' ||
      (/^(?:subscript|generic_type)$/.test(up.type) && /\bLiteral$/.test(up.firstNamedChild?.text ?? ''))
    )
      return true
    if (/_statement$|^assignment$/.test(up.type)) return false
  }
  return false
}

/** The names in an annotation, those in its strings too. */
function namesIn(module: Module, annotation: Node): Node[] {
  const own = annotation.type === 'identifier' ? [annotation] : annotation.descendantsOfType('identifier')
  const strings = annotation.type === 'string' ? [annotation] : annotation.descendantsOfType('string')
  return [
    ...own,
    ...strings.flatMap((text) => {
      const root = module.fragmentAt(text.startIndex + 1)?.root
      return root ? root.descendantsOfType('identifier') : []
    }),
  ]
}
