// npm run update: writes everything that is generated; with --check says what is stale instead.
import { readFileSync, writeFileSync } from 'node:fs'
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
await runScript('scripts/update.ts')
