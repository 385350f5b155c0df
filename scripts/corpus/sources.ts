import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { findPython } from '../../tests/support/python.ts'

/** A folder of sources that is kept between runs. */
export interface Tree {
  readonly name: string
  readonly folder: string
}

/** `stdlib-3.8` and the like, or a pinned package; undefined where it cannot be had. Kept below `cache`. */
export function sourcesOf(name: string, cache: string): Tree | undefined {
  const folder = join(cache, 'sources', name.replace('==', '-'))
  if (existsSync(folder)) return { name, folder: projectIn(folder) }
  // Filled beside its place and then renamed: a run that is cut off leaves no half tree that looks whole.
  const partial = join(cache, 'sources', `.partial-${name}`)
  rmSync(partial, { recursive: true, force: true })
  const version = /^stdlib-(.+)$/.exec(name)?.[1]
  const isThere = version === undefined ? download(name, cache, partial) : standardLibrary(version, partial)
  if (!isThere) return undefined
  renameSync(partial, folder)
  return { name, folder: projectIn(folder) }
}

/** A source distribution's one folder is the project: its manifests say where packages stand. */
function projectIn(folder: string): string {
  const [only, ...others] = readdirSync(folder, { withFileTypes: true })
  if (!only?.isDirectory() || others.length > 0) return folder
  const inside = join(folder, only.name)
  return existsSync(join(inside, 'PKG-INFO')) ? inside : folder
}

function standardLibrary(version: string, into: string): boolean {
  const python = findPython(version)
  if (!python) return false
  const answer = execFileSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'])
  const source = answer.toString().trim()
  cpSync(source, into, {
    recursive: true,
    filter: (path) =>
      !/site-packages|__pycache__|config-\d/.test(relative(source, path)) &&
      !lstatSync(path).isSymbolicLink(),
  })
  return true
}

const UNPACK = `
import pathlib, sys, tarfile, zipfile
folder, into = map(pathlib.Path, sys.argv[1:])
archive = next(iter(sorted(folder.iterdir())))
into.mkdir(parents=True)
if archive.suffix in (".zip", ".whl"):
    zipfile.ZipFile(archive).extractall(into)
else:
    tarfile.open(archive).extractall(into)
`

/** The source distribution where pip can take it (it holds the tests too), else whatever pip gives. */
function download(pinned: string, cache: string, into: string): boolean {
  const python = findPython('3.10') ?? findPython('3.12') ?? 'python3'
  const downloads = join(cache, 'downloads', pinned)
  mkdirSync(downloads, { recursive: true })
  for (const how of [['--no-binary', ':all:', '--no-build-isolation'], []]) {
    if (readdirSync(downloads).length > 0) break
    spawnSync(python, ['-m', 'pip', 'download', '--quiet', '--no-deps', ...how, '-d', downloads, pinned], {
      timeout: 120_000,
    })
  }
  if (readdirSync(downloads).length === 0) return false
  execFileSync(python, ['-c', UNPACK, downloads, into])
  return true
}
