import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { findConfig } from './config.ts'

/** The project that a directory belongs to: the nearest configuration or git root at or above it, else the directory itself. */
export function projectRootOf(directory: string): string {
  const start = resolve(directory)
  for (let at = start; ; at = dirname(at)) {
    if (findConfig(at, at) !== undefined || existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) return start
  }
}
