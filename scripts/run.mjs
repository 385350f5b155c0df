// Runs a TypeScript file of the repository: node scripts/run.mjs scripts/update.ts [arguments]; --help prints what it says of itself

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** Bundles `file` into node_modules/.cache and loads it. */
export async function runScript(file) {
  const root = fileURLToPath(new URL('../', import.meta.url))
  const outfile = join(root, 'node_modules/.cache/pymolt', `${file.replace(/[/.]/g, '_')}.mjs`)
  await build({
    entryPoints: [join(root, file)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '#transform': join(root, 'src/transform/index.ts') },
    define: { 'import.meta.url': 'import_meta_url' },
    banner: { js: `const import_meta_url = ${JSON.stringify(new URL(`../${file}`, import.meta.url).href)};` },
    // A transform that throws is found by its own file and line.
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'error',
  })
  process.setSourceMapsEnabled(true)
  const script = await import(pathToFileURL(outfile).href)
  await script.default()
}

/** The first comment of a script, which says how it is run. */
function usageOf(file) {
  const [, text = ''] =
    /\/\*\*?(.*?)\*\//s.exec(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')) ?? []
  return text.replace(/^[ \t]*\*[ \t]?/gm, '').trim()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, ...rest] = process.argv.slice(2)
  process.argv.splice(2, process.argv.length, ...rest)
  if (rest.includes('--help')) console.log(usageOf(file))
  else await runScript(file)
}
