// Bundles the two composition roots to dist/: `node scripts/build.mjs [--quiet]`.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const quiet = process.argv.includes('--quiet')
const started = performance.now()

const roots = ['main', 'worker']

const options = {
  absWorkingDir: root,
  entryPoints: roots.map((name) => `src/${name}.ts`),
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  target: 'node20',
  // CommonJS starts faster than ESM, and `import()` inside becomes a lazy initialisation of the bundled module.
  format: 'cjs',
  external: ['tree-sitter', 'tree-sitter-python', 'vscode-jsonrpc', 'vscode-languageserver-protocol'],
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'bundleUrl' },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  charset: 'ascii',
  metafile: true,
  logLevel: quiet ? 'error' : 'warning',
}

const result = await build(options).catch(() => {
  // esbuild has said what is wrong.
  process.exit(1)
})
for (const name of roots) {
  const file = `${root}dist/${name}.cjs`
  const text = readFileSync(file, 'utf8')
  if (/[^\0-\x7f]/.test(text))
    throw new Error(`${file} holds more than ASCII, which bin/load.js would misread`)
  // bin/load.js names what it keeps of a build by this.
  writeFileSync(file, `/*${createHash('sha256').update(text).digest('hex').slice(0, 16)}*/${text}`)
}
for (const file of readdirSync(`${root}dist`))
  if (file.endsWith('.v8cache')) rmSync(`${root}dist/${file}`, { force: true })
writeFileSync(`${root}dist/THIRD-PARTY-LICENSES.txt`, licensesOf(Object.keys(result.metafile.inputs)))

/** The licences of the packages that went into the bundles: copies of them have to carry these. */
function licensesOf(inputs) {
  const packages = inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean)
  const sections = [...new Set(packages)].sort().map((name) => {
    const folder = `${root}node_modules/${name}/`
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
    if (!file) throw new Error(`${name} is bundled and has no licence file`)
    return `${name}\n${'='.repeat(name.length)}\n\n${readFileSync(folder + file, 'utf8').trim()}\n`
  })
  return sections.join('\n\n')
}

if (!quiet) {
  for (const name of roots) {
    const kilobytes = (statSync(`${root}dist/${name}.cjs`).size / 1024).toFixed(0)
    process.stdout.write(`dist/${name}.cjs ${kilobytes} kB\n`)
  }
  process.stdout.write(`built in ${(performance.now() - started).toFixed(0)} ms\n`)
}
