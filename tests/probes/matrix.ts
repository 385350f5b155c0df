import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isInRecipe } from '../../src/cli/recipes.ts'
import { selectTransforms } from '../../src/cli/selection.ts'
import type { FileOutcome } from '../../src/engine/outcome.ts'
import { registry } from '../../transforms/index.ts'
import { type Fixture, planFixture, targetOf } from '../support/fixture.ts'

/** How what pymolt makes of a case compares with what the other tool's documentation says. */
export type Verdict = 'same' | 'better' | 'left' | 'left silently' | 'missed'

/** A case of `documented/<tool>.py`: a source, and what a user of that tool may expect of it. */
export interface Cell {
  readonly tool: string
  readonly title: string
  readonly verdict: Verdict
  /** Needs `--review`. */
  readonly isReviewed: boolean
  /** Why it is better, left alone or missed. Of `left`, what the reason that pymolt gives must hold. */
  readonly why: string
  readonly fixture: Fixture
}

const CELL = /^# ==== (.*)\n/m
const VERDICT = /^# ---- (same|better|left silently|left|missed|\?)(, with --review)?(?:: (.*))? ----\n/m

/** Reads every cell below `folder`. Options stand behind ` | ` in its title; those of the first line are for all of the file. */
export function readCells(folder: string): Cell[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .sort()
    .flatMap((file) => {
      const [head = '', ...rest] = readFileSync(join(folder, file), 'utf8').split(CELL)
      const shared = /^# pymolt: (.*)/.exec(head)?.[1] ?? ''
      return rest.flatMap((title, i) =>
        i % 2 === 0 ? [readCell(file.slice(0, -'.py'.length), title, rest[i + 1] ?? '', shared)] : [],
      )
    })
}

function readCell(tool: string, line: string, text: string, shared: string): Cell {
  const [title = '', own = ''] = line.split(' | ')
  const found = VERDICT.exec(text)
  if (!found) throw new Error(`${tool}, ${title}: no verdict`)
  const wanted = text.slice(found.index + found[0].length)
  const before = text.slice(0, found.index)
  const options = Object.fromEntries(
    `${shared} ${own}`
      .split(' ')
      .filter(Boolean)
      .map((word) => [word.split('=')[0] ?? '', word.split('=').slice(1).join('=') || 'true']),
  )
  return {
    tool,
    title,
    verdict: (found[1] ?? '') as Verdict,
    isReviewed: found[2] !== undefined,
    why: found[3] ?? '',
    fixture: {
      transform: `${tool}: ${title}`,
      file: 'probe.py',
      header: '',
      options,
      before,
      after: found[1]?.startsWith('left') ? undefined : wanted,
    },
  }
}

/** What a run on the command line makes of the cell: the recipe of the target, and what `with=` names. */
export function planCell({ fixture }: Cell, review: boolean, text: string = fixture.before): FileOutcome {
  const { with: others = '', unrun: _, ...options } = fixture.options
  const request = { recipes: [], skip: [], review, target: targetOf(fixture) }
  const named = others.split(',').filter(Boolean)
  const transforms = [
    ...selectTransforms(registry, { ...request, select: [] }).transforms,
    ...(named.length > 0 ? selectTransforms(registry, { ...request, select: named }).transforms : []),
  ]
  return planFixture(
    { ...fixture, options: { ...options, ...(review ? { review: 'true' } : {}) } },
    registry,
    [...new Set(transforms)],
    text,
  )
}

/** Their transforms want packages that are not there, such as pytest, and change what is logged. */
const OTHER_RECIPES = ['standards', 'security']

/** What all transforms that are to keep what a program prints, reviewed ones included, make of the cell together. */
export function planEverything({ fixture }: Cell): FileOutcome {
  const { with: _, unrun: __, ...options } = fixture.options
  const kept = Object.entries(registry).filter(
    ([name, transform]) => !OTHER_RECIPES.some((recipe) => isInRecipe(name, transform, recipe)),
  )
  return planFixture(
    { ...fixture, options: { ...options, review: 'true' } },
    registry,
    kept.map(([name]) => name),
    fixture.before,
  )
}

/** The text that a run leaves, and why it left sites alone. */
export function told(outcome: FileOutcome, before: string): { text: string; reasons: readonly string[] } {
  if (outcome.status === 'failed') throw new Error(outcome.error)
  const reasons = outcome.skips.map(({ transform, reason }) => `${transform}: ${reason}`)
  return {
    text: outcome.status === 'changed' ? outcome.after : before,
    reasons: [
      ...reasons,
      ...outcome.findings.map(({ transform, message }) => `${transform}: ${message}`),
      ...(outcome.status === 'skipped' ? [outcome.skip.reason] : []),
    ],
  }
}
