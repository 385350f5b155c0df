import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Site } from './tools.ts'

/** Why sites of some rules stay: a program shows it. */
export interface Reason {
  readonly name: string
  readonly title: string
  /** What the sites are: codes of ruff, or `pyupgrade`. */
  readonly codes: readonly string[]
  /** What their lines look like; without one all sites of the codes. */
  readonly pattern: RegExp | undefined
  /** What their paths look like; without one all paths. */
  readonly paths: RegExp | undefined
  readonly prose: string
  readonly program: string
}

/** The programs of a folder. Each begins with comments: `# title:`, `# codes:`, perhaps `# lines:` and `# paths:` (patterns), and prose. */
export function readReasons(folder: string): Reason[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.py'))
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8')
    const head = /^(?:#.*\n)+/.exec(text)?.[0] ?? ''
    const lines = head.split('\n').filter(Boolean)
    const value = (key: string) => lines.find((line) => line.startsWith(`# ${key}: `))?.slice(key.length + 4)
    const pattern = value('lines')
    const paths = value('paths')
    const prose = lines
      .filter((line) => !/^# (?:title|codes|lines|paths): /.test(line))
      .map((line) => line.slice(2))
    return {
      name: file.replace('.py', ''),
      title: value('title') ?? file,
      codes: (value('codes') ?? '').split(', '),
      pattern: pattern === undefined ? undefined : new RegExp(pattern, 's'),
      paths: paths === undefined ? undefined : new RegExp(paths),
      prose: prose.join('\n'),
      program: text.slice(head.length).trim(),
    }
  })
}

/** The reason that covers a site. */
export function reasonFor(site: Site, reasons: readonly Reason[]): Reason | undefined {
  return reasons.find(
    ({ codes, pattern, paths }) =>
      (codes.includes('all') || codes.includes(site.code)) &&
      (paths?.test(site.path) ?? true) &&
      (pattern?.test(`${site.text}\n=>\n${site.becomes ?? ''}`) ?? true),
  )
}

/** The part of the page about reasons: each with its program and what that prints. */
export function reasonsPage(reasons: readonly Reason[], python: string): string {
  return reasons
    .map(({ title, codes, prose, program }) => {
      const output = execFileSync(python, ['-I', '-c', program]).toString()
      return [
        `### ${title}`,
        `${codes.includes('all') ? '' : `${codes.join(', ')}. `}${prose}`.trim(),
        `\`\`\`python\n${program}\n\`\`\``,
        `\`\`\`text\n${output}\`\`\``,
      ].join('\n\n')
    })
    .join('\n\n')
}
