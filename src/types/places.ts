import { readFileSync, realpathSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from '../python/tree.ts'
import { pathOfNames, type ToldClass } from '../semantics/told.ts'

/** What a place is that a server names: a class, None's class, or something that says nothing of a value's class. */
export type Place = ToldClass | 'none' | undefined

/** Reads the places that servers name. */
export class Places {
  /** As it was named, and without symbolic links: servers name files either way. */
  readonly #roots: readonly string[]
  readonly #isOwn: (path: string) => boolean
  readonly #texts = new Map<string, string | undefined>()
  readonly #classes = new Map<string, ReadonlyMap<number, string>>()

  /**
   * @param root absolute
   * @param isOwn whether a path below the root is a file of the project
   */
  constructor(root: string, isOwn: (path: string) => boolean) {
    this.#roots = [root, realpathSync(root)]
    this.#isOwn = isOwn
  }

  /** What stands at a line (from 0) of a file. */
  read(uri: string, line: number): Place {
    const absolute = pathOf(uri)
    if (absolute === undefined) return undefined
    const path = this.#roots
      .map((root) => relative(root, absolute))
      .find((way) => !way.startsWith('..') && !isAbsolute(way))
      ?.split(sep)
      .join('/')
    if (path !== undefined && this.#isOwn(path)) {
      const name = this.#classesOf(absolute).get(line)
      return name === undefined ? undefined : { path, name }
    }
    const text = this.#textOf(absolute)?.split('\n')[line] ?? ''
    const name = /^\s*(?:class\s+(\w+)|(NoneType)\s*=)/.exec(text)
    const last = name?.[1] ?? name?.[2]
    if (last === undefined) return undefined
    if (last === 'NoneType') return 'none'
    const qualified = `${moduleOf(absolute.split(sep).join('/'))}.${last}`
    return SAYS_NOTHING.has(qualified) ? undefined : { name: qualified }
  }

  #textOf(path: string): string | undefined {
    if (!this.#texts.has(path)) this.#texts.set(path, textAt(path))
    return this.#texts.get(path)
  }

  /** The classes of a file by the line of their name, from 0. */
  #classesOf(path: string): ReadonlyMap<number, string> {
    let known = this.#classes.get(path)
    if (!known) {
      const root = parse(this.#textOf(path) ?? '').root
      known = new Map(
        root
          .descendantsOfType('class_definition')
          .map((node) => [node.childForFieldName('name')?.startPosition.row ?? -1, pathOfNames(node)]),
      )
      this.#classes.set(path, known)
    }
    return known
  }
}

/** The path of a file on this machine. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri)
  } catch {
    return undefined
  }
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    return undefined
  }
}

/** Classes of which any value is. */
const SAYS_NOTHING: ReadonlySet<string> = new Set([
  'builtins.object',
  'builtins.super',
  'typing.Any',
  'typing_extensions.Any',
])

/** The folders of module search paths, as far as names tell; what is left of a path below one is the module's. */
const SEARCHED =
  /^.*\/(?:site-packages|dist-packages|typeshed(?:-fallback|\/[0-9a-f]+)?\/(?:stdlib|stubs\/[^/]+)|typings|python\d+\.\d+(?:\/lib-dynload)?)\//

/** The dotted name of a module outside of the project. */
function moduleOf(path: string): string {
  return path
    .replace(SEARCHED, '')
    .replace(/\.pyi?$/, '')
    .replace(/(?:^|\/)__init__$/, '')
    .replace(/^(\w+)-stubs(?=\/|$)/, '$1')
    .replaceAll('/', '.')
}
