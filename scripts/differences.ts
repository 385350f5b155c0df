/*
 * npm run differences [-- TREE ... [--write] [--resume] | --page]: what ruff (UP, C4, FURB, PIE, unsafe fixes included) and pyupgrade still change in
 * code that pymolt has been through, by rule. Over all trees, or with --write, it writes
 * docs/differences.md; --page only runs the programs of that page, --resume takes
 * what a run before it found in a tree.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPython } from '../tests/support/python.ts'
import { registry } from '../transforms/index.ts'
import { sourcesOf } from './corpus/sources.ts'
import { type Reason, readReasons, reasonFor, reasonsPage } from './differences/reasons.ts'
import { codesOf } from './differences/rewrites.ts'
import {
  checkout,
  commit,
  installTools,
  pymolt,
  pyupgradeSites,
  ruffSites,
  type Site,
  type Told,
  toldOf,
} from './differences/tools.ts'

const root = new URL('../', import.meta.url).pathname
const cache = join(root, '.cache/differences')

export default function differences(): void {
  if (process.argv.includes('--page')) {
    writePage({})
    return
  }
  const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  const { tools, trees } = JSON.parse(readFileSync(join(root, 'bench/differences.json'), 'utf8')) as {
    tools: string[]
    trees: string[]
  }
  for (const kind of ['before', 'after']) mkdirSync(join(cache, kind), { recursive: true })
  mkdirSync(join(root, '.cache/corpus/sources'), { recursive: true })
  const bin = installTools(tools, cache)
  const program = frozenBuild()
  const before: Site[] = []
  const silent: Site[] = []
  const told: Site[] = []
  const done: string[] = []
  for (const name of trees) {
    if (wanted.length > 0 && !wanted.some((word) => name.startsWith(word))) continue
    const tree = sourcesOf(name, join(root, '.cache/corpus'))
    if (!tree) {
      console.log(`${name}: not to be had here`)
      process.exitCode = 1
      continue
    }
    done.push(name)
    const folder = join(cache, 'work', name)
    // What the other tools do to the sources depends on nothing that is built here.
    const kept = join(cache, 'before', `${name}-${tools.join('-')}.json`)
    const sites = existsSync(kept)
      ? (JSON.parse(readFileSync(kept, 'utf8')) as Site[])
      : sitesOf(bin, name, checkout(tree.folder, folder))
    writeFileSync(kept, JSON.stringify(sites))
    before.push(...sites)
    const result = join(cache, 'after', `${name}.json`)
    const found =
      process.argv.includes('--resume') && existsSync(result)
        ? (JSON.parse(readFileSync(result, 'utf8')) as Left)
        : leftOf(bin, program, name, checkout(tree.folder, folder))
    writeFileSync(result, JSON.stringify(found))
    const words = byPath(found.words)
    for (const site of found.sites) {
      const reason = wordsOn(site, words.get(site.path) ?? [])
      if (reason) told.push({ ...site, becomes: `${reason.transform}: ${reason.reason}` })
      else silent.push(site)
    }
    writeFileSync(join(cache, 'silent.json'), JSON.stringify(silent, null, 1))
    writeFileSync(join(cache, 'told.json'), JSON.stringify(told, null, 1))
    console.error(`${name}: ${sites.length} sites, ${found.sites.length} left`)
  }
  const reasons = readReasons(join(root, 'scripts/differences/reasons'))
  const counts = countsTable(before, told, silent, reasons)
  console.log(counts)
  if (wanted.length === 0 || process.argv.includes('--write'))
    writePage({ counts: `${aboutRun(tools, done)}\n\n${counts}` })
}

function aboutRun(tools: readonly string[], trees: readonly string[]): string {
  return `With ${tools.join(', ')}, over ${trees.join(', ')}.`
}

/** By rule: sites that the tool changes in the sources, and what is left of them where pymolt has been. */
function countsTable(
  before: readonly Site[],
  told: readonly Site[],
  silent: readonly Site[],
  reasons: readonly Reason[],
): string {
  const codes = [...new Set([...before, ...silent, ...told].map(({ code }) => code))]
  const count = (of: readonly Site[], code: string) => of.filter((site) => site.code === code).length
  const reasoned = silent.filter((site) => reasonFor(site, reasons))
  const bare = silent.filter((site) => !reasonFor(site, reasons))
  const rows = codes
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((code) => `| ${code} | ${[before, told, reasoned, bare].map((of) => count(of, code)).join(' | ')} |`)
  const sum = [before, told, reasoned, bare].map((of) => of.length)
  const head = ['| rule | sites | told | reasoned | neither |', '|---|---|---|---|---|']
  return [...head, ...rows, `| all | ${sum.join(' | ')} |`].join('\n')
}

