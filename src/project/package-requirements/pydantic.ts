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

/**
 * The move to pydantic 2.
 * @param hasSettings whether the project uses BaseSettings, which is in a package of its own since
 */
export function pydanticMove(hasSettings: boolean): PackageMove {
  return {
    name: 'pydantic',
    major: 2,
    // pydantic-settings brings python-dotenv along.
    goneExtras: ['dotenv'],
    ...(hasSettings && { companion: { name: 'pydantic-settings', major: 2 } }),
  }
}
