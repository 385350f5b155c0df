import {
  type Context,
  field,
  isDefinedInProject,
  isInstance,
  isTarget,
  leaveChoices,
  type Node,
  parentOf,
  replaceCallee,
  sameNode,
  type VersionText,
} from '#transform'

/** What became of a method. */
export interface RenamedMethod {
  readonly to: string
  /** The classes that have it, by qualified name. */
  readonly classes: readonly string[]
  /** The first Python without it; 'none' while all have it. */
  readonly gone: VersionText | 'none'
  /** The module that a file imports which calls it on something unknown; '' for any. Without one the class must be known. */
  readonly hint?: string
  /** Keyword arguments that are called otherwise. */
  readonly keywords?: Readonly<Record<string, string>>
  /** Where the new one differs, in which case it is for review. */
  readonly differs?: string
}

/** Renames a method where its receiver is known, or for review where the file lets expect it. */
export function renameMethod(
  context: Context,
  table: Readonly<Record<string, RenamedMethod>>,
  access: Node,
): void {
  const [object, method] = [field(access, 'object'), field(access, 'attribute')]
  const row = method && Object.hasOwn(table, method.text) ? table[method.text] : undefined
  if (!object || !method || !row || isTarget(access) || !isExpected(context, object, method.text, row)) return
  leaveChoices(context, access)
  if (row.differs !== undefined) context.review(row.differs)
  replaceCallee(context, method, row.to)
  const call = parentOf(access)
  if (!row.keywords || call?.type !== 'call' || !sameNode(field(call, 'function'), access)) return
  for (const argument of field(call, 'arguments')?.namedChildren ?? []) {
    if (argument.type === 'dictionary_splat') context.skip(`${row.to} may not take what ** holds`)
    const name = argument.type === 'keyword_argument' ? field(argument, 'name') : undefined
    const renamed = name && Object.hasOwn(row.keywords, name.text) ? row.keywords[name.text] : undefined
    if (name && renamed !== undefined) context.replace(name, renamed)
  }
}

/** Whether the receiver has the method that is meant. Where that is only likely, the change is for review. */
export function isExpected(
  context: Context,
  object: Node,
  method: string,
  { classes, hint }: Pick<RenamedMethod, 'classes' | 'hint'>,
): boolean {
  const answer = isInstance(context, object, classes)
  if (answer === 'no') return false
  if (answer === 'unknown' && (hint === undefined || !importsFrom(context, hint))) return false
  if (isDefinedInProject(context, method)) {
    if (answer === 'unknown') return false
    context.skip(`a class of the project may define ${method} itself: rename that first`)
  }
  if (answer === 'yes') return true
  const name = classes[0]?.slice(classes[0].lastIndexOf('.') + 1)
  context.review(`${object.text} is not certain to be a ${name}`)
  return true
}

/** Whether the file imports the package of a module, or something from it. */
function importsFrom({ text }: Context, module: string): boolean {
  const [root = ''] = module.split('.')
  return root === '' || new RegExp(`^\\s*(?:import|from)\\s[^#\\n]*\\b${root}\\b`, 'm').test(text)
}
