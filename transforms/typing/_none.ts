import { type Context, field, genericParts, type Node, withoutType } from '#transform'
import { bare, isUnion, operandsOf } from './_chain.ts'

/** Whether None is among the values of a type; `unknown` for what cannot be read here. */
export type Admits = 'yes' | 'no' | 'unknown'

const WIDE: ReadonlySet<string> = new Set([
  'builtins.object',
  'types.NoneType',
  'collections.abc.Hashable',
  ...['typing', 'typing_extensions'].flatMap((module) =>
    ['Any', 'Hashable', 'Optional'].map((name) => `${module}.${name}`),
  ),
])
/** Aliases that are followed from one to the next. */
const MAX_STEPS = 5

/** Whether the type that the expression names includes None. */
export function admitsNone(context: Context, expression: Node, steps: number = MAX_STEPS): Admits {
  const type = bare(withoutType(expression))
  if (steps === 0) return 'unknown'
  if (isUnion(type)) return any(context, operandsOf(type), steps)
  switch (type.type) {
    case 'none':
      return 'yes'
    case 'string': {
      const inner = context.module.fragmentAt(type.startIndex + 1)?.root.firstNamedChild?.firstNamedChild
      return inner ? admitsNone(context, inner, steps) : 'unknown'
    }
    case 'identifier':
    case 'attribute':
    case 'member_type':
      return ofName(context, type, steps)
    case 'generic_type':
    case 'subscript':
      return ofGeneric(context, type, steps)
    default:
      return 'unknown'
  }
}

function any(context: Context, types: readonly Node[], steps: number): Admits {
  const answers = types.map((type) => admitsNone(context, type, steps))
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no'
}

function ofGeneric(context: Context, type: Node, steps: number): Admits {
  const parts = genericParts(type)
  if (!parts) return 'unknown'
  const name = context.qualifiedName(parts.origin) ?? parts.origin.text
  const [, short = ''] = /(?:^|\.)(\w+)$/.exec(name) ?? []
  if (short === 'Optional') return 'yes'
  if (short === 'Union') return any(context, parts.args, steps)
  if (short === 'Literal') return parts.args.some((arg) => arg.type === 'none') ? 'yes' : 'no'
  if (short === 'Annotated') {
    const [first] = parts.args
    // `Annotated[int, …] | None` would take the metadata from the whole.
    return first && admitsNone(context, first, steps) === 'yes' ? 'yes' : 'unknown'
  }
  return ofName(context, parts.origin, steps)
}

function ofName(context: Context, name: Node, steps: number): Admits {
  const qualified = context.qualifiedName(name)
  if (qualified !== undefined && WIDE.has(qualified)) return 'yes'
  if (name.type === 'identifier')
    for (const { kind, owner } of context.module.bindingsOf(name)) {
      if (kind === 'class' || kind === 'import' || kind === 'type-parameter') continue
      const value = kind === 'assignment' || kind === 'type-alias' ? field(owner, 'right') : undefined
      if (!value) return 'unknown'
      if (value.type === 'call') continue
      const answer = admitsNone(context, value, steps - 1)
      if (answer !== 'no') return answer
    }
  return qualified === undefined ? 'no' : ofProject(context, qualified)
}

/** An alias in another file of the project; what comes from outside is taken for a class. */
function ofProject({ project, module }: Context, qualified: string): Admits {
  const dot = qualified.lastIndexOf('.')
  const found = dot < 0 ? undefined : project.resolveExport(qualified.slice(0, dot), qualified.slice(dot + 1))
  if (!found || 'external' in found) return 'no'
  const bindings = project.moduleAt(found.path, module.target)?.names.bindings(found.name) ?? []
  if (bindings.every(({ kind }) => kind === 'class')) return 'no'
  const texts = bindings.map(({ kind, owner }) =>
    kind === 'assignment' ? (field(owner, 'right')?.text ?? '') : 'None',
  )
  return texts.some((text) => /\b(?:Optional|None|Any|object)\b|^[\w.]+$/.test(text)) ? 'unknown' : 'no'
}
