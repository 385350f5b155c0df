import {
  type AnnotationContext,
  type Context,
  futureAnnotations,
  type Node,
  type VersionText,
} from '#transform'

/**
 * Whether syntax that needs `version` may be written at `node`: skips the site where Python or a framework evaluates it on
 * an older target, and makes the change review class where only somebody's `get_type_hints` would.
 * Returns what annotation the node is part of.
 */
export function gate(context: Context, node: Node, version: VersionText): AnnotationContext | undefined {
  const annotation = context.annotation(node)
  if (context.targets(version) || annotation?.evaluation === 'never') return annotation
  if (!annotation) context.skip(`evaluated at run time: it needs Python ${version}`)
  if (annotation.evaluation === 'definition')
    context.skip(`the annotation is evaluated at run time: it needs Python ${version}`)
  if (annotation.framework)
    context.skip(`${annotation.framework} evaluates the annotation: it needs Python ${version}`)
  if (/\bget_type_hints\b/.test(context.text))
    context.skip(`the file evaluates annotations with get_type_hints(): it needs Python ${version}`)
  context.review(`only typing.get_type_hints() would evaluate it, and then it needs Python ${version}`)
  return annotation
}

/**
 * Whether names in the annotation are looked up late and its quotes mean nothing: it is a string (written as one, or made
 * one by PEP 563), or nobody evaluates it. PEP 649 (3.14) is late, too, but a missing name still raises there.
 */
export function isText(context: Context, annotation: AnnotationContext | undefined): boolean {
  if (!annotation || annotation.evaluation === 'definition') return false
  return annotation.evaluation !== 'deferred' || futureAnnotations(context.module)
}
