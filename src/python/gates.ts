import type { Node } from './node.ts'
import { findPython2 } from './python2.ts'
import { inputRefusal, policyRefusal, type Refusal } from './refusal.ts'
import { findDeepNesting } from './scan.ts'
import type { SyntaxTree } from './tree.ts'

/** CPython: "too many nested parentheses" beyond 200 (MAXLEVEL), "too many levels of indentation" from 100 on (MAXINDENT). */
const LIMITS = { maxBrackets: 200, maxIndents: 99 }

/**
 * What can be refused before the bytes are decoded: more than `maxSize` bytes (policy), UTF-16 or a NUL byte (input: CPython
 * has "source code cannot contain null bytes").
 */
export function checkBytes(bytes: Uint8Array, maxSize: number): Refusal | undefined {
  if (bytes.length > maxSize) return policyRefusal(`larger than ${maxSize} bytes (max-file-size)`)
  if (isUtf16(bytes)) return inputRefusal('UTF-16, which Python does not read: save it as UTF-8')
  if (bytes.includes(0)) return inputRefusal('holds a NUL byte, which Python does not read')
  return undefined
}

/** Whether the bytes begin with a byte order mark of UTF-16. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

/**
 * What can be refused before parsing: a lone CR, which CPython takes for a newline and the grammar does not, and
 * nesting beyond CPython's own limits.
 */
export function checkText(text: string): Refusal | undefined {
  if (text.includes('\r')) {
    const index = text.search(/\r(?!\n)/)
    if (index >= 0)
      return inputRefusal('a carriage return alone ends a line: end lines with LF or CRLF', index)
  }
  const nul = text.indexOf('\0')
  if (nul >= 0) return inputRefusal('holds a NUL character', nul)
  const deep = findDeepNesting(text, LIMITS)
  if (!deep) return undefined
  return deep.what === 'brackets'
    ? inputRefusal(`brackets nested deeper than ${LIMITS.maxBrackets}`, deep.index)
    : inputRefusal(`more than ${LIMITS.maxIndents} levels of indentation`, deep.index)
}

/** What the tree tells: Python 2 (policy), or syntax that the parser does not understand (input). */
export function checkTree(tree: SyntaxTree): Refusal | undefined {
  const old = findPython2(tree)
  if (old) return policyRefusal(`Python 2 code (${old.construct})`, old.index)
  if (!tree.root.hasError) return undefined
  const place = firstError(tree.root)
  return inputRefusal(
    place.isMissing ? `syntax error: ${place.type} expected` : 'syntax error',
    place.startIndex,
  )
}

/** The first ERROR or MISSING node. Goes down only where there is one: `hasError` is true for all its ancestors. */
function firstError(root: Node): Node {
  let at = root
  for (;;) {
    if (at.isError || at.isMissing) return at
    const next = at.children.find((child) => child.isError || child.isMissing || child.hasError)
    if (!next) return at
    at = next
  }
}

const GENERATED =
  /@generated\b|^#[^\w@]*(?:(?:this|the) (?:file|code|module|script) (?:is|was|has been) )?(?:auto(?:matically)?[- ]?)?generated (?:by|from|with|using|on)\b|\bgenerated\b.*\bdo not (?:edit|modify)\b|\bdo not (?:edit|modify)\b.*\bgenerated\b/i

/** Whether one of the first ten lines is a comment that says that a program wrote this file. Stops at the first code. */
export function isGenerated(text: string): boolean {
  let start = 0
  for (let line = 0; line < 10 && start < text.length; line++) {
    const newline = text.indexOf('\n', start)
    const end = newline < 0 ? text.length : newline
    const content = text.slice(start, Math.min(end, start + 500)).trim()
    if (content.startsWith('#')) {
      if (GENERATED.test(content)) return true
    } else if (content !== '') return false
    start = end + 1
  }
  return false
}
