/*
 * The program with the stand-in engine of tests/cli: what these tests are about happens after planning, and starting
 * the parser some hundred times would take its time.
 */
import { runCli } from '../../src/cli/run.ts'
import { fakePlan, registry } from '../cli/fake-engine.ts'

void runCli(process.argv.slice(2), {
  registry,
  planProject: (request) => fakePlan(request),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  env: process.env,
  version: '1.2.3',
}).then((code) => {
  process.exitCode = code
})
