import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = new URL('..', import.meta.url).pathname

/** What each layer may import from; a layer may always import from itself. */
const layers: Readonly<Record<string, readonly string[]>> = {
  python: [],
  programs: [],
  semantics: ['python'],
  edits: ['semantics', 'python'],
  verify: ['programs', 'semantics', 'python'],
  project: ['semantics', 'python'],
  workspace: ['semantics', 'python'],
  types: ['programs', 'semantics', 'python'],
  transform: ['edits', 'verify', 'project', 'workspace', 'semantics', 'python'],
  check: [],
  engine: ['transform', 'edits', 'verify', 'project', 'workspace', 'semantics', 'python'],
  cache: ['engine', 'transform', 'edits', 'verify', 'project', 'workspace', 'semantics', 'python'],
  cli: [
    'cache',
    'check',
    'programs',
    'types',
    'engine',
    'transform',
    'edits',
    'verify',
    'project',
    'workspace',
    'semantics',
    'python',
  ],
}

/** Packages that live in one layer only. */
const homes: Readonly<Record<string, string>> = {
  'tree-sitter': 'python',
  'tree-sitter-python': 'python',
  'magic-string': 'edits',
  'vscode-jsonrpc/node': 'types',
  'vscode-languageserver-protocol/node': 'types',
  commander: 'cli',
  picocolors: 'cli',
}

/** The specifiers that a file imports: statically, dynamically, through `import()` types or a required package. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8')
  const found = text.matchAll(
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\b(?:import|require|load)\(\s*['"]([^'"]+)['"]\s*\)/gm,
  )
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

const layerOf = (path: string): string => /^src\/([a-z]+)\//.exec(path)?.[1] ?? ''

describe('dependencies point one way', () => {
  it.each(sources('src').filter((path) => layerOf(path) !== ''))('%s', (path) => {
    const layer = layerOf(path)
    const allowed = [layer, ...(layers[layer] ?? [])]
    expect(Object.keys(layers)).toContain(layer)
    for (const specifier of importsOf(path)) {
      if (specifier.startsWith('.')) {
        const target = relative(root, join(root, dirname(path), specifier))
        expect(target.startsWith('src/'), `${path} imports ${specifier}, outside of src`).toBe(true)
        expect(allowed, `${path} imports ${specifier}`).toContain(layerOf(target))
      } else {
        const home = homes[specifier]
        if (home) expect(layer, `${path} imports ${specifier}`).toBe(home)
        expect(specifier, `${path}: core does not use the transforms' alias`).not.toBe('#transform')
      }
    }
  })

  it('only the composition roots join engine and transforms', () => {
    const joined = sources('src').filter((path) =>
      importsOf(path).some((specifier) => /(^|\/)transforms\//.test(specifier)),
    )
    expect(joined).toEqual(['src/main.ts', 'src/worker.ts'])
  })
})

describe('a transform imports the face and parts of its family, nothing else', () => {
  const files = sources('transforms').filter((path) => path !== 'transforms/index.ts')
  it.each(files)('%s', (path) => {
    const others = importsOf(path).filter(
      (specifier) => specifier !== '#transform' && !/^\.\/_[\w-]+\.ts$/.test(specifier),
    )
    expect(others).toEqual([])
  })

  it('there are transforms', () => {
    expect(files.length).toBeGreaterThan(0)
  })
})

describe('planning reads the disk where the cache knows of it', () => {
  const reads = (path: string) => importsOf(path).includes('node:fs')
  it.each(['python', 'semantics', 'edits', 'transform'])('not in %s', (layer) => {
    expect(sources(`src/${layer}`).filter(reads)).toEqual([])
  })

  // The file that is planned, and all of them in the survey.
  it('in the engine', () => {
    expect(sources('src/engine').filter(reads)).toEqual([
      'src/engine/lean-outcome.ts',
      'src/engine/planner.ts',
      'src/engine/survey.ts',
      'src/engine/verify-plan.ts',
    ])
  })

  // The files of the project, with the questions to them; what src/cache/surroundings.ts looks at; and installed packages.
  it('in what makes up a project', () => {
    const found = new Set<string>()
    const follow = (path: string): void => {
      if (found.has(path)) return
      found.add(path)
      for (const specifier of importsOf(path)) {
        const target = relative(root, join(root, dirname(path), specifier))
        if (specifier.startsWith('.') && layerOf(target) === 'project') follow(target)
      }
    }
    follow('src/project/project.ts')
    expect([...found].filter(reads).sort()).toEqual([
      'src/project/disk-entry.ts',
      'src/project/installed.ts',
      'src/project/manifest-text.ts',
      'src/project/module-graph.ts',
      'src/project/package-requirements/package-requirements.ts',
      'src/project/project.ts',
      'src/project/text-search.ts',
    ])
  })
})

// `TABLE['constructor']` is a function in a plain object, and a name that Python code may well use.
it('tables that are asked for words of the code hold nothing but their rows', () => {
  const plain = [...sources('src'), ...sources('transforms')].filter((path) =>
    /^(?:export )?const \w+: (?:RenameTable|(?:Readonly<)?Record<string,[^=]*) =\s+(?:\{|Object\.fromEntries)(?!\})/m.test(
      readFileSync(join(root, path), 'utf8'),
    ),
  )
  expect(plain).toEqual([])
})