/** Fills in the parts of the page that are given; the programs are always run. */
function writePage(parts: Readonly<Record<string, string>>): void {
  const python = findPython('3.12')
  if (!python) throw new Error('CPython 3.12 is needed to run the programs of the page')
  const reasons = reasonsPage(readReasons(join(root, 'scripts/differences/reasons')), python)
  const path = join(root, 'docs/differences.md')
  const all: Readonly<Record<string, string>> = { ...parts, reasons }
  const page = readFileSync(path, 'utf8').replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (whole, open: string, name: string, close: string) =>
      all[name] === undefined ? whole : `${open}${all[name]}\n${close}`,
  )
  writeFileSync(path, page)
}

/** What the tools still change where pymolt has been, and all that pymolt says of what it leaves. */
interface Left {
  readonly sites: readonly Site[]
  readonly words: readonly Told[]
}

function leftOf(bin: string, program: string, name: string, folder: string): Left {
  pymolt(program, folder, 'apply', '--verify', 'fast')
  commit(folder)
  return { sites: sitesOf(bin, name, folder), words: toldOf(program, folder) }
}

function sitesOf(bin: string, name: string, folder: string): Site[] {
  const files = new Map<string, string[]>()
  const read = (path: string) => {
    const known = files.get(path) ?? readFileSync(join(folder, path), 'latin1').split('\n')
    files.set(path, known)
    return known
  }
  const stable = ruffSites(bin, name, folder, read, [])
  const all = ruffSites(bin, name, folder, read, ['--preview'])
  const place = ({ path, line, code }: Site) => `${code} ${line} ${path}`
  const known = new Set(stable.map(place))
  const preview = all.filter((site) => !known.has(place(site)))
  return [...stable, ...preview, ...pyupgradeSites(bin, name, folder)]
}

function byPath(words: readonly Told[]): ReadonlyMap<string, Told[]> {
  const paths = new Map<string, Told[]>()
  for (const told of words) paths.set(told.path, [...(paths.get(told.path) ?? []), told])
  return paths
}

/** What pymolt says of the site's lines, or of what they define by its name: said by a transform that does what the tool would. */
function wordsOn(site: Site, reasons: readonly Told[]): Told | undefined {
  const codes = site.code === 'pyupgrade' ? codesOf(site) : new Set([site.code])
  const isAlike = ({ transform }: Told) =>
    codes.has(transform) || registry[transform]?.sameAs.some((code) => codes.has(code)) === true
  const defined = /\b(?:class|def)\s+(\w+)/.exec(site.text)?.[1]
  return reasons.find(
    (told) =>
      told.type === 'file-skip' ||
      (isAlike(told) &&
        ((told.line <= site.end && told.end >= site.line) ||
          (defined !== undefined && new RegExp(`(?:^|[,;] )${defined}[,:]`).test(told.reason)))),
  )
}

/** A copy of the program as built, so that a build in the meantime does not mix two programs in one run. */
function frozenBuild(): string {
  const program = join(cache, 'program')
  rmSync(program, { recursive: true, force: true })
  for (const part of ['bin', 'dist', 'package.json'])
    cpSync(join(root, part), join(program, part), { recursive: true })
  return join(program, 'bin/pymolt.js')
}
