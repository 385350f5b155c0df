// npm run update: writes everything that is generated; with --check says what is stale instead.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import * as kinds from './node-kinds.mjs'
import * as transforms from './registry.mjs'
import { runScript } from './run.mjs'

const root = new URL('../', import.meta.url)
const check = process.argv.includes('--check')

// The registry first: the rest of the generator is built upon it.
for (const [target, text] of [
  [kinds.target, kinds.nodeKinds(root)],
  [transforms.target, transforms.registry(root)],
]) {
  const url = new URL(target, root)
  let old = ''
  try {
    old = readFileSync(url, 'utf8')
  } catch {}
  if (old === text) continue
  if (check) {
    console.error(`${target} is stale: run npm run update`)
    process.exitCode = 1
  } else {
    writeFileSync(url, text)
    console.log(`wrote ${target}`)
  }
}

// A word that nothing is named by would update nothing and say nothing.
const known = [...transforms.transformNames(root), ...readdirSync(new URL('fixtures/projects/', root))]
for (const word of process.argv.slice(2))
  if (!word.startsWith('--') && !known.some((name) => name.startsWith(word))) {
    console.error(`no transform and no folder of fixtures/projects is called ${word} or begins with it`)
    process.exit(2)
  }

try {
  await runScript('scripts/update.ts')
} catch (error) {
  // esbuild has printed its own errors by now; a fixture that cannot be planned is named by a plain message.
  if (!error.errors) console.error(error.constructor === Error ? error.message : error.stack)
  process.exit(1)
}
