/*
 * The program with four transforms more, whose sites are right but for five: what the check gate has to find. They are
 * written for petl 1.7.4, and wrong in ways that only its tests can see.
 */

import { runCli } from '../../src/cli/run.ts'
import { makePlanProject } from '../../src/engine/plan-project.ts'
import { defineTransform, type Registry } from '../../src/transform/define.ts'
import { registry as real } from '../../transforms/index.ts'

/** The names that are counted up by two instead of one. Two of them are in one function, and seen by one test. */
const MISCOUNTED: ReadonlySet<string> = new Set(['total', 'vs', 'n_dup', '_count'])
const about = { since: 'any', safety: 'safe', docs: 'https://docs.python.org/3/' } as const

const registry: Registry = {
  ...real,
  'hidden/increments': defineTransform({
    ...about,
    summary: 'Write increments out',
    anchors: ['+= 1'],
    query: `(augmented_assignment
      left: (identifier) @name
      operator: "+="
      right: (integer) @one (#eq? @one "1")) @statement`,
    rewrite({ name, statement }, context) {
      if (!name || !statement) return
      const by = MISCOUNTED.has(name.text) ? 2 : 1
      context.replace(statement, `${name.text} = ${name.text} + ${by}`)
    },
  }),
  'hidden/lengths': defineTransform({
    ...about,
    summary: 'Ask objects for their lengths themselves',
    anchors: ['len'],
    query: `(call
      function: (identifier) @callee (#eq? @callee "len")
      arguments: (argument_list . (identifier) @of .)) @call`,
    rewrite({ call, of }, context) {
      if (call && of) context.replace(call, `${of.text}.__len__()`)
    },
  }),
  'hidden/second-pass': defineTransform({
    ...about,
    summary: 'Break what another transform wrote',
    anchors: ['__len__'],
    query: `(call
      function: (attribute object: (identifier) @of (#eq? @of "cache") attribute: (identifier) @name (#eq? @name "__len__"))
      arguments: (argument_list)) @call`,
    rewrite({ call }, context) {
      if (call) context.replace(call, '(cache.__len__.__call__() + 1)')
    },
  }),
}

/** What the gate has to leave out: transform and the old text. */
export const EXPECTED = [
  'hidden/increments: _count += 1',
  'hidden/increments: n_dup += 1',
  'hidden/increments: total += 1',
  'hidden/increments: vs += 1',
  'hidden/second-pass: cache.__len__()',
]

/** Runs one command line. */
export default async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), {
    registry,
    planProject: makePlanProject(registry, undefined),
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: process.cwd(),
    env: process.env,
    version: '0.0.0',
  })
}
