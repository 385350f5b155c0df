#!/usr/bin/env node
// CommonJS (see package.json beside it): starting an ES module takes node half as long again.
const [first, ...rest] = process.argv.slice(2)
// Asked for by scripts all the time, and not worth reading the whole program for.
if (rest.length === 0 && (first === '--version' || first === '-V'))
  process.stdout.write(`${require('../package.json').version}\n`)
else require('./load.js').load(require.resolve('../dist/main.cjs'))
