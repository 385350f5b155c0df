// Builds dist/ for whoever installs from git or packs: `npm install` runs it.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

function run(command, args, env = process.env) {
  const { status } = spawnSync(command, args, {
    ...{ cwd: root, env, stdio: 'inherit' },
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

/*
 * `npm install -g git+…`, which is how pre-commit installs hooks, gives its flags on to the install in the clone: what the build
 * needs is then installed globally, too, and not where the build looks for it.
 */
if (!existsSync(new URL('../node_modules/esbuild', import.meta.url))) {
  const env = Object.entries(process.env).filter(
    ([name]) => !/^npm_config_(?:global|location|prefix)$/i.test(name),
  )
  const flags = ['--include=dev', '--omit=peer', '--ignore-scripts', '--no-audit', '--no-fund']
  run('npm', ['install', '--no-save', '--no-package-lock', ...flags], Object.fromEntries(env))
}
run(process.execPath, ['scripts/build.mjs', '--quiet'])
