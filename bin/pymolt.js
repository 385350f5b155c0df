#!/usr/bin/env node
// CommonJS (see package.json beside it): starting an ES module takes node half as long again.
const [first, ...rest] = process.argv.slice(2)
// Asked for by scripts all the time, and not worth reading the whole program for.
if (rest.length === 0 && (first === '--version' || first === '-V'))
  process.stdout.write(`${require('../package.json').version}\n`)
else {
  const { setFlagsFromString } = require('node:v8')
  // Most runs are over before what V8 optimises has paid for the time that its compiler takes: it is to wait six times as long. Later
  // versions wait by themselves, and do not know the flag.
  if (/^v2[01]\./.test(process.version)) setFlagsFromString('--interrupt-budget=800000')
  // What starting makes outlives nearly all of it: the place for what is new is to grow before it is copied about. Planning ends it.
  setFlagsFromString('--semi-space-growth-factor=3')
  require('./load.js').load(require.resolve('../dist/main.cjs'))
}
