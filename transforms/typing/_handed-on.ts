import type { AnnotationContext, Context, Module, Node } from '#transform'
import { lineOf } from '#transform'
import { isSeen, usesOf, wholeOf } from './_introspection.ts'
import { handedOnNote, placeOf } from './_place.ts'

/** How code gets at what annotations say, by itself or through dataclasses, attrs and the like. */
const READS =
  /\b(?:get_type_hints|get_annotations|signature|fields|fields_dict)\(|__annotations__\b|__dataclass_fields__\b|\.annotation\b|\.model_fields\b/

const lines = new WeakMap<Module, Map<string, number | undefined>>()

/**
 * Why a reviewer should look at an annotation, or at an alias: the file reads annotations, and hands the same object of typing on as
 * a value, which stays until somebody looks. Changed alone, the one would no longer be equal to the other.
 * @param typing the qualified name of `name`
 */
export function readBesideValueNote(
  context: Context,
  name: Node,
  typing: string,
  annotation: AnnotationContext | undefined,
): string | undefined {
  if (annotation?.evaluation === 'never' || !isSeen(context, annotation) || !READS.test(context.text))
    return undefined
  if (!annotation && placeOf(context, wholeOf(name)) !== 'alias') return undefined
  const line = lineHandingOn(context, typing)
  return line === undefined
    ? undefined
    : `annotations are read here, and may be held against the ${typing} of line ${line}`
}

/** The first line (from 1) where `typing` is a value that a reviewer should look at. */
function lineHandingOn(context: Context, typing: string): number | undefined {
  const { module } = context
  const known = lines.get(module) ?? new Map<string, number | undefined>()
  lines.set(module, known)
  if (!known.has(typing)) known.set(typing, find(context, typing))
  return known.get(typing)
}

function find(context: Context, typing: string): number | undefined {
  for (const node of usesOf(context.module, typing.slice(typing.lastIndexOf('.') + 1))) {
    const whole = wholeOf(node)
    if (whole === node || context.annotation(node) || context.qualifiedName(node) !== typing) continue
    if (handedOnNote(context, whole, placeOf(context, whole)) !== undefined) return lineOf(node)
  }
  return undefined
}
