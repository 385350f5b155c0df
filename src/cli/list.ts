import type { Registry } from '../transform/define.ts'
import { EXIT } from './exit-code.ts'
import type { Host } from './host.ts'
import { describeRecipes, familyOf } from './recipes.ts'

/** `pymolt list`: all transforms, by family. */
export function runList(format: 'text' | 'json', host: Host): number {
  host.stdout.write(format === 'json' ? asJson(host.registry) : asText(host.registry))
  return EXIT.ok
}

function asJson(registry: Registry): string {
  const records = Object.entries(registry).map(([name, transform]) => ({
    name,
    family: familyOf(name),
    safety: transform.safety,
    since: transform.since,
    summary: transform.summary,
    sameAs: transform.sameAs,
    recipes: describeRecipes(name, transform),
    docs: transform.docs,
  }))
  return `${JSON.stringify(records, undefined, 2)}\n`
}

function asText(registry: Registry): string {
  const entries = Object.entries(registry)
  if (entries.length === 0) return 'There are no transforms in this build.\n'
  const width = Math.max(...entries.map(([name]) => name.length))
  const families = [...new Set(entries.map(([name]) => familyOf(name)))]
  const sections = families.map((family) => {
    const rows = entries
      .filter(([name]) => familyOf(name) === family)
      .map(
        ([name, { safety, since, summary }]) =>
          `  ${name.padEnd(width)}  ${safety.padEnd(6)}  ${since.padEnd(4)}  ${summary}`,
      )
    return `${family}\n${rows.join('\n')}\n`
  })
  return `${sections.join('\n')}\n\`pymolt explain NAME\` tells more about one.\n`
}
