import { existsSync } from 'node:fs'
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path'
import { isKeyword } from '../python/keywords.ts'
import { isStdlib } from '../semantics/stdlib.ts'
import { type DeclaredRoots, declaredRoots } from './declared-roots.ts'

/** What a file is imported as. */
export interface ModuleName {
  /** Dotted; for an `__init__.py` the package's. */
  readonly name: string
  readonly isPackage: boolean
  /** The directory on `sys.path` that the name starts from, relative to the project (`.` for the project itself). */
  readonly root: string
  /** Whether an import of exactly this name certainly gives this file. */
  readonly certain: boolean
  /** Why not. */
  readonly reason?: string
}

/** A directory as a package or as a place to import from. */
interface Directory {
  /** Dotted name of the package that the directory is; empty for an import root. */
  readonly name: string
  readonly root: string
  readonly reason?: string
  /** What the package is called if the folders above that hold no `__init__.py` are namespace packages. */
  readonly outer?: string
}

/** What stands in a directory that people install or run from. */
export const MANIFESTS = ['pyproject.toml', 'setup.py', 'setup.cfg', 'manage.py']
const VENDORED = new Set([
  '_vendor',
  '_vendored',
  'vendor',
  'vendored',
  'third_party',
  'thirdparty',
  'site-packages',
])

/** Which file is which module, decided from paths and from which directories hold an `__init__.py`. */
export class ModuleGraph {
  readonly files: readonly string[]
  readonly #root: string
  readonly #known: ReadonlySet<string>
  readonly #configured: readonly string[]
  readonly #directories = new Map<string, Directory>()
  readonly #modules = new Map<string, ModuleName | undefined>()
  readonly #declared = new Map<string, DeclaredRoots>()
  #byName: ReadonlyMap<string, readonly string[]> | undefined
  #byOuterName: ReadonlyMap<string, readonly string[]> | undefined
  #topLevel: ReadonlyMap<string, ReadonlySet<string>> | undefined

  /**
   * @param root absolute
   * @param files the project's Python files, relative to the root with `/`
   * @param configuredRoots directories that imports start from, absolute or relative to the root
   */
  constructor(root: string, files: readonly string[], configuredRoots: readonly string[] = []) {
    this.#root = root
    this.files = files
    this.#known = new Set(files)
    this.#configured = configuredRoots
      .map((path) => (isAbsolute(path) ? relative(root, path) : path).replace(/^\.\/|\/+$/g, '') || '.')
      .sort((a, b) => b.length - a.length)
  }

