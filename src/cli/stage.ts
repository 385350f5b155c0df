import type { FileOutcome } from '../engine/outcome.ts'
import type { PlanProject, PlanRequest } from '../engine/request.ts'
import { readUnitGraph } from '../engine/staging/read-graph.ts'
import { Project } from '../project/project.ts'
import { parseVersion } from '../python/version.ts'
import type { Phases } from './progress.ts'
import { type StageReport, stageReportOf } from './stage-report.ts'
import { Verdict } from './stage-verdict.ts'
import { STAGE, withStages } from './staged-plan.ts'

/** A plan in which what is not ready for v2 is kept on v1. */
export interface StagedPlan {
  readonly planProject: PlanProject
  readonly files: readonly FileOutcome[]
  readonly report: StageReport
}

/** Each round may find more that is not ready, or that cannot be kept on v1. */
const MOST_ROUNDS = 8

/** Plans the move of all that is ready for v2, and keeps the rest on `pydantic.v1`. */
export async function stageModels(
  request: PlanRequest,
  planProject: PlanProject,
  begin: Phases['begin'],
): Promise<StagedPlan> {
  const target = parseVersion(request.target.version)
  if (!target) throw new RangeError(`not a version: ${request.target.version}`)
  const project = new Project({
    root: request.root,
    files: request.projectFiles,
    roots: request.importRoots,
    modelRoots: request.modelRoots,
  })
  const graph = readUnitGraph(project, target)
  const components = graph.components()
  const verdict = new Verdict(graph, components, { project, target, request })
  verdict.heed(request.options[STAGE]?.stay)
  for (let round = 0; ; round++) {
    const stay = verdict.staying().flatMap(({ units }) => [...units])
    const planStaged = withStages(planProject, request, graph, stay)
    const files = await planStaged(request, begin(round === 0 ? 'planning' : 'planning in stages'))
    if (!verdict.learn(files) || round === MOST_ROUNDS)
      return { planProject: planStaged, files, report: stageReportOf(graph, components, verdict) }
  }
}
