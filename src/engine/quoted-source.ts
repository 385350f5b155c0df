import type { Edit } from '../edits/change.ts'
import type { Project } from '../project/project.ts'
import { isTestFile } from '../project/test-files.ts'
import { lineEnd, lineStart } from '../python/layout.ts'
import { ancestorsOf } from '../python/tree.ts'
import type { Module } from '../semantics/module.ts'

const readers = new WeakMap<Module, boolean>()
const tracing = new WeakMap<Project, boolean>()
const TRACES = /\b(?:sys|threading)\.settrace\(/

/** Why a line must stay as it is: the file reads source, and a string of it holds that very line to compare with. */
export function isQuotedSource(edits: readonly Edit[], module: Module, project: Project): string | undefined {
  const { text } = module.tree
  const reads =
    readers.get(module) ??
    (/\bgetsource(?:lines)?\b/.test(text) || (isTestFile(module.path) && isTraced(project)))
  readers.set(module, reads)
  const [first] = edits
  if (!reads || !first) return undefined
  const start = lineStart(text, first.start)
  const line = text.slice(start, lineEnd(text, first.start)).trim()
  for (let at = line === '' ? -1 : text.indexOf(line); at >= 0; at = text.indexOf(line, at + line.length)) {
    if (at >= start && at <= first.end) continue
    const node = module.tree.nodeAt(at, at + line.length)
    if ([node, ...ancestorsOf(node)].some(({ type }) => type === 'string'))
      return 'a string of this file holds this line, and the file compares source with it'
  }
  return undefined
}

/** Whether a file of the project traces what runs: its tests hold the lines that it shows. */
function isTraced(project: Project): boolean {
  const found = tracing.get(project) ?? project.filesWith(new Set(['.settrace(']), TRACES).length > 0
  tracing.set(project, found)
  return found
}
