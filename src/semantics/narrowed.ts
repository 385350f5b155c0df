import type { Node } from '../python/node.ts'
import type { Inference } from './infer.ts'
import { asInstance } from './infer-annotation.ts'
import { withHeirs } from './infer-heirs.ts'
import type { Module } from './module.ts'
import { narrowingsOf } from './reaching.ts'
import { type ClassName, membersOf, sameClassName, type Type, union } from './type.ts'

/** What is left of a type after the tests around `node`. */
export function narrowed(
  inference: Inference,
  module: Module,
  node: Node,
  type: Type | undefined,
): Type | undefined {
  let result = type
  for (const { classes, holds, isClass } of narrowingsOf(module, node)) {
    // What is not of a class stays what it was, unless that is known to be one of several things.
    if (!holds && result?.kind !== 'union') continue
    const tested = classesOf(inference, module, classes, isClass)
    if (holds) {
      if (!tested) continue
      const kept = result && membersOf(result).filter((member) => isOneOf(member, tested))
      if (!result || isAnything(result, isClass) || (result.kind === 'union' && kept?.length === 0))
        result = tested
      else if (kept && kept.length > 0) result = union(kept)
    } else if (tested && result?.kind === 'union') {
      const kept = result.members.filter((member) => !isOneOf(member, tested))
      if (kept.length > 0) result = union(kept)
    }
  }
  return result
}

/** `object`, and `type` where a class is asked for. */
function isAnything(type: Type, isClass: boolean): boolean {
  return (
    type.kind === 'instance' &&
    (type.of === 'builtins.object' || (isClass && type.of === 'builtins.type' && type.args.length === 0))
  )
}

function classesOf(inference: Inference, module: Module, classes: Node, isClass: boolean): Type | undefined {
  const each = classes.type === 'tuple' ? classes.namedChildren : [classes]
  return union(
    each.map((one) => {
      const type = inference.typeOf(module, one)
      return isClass
        ? type?.kind === 'class'
          ? type
          : undefined
        : withHeirs(inference, type && asInstance(type))
    }),
  )
}

function isOneOf(member: Type, tested: Type): boolean {
  return membersOf(tested).some(
    (other) =>
      (member.kind === 'instance' || member.kind === 'class') &&
      other.kind === member.kind &&
      sameClassName(said(member), said(other)),
  )
}

/** The class that was said, which another may have come in the place of. */
function said(type: Extract<Type, { of: ClassName; kind: 'instance' | 'class' }>): ClassName {
  return type.kind === 'instance' ? (type.heirOf ?? type.of) : type.of
}
