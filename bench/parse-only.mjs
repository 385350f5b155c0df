// The floor of any tool that parses every file: read and parse all Python files below a folder, in one thread.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const load = createRequire(import.meta.url)
const Parser = load('tree-sitter')
const parser = new Parser()
parser.setLanguage(load('tree-sitter-python'))

let bytes = 0
for (const entry of readdirSync(process.argv[2], { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !entry.name.endsWith('.py') || entry.parentPath.includes('site-packages')) continue
  const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
  parser.parse(text, undefined, { bufferSize: Math.max(32 * 1024, text.length * 2 + 2) })
  bytes += text.length
  if (bytes > 1_000_000) {
    bytes = 0
    await new Promise((resume) => setImmediate(resume))
  }
}
