import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import type { ModuleGraph, ModuleName } from './module-graph.ts'

/** What finds the file of a module, and the module of a file. */
export type ModuleFinder = Pick<ModuleGraph, 'fileOf' | 'moduleOf' | 'relativeFile'>

/** Packages whose classes are known by their names: what they are made of says nothing more. */
const KNOWN_BY_NAME = /^(?:pydantic|pydantic_core|pydantic_settings|sqlmodel|typing_extensions)$/
const ENDINGS = ['/__init__.py', '.py', '/__init__.pyi', '.pyi']

/**
 * The project's modules, and behind them those that a virtual environment holds. These are found by their paths when they are asked
 * for, are never listed, and are read as text.
 */
export class InstalledModules implements ModuleFinder {
  readonly #own: ModuleGraph
  readonly #root: string
  /** Relative to the root, with `/`. */
  readonly #folders: readonly string[]
  readonly #found = new Map<string, string | undefined>()

  /** @param folders where imports start, absolute */
  constructor(own: ModuleGraph, root: string, folders: readonly string[]) {
    this.#own = own
    this.#root = root
    this.#folders = folders.map((folder) => relative(root, folder).replaceAll(sep, '/'))
  }

  /** As of the project; else the installed file. */
  fileOf(name: string, fromPath?: string): string | undefined {
    return this.#own.fileOf(name, fromPath) ?? this.#installed(name)
  }

  /** As of the project; an installed file's name is certain. */
  moduleOf(path: string): ModuleName | undefined {
    const root = this.#folderOf(path)
    if (root === undefined) return this.#own.moduleOf(path)
    const isPackage = /\/__init__\.pyi?$/.test(path)
    const name = path.slice(root.length + 1).replace(/(?:\/__init__)?\.pyi?$/, '')
    return { name: name.replaceAll('/', '.'), isPackage, root, certain: true }
  }

  /** As of the project; from an installed file by directories, too. */
  relativeFile(fromPath: string, level: number, module: string): string | undefined {
    if (this.#folderOf(fromPath) === undefined) return this.#own.relativeFile(fromPath, level, module)
    const from = this.moduleOf(fromPath)?.name.split('.') ?? []
    const kept = from.slice(0, from.length - level + (/\/__init__\.pyi?$/.test(fromPath) ? 1 : 0))
    return kept.length === 0 ? undefined : this.#installed([...kept, ...module.split('.')].join('.'))
  }

  #folderOf(path: string): string | undefined {
    return this.#folders.find((folder) => path.startsWith(`${folder}/`))
  }

  #installed(dotted: string): string | undefined {
    const name = dotted.replace(/\.+$/, '')
    if (this.#found.has(name)) return this.#found.get(name)
    const top = name.split('.', 1)[0] ?? ''
    // What the project has of a package hides what is installed of it.
    const isHidden = !/^[\w.]+$/u.test(name) || KNOWN_BY_NAME.test(top) || this.#own.fileOf(top) !== undefined
    const paths = this.#folders.flatMap((folder) =>
      ENDINGS.map((ending) => `${folder}/${name.replaceAll('.', '/')}${ending}`),
    )
    const found = isHidden ? undefined : paths.find((path) => existsSync(join(this.#root, path)))
    this.#found.set(name, found)
    return found
  }
}

/**
 * The folders from which a virtual environment imports installed packages: those of the environment, of its interpreter, or the
 * folder itself when it is one. None when there are none.
 */
export function sitePackagesOf(path: string): string[] {
  if (basename(path) === 'site-packages') return isFolder(path) ? [path] : []
  const isProgram = /^(?:bin|Scripts)$/.test(basename(dirname(path))) && !isFolder(path)
  const base = isProgram ? dirname(dirname(path)) : path
  const libraries = ['lib', 'lib64'].flatMap((library) => {
    const folder = join(base, library)
    const versions = isFolder(folder)
      ? readdirSync(folder).filter((name) => /^(?:python|pypy)3/.test(name))
      : []
    return versions.map((name) => join(folder, name, 'site-packages'))
  })
  return [...libraries, join(base, 'Lib', 'site-packages')].map((folder) => resolve(folder)).filter(isFolder)
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
