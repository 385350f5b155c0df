import {
  type Context,
  type Edit,
  field,
  genericParts,
  type Node,
  parentOf,
  sameNode,
  withoutType,
} from '#transform'
import { checkBeside } from './_beside.ts'
import { comparisonProblem } from './_comparers.ts'
import { isText } from './_gate.ts'
import { wholeOf } from './_introspection.ts'
import { handedOnNote, placeOf } from './_place.ts'
import { forwardReferences, heedMapper, quoted, unquoted } from './_quotes.ts'
import { type Home, TYPING } from './_tables.ts'

/**
 * Makes sure that an alias of typing may become the class that it stands for at `name`; skips the site when not.
 * @param typing the qualified name of the alias.
 * @returns what a reviewer should look at.
 */
export function checkUse(context: Context, name: Node, typing: string): string | undefined {
  const annotation = context.annotation(name)
  if (annotation?.evaluation === 'never') return undefined
  const problem = comparisonProblem(context, name, typing, annotation)
  if (problem) context.skip(problem)
  const whole = wholeOf(name)
  checkBeside(context, whole)
  const place = placeOf(context, whole)
  if (place === 'text') context.skip(`${typing} prints in another way than the class`)
  if (place === 'used' && readsDunder(whole))
    context.skip(`${typing} itself is used here, not only as a type`)
  if (place === 'base' && hasTypeVariable(context, whole) && !isGenericAnyway(context, whole))
    return LOSES_GENERIC
  if (annotation) return undefined
  return handedOnNote(context, whole, place) ?? referenceNote(context, whole)
}

/**
 * What a reviewer should look at where strings stand in a generic that is no annotation: typing keeps them as ForwardRefs,
 * which remember what they were found to be; a class keeps the strings, and each module looks them up anew.
 */
export function referenceNote(context: Context, whole: Node): string | undefined {
  const [first] = genericParts(whole) ? forwardReferences(context, whole) : []
  return first ? `${first.text} is then looked up in each module that uses this` : undefined
}

/**
 * The text for the class at `name`, imported where needed. While the file imports an alias of that very name from typing
 * the site waits: the import is about to move.
 */
export function classText(context: Context, home: Home, name: Node): string {
  const isTaken = context.module.names
    .bindings(home.name)
    .some(
      ({ imported, scope }) =>
        scope.kind === 'module' && TYPING.test(imported?.module ?? '') && imported?.name === home.name,
    )
  if (isTaken) context.skip(`the file imports ${home.name} from typing, too`)
  return context.import(home.module, home.name, name)
}

/** For the base of a class: typing's aliases bring `typing.Generic` along. */
export const LOSES_GENERIC = 'typing.Generic goes from the classes that this one inherits from'

/** typing's aliases hand attributes on to the class, except those with two underscores. */
function readsDunder(node: Node): boolean {
  const up = parentOf(node)
  return up?.type === 'attribute' && /^__/.test(field(up, 'attribute')?.text ?? '')
}

/** Whether an argument of the base class is, or holds, what may be a TypeVar. */
function hasTypeVariable(context: Context, base: Node): boolean {
  return (genericParts(base)?.args ?? []).some((arg) =>
    (arg.type === 'identifier' ? [arg] : arg.descendantsOfType('identifier')).some((name) =>
      context.module
        .bindingsOf(name)
        .some(
          ({ kind, imported }) =>
            kind === 'assignment' ||
            (kind === 'import' && /^_?[A-Z][A-Z0-9_]*$|_co$|_contra$|^AnyStr$/.test(imported?.name ?? '')),
        ),
    ),
  )
}

/** `class C(Sequence[T], Generic[T])`, or a class with type parameters of its own (PEP 695). */
function isGenericAnyway(context: Context, base: Node): boolean {
  const list = parentOf(base)
  const owner = list ? parentOf(list) : undefined
  if (!list || !owner || field(owner, 'type_parameters')) return true
  return list.namedChildren.some((other) => {
    const origin = genericParts(other)?.origin ?? other
    return /^typing(?:_extensions)?\.(?:Generic|Protocol)$/.test(context.qualifiedName(origin) ?? '')
  })
}

/**
 * The edits that keep forward references working when the alias at `name` becomes a class: before 3.11 get_type_hints()
 * leaves the strings in `list["C"]` and `Sequence["C"]` as they are (bpo-41370).
 * @param edits what happens to the same annotation otherwise.
 */
export function requoteArguments(context: Context, name: Node, edits: readonly Edit[]): Edit[] {
  const whole = wholeOf(name)
  const annotation = context.annotation(name)
  if (sameNode(whole, name) || context.targets('3.11') || annotation?.evaluation === 'never') return []
  const strings = forwardReferences(context, whole)
  const [first] = strings
  if (!first) return []
  if (!annotation) return context.skip(`get_type_hints() would not find ${first.text} before Python 3.11`)
  heedMapper(context, strings, annotation)
  return isText(context, annotation)
    ? unquoted(context, strings)
    : quoted(context, withoutType(annotation.root), edits)
}
