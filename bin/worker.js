// What each worker thread runs: its bundle, compiled before, as in pymolt.js.
require('./load.js').load(require.resolve('../dist/worker.cjs'))
