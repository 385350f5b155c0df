import type { Registry } from '../transform/define.ts'
import { EXIT } from './exit-code.ts'
import type { Host } from './host.ts'
import { describeRecipes, familyOf, recipesTold } from './recipes.ts'
import { expandName } from './selection.ts'

/**
 * `pymolt list`: the transforms, by family.
 * @param names of transforms, families and recipes; all when there are none
 * @returns the exit code
 * @throws UsageError for a name that is unknown
 */
export function runList(names: readonly string[], format: 'text' | 'json', host: Host): number {
  const wanted = new Set(names.flatMap((name) => expandName(host.registry, name)))
  const entries = Object.entries(host.registry).filter(([name]) => names.length === 0 || wanted.has(name))
  const chosen = Object.fromEntries(entries)
  const recipes = names.length === 0 ? `Recipes: ${recipesTold(host.registry)}.\n` : ''
  host.stdout.write(format === 'json' ? asJson(chosen) : `${asText(chosen)}${recipes}`)
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
  if (entries.length === 0) return 'There are none.\n'
  const width = Math.max(...entries.map(([name]) => name.length))
  const families = [...new Set(entries.map(([name]) => familyOf(name)))]
  const sections = families.map((family) => {
    const rows = entries
      .filter(([name]) => familyOf(name) === family)
      .map(
        ([name, { safety, since, summary, sameAs }]) =>
          `  ${name.padEnd(width)}  ${safety.padEnd(6)}  ${since.padEnd(4)}  ${summary}${sameAs.length > 0 ? ` (${sameAs.join(', ')})` : ''}`,
      )
    return `${family}\n${rows.join('\n')}\n`
  })
  return `${sections.join('\n')}\n\`pymolt explain NAME\` tells more about one.\n`
}
