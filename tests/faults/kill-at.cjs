/*
 * Loaded before the program (node -r): counts every step by which a file system changes, and ends the process with
 * SIGKILL at the one that KILL_AT names. A write has two steps more, so that it also happens by half.
 * Without KILL_AT the count is written to COUNT_TO.
 */
const fs = require('node:fs')
const path = require('node:path')

const root = process.env.FAULT_ROOT
const at = Number(process.env.KILL_AT ?? 0)
const failWith = process.env.FAIL_WITH
const count = process.env.COUNT_TO
const log = []
let steps = 0

function step(what) {
  steps++
  log.push(what)
  if (steps !== at) return
  if (failWith === undefined) process.kill(process.pid, 'SIGKILL')
  throw Object.assign(new Error(failWith), { code: failWith })
}

const descriptors = new Map()
const inside = (file) => typeof file === 'string' && path.resolve(file).startsWith(root)
const original = { ...fs }

fs.openSync = (file, flags, ...rest) => {
  const writes = inside(file) && flags !== 'r'
  if (writes) step(`before open ${path.basename(file)}`)
  const descriptor = original.openSync(file, flags, ...rest)
  if (inside(file)) descriptors.set(descriptor, path.basename(file))
  if (writes && failWith === undefined) step(`after open ${path.basename(file)}`)
  return descriptor
}
fs.closeSync = (descriptor) => {
  descriptors.delete(descriptor)
  return original.closeSync(descriptor)
}
fs.writeSync = (descriptor, bytes, offset, length, ...rest) => {
  const name = descriptors.get(descriptor)
  if (name === undefined) return original.writeSync(descriptor, bytes, offset, length, ...rest)
  step(`before write ${name}`)
  const from = offset ?? 0
  const all = length ?? bytes.length - from
  if (steps + 1 === at && all > 1) {
    original.writeSync(descriptor, bytes, from, all >> 1)
    step(`half of write ${name}`)
  } else step(`half of write ${name}`)
  const done = original.writeSync(descriptor, bytes, from, all)
  if (failWith === undefined) step(`after write ${name}`)
  return done
}
for (const name of ['fsyncSync', 'fchmodSync', 'ftruncateSync']) {
  fs[name] = (descriptor, ...rest) => {
    const file = descriptors.get(descriptor)
    if (file === undefined) return original[name](descriptor, ...rest)
    step(`before ${name} ${file}`)
    const result = original[name](descriptor, ...rest)
    if (failWith === undefined) step(`after ${name} ${file}`)
    return result
  }
}
for (const name of ['renameSync', 'linkSync', 'unlinkSync', 'mkdirSync', 'writeFileSync', 'rmSync', 'utimesSync']) {
  fs[name] = (file, ...rest) => {
    if (!inside(file)) return original[name](file, ...rest)
    step(`before ${name} ${path.basename(file)}`)
    const result = original[name](file, ...rest)
    if (failWith === undefined) step(`after ${name} ${path.basename(file)}`)
    return result
  }
}
process.on('exit', () => {
  if (count) original.writeFileSync(count, JSON.stringify(log))
})
