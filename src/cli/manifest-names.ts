/** What brings the Python version in the project's manifests up to date; not part of the registry, for it rewrites no Python. */
export const PYTHON_TARGET = 'project/python-target'
/** The same for what it requires of Pydantic. */
export const PYDANTIC_REQUIREMENT = 'pydantic/requirements'

/** Whether a name is that of a rewrite of manifests, which the registry does not know. */
export function isOfManifests(name: string): boolean {
  return name === PYDANTIC_REQUIREMENT || isPythonTarget(name)
}

/** Whether a list of names, as users write them, holds a rewrite of manifests. */
export function namesManifests(
  names: readonly string[] | undefined,
  rewrite: typeof PYTHON_TARGET | typeof PYDANTIC_REQUIREMENT,
): boolean {
  return (
    names?.some((name) => name === rewrite || (rewrite === PYTHON_TARGET && isPythonTarget(name))) ?? false
  )
}

function isPythonTarget(name: string): boolean {
  return name === PYTHON_TARGET || name === 'python-target'
}
