import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/**
 * Where entries are kept unless the user names a place: outside of every project, so that nothing of it is ever committed, and nothing
 * that came with a repository is ever taken for one.
 * @param env of the process
 */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  // A relative path is to be ignored, says the XDG specification.
  const xdg = env.XDG_CACHE_HOME
  if (xdg && isAbsolute(xdg)) return join(xdg, 'pymolt')
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'pymolt', 'Cache')
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'pymolt')
  return join(home, '.cache', 'pymolt')
}
