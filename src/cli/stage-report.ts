import { type Component, keyOf, type UnitGraph } from '../engine/staging/components.ts'
import type { Reason, Verdict } from './stage-verdict.ts'
import { counted, oneLine } from './terminal.ts'

/** Connected models that are not ready for v2. */
export interface KeptModels {
  readonly classes: readonly { readonly path: string; readonly name: string; readonly line: number }[]
  readonly files: readonly string[]
  readonly reasons: readonly Reason[]
  /** Why they could not be kept on v1; empty when they are. */
  readonly obstacles: readonly string[]
  /** Functions that hand them to a web framework, as `path:line`. */
  readonly routes: readonly string[]
}

/** What a staged run says of its models. */
export interface StageReport {
  /** Components of models that are on v2 after the run, and the classes in them. */
  readonly ready: { readonly components: number; readonly classes: number }
  /** Classes that were on v1 and have become ready. */
  readonly movedOn: readonly string[]
  readonly kept: readonly KeptModels[]
  /** Places, as `path:line`, that see models of v2 only, and may be meant for all. */
  readonly checks: readonly string[]
}

/** How it is told of what is meant for both versions. */
const SEVERAL = 'several versions of Pydantic'

/**
 * What a staged run says of its components: how many classes are on v2, and of those kept on v1 why.
 * @param verdict of the same graph and components
 */
export function stageReportOf(
  graph: UnitGraph,
  components: readonly Component[],
  verdict: Verdict,
): StageReport {
  const staying = new Set(verdict.staying())
  const kept: KeptModels[] = []
  const movedOn: string[] = []
  const ready = { components: 0, classes: 0 }
  for (const component of components) {
    const classes = classesOf(component, graph)
    const reasons = verdict.reasonsOf(component)
    if (reasons.length > 0) {
      const files = [
        ...new Set([...component.units].map((unit) => unit.slice(0, unit.lastIndexOf(':')))),
      ].sort()
      const obstacles = staying.has(component) ? [] : verdict.obstaclesOf(component)
      kept.push({ classes, files, reasons, obstacles, routes: routesOf(component, graph) })
      continue
    }
    if (classes.length === 0 || verdict.obstaclesOf(component).some((why) => why.endsWith(SEVERAL))) continue
    ready.components++
    ready.classes += classes.length
    if (verdict.obstaclesOf(component).length > 0) continue
    for (const { path, name } of classes)
      if (graph.files.get(path)?.onV1.has(name)) movedOn.push(`${name} (${path})`)
  }
  return { ready, movedOn, kept, checks: staying.size > 0 ? checksOf(graph, components, staying) : [] }
}

/** Code on v2 that names no model, and asks whether something is one. */
function checksOf(
  graph: UnitGraph,
  components: readonly Component[],
  staying: ReadonlySet<Component>,
): string[] {
  const places: string[] = []
  const bare = new Set(
    components
      .filter((component) => !staying.has(component) && classesOf(component, graph).length === 0)
      .flatMap(({ units }) => [...units]),
  )
  for (const { path, checks } of graph.files.values())
    for (const { unit, line } of checks) if (bare.has(keyOf(path, unit))) places.push(`${path}:${line}`)
  return places.sort()
}

function classesOf(component: Component, graph: UnitGraph): KeptModels['classes'] {
  return [...component.units]
    .filter((unit) => graph.isClass(unit))
    .map((unit) => {
      const path = unit.slice(0, unit.lastIndexOf(':'))
      const name = unit.slice(path.length + 1)
      return { path, name, line: graph.files.get(path)?.classes.get(name) ?? 1 }
    })
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line))
}

/** Functions of a web framework that name one of the models. */
function routesOf(component: Component, graph: UnitGraph): string[] {
  const places: string[] = []
  for (const { path, routes } of graph.files.values())
    for (const [unit, line] of routes)
      if ([...graph.reachedFrom(`${path}:${unit}`)].some((other) => component.units.has(other)))
        places.push(`${path}:${line}`)
  return places.sort()
}

/** How many of a kind are named one by one. */
const MOST_NAMED = 5

/** The report in lines for a terminal. @param all whether everything is named */
export function stageLines({ ready, movedOn, kept, checks }: StageReport, all: boolean): string[] {
  const most = all ? Number.POSITIVE_INFINITY : MOST_NAMED
  const staying = kept.filter(({ obstacles }) => obstacles.length === 0)
  const stuck = kept.filter(({ obstacles }) => obstacles.length > 0)
  const classes = (of: readonly KeptModels[]) => of.reduce((sum, one) => sum + one.classes.length, 0)
  const lines = [
    `Models on v2: ${counted(ready.classes, 'class', 'classes')} in ${counted(ready.components, 'component')}.`,
  ]
  if (movedOn.length > 0) lines.push(`Were on pydantic.v1 and are ready now: ${some(movedOn, most)}.`)
  if (staying.length > 0) {
    lines.push(
      `Kept on pydantic.v1: ${counted(classes(staying), 'class', 'classes')} in ${counted(staying.length, 'component')}:`,
      ...staying.slice(0, most).flatMap((one) => linesOf(one, most)),
      ...restOf(staying, most),
      '  Mend what is named, or say `# pymolt: skip[name]` on the line where it is right for v2, and run this again: what has become ready moves on.',
    )
  }
  if (checks.length > 0)
    lines.push(
      `See models of v2 only: ${some(checks, most)}. Where models on v1 come there, too, name pydantic.v1's BaseModel or ValidationError beside v2's.`,
    )
  if (stuck.length > 0) {
    lines.push(
      `Not ready for v2, and cannot be kept on pydantic.v1: ${counted(classes(stuck), 'class', 'classes')} in ${counted(stuck.length, 'component')}:`,
      ...stuck.slice(0, most).flatMap((one) => linesOf(one, most)),
      ...restOf(stuck, most),
    )
  }
  return lines
}

function linesOf({ classes, files, reasons, obstacles, routes }: KeptModels, most: number): string[] {
  const names = classes.map(({ name }) => name)
  return [
    `  ${names.length > 0 ? some(names, most) : 'code without a model of its own'} (${some(files, most)})`,
    ...obstacles.slice(0, most).map((why) => `    cannot be kept: ${oneLine(why)}`),
    ...reasons
      .slice(0, most)
      .map(reasonText)
      .map((text) => `    ${text}`),
    ...(reasons.length > most ? [`    and ${reasons.length - most} more`] : []),
    ...(routes.length > 0
      ? [`    FastAPI gets them at ${some(routes, most)}: see “FastAPI” in docs/migrating.md`]
      : []),
  ]
}

/** A reason as a line of text. */
function reasonText({ path, line, transform, message }: Reason): string {
  return `${path}:${line} ${transform}: ${oneLine(message)}`
}

function restOf(of: readonly KeptModels[], most: number): string[] {
  return of.length > most ? [`  and ${counted(of.length - most, 'more component')}; -v names all`] : []
}

function some(names: readonly string[], most: number): string {
  const rest = names.length - most
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ')
}
