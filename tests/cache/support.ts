import { mkdtempSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder of its own. */
export function freshFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'pymolt-cache-')))
}
