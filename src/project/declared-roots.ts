import { posix, resolve } from 'node:path'
import { iniValue, readText } from './manifest-text.ts'
import { isTable, parseToml, tomlAt } from './toml.ts'

/** `package_dir={'': 'lib'}`, as a keyword or a variable of that name. */
const PACKAGE_DIR = /\bpackage_dir\s*=\s*\{\s*(?:""|'')\s*:\s*(?:"([^"\n]+)"|'([^'\n]+)')/

/** The folders that a manifest declares packages to stand in, relative to its own with `/`. */
export interface DeclaredRoots {
  /** All of them. */
  readonly all: ReadonlySet<string>
  /** Those that packages are installed from, so that nothing above them is part of a name. */
  readonly installed: ReadonlySet<string>
}

/**
 * The folders below `folder` (absolute) that its manifests declare packages to stand in:
 * setuptools' `package_dir` and `packages.find.where`, Poetry's `from`, pytest's `pythonpath`. Nothing is executed;
 * what cannot be read declares nothing.
 */
export function declaredRoots(folder: string): DeclaredRoots {
  const script = PACKAGE_DIR.exec(readText(resolve(folder, 'setup.py')))
  const { packages, pythonpath } = fromToml(folder)
  const installed = [script?.[1] ?? script?.[2], ...fromIni(folder), ...packages]
  return { all: foldersBelow([...installed, ...pythonpath]), installed: foldersBelow(installed) }
}

function foldersBelow(values: readonly unknown[]): ReadonlySet<string> {
  return new Set(
    values
      .filter((value) => typeof value === 'string')
      .map((value) => posix.normalize(value).replace(/\/+$/, ''))
      .filter((path) => path !== '.' && !path.startsWith('..') && !posix.isAbsolute(path)),
  )
}

function fromIni(folder: string): string[] {
  const text = readText(resolve(folder, 'setup.cfg'))
  if (!/package_dir|where/.test(text)) return []
  const where = iniValue(text, 'options.packages.find', 'where')?.value ?? ''
  const packageDir = iniValue(text, 'options', 'package_dir')?.value ?? ''
  const root = /(?:^|\n)\s*=\s*(\S+)/.exec(packageDir)?.[1]
  return [...where.split(/[\n,]/).map((path) => path.trim()), root ?? ''].filter(Boolean)
}

const NOTHING = { packages: [], pythonpath: [] }

function fromToml(folder: string): { packages: readonly unknown[]; pythonpath: readonly unknown[] } {
  const text = readText(resolve(folder, 'pyproject.toml'))
  if (!/package-dir|where|from|pythonpath/.test(text)) return NOTHING
  try {
    const tool = tomlAt(parseToml(text, 'pyproject.toml'), ['tool'])
    if (!isTable(tool)) return NOTHING
    const list = (...path: string[]) => [tomlAt(tool, path)].flat()
    return {
      packages: [
        tomlAt(tool, ['setuptools', 'package-dir', '']),
        ...list('setuptools', 'packages', 'find', 'where'),
        ...list('poetry', 'packages').map((entry) => (isTable(entry) ? entry.from : undefined)),
      ],
      pythonpath: list('pytest', 'ini_options', 'pythonpath').flatMap((paths) =>
        typeof paths === 'string' ? paths.split(/\s+/) : [],
      ),
    }
  } catch {
    // A broken manifest is reported where the target version is read.
    return NOTHING
  }
}
