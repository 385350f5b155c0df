import {
  type AnnotationContext,
  type Context,
  lineOf,
  type Module,
  mayRun,
  type Node,
  type Project,
  parentOf,
} from '#transform'
import { isText } from './_gate.ts'
import { annotationReader } from './_inspectors.ts'
import { isSeen, TESTS, usesOf, wholeOf } from './_introspection.ts'
import { isComparedOrKey, placeOf } from './_place.ts'
import { forwardReferences } from './_quotes.ts'
import { ABSTRACT, COLLECTIONS } from './_tables.ts'

/** What the text of every file holds that names typing: searched in every file of the project. */
export const COMPARER_WORDS: readonly string[] = ['typing']

/** And what a file holds that knows a forward reference in typing's generics by its class, `isinstance(x, ForwardRef)`. */
const ASKS_REFERENCE =
  /\bisinstance\([^()\n]*, (?:\w+\.)?_?ForwardRef\)|(?:\bis|\bis not|[=!]=) (?:\w+\.)?_?ForwardRef\b/

const NAMES = [...new Set([...Object.keys(COLLECTIONS), ...Object.keys(ABSTRACT)])].join('|')
/** How such a file may compare: `== List[int]`, `in (typing.List[int], …)`, `List[int] ==`, `{List[int]: …}`. */
const COMPARISON = new RegExp(
  String.raw`\b(?:${NAMES})\b(?:(?<=(?:[=!]=|\bis|\bnot|\bin) ?[([{]?(?:\w+\.)?\w+)|(?:\[[^\n]*\])? ?(?:[=!]=|is\b|: ))`,
)
/** How a file may ask whether an annotation is one of typing's at all, which no class is; */
const ORIGIN = /(?<!\))\.__module__ ?[!=]= ?["']typing["']/
/** and what stands in files that know the others, too. */
const KNOWS_CLASSES = /\bbuiltins\b|GenericAlias|\bget_origin\b/
const QUESTION = new RegExp(`${COMPARISON.source}|${ORIGIN.source}`)

interface Comparers {
  /** By form, where a file of the project compares it: `pkg/types.py:12`. */
  readonly forms: ReadonlyMap<string, string>
  /** Where one asks whether an object is typing's. */
  readonly origin: string | undefined
}

const known = new WeakMap<Project, Comparers>()

const compared = new WeakMap<Module, Map<string, number | undefined>>()

/**
 * Why `List[int]` must stay typing's object: the file, or another one, compares such objects or looks them up, and
 * `List[int] != list[int]`.
 * @param node the `List` in question
 * @param name its qualified name, `typing.List`.
 */
export function comparisonProblem(
  context: Context,
  node: Node,
  name: string,
  annotation: AnnotationContext | undefined,
): string | undefined {
  const line = isSeen(context, annotation) ? ownLine(context, name) : undefined
  const where =
    line === undefined ? comparedElsewhere(context, formOf(node, name), annotation) : `line ${line}`
  if (where !== undefined) return `${where} compares ${name} itself`
  const reference = referenceProblem(context, node, annotation)
  if (reference) return reference
  const { origin } = comparersOf(context)
  return origin !== undefined && annotation && annotationReader(context) !== undefined
    ? `${origin} asks whether a type is one of typing, and annotations are read`
    : undefined
}

const asking = new WeakMap<Project, string | undefined>()

/** typing makes a ForwardRef of `List["C"]`, the class keeps the string: who takes types apart may know the one alone. */
function referenceProblem(
  context: Context,
  node: Node,
  annotation: AnnotationContext | undefined,
): string | undefined {
  const { project } = context
  const whole = wholeOf(node)
  if (whole === node || isText(context, annotation)) return undefined
  if (!annotation && placeOf(context, whole) === 'type') return undefined
  const [first] = forwardReferences(context, whole)
  if (!first) return undefined
  if (!asking.has(project))
    asking.set(
      project,
      project.filesWith(new Set(COMPARER_WORDS), ASKS_REFERENCE).find((path) => !TESTS.test(path)),
    )
  const where = asking.get(project)
  const isOfFunction = annotation?.position === 'parameter' || annotation?.position === 'return'
  return where === undefined || (isOfFunction && annotationReader(context) === undefined)
    ? undefined
    : `${where} knows a reference by the class ForwardRef, and ${first.text} would be a string`
}

function ownLine(context: Context, name: string): number | undefined {
  let lines = compared.get(context.module)
  if (!lines) {
    lines = new Map()
    compared.set(context.module, lines)
  }
  if (!lines.has(name)) lines.set(name, lineOfComparison(context, name))
  return lines.get(name)
}

function lineOfComparison(context: Context, name: string): number | undefined {
  for (const node of usesOf(context.module, name.slice(name.lastIndexOf('.') + 1))) {
    if (isComparedOrKey(context, wholeOf(node)) && context.qualifiedName(node) === name) return lineOf(node)
  }
  return undefined
}

/** `typing.List` or `typing.List[]`: who compares with the one does not mean the other. */
function formOf(node: Node, name: string): string {
  return wholeOf(node) === node ? name : `${name}[]`
}

/** Where some file of the project compares objects of that form. Annotations count only where some file reads them. */
function comparedElsewhere(
  context: Context,
  form: string,
  annotation: AnnotationContext | undefined,
): string | undefined {
  const where = comparersOf(context).forms.get(form)
  return where !== undefined && (!annotation || annotationReader(context) !== undefined) ? where : undefined
}

function comparersOf({ project, module }: Context): Comparers {
  let found = known.get(project)
  if (!found) {
    const forms = new Map<string, string>()
    let origin: string | undefined
    for (const path of project.filesWith(new Set(COMPARER_WORDS), QUESTION)) {
      const other = TESTS.test(path) ? undefined : project.moduleAt(path, module.target)
      if (!other) continue
      addComparisons(other, forms)
      const { tree } = other
      const index = tree.text.search(ORIGIN)
      if (index >= 0 && !KNOWS_CLASSES.test(tree.text)) origin ??= `${path}:${lineOf(tree.nodeAt(index))}`
    }
    found = { forms, origin }
    known.set(project, found)
  }
  return found
}

function addComparisons(module: Module, places: Map<string, string>): void {
  for (const word of NAMES.split('|'))
    for (const node of usesOf(module, word)) {
      // What only older Pythons run may be gone in the next run.
      if (!isCompared(wholeOf(node)) || !mayRun(node, module.target)) continue
      const name = module.qualify(node)
      if (name.kind !== 'certain') continue
      const form = formOf(node, name.name)
      if (!places.has(form)) places.set(form, `${module.path}:${lineOf(node)}`)
    }
}

/** Whether a comparison has the node on one of its sides, by itself or in a display, or a dictionary has it for a key. */
function isCompared(node: Node): boolean {
  let [child, up] = [node, parentOf(node)]
  while (up && /^(?:tuple|list|set|parenthesized_expression)$/.test(up.type)) [child, up] = [up, parentOf(up)]
  return up?.type === 'comparison_operator' || (up?.type === 'pair' && up.firstNamedChild?.id === child.id)
}
