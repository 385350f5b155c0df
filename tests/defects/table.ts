import { type Defect, defects } from './defects.ts'

const RUNGS: Readonly<Record<number, string>> = {
  2: 'bytes and comments',
  3: 'syntax and layout',
  4: 'a second run',
  5: 'names',
  6: 'CPython',
  7: 'containment',
}

/** Which rung catches which deliberately wrong transform, and which none does, as Markdown. */
export function defectTable(): string {
  const row = ({ what, rung, check }: Defect) =>
    `| ${what} | ${rung}, ${RUNGS[rung ?? 0] ?? ''} | ${check === 'site' ? 'the site is left alone' : `\`${check}\``} |`
  const caught = defects.filter(({ rung }) => rung !== undefined)
  const silent = defects.filter(({ rung }) => rung === undefined)
  return [
    '| The transform makes | Caught by rung | Check |',
    '|---|---|---|',
    ...caught.map(row),
    '',
    `None of the ${caught.length} was written. These pass every rung, and only running the code can tell:`,
    '',
    ...silent.map(({ what }) => `- ${what}`),
  ].join('\n')
}
