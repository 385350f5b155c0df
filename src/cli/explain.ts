import { UsageError } from '../project/usage-error.ts'
import type { Transform } from '../transform/define.ts'
import { EXIT } from './exit-code.ts'
import type { Host } from './host.ts'
import { describeRecipes } from './recipes.ts'
import { expandName } from './selection.ts'
import { describeType } from './transform-options.ts'

const CLASSES = {
  safe: 'safe: behaviour is kept, it is on by default in its recipes',
  review: 'review: a person should look at each change, so it needs --review',
  report: 'report: it only tells, and never changes anything',
} as const

/**
 * `pymolt explain NAME`: everything about one transform.
 * @returns the exit code
 * @throws UsageError when there is no transform of that name
 */
export function runExplain(asked: string, host: Host): number {
  const members = expandName(host.registry, asked)
  const [name] = members
  const transform = name === undefined ? undefined : host.registry[name]
  if (name === undefined || !transform || members.length > 1)
    throw new UsageError(
      `\`${asked}\` is not one transform but ${members.length}; \`pymolt list ${asked}\` lists them.`,
    )
  host.stdout.write(explanation(name, transform, host.readExamples?.()[name]))
  return EXIT.ok
}

function explanation(name: string, transform: Transform, example: Example | undefined): string {
  const { summary, safety, since, sameAs, docs, options } = transform
  const target =
    since === 'any'
      ? 'any target'
      : `target Python ${since} or newer${transform.decidesBySite ? ', and sites below it that cannot be evaluated' : ''}`
  const lines = [
    name,
    `  ${summary}.`,
    '',
    `  class    ${CLASSES[safety]}`,
    `  since    ${target}`,
    `  recipes  ${describeRecipes(name, transform)}`,
  ]
  if (sameAs.length > 0) lines.push(`  same as  ${sameAs.join(', ')}`)
  lines.push(`  docs     ${docs}`)
  const entries = Object.entries(options)
  if (entries.length > 0) lines.push('', '  options')
  for (const [option, spec] of entries)
    lines.push(
      `    ${option} (${describeType(spec)}, default ${JSON.stringify(spec.default)}): ${spec.summary}`,
    )
  if (example)
    lines.push('', '  before', ...indented(example.before), '', '  after', ...indented(example.after))
  return `${lines.join('\n')}\n`
}

/** One example of a transform, as the tool really rewrote it. */
export interface Example {
  readonly before: string
  readonly after: string
}

function indented(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `    ${line}`))
}
