#!/usr/bin/env node
// CommonJS (see package.json beside it): starting an ES module takes node half as long again.
require('../dist/main.cjs')