  /** The module that the file at `path` is; undefined when it is not a `.py` or `.pyi` file. */
  moduleOf(path: string): ModuleName | undefined {
    if (this.#modules.has(path)) return this.#modules.get(path)
    const found = this.#withDoubts(path, this.#locate(path))
    this.#modules.set(path, found)
    return found
  }

  /**
   * The file that `import name` gives; undefined when it is not of the project. Where several files have the name,
   * the one from the same import root as `fromPath`, else the first whose name is certain.
   */
  fileOf(name: string, fromPath?: string): string | undefined {
    const candidates = this.candidatesOf(name)
    if (candidates.length < 2) return candidates[0]
    const root = fromPath === undefined ? undefined : this.moduleOf(fromPath)?.root
    return (
      candidates.find((path) => this.moduleOf(path)?.root === root) ??
      candidates.find((path) => this.moduleOf(path)?.certain) ??
      candidates[0]
    )
  }

  /**
   * Every file of that module name, `.py` before `.pyi`. Where there is none, the folders above a package are taken for namespace
   * packages: whoever writes `acme.models` of a project with `acme/models/__init__.py` means that.
   */
  candidatesOf(name: string): readonly string[] {
    this.#byName ??= this.#indexNames((path) => this.moduleOf(path)?.name)
    this.#byOuterName ??= this.#indexNames((path) => this.#outerName(path))
    return this.#byName.get(name) ?? this.#byOuterName.get(name) ?? []
  }

  /**
   * The absolute name of the module that a relative import names.
   * @param level the number of leading dots, at least 1
   * @param module what follows the dots, possibly empty
   * @returns undefined when the dots lead out of the top-level package
   */
  resolveRelative(fromPath: string, level: number, module: string): string | undefined {
    const from = this.moduleOf(fromPath)
    if (!from) return undefined
    const parts = from.name.split('.')
    const kept = parts.length - level + (from.isPackage ? 1 : 0)
    // A module at an import root has no package for the dots to start from.
    if (kept < 1) return undefined
    return [...parts.slice(0, kept), ...(module === '' ? [] : [module])].join('.')
  }

  /** The file that a relative import names, found by directories alone. */
  relativeFile(fromPath: string, level: number, module: string): string | undefined {
    const base = relativeBase(fromPath, level, module)
    return base === undefined ? undefined : this.#fileAt(base)
  }

  #fileAt(base: string): string | undefined {
    const package_ = base === '' ? '' : `${base}/`
    const paths = [`${package_}__init__.py`, `${base}.py`, `${package_}__init__.pyi`, `${base}.pyi`]
    return paths.find((path) => this.#known.has(path))
  }

  #locate(path: string): ModuleName | undefined {
    const match = /^(?:(.*)\/)?([^/]+?)\.pyi?$/.exec(path)
    if (!match) return undefined
    const [, folder = '.', stem = ''] = match
    const isPackage = stem === '__init__'
    const directory = this.#directory(folder)
    if (isPackage && directory.name === '') {
      // An import root that is a package nevertheless, by configuration: its own name is its directory's.
      return {
        name: basename(resolve(this.#root, folder)),
        isPackage,
        root: directory.root,
        certain: false,
        reason: 'an __init__.py at an import root',
      }
    }
    const name = isPackage ? directory.name : directory.name === '' ? stem : `${directory.name}.${stem}`
    const { root, reason } = directory
    return { name, isPackage, root, certain: reason === undefined, ...(reason !== undefined && { reason }) }
  }

  /** What a file is imported as if the folders above its package are namespace packages. */
  #outerName(path: string): string | undefined {
    const folder = /^(?:(.*)\/)?[^/]+?\.pyi?$/.exec(path)?.[1] ?? '.'
    const { outer } = this.#directory(folder)
    const stem = basename(path).replace(/\.pyi?$/, '')
    if (outer === undefined || VENDORED.has(folder.split('/', 1)[0] ?? '')) return undefined
    return stem === '__init__' ? outer : `${outer}.${stem}`
  }

  #directory(path: string): Directory {
    let known = this.#directories.get(path)
    if (!known) {
      known = this.#describe(path)
      this.#directories.set(path, known)
    }
    return known
  }

