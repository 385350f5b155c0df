/*
 * npm run bench: whole-process medians of pymolt beside other tools and a parse-only floor.
 * Only ratios within one section mean anything: machines differ and are noisy.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { findPython } from '../tests/support/python.ts'
import { measure, rowsOf, type Section } from './measure.ts'
import { peers, removeCopies } from './peers.ts'
import { type Plan, sections } from './sections.ts'
import { measured, results } from './tables.ts'

/**
 * Measures and prints. `--rounds N` (default 5; what takes long runs fewer times), `--only ID,ID` for some sections (`--list` tells their
 * names), `--rows PATTERN` for the first row of each and those that match. With `--update` whole sections are kept in
 * bench/performance.json, from which `npm run update` makes docs/performance.md.
 */
export default function bench(): void {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: {
      rounds: { type: 'string', default: '5' },
      only: { type: 'string' },
      rows: { type: 'string' },
      list: { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
    },
  })
  const python = findPython('3.11')
  if (!python) throw new Error('CPython 3.11 is needed: its standard library is what is measured')
  const all = sections({ python, programs: values.list ? '' : peers(python) })
  if (values.list) {
    for (const { id, title } of all) console.log(`${id.padEnd(14)} ${title}`)
    return
  }
  const wanted = values.only?.split(',') ?? all.map(({ id }) => id)
  const unknown = wanted.find((id) => !all.some((plan) => plan.id === id))
  if (unknown) throw new Error(`there is no section ${unknown}: --list tells their names`)
  if (values.update && values.rows)
    throw new Error('only whole sections are kept: leave --rows or --update out')
  for (const plan of all.filter(({ id }) => wanted.includes(id))) {
    const section = run(plan, python, Number(values.rounds), values.rows)
    if (values.update) keep(section, all)
  }
}

/** Measures one section, and prints it. */
function run(plan: Plan, python: string, asked: number, pattern: string | undefined): Section {
  const { id, title } = plan
  // What starts in no time is measured often.
  const rounds = id === 'start-up' ? Math.max(asked, 21) : Math.min(asked, plan.atMost ?? asked)
  const commands = Object.fromEntries(
    Object.entries(plan.commands()).filter(
      ([name], index) => index === 0 || pattern === undefined || new RegExp(pattern).test(name),
    ),
  )
  try {
    if (plan.warmsUp) measure(python, 1, commands)
    const samples = measure(python, rounds, commands)
    const rows = rowsOf(samples)
    console.log(`${title} (${id}), medians of ${rounds} interleaved rounds`)
    console.table(rows)
    for (const [name, [first, ...others]] of Object.entries(samples)) {
      const codes = new Set([first, ...others].map((sample) => sample?.code))
      console.log(`${name}: exit code ${[...codes].join(' ')}, ${first?.bytes} bytes of output`)
    }
    return { id, title, measured: new Date().toISOString().slice(0, 10), rounds, rows }
  } finally {
    removeCopies()
  }
}

/** Puts a section in the place of the one that was measured before. */
function keep(section: Section, order: readonly Plan[]): void {
  const others = measured().filter(({ id }) => id !== section.id)
  const place = ({ id }: Section) => order.findIndex((plan) => plan.id === id)
  const sorted = [...others, section].sort((a, b) => place(a) - place(b))
  writeFileSync(results, `${JSON.stringify(sorted, null, 2)}\n`)
  console.log(`wrote ${fileURLToPath(results)}: npm run update shows it in docs/performance.md`)
}
