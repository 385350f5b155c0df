import type { Registry } from '../../transform/define.ts'
import type { Output } from '../host.ts'
import type { Report } from '../report.ts'
import { type AnnotatedPlace, type Annotation, annotationsOf } from './annotations.ts'

const LEVELS = { change: 'warning', finding: 'note' } as const

/**
 * Prints a SARIF 2.1.0 log, for code scanning: changes and findings are results, files that could not be dealt with
 * are notifications.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function reportSarif(report: Report, registry: Registry, stdout: Output): void {
  const annotations = annotationsOf(report)
  const ids = [...new Set(annotations.flatMap(({ transform }) => transform ?? []))].sort()
  const errors = [
    ...report.errors.map(({ path, message }) => notification(`${path}: ${message}`)),
    ...annotations.flatMap((each) => (each.kind === 'error' ? notification(each.message, each) : [])),
  ]
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'pymolt', version: report.version, rules: ids.map((id) => ruleOf(id, registry)) },
        },
        columnKind: 'utf16CodeUnits',
        results: annotations.flatMap((each) => resultOf(each, ids) ?? []),
        invocations: [{ executionSuccessful: errors.length === 0, toolExecutionNotifications: errors }],
      },
    ],
  }
  stdout.write(`${JSON.stringify(log, undefined, 2)}\n`)
}

function ruleOf(id: string, registry: Registry): object {
  const transform = registry[id]
  if (!transform) return { id }
  return {
    id,
    shortDescription: { text: `${transform.summary}.` },
    helpUri: transform.docs,
    properties: { safety: transform.safety, sameAs: transform.sameAs },
  }
}

function resultOf(annotation: Annotation, ids: readonly string[]): object | undefined {
  const { kind, transform, message, fingerprint } = annotation
  if (kind === 'error' || transform === undefined) return undefined
  return {
    ruleId: transform,
    ruleIndex: ids.indexOf(transform),
    level: LEVELS[kind],
    message: { text: message },
    locations: [locationOf(annotation)],
    ...(fingerprint === undefined ? {} : { partialFingerprints: { 'pymolt/v1': fingerprint } }),
  }
}

function notification(text: string, at?: Annotation): object {
  return { level: 'error', message: { text }, ...(at ? { locations: [locationOf(at)] } : {}) }
}

function locationOf({ path, place }: Annotation): object {
  const uri = path.split('/').map(encodeURIComponent).join('/')
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
      ...(place ? { region: regionOf(place) } : {}),
    },
  }
}

function regionOf({ line, column, endLine, endColumn }: AnnotatedPlace): object {
  return {
    startLine: line,
    ...(column === undefined ? {} : { startColumn: column }),
    ...(endLine === undefined ? {} : { endLine }),
    ...(endColumn === undefined ? {} : { endColumn }),
  }
}