  #describe(path: string): Directory {
    for (const root of this.#configured) {
      if (path === root) return { name: '', root }
      if (root === '.' ? !path.startsWith('..') : path.startsWith(`${root}/`))
        return { name: (root === '.' ? path : path.slice(root.length + 1)).replaceAll('/', '.'), root }
    }
    // A stray `__init__.py` beside the packages makes no package of the folder that they are installed from.
    if (this.#isDeclared(path, 'installed') && this.#isPackage(path))
      return { name: '', root: path, reason: `packages are installed from ${path}, which has an __init__.py` }
    const above = parentDirectory(path)
    // Outside of the project only packages that the project is in matter.
    if (path.startsWith('..') && !this.#isPackage(path)) return { name: '', root: path }
    const name =
      path === '.' || /(?:^|\/)\.\.$/.test(path) ? basename(resolve(this.#root, path)) : basename(path)
    if (this.#isPackage(path)) {
      if (above === undefined) return { name, root: path }
      if (this.#isPackage(above) || this.#isGap(above)) {
        const outer = this.#directory(above)
        return {
          ...outer,
          name: outer.name === '' ? name : `${outer.name}.${name}`,
          ...(outer.outer !== undefined && { outer: `${outer.outer}.${name}` }),
        }
      }
      const root = this.#directory(above)
      // The directory above the topmost package is what has to be on sys.path; PEP 420 leaves room for doubt.
      if (root.name === '') return { name, root: above }
      // Folders below one that packages are installed from are portions of namespace packages, and nothing else.
      if (this.#isDeclared(root.root, 'installed')) return { name: `${root.name}.${name}`, root: root.root }
      return {
        name,
        root: above,
        outer: `${root.name}.${name}`,
        reason: `${above} has no __init__.py and is no known import root: ${name} may be in a namespace package`,
      }
    }
    if (path === '.' || above === undefined || this.#isImportRoot(path)) return { name: '', root: path }
    const outer = this.#directory(above)
    const reason = `${path} has no __init__.py: a namespace package or a folder of scripts`
    return { ...outer, name: outer.name === '' ? name : `${outer.name}.${name}`, reason }
  }

  /** A directory without an `__init__.py` inside of a package. */
  #isGap(path: string): boolean {
    for (
      let at: string | undefined = path;
      at !== undefined && at !== '.' && !this.#isImportRoot(at);
      at = parentDirectory(at)
    ) {
      const above = parentDirectory(at)
      if (above !== undefined && !above.startsWith('..') && this.#isPackage(above)) return true
    }
    return false
  }

  #isImportRoot(path: string): boolean {
    return (
      basename(path) === 'src' ||
      MANIFESTS.some((name) => this.#exists(path, name)) ||
      this.#isDeclared(path, 'all')
    )
  }

  /** Whether a manifest in one of the two folders above says that packages stand here. */
  #isDeclared(path: string, as: keyof DeclaredRoots): boolean {
    if (path === '.' || path.startsWith('..')) return false
    const above = dirname(path)
    return [above, dirname(above)].some((folder) => {
      if (folder === path || !MANIFESTS.some((name) => this.#exists(folder, name))) return false
      let declared = this.#declared.get(folder)
      if (!declared) {
        declared = declaredRoots(resolve(this.#root, folder))
        this.#declared.set(folder, declared)
      }
      return declared[as].has(folder === '.' ? path : path.slice(folder.length + 1))
    })
  }

  #isPackage(path: string): boolean {
    return this.#exists(path, '__init__.py') || this.#known.has(`${path}/__init__.pyi`)
  }

  #exists(directory: string, name: string): boolean {
    const path = directory === '.' ? name : `${directory}/${name}`
    return this.#known.has(path) || existsSync(resolve(this.#root, path))
  }

  /** What makes the name of a file uncertain however well its directory is known. */
  #withDoubts(path: string, found: ModuleName | undefined): ModuleName | undefined {
    if (!found?.certain) return found
    const doubt = (reason: string): ModuleName => ({ ...found, certain: false, reason })
    const top = found.name.split('.', 1)[0] ?? ''
    const vendored = path.split('/').find((part) => VENDORED.has(part))
    if (vendored !== undefined) return doubt(`${vendored} holds vendored code`)
    const isName = (part: string) => /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(part) && !isKeyword(part)
    if (!found.name.split('.').every(isName))
      return doubt(`${found.name} cannot be written in an import statement`)
    if (isStdlib(top) || top === 'test') return doubt(`${top} is also a module of the standard library`)
    const roots = this.#rootsOf(top)
    if (roots.size > 1) return doubt(`${top} stands in several import roots: ${[...roots].sort().join(', ')}`)
    return found
  }

  #rootsOf(top: string): ReadonlySet<string> {
    if (!this.#topLevel) {
      const topLevel = new Map<string, Set<string>>()
      for (const path of this.files) {
        const found = this.#locate(path)
        if (!found) continue
        const name = found.name.split('.', 1)[0] ?? ''
        const roots = topLevel.get(name)
        if (roots) roots.add(found.root)
        else topLevel.set(name, new Set([found.root]))
      }
      this.#topLevel = topLevel
    }
    return this.#topLevel.get(top) ?? new Set()
  }

  #indexNames(nameOf: (path: string) => string | undefined): ReadonlyMap<string, readonly string[]> {
    const byName = new Map<string, string[]>()
    for (const path of this.files) {
      const name = nameOf(path)
      if (name === undefined) continue
      const paths = byName.get(name)
      if (!paths) byName.set(name, [path])
      else if (path.endsWith('.pyi')) paths.push(path)
      else paths.splice(paths.filter((other) => other.endsWith('.py')).length, 0, path)
    }
    return byName
  }
}

/** The path without suffix that a relative import leads to by directories; undefined when it leads out of the project. */
export function relativeBase(fromPath: string, level: number, module: string): string | undefined {
  const parts = fromPath.split('/').slice(0, -1)
  if (level - 1 > parts.length) return undefined
  const kept = parts.slice(0, parts.length - (level - 1))
  return [...kept, ...(module === '' ? [] : module.split('.'))].join('/')
}

/** The directory above, `..` forms above the project; undefined above the file system's top. */
function parentDirectory(path: string): string | undefined {
  if (path.split('/').length > 64) return undefined
  if (path === '.') return '..'
  if (/(?:^|\/)\.\.$/.test(path)) return `${path}/..`
  const above = dirname(path)
  return above
}
