import type { Raised } from '../python-target/edit.ts'
import type { PackageMove } from './package-requirements.ts'

/** Files that may configure the plugin of mypy. */
const MYPY_FILES = /(?:^|\/)(?:pyproject\.toml|setup\.cfg|\.?mypy\.ini)$/

/** Takes out what the mypy plugin of pydantic 2 does not know: a field without annotation is an error in v2 itself. */
export function mypyPlugin(path: string, text: string): Raised {
  const raised: Raised = { edits: [], findings: [] }
  if (!MYPY_FILES.test(path)) return raised
  const section = /^[ \t]*\[(?:tool\.)?pydantic-mypy\][^\n]*\n((?:(?![ \t]*\[)[^\n]*(?:\n|$))*)/gm
  for (const found of text.matchAll(section)) {
    const start = found.index + found[0].length - (found[1]?.length ?? 0)
    for (const line of (found[1] ?? '').matchAll(/^[ \t]*warn_untyped_fields[ \t]*[=:][^\n]*(?:\n|$)/gm))
      raised.edits.push({ start: start + line.index, end: start + line.index + line[0].length, text: '' })
  }
  return raised
}

const IMPORTED = String.raw`\bfrom\s+pydantic(?:\.\w+)?\s+import\s+(?:\([^)]*|[^\n(]*)`
/** Packages that have what pydantic 1 had itself, and what files say that use it. */
const COMPANIONS: readonly { readonly name: string; readonly words: RegExp; readonly use: RegExp }[] = [
  {
    name: 'pydantic-settings',
    words: /BaseSettings|pydantic_settings/,
    use: new RegExp(
      `${IMPORTED}\\bBaseSettings\\b|\\b(?!self\\.)\\w+\\.BaseSettings\\b|\\bpydantic_settings\\b`,
    ),
  },
  {
    name: 'pydantic-extra-types',
    words: /pydantic\.color|\bColor\b|PaymentCard|pydantic_extra_types/,
    use: new RegExp(
      `${IMPORTED}\\b(?:[cC]olor|PaymentCard(?:Number|Brand))\\b|\\bpydantic\\.color\\b|\\.PaymentCardNumber\\b|\\bpydantic_extra_types\\b`,
    ),
  },
]

/** The packages beside pydantic 2 that a file needs. */
export function companionsOf(text: string): string[] {
  return COMPANIONS.filter(({ words, use }) => words.test(text) && use.test(text)).map(({ name }) => name)
}

/**
 * The move to pydantic 2.
 * @param needed what else files of the project need
 */
export function pydanticMove(needed: ReadonlySet<string>): PackageMove {
  return {
    name: 'pydantic',
    major: 2,
    // pydantic-settings brings python-dotenv along.
    goneExtras: ['dotenv'],
    companions: COMPANIONS.filter(({ name }) => needed.has(name)).map(({ name }) => ({ name, major: 2 })),
  }
}
