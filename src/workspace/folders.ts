import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Creates a folder and those above it that are missing. Node's own `recursive` never returns where a folder that exists takes no new
 * ones and says that there is none, as `/proc` does.
 */
export function makeFolders(path: string, mode: number): void {
  const missing: string[] = []
  for (let folder = path; !existsSync(folder) && !missing.includes(folder); folder = dirname(folder))
    missing.unshift(folder)
  for (const folder of missing) {
    try {
      mkdirSync(folder, { mode })
    } catch (error) {
      // Another run may have been faster.
      if (!existsSync(folder)) throw error
    }
  }
}
