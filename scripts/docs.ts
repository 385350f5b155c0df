import { describeRecipes, familyOf } from '../src/cli/recipes.ts'
import { unifiedDiff } from '../src/edits/unified-diff.ts'
import type { Registry, Transform } from '../src/transform/define.ts'
import { type Fixture, planFixture } from '../tests/support/fixture.ts'

/** Reasons that a page shows. */
const SHOWN_REASONS = 15

/** Everything on a transform's page that shows code was made by running the transform on its cases. */
export function transformPage(
  name: string,
  transform: Transform,
  fixtures: readonly Fixture[],
  registry: Registry,
): string {
  const shown = fixtures.find(({ after, findings }) => after !== undefined || findings !== undefined)
  const parts = [
    `# ${name}`,
    `${transform.summary}.`,
    facts(name, transform),
    shown ? `## Example\n\n${example(shown, registry)}` : '',
    optionsTable(transform),
    leftAlone(fixtures, registry),
    `[Source](../../../transforms/${name}.ts) · [cases](../../../fixtures/${name}) · [all transforms](../README.md)`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

const CLASSES: Readonly<Record<Transform['safety'], string>> = {
  safe: 'safe: behaviour is kept',
  review: 'review: a person should look at each change, so it needs `--review`',
  report: 'report: a finding for a person, never an edit',
}

function facts(name: string, transform: Transform): string {
  const { since, decidesBySite, safety, sameAs, docs } = transform
  const from = since === 'any' ? 'any' : `Python ${since} or newer`
  const below = decidesBySite && since !== 'any' ? '; below that where nothing evaluates the code' : ''
  const rows = [
    ['class', CLASSES[safety]],
    ['target', from + below],
    ['recipes', describeRecipes(name, transform)],
    ['same as', sameAs.join(', ')],
    ['why it is right', docs],
  ]
  return rows
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `- ${key}: ${value}`)
    .join('\n')
}

function example(fixture: Fixture, registry: Registry): string {
  const outcome = planFixture(fixture, registry)
  const options =
    fixture.header === '' ? '' : `With ${inCode(fixture.header.slice(2 + 'pymolt:'.length).trim())}:\n\n`
  if (outcome.status === 'changed') {
    const path = outcome.path
    const diff = unifiedDiff({
      oldPath: path,
      newPath: path,
      before: outcome.before,
      edits: outcome.edits,
      context: 2,
    })
    return `${options}${fenced('diff', diff)}`
  }
  const lines = fixture.before.split('\n')
  const found = outcome.findings.map(
    ({ line, message }) => `- ${inCode((lines[line - 1] ?? '').trim())}: ${escaped(message)}`,
  )
  return `${options}${found.join('\n')}`
}

function optionsTable({ options }: Transform): string {
  const rows = Object.entries(options).map(
    ([option, spec]) => `| ${option} | ${inCode(JSON.stringify(spec.default))} | ${escaped(spec.summary)} |`,
  )
  return rows.length === 0
    ? ''
    : ['## Options', '', '| option | default | does |', '|---|---|---|', ...rows].join('\n')
}

/** The reasons that the transform gives on its own cases, each once, with the line that it gives it for. */
function leftAlone(fixtures: readonly Fixture[], registry: Registry): string {
  const reasons = new Map<string, string>()
  const others: string[] = []
  for (const fixture of fixtures) {
    const { skips } = planFixture(fixture, registry)
    const own = skips.filter(({ transform }) => transform === fixture.transform)
    const lines = fixture.before.split('\n')
    for (const { line, reason } of own)
      if (!reasons.has(reason)) reasons.set(reason, (lines[line - 1] ?? '').trim())
    const [, phrase] = /^skip-(.*)\.pyi?$/.exec(fixture.file) ?? []
    if (phrase !== undefined && own.length === 0)
      others.push(`[${phrase.replaceAll('-', ' ')}](../../../fixtures/${fixture.transform}/${fixture.file})`)
  }
  if (reasons.size === 0 && others.length === 0) return ''
  const items = [...reasons]
    .slice(0, SHOWN_REASONS)
    .map(([reason, line]) => `- ${inCode(line)}: ${escaped(reason)}`)
  if (reasons.size > SHOWN_REASONS)
    items.push(`- and ${reasons.size - SHOWN_REASONS} further reasons; \`--explain-skips\` says which`)
  if (others.length > 0) items.push(`- not its business: ${others.join(', ')}`)
  return `## What it leaves alone, and why\n\n${items.join('\n')}`
}

/** All transforms by family, each with a link to its page. */
export function index(registry: Registry): string {
  const entries = Object.entries(registry)
  const families = [...new Set(entries.map(([name]) => familyOf(name)))]
  const sections = families.map((family) => {
    const members = entries.filter(([name]) => familyOf(name) === family)
    const rows = members.map(
      ([name, { summary, safety, since }]) =>
        `| [${name}](${name}.md) | ${escaped(summary)} | ${since} | ${safety} |`,
    )
    return [`## ${family}`, '', '| name | does | since | class |', '|---|---|---|---|', ...rows].join('\n')
  })
  return `# Transforms\n\n${sections.join('\n\n')}\n`
}

/** What users of other tools know a transform by, and its name here. */
export function codes(registry: Registry): string {
  const byCode = new Map<string, string[]>()
  for (const [name, { sameAs }] of Object.entries(registry))
    for (const code of sameAs) byCode.set(code, [...(byCode.get(code) ?? []), name])
  const rows = [...byCode]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(
      ([code, names]) =>
        `| ${code} | ${names.map((name) => `[${name}](transforms/${name}.md)`).join(', ')} |`,
    )
  return ['| there | here |', '|---|---|', ...rows].join('\n')
}

function fenced(language: string, text: string): string {
  const fence = text.includes('```') ? '````' : '```'
  return `${fence}${language}\n${text}${fence}`
}

function inCode(text: string): string {
  const ticks = text.includes('`') ? '``' : '`'
  return `${ticks}${ticks === '``' ? ` ${text} ` : text}${ticks}`
}

/** Prose in Markdown: what looks like markup is not. */
function escaped(text: string): string {
  return text.replace(/[|<*_[\]`]/g, '\\$&')
}
