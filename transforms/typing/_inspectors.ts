import {
  type AnnotationContext,
  ancestorsOf,
  type Context,
  type Module,
  type Node,
  type Project,
  parentOf,
} from '#transform'
import { TESTS, unionQuestion } from './_introspection.ts'
import { placeOf } from './_place.ts'

/** A file of the project that takes types apart and knows unions by typing's class alone. */
interface Inspector {
  /** `pkg/types.py:12`. */
  readonly where: string
  /** Whether it reads what parameters are annotated with, or only the fields of classes. */
  readonly reads: 'functions' | 'fields' | 'nothing'
}

/** What the text of such a file holds: searched in every file of the project, so few. */
export const INSPECTOR_WORDS: readonly string[] = ['Union', 'is_union_type(', 'is_optional_type(']
/** And how it asks: `is Union`, `== typing.Union`, `Union is`, `in (Union`, `case Union:`.; a file that knows types.UnionType, too, is no matter. */
const QUESTION =
  /^(?![\s\S]*UnionType)[\s\S]*(?:(?:\bis|\bis not|==|!=) (?:typing\.|tp?\.)?Union|Union (?:is|==) |in [([{]Union|Union:|is_(?:union|optional)_type\()/

/** `get_type_hints` serves both, so that a file which asks for the fields of dataclasses is taken to mean those. */
const READS_FUNCTIONS = /\bsignature\(|\bgetfullargspec\b|\.annotation\b/
const READS_HINTS = /\bget_type_hints\b|\b__annotations__\b/
const READS_FIELDS =
  /\bfields\(|\bis_dataclass\b|__dataclass_fields__|__attrs_attrs__|\.__fields__|\.model_fields\b/

const known = new WeakMap<Project, readonly Inspector[]>()

/**
 * Leaves a union alone that another file of the project takes apart with `get_origin(x) is Union`, to which `X | Y` does not
 * answer before 3.14: one in a field or in an expression, and one in a function's signature when that file reads those. Where
 * another file reads them for it, a person should look.
 */
export function heedInspectors(
  context: Context,
  site: Node,
  annotation: AnnotationContext | undefined,
): void {
  const library =
    annotation && !context.targets('3.14') ? libraryWithoutPipes(context, annotation) : undefined
  if (library) context.skip(`${library}, which reads this, is in this project and knows no types.UnionType`)
  const inspector = inspectorOf(context, site, annotation)
  if (!inspector) return
  const reason = `${inspector.where} asks for typing.Union itself, which X | Y is not before Python 3.14`
  if (inspector.reads === 'nothing' && isOfFunction(annotation)) context.review(reason)
  else context.skip(reason)
}

/** Where the project asks for typing's own class, and may get at the union `site`. */
export function inspectorOf(
  context: Context,
  site: Node,
  annotation: AnnotationContext | undefined,
): Inspector | undefined {
  if (context.targets('3.14') || annotation?.evaluation === 'never' || !isShown(context, site, annotation))
    return undefined
  const inspectors = inspectorsOf(context)
  if (!isOfFunction(annotation)) return inspectors[0]
  return (
    inspectors.find(({ reads }) => reads === 'functions') ??
    // What reads nothing itself takes apart what another file may have read.
    inspectors.find(({ reads }) => reads === 'nothing' && annotationReader(context) !== undefined)
  )
}

/** The library that evaluates an annotation, where the project is that library itself, of a time before `X | Y` or without an eye for it. */
function libraryWithoutPipes({ project }: Context, { framework }: AnnotationContext): string | undefined {
  const home = framework === undefined ? undefined : project.graph.fileOf(framework)
  if (home === undefined || framework === undefined) return undefined
  const folder = home.replace(/__init__\.pyi?$/, '')
  const known = project.filesWith(new Set(INSPECTOR_WORDS), /\bUnionType\b/)
  return known.some((path) => path.startsWith(folder)) ? undefined : framework
}

function isOfFunction(annotation: AnnotationContext | undefined): boolean {
  return annotation?.position === 'parameter' || annotation?.position === 'return'
}

/** What the text of a file holds that reads the annotations of functions. */
export const READER_WORDS: readonly string[] = [
  '.annotation',
  '.return_annotation',
  'get_type_hints(',
  '.__annotations__',
  'getfullargspec(',
]
const READING = /\.(?:return_)?annotation\b|\bget_type_hints\(|\.__annotations__\b|\.annotations\b/

const reading = new WeakMap<Project, string | undefined>()

/** A file of the project, tests apart, that reads the annotations of functions, and so may do something else where they change. */
export function annotationReader({ project }: Context): string | undefined {
  if (!reading.has(project))
    reading.set(
      project,
      project.filesWith(new Set(READER_WORDS), READING).find((path) => !TESTS.test(path)),
    )
  return reading.get(project)
}

/** Whether code elsewhere may get at the union: not at that of a module's variable, nor at what is only a cast or a check. */
function isShown(context: Context, site: Node, annotation: AnnotationContext | undefined): boolean {
  if (!annotation) return !['type', 'check', 'base'].includes(placeOf(context, site))
  if (annotation.position !== 'variable') return true
  for (const { type } of ancestorsOf(parentOf(annotation.root) ?? annotation.root)) {
    if (type === 'class_definition') return true
    if (type === 'function_definition') return false
  }
  return false
}

function inspectorsOf({ project, module }: Context): readonly Inspector[] {
  let found = known.get(project)
  if (!found) {
    found = project.filesWith(new Set(INSPECTOR_WORDS), QUESTION).flatMap((path) => {
      if (TESTS.test(path)) return []
      const other = project.moduleAt(path, module.target)
      return other ? inspector(other) : []
    })
    known.set(project, found)
  }
  return found
}

function inspector(module: Module): Inspector[] {
  const line = unionQuestion(module)
  if (line === undefined) return []
  return [{ where: `${module.path}:${line}`, reads: whatIsRead(module.tree.text) }]
}

function whatIsRead(text: string): Inspector['reads'] {
  if (READS_FUNCTIONS.test(text)) return 'functions'
  if (READS_FIELDS.test(text)) return 'fields'
  return READS_HINTS.test(text) ? 'functions' : 'nothing'
}
