import type { PackageMove } from './package-requirements.ts'

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
