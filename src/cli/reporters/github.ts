import type { Output } from '../host.ts'
import type { Report } from '../report.ts'
import { type AnnotatedPlace, annotationsOf } from './annotations.ts'

const COMMANDS = { change: 'warning', finding: 'notice', error: 'error' } as const

/**
 * Prints annotations for GitHub Actions.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function reportGithub(report: Report, stdout: Output): void {
  for (const { path, message } of report.errors)
    stdout.write(command('error', { title: 'pymolt' }, `${path}: ${message}`))
  for (const { kind, path, place, transform = 'pymolt', message } of annotationsOf(report))
    stdout.write(command(COMMANDS[kind], { file: path, ...regionOf(place), title: transform }, message))
}

function regionOf(place: AnnotatedPlace | undefined): Record<string, number> {
  if (!place) return {}
  const { line, column, endLine, endColumn } = place
  return {
    line,
    ...(endLine === undefined ? {} : { endLine }),
    ...(column === undefined ? {} : { col: column }),
    // An end column is only taken on one line.
    ...(endColumn !== undefined && endLine === line ? { endColumn } : {}),
  }
}

function command(
  name: string,
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  return `::${name} ${list.join(',')}::${escapeData(message)}\n`
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
