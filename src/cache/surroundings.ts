import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PlanRequest } from '../engine/request.ts'
import { MANIFESTS } from '../project/module-graph.ts'
import { requirementTexts } from '../project/package-requirements/package-requirements.ts'
import { parseVersion } from '../python/version.ts'
import { interpretersFor } from '../verify/interpreters.ts'
import { findPyodide } from '../verify/pyodide.ts'
import { sha256 } from './content.ts'

/*
 * A plan depends on the request, on what the project's Python files hold, and on what is said here: everything else that planning
 * reads from the disk. The functions give text that is equal where the plan cannot differ for their sake.
 */

/**
 * What decides which file is which module besides the files' paths: the manifests around them, and packages of which no file is part
 * of the project. More is asked than the module graph asks, so that nothing it may ask is missing.
 */
export function layoutOf(root: string, paths: Iterable<string>): string {
  const seen = new Set<string>()
  const found: string[] = []
  const folders = new Set<string>()
  for (const path of paths) folders.add(path.slice(0, path.lastIndexOf('/') + 1))
  for (const path of folders) {
    for (let folder = resolve(root, path); !seen.has(folder); folder = dirname(folder)) {
      seen.add(folder)
      for (const name of MANIFESTS) {
        // Not joined: that takes longer than to look.
        const manifest = `${folder}${sep}${name}`
        if (existsSync(manifest)) found.push(`${manifest} ${hashOf(manifest)}`)
      }
      const package_ = `${folder}${sep}__init__.py`
      if (existsSync(package_)) found.push(package_)
    }
  }
  return found.sort().join('\n')
}

/** What the project requires, which tells for which version of a package its code was written. */
export function requirementsOf(root: string): string {
  return requirementTexts(root)
    .map(([path, text]) => `${path} ${sha256(Buffer.from(text))}`)
    .join('\n')
}

function hashOf(path: string): string {
  try {
    return sha256(readFileSync(path))
  } catch {
    return ''
  }
}

/** The interpreters that may check the plan, in the order in which they are tried, each as the file that it is. */
export function interpretersOf(
  request: PlanRequest,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const { verify, python, root } = request
  const target = parseVersion(request.target.version)
  if (verify === undefined || verify === 'off' || !target) return []
  if (python !== undefined) return [asFile(python)]
  const pyodide = findPyodide()
  const found = interpretersFor(target, { root, env })
  return [...found, ...(pyodide === undefined ? [] : [fileURLToPath(pyodide)])].map(asFile)
}

function asFile(path: string): string {
  try {
    const real = realpathSync(path)
    const { size, mtimeMs, ino } = statSync(real)
    return `${path} ${real} ${size} ${mtimeMs} ${ino}`
  } catch {
    return `${path} gone`
  }
}
