const { readFileSync, renameSync, writeFileSync } = require('node:fs')
const { dirname, join } = require('node:path')
const { Script } = require('node:vm')

/** Modules of Node that few runs come to use and that take milliseconds to load: each is when something of it is asked for. */
const LATE = new Set(['node:child_process', 'node:worker_threads', 'node:zlib'])

const requireLate = (id) =>
  LATE.has(id) ? new Proxy({}, { get: (_, name) => require(id)[name] }) : require(id)

/**
 * Runs a bundle of dist/, compiled before where that is possible: V8's compiled form of it is kept beside it, one for each build and
 * version of Node. Compiling half a megabyte of JavaScript takes as long as everything else in a small run.
 */
exports.load = (file) => {
  // The build is ASCII alone (scripts/build.mjs sees to it), which takes a fifth of the time to read as what it is.
  const source = readFileSync(file, 'latin1')
  // The build's own hash, in the bundle's first line: V8 itself only compares lengths.
  const build = /^\/\*([0-9a-f]{16})\*\//.exec(source)?.[1]
  if (!build) return require(file)
  const cache = join(dirname(file), `${build}-${process.version}-${process.arch}.v8cache`)
  let cachedData
  try {
    cachedData = readFileSync(cache)
  } catch {
    // The first run makes it.
  }
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${source}\n})`
  const script = new Script(wrapped, { filename: file, cachedData })
  if (!cachedData || script.cachedDataRejected) process.once('exit', () => save(script, cache))
  const module = { exports: {} }
  script.runInThisContext()(module.exports, requireLate, module, file, dirname(file))
}

/** Where the installation cannot be written to, every run compiles. */
function save(script, cache) {
  const { threadId } = require('node:worker_threads')
  const temporary = `${cache}.${process.pid}.${threadId}`
  try {
    writeFileSync(temporary, script.createCachedData())
    renameSync(temporary, cache)
  } catch {}
}
