/** What the text of a hover adds to where the classes of an expression are. */
export interface HoverText {
  /** False when part of the type is not known: what is, is then not the whole truth. */
  readonly isWhole: boolean
  /** Whether the value is a class and not an instance; undefined when it may be either. */
  readonly isClass: boolean | undefined
}

const UNKNOWN = /^(?:Unknown|Any|@?Todo\b.*|Never|NoReturn|\.\.\.)$/

/**
 * Reads `(variable) x: A | None` (pyright), `A | None` (ty) and the like. A hover that is no such thing says nothing against
 * the classes that the server names.
 */
export function readHover(text: string): HoverText {
  const line = firstLine(text)
  if (/^(?:\(class\)|class) /.test(line)) return { isWhole: true, isClass: true }
  const type = line.replace(/^\([a-z ]+\)\s*/, '').replace(/^[^\W\d]\w*:\s*/u, '')
  const members = split(type, '|').filter((member) => member !== 'None')
  const classes = members.filter((member) => /^(?:type\[|<class ')/i.test(member))
  return {
    isWhole: isKnown(type),
    isClass: classes.length === 0 ? false : classes.length === members.length || undefined,
  }
}

/** The first line of code: servers that only write Markdown put a fence around it. */
function firstLine(text: string): string {
  const lines = text.split('\n').map((line) => line.trim())
  return lines.find((line) => line !== '' && !line.startsWith('```')) ?? ''
}

/** Whether every member of a union is known. What a value is not (`~B`) does not tell what it is. */
function isKnown(type: string): boolean {
  return split(type, '|').every((member) => {
    const inner = /^\((.*)\)$/.exec(member)?.[1]
    if (inner !== undefined) return isKnown(inner)
    return split(member, '&').some((part) => !part.startsWith('~') && !UNKNOWN.test(part))
  })
}

/** The parts of a type between operators that are in no brackets. */
function split(type: string, operator: '|' | '&'): string[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const character of type) {
    if (/[[({]/.test(character)) depth++
    if (/[\])}]/.test(character)) depth--
    if (character === operator && depth === 0) {
      parts.push(part.trim())
      part = ''
    } else part += character
  }
  return [...parts, part.trim()]
}
