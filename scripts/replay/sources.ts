import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A package's source distribution, unpacked: its tests are in no other. Undefined where pip cannot take it.
 * @throws when it is another than the pinned one
 */
export function sourcesOf(
  { name, sha256 }: { readonly name: string; readonly sha256: string },
  builder: string,
  cache: string,
): string | undefined {
  const folder = join(cache, 'sources', name)
  if (!existsSync(folder)) {
    const downloads = join(cache, 'downloads', name)
    mkdirSync(downloads, { recursive: true })
    const how = ['--quiet', '--no-deps', '--no-binary', ':all:', '--no-build-isolation', '-d', downloads]
    if (readdirSync(downloads).length === 0)
      spawnSync(builder, ['-m', 'pip', 'download', ...how, name], { stdio: 'inherit' })
    const [archive] = readdirSync(downloads)
    if (archive === undefined) return undefined
    const found = createHash('sha256').update(readFileSync(join(downloads, archive)))
    if (found.digest('hex') !== sha256) throw new Error(`${name}: ${archive} is not the one that is pinned`)
    // Filled beside its place and then renamed: a run that is cut off leaves no half tree that looks whole.
    const partial = join(cache, 'partial')
    rmSync(partial, { recursive: true, force: true })
    execFileSync(builder, ['-c', UNPACK, join(downloads, archive), partial])
    mkdirSync(join(cache, 'sources'), { recursive: true })
    renameSync(partial, folder)
  }
  const [top] = readdirSync(folder)
  return top === undefined ? undefined : join(folder, top)
}

const UNPACK = `
import shutil, sys
shutil.unpack_archive(*sys.argv[1:])
`

/** The interpreter of an environment that holds exactly what is required; made when it is not there. */
export function environment(name: string, requires: readonly string[], base: string, cache: string): string {
  const folder = join(cache, 'environments', name)
  const python = join(folder, 'bin/python')
  const stamp = join(folder, 'requires.json')
  const wanted = JSON.stringify(requires)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  execFileSync(base, ['-m', 'venv', folder])
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requires]
  execFileSync(python, install, { stdio: 'inherit' })
  writeFileSync(stamp, wanted)
  return python
}
