// Bundles the two composition roots to dist/: `node scripts/build.mjs [--quiet]`.
import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const quiet = process.argv.includes('--quiet')
const started = performance.now()

// A root that is not written yet is no reason to fail the other one.
const roots = ['main', 'worker'].filter((name) => existsSync(`${root}src/${name}.ts`))

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
  external: ['tree-sitter', 'tree-sitter-python'],
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'bundleUrl' },
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'eof',
  logLevel: quiet ? 'error' : 'warning',
}

try {
  await build(options)
} catch {
  // esbuild has said what is wrong.
  process.exit(1)
}

if (!quiet) {
  for (const name of roots) {
    const kilobytes = (statSync(`${root}dist/${name}.cjs`).size / 1024).toFixed(0)
    process.stdout.write(`dist/${name}.cjs ${kilobytes} kB\n`)
  }
  process.stdout.write(`built in ${(performance.now() - started).toFixed(0)} ms\n`)
}
