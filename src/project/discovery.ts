import { type Dirent, existsSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { DEFAULT_EXCLUDES, OUTPUTS } from './default-excludes.ts'
import {
  describeError,
  dirnameReal,
  isPythonName,
  kindOf,
  lastSegment,
  nameCheck,
  readableEntries,
  realPath,
} from './disk-entry.ts'
import { isIgnored, type RuledFolder, type RuleLevel, rulesAbove, withOwnRules } from './folder-rules.ts'
import { gitRootOf } from './git-excludes.ts'
import { IgnoreRules } from './ignore-rules.ts'
import { startsWithPythonShebang } from './shebang.ts'

/** One Python file to look at. */
export interface FileEntry {
  /** Relative to the root with `/`; starts with `../` outside of it. */
  readonly path: string
  readonly absolute: string
  /** Named by the user, not found in a directory. */
  readonly explicit: boolean
}

/** Where to look. */
export interface DiscoveryOptions {
  readonly root: string
  /** Files and directories, absolute or relative to `cwd`. */
  readonly paths: readonly string[]
  /** What `paths` are relative to: the process's working directory unless given. */
  readonly cwd?: string
  /** Patterns as in a `.gitignore` at the root, besides the default ones. */
  readonly exclude: readonly string[]
  /** Whether the default excludes hold too; true unless given. */
  readonly defaultExcludes?: boolean
  /** Excludes hold for files named by the user as well. */
  readonly forceExclude: boolean
  /** Whether `.gitignore`, `.ignore` and git's exclude files are heeded. */
  readonly respectIgnore: boolean
}

/** What was found, what was not taken and why. */
export interface Discovery {
  /** Ordered by path, each file once. */
  readonly files: readonly FileEntry[]
  /** Reason to count. */
  readonly passedOver: ReadonlyMap<string, number>
  /** Paths that the user named and that cannot be taken. */
  readonly errors: readonly { readonly path: string; readonly message: string }[]
}

/** A directory to be read: its absolute path, its segments below the rules' top, the rules from the strongest on. */
interface Pending extends RuledFolder {
  readonly given: boolean
}

/** Why a notebook is not taken; people may have meant it to be. */
export const NOTEBOOK = 'notebook (not handled)'
/** Why another file that was named is not taken. */
export const NOT_PYTHON = 'not a Python file'

/** Finds the Python files of a run. Never throws for what it meets on the disk. */
export function discover(options: DiscoveryOptions): Discovery {
  return new Walk(options).run()
}

class Walk {
  readonly #options: DiscoveryOptions
  readonly #root: string
  readonly #files = new Map<string, FileEntry>()
  readonly #links: string[] = []
  readonly #passedOver = new Map<string, number>()
  readonly #errors: { path: string; message: string }[] = []
  readonly #excludes: IgnoreRules
  /** The excludes that hold for packages, too. */
  readonly #packageExcludes: IgnoreRules
  readonly #visited = new Set<string>()

  constructor(options: DiscoveryOptions) {
    this.#options = options
    this.#root = realPath(options.root) ?? resolve(options.root)
    const defaults = (options.defaultExcludes ?? true) ? DEFAULT_EXCLUDES : []
    const folders = defaults.filter((name) => !OUTPUTS.has(name))
    this.#excludes = new IgnoreRules([...defaults, ...options.exclude])
    this.#packageExcludes = new IgnoreRules([...folders, ...options.exclude])
  }

  run(): Discovery {
    const cwd = this.#options.cwd ?? process.cwd()
    for (const path of this.#options.paths) this.#take(path, resolve(cwd, path))
    this.#resolveLinks()
    const files = [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
    return { files, passedOver: this.#passedOver, errors: this.#errors }
  }

  #pass(reason: string): void {
    this.#passedOver.set(reason, (this.#passedOver.get(reason) ?? 0) + 1)
  }

  /** Takes one path that the user named. */
  #take(path: string, absolute: string): void {
    let stats: Stats
    let real: string
    try {
      stats = statSync(absolute)
      real = realpathSync(absolute)
    } catch (error) {
      this.#errors.push({ path, message: describeError(error) })
      return
    }
    // A link to a file may not lead out of the project; a directory that was named is taken wherever it leads.
    const leaves =
      this.#isInside(resolve(dirnameReal(absolute), lastSegment(absolute))) && !this.#isInside(real)
    if (stats.isDirectory()) this.#walk(real)
    else if (!stats.isFile()) this.#errors.push({ path, message: 'is not a regular file' })
    else if (leaves) this.#errors.push({ path, message: 'is a symbolic link that leaves the project' })
    else if (real.endsWith('.ipynb')) this.#pass(NOTEBOOK)
    else if (!isPythonName(real) && !startsWithPythonShebang(real)) this.#pass(NOT_PYTHON)
    else if (this.#options.forceExclude && this.#isLeftOut(real)) this.#pass('excluded')
    else this.#add(real, true)
  }

  #isInside(absolute: string): boolean {
    const path = relative(this.#root, absolute)
    return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
  }

  #add(absolute: string, explicit: boolean): void {
    const known = this.#files.get(absolute)
    if (known && (known.explicit || !explicit)) return
    // Nearly every file lies below the root: cutting it off saves taking both paths apart.
    const below = this.#root.endsWith(sep) ? this.#root : this.#root + sep
    const path = absolute.startsWith(below) ? absolute.slice(below.length) : relative(this.#root, absolute)
    this.#files.set(absolute, { path: sep === '/' ? path : path.replaceAll(sep, '/'), absolute, explicit })
  }

  /** Walks a directory that the user named: it is never left out itself, whatever the rules say of it. */
  #walk(start: string): void {
    const { levels, segments } = this.#levelsAbove(start)
    const stack: Pending[] = [{ absolute: start, segments, levels, given: true }]
    for (let next = stack.pop(); next; next = stack.pop()) this.#read(next, stack)
  }

  #read(directory: Pending, stack: Pending[]): void {
    if (this.#visited.has(directory.absolute)) return
    this.#visited.add(directory.absolute)
    const entries = this.#entriesOf(directory)
    if (!entries) return
    const levels = this.#options.respectIgnore ? withOwnRules(directory, entries) : directory.levels
    const inside = this.#segmentsOf(directory.absolute)
    const isNamed = nameCheck(directory.absolute)
    for (const entry of entries) {
      const { name } = entry
      const isDirectory = entry.isDirectory()
      if (!isDirectory && !isPythonName(name)) {
        this.#passOther(directory.absolute, entry)
        continue
      }
      const absolute = directory.absolute === sep ? sep + name : directory.absolute + sep + name
      const segments = [...directory.segments, name]
      const why = isNamed(name)
        ? this.#verdict(absolute, [...inside, name], segments, isDirectory, levels)
        : 'file name is not UTF-8'
      if (why) this.#pass(why)
      else if (isDirectory) {
        if (isPythonName(name)) this.#pass('directory named like a Python file')
        stack.push({ absolute, segments, levels, given: false })
      } else if (entry.isSymbolicLink()) this.#links.push(absolute)
      else if (entry.isFile()) this.#add(absolute, false)
      else this.#pass('not a regular file')
    }
  }

  /** What is in a directory; undefined for one that is left out as a whole. */
  #entriesOf({ absolute, given }: Pending): readonly Dirent[] | undefined {
    try {
      const entries = readdirSync(absolute, { withFileTypes: true })
      if (given || entries.every(({ name }) => name !== '.git')) return entries
      this.#pass('nested git repository')
    } catch (error) {
      if (given) this.#errors.push({ path: absolute, message: describeError(error) })
      else this.#pass('directory cannot be read')
    }
    return undefined
  }

  /** Counts what is no Python file by its name, where people may wonder about it. */
  #passOther(directory: string, entry: Dirent): void {
    if (entry.name.endsWith('.ipynb')) this.#pass(NOTEBOOK)
    else if (entry.isSymbolicLink() && kindOf(join(directory, entry.name)) === 'directory')
      this.#pass('symbolic link to a directory')
  }

  /** Links to files: each target inside the project once; the rest is counted. */
  #resolveLinks(): void {
    for (const link of this.#links) {
      const kind = kindOf(link)
      if (kind === 'directory') this.#pass('symbolic link to a directory')
      else if (kind === 'loop') this.#pass('symbolic link loop')
      else if (kind === 'missing') this.#pass('broken symbolic link')
      else if (kind === 'other') this.#pass('not a regular file')
      else {
        const real = realPath(link)
        if (real === undefined || !this.#isInside(real)) this.#pass('symbolic link that leaves the project')
        else if (this.#files.has(real)) this.#pass('symbolic link to a file already taken')
        else this.#add(real, false)
      }
    }
  }

  /**
   * Why an entry is left out, or undefined.
   * @param inside the entry's segments below the root; its name alone outside of it
   */
  #verdict(
    absolute: string,
    inside: readonly string[],
    segments: readonly string[],
    isDirectory: boolean,
    levels: readonly RuleLevel[],
  ): 'excluded' | 'ignored' | undefined {
    const isExcluded =
      this.#excludes.test(inside, isDirectory) &&
      (this.#packageExcludes.test(inside, isDirectory) || !existsSync(join(absolute, '__init__.py')))
    if (isExcluded) return 'excluded'
    return isIgnored(levels, segments, isDirectory) ? 'ignored' : undefined
  }

  /** The segments of a directory below the root; none for the root and for what is outside of it. */
  #segmentsOf(directory: string): readonly string[] {
    return this.#isInside(directory) ? directory.slice(this.#root.length).split(sep).filter(Boolean) : []
  }

  #levelsAbove(start: string): { levels: readonly RuleLevel[]; segments: readonly string[] } {
    const gitRoot = gitRootOf(start)
    const top = gitRoot ?? (this.#isInside(start) ? this.#root : start)
    const segments = start === top ? [] : relative(top, start).split(sep)
    return { levels: this.#options.respectIgnore ? rulesAbove(top, segments, gitRoot) : [], segments }
  }

  /** Whether the rules leave out a file that was named, or a directory of the project that it is in. */
  #isLeftOut(absolute: string): boolean {
    const { levels, segments } = this.#levelsAbove(dirname(absolute))
    const folder = { absolute: dirname(absolute), segments, levels }
    const own = this.#options.respectIgnore ? withOwnRules(folder, readableEntries(folder.absolute)) : levels
    const all = [...segments, lastSegment(absolute)]
    let at = absolute
    for (let length = all.length; length > 0; length--) {
      if (this.#isInside(at) && at !== this.#root) {
        const rules = own.filter((level) => level.depth < length)
        if (this.#verdict(at, this.#segmentsOf(at), all.slice(0, length), length < all.length, rules))
          return true
      }
      at = dirname(at)
    }
    return false
  }
}
