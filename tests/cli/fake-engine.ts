import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ChangeRecord, FileOutcome } from '../../src/engine/outcome.ts'
import type { PlanRequest } from '../../src/engine/request.ts'
import { decodeSource } from '../../src/python/source.ts'
import { defineTransform, type Registry } from '../../src/transform/define.ts'

const definition = (about: Partial<Parameters<typeof defineTransform>[0]>) =>
  defineTransform({
    summary: 'Do something',
    since: 'any',
    safety: 'safe',
    docs: 'https://docs.python.org/3/',
    anchors: ['x'],
    query: '(call) @call',
    rewrite() {},
    ...about,
  } as Parameters<typeof defineTransform>[0])

/** Transforms that stand for the real ones: the fake engine looks at their names only. */
export const registry: Registry = {
  'defaults/none-return': definition({ recipes: [] }),
  'idioms/is-literal': definition({ safety: 'review', sameAs: ['F632'] }),
  'imports/remove-orphaned': definition({ phase: 'clean-up' }),
  'pydantic/validators': definition({ safety: 'review' }),
  'security/yaml-load': definition({ safety: 'report', recipes: ['security'] }),
  'typing/builtin-generics': definition({
    summary: 'Replace typing.List and its like with the builtin classes',
    since: '3.9',
    sameAs: ['UP006'],
    options: { deep: { default: false, summary: 'Look deeper' } },
  }),
  'typing/union-to-pipe': definition({ since: '3.10' }),
}

/** An engine that turns `List[` into `list[`, and says of other words what the real one could say of a file. */
export async function fakePlan(request: PlanRequest): Promise<readonly FileOutcome[]> {
  return request.files.map((file) => {
    const bytes = file.bytes ?? readFileSync(file.absolute)
    const base = { path: file.path, skips: [], findings: [], unusedSuppressions: [] }
    const source = decodeSource(bytes)
    if (!('text' in source)) return { ...base, status: 'skipped', skip: source } as FileOutcome
    const { text, encoding, hasBom } = source
    if (text.includes('generated'))
      return { ...base, status: 'skipped', skip: { kind: 'policy', reason: 'a generated file' } }
    if (text.includes('syntax error'))
      return {
        ...base,
        status: 'skipped',
        skip: { kind: 'input', reason: 'syntax error', line: 2, column: 5 },
      }
    if (text.includes('crash'))
      return {
        ...base,
        status: 'failed',
        error: 'it fell over',
        transform: 'typing/builtin-generics',
        line: 3,
      }
    const changes: ChangeRecord[] = [...text.matchAll(/List\[/g)].map((match) => {
      const before = text.slice(0, match.index).split('\n')
      return {
        transform: 'typing/builtin-generics',
        safety: 'safe' as const,
        fingerprint: createHash('sha256').update(`${file.path}${match.index}`).digest('hex').slice(0, 16),
        before: 'List[',
        after: 'list[',
        line: before.length,
        column: (before.at(-1)?.length ?? 0) + 1,
        start: match.index,
        end: match.index + 5,
      }
    })
    const kept = changes.filter((change) => !request.excludedSites.includes(change.fingerprint))
    const place = { line: 1, column: 2, start: 1, end: 3 }
    const skips = [
      ...(text.includes('ask me')
        ? [{ transform: 'idioms/is-literal', reason: 'needs --review', ...place }]
        : []),
      ...(text.includes('shadow')
        ? [{ transform: 'typing/builtin-generics', reason: '`list` is shadowed', ...place }]
        : []),
    ]
    const findings = [
      ...(text.includes('yaml.load')
        ? [{ transform: 'security/yaml-load', message: 'loads anything', ...place }]
        : []),
      ...(text.includes('cgi')
        ? [{ transform: 'stdlib/removed-modules', message: 'cgi is gone', since: '3.13', ...place }]
        : []),
    ]
    if (kept.length === 0) return { ...base, skips, findings, status: 'unchanged' }
    const edits = kept.map(({ start, end, after }) => ({ start, end, text: after }))
    let after = text
    for (const { start, end, text: now } of edits) after = after.slice(0, start) + now + after.slice(end)
    return {
      ...base,
      skips,
      findings,
      status: 'changed',
      changes: kept,
      edits,
      before: text,
      after,
      encoding,
      hasBom,
      hash: createHash('sha256').update(bytes).digest('hex'),
    }
  })
}
