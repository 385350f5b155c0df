import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { findConfig } from '../project/config.ts'
import { projectRootOf } from '../project/root.ts'
import { realOrSame } from './paths.ts'

/** What counts as the project of a run. */
export interface ProjectScope {
  /** Absolute, symbolic links followed. */
  readonly root: string
  /** Exclude patterns for what lies below the root and is not part of the project. */
  readonly exclude: readonly string[]
}

const MANIFESTS = ['.git', 'pyproject.toml', 'setup.py', 'setup.cfg']

/**
 * The project that the folder `start` belongs to: the nearest configuration or git root.
 * A file that lies in no project brings only its package along, or without one its neighbours:
 * a home folder is not read through for the sake of one script in it.
 */
export function projectScope(start: string): ProjectScope {
  const root = realOrSame(projectRootOf(start))
  if (findConfig(root, root) !== undefined || MANIFESTS.some((name) => existsSync(join(root, name))))
    return { root, exclude: [] }
  let top = root
  while (existsSync(join(top, '__init__.py')) && dirname(top) !== top) top = dirname(top)
  return { root: top, exclude: top === root ? ['/*/'] : ['/*/', `!/${packageBelow(top, root)}/`] }
}

/** The name of the folder in `top` that `folder` is or lies in. */
function packageBelow(top: string, folder: string): string {
  let at = folder
  while (dirname(at) !== top) at = dirname(at)
  return basename(at).replace(/[\\*?[\]!#]/g, '\\$&')
}
