/** The names of sections, as NumPy and Google write them. */
const NAMES: ReadonlySet<string> = new Set([
  'args',
  'arguments',
  'attributes',
  'example',
  'examples',
  'keyword args',
  'keyword arguments',
  'methods',
  'note',
  'notes',
  'other parameters',
  'parameters',
  'raises',
  'references',
  'return',
  'returns',
  'see also',
  'todo',
  'warnings',
  'warns',
  'yield',
  'yields',
])
/** Those that hold a list: of others a blank line may make what follows a block. */
const LISTS: ReadonlySet<string> = new Set([
  'args',
  'arguments',
  'attributes',
  'other parameters',
  'parameters',
  'raises',
  'returns',
  'yields',
])

/** The lines of a docstring at its indentation, with its summary and sections apart. The first of them stands behind the quotes. */
export function laidLines(lines: readonly string[], indent: string, lineLength: number): string[] {
  return withSections(withSummary(shifted(lines, indent, lineLength)), indent)
}

/** Moves all lines below the first alike, so that the leftmost begin where the quotes do: what takes the margin away sees no difference. */
function shifted(lines: readonly string[], indent: string, lineLength: number): readonly string[] {
  const [first = '', ...below] = lines
  const texts = below.filter(isText)
  if (texts.length === 0 || indent.includes('\t') || texts.some((line) => /^ *\t/.test(line))) return lines
  const margin = Math.min(...texts.map((line) => marginOf(line).length))
  if (margin === indent.length) return lines
  const moved = below.map((line) => (isText(line) ? indent + line.slice(margin) : line))
  if (margin < indent.length && moved.some(({ length }) => length > lineLength)) return lines
  const last = moved.at(-1) ?? ''
  return [first, ...moved.slice(0, -1), isText(last) ? last : indent]
}

/** Parts a summary that is one sentence on one line from what follows, by one blank line. */
function withSummary(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex(isText)
  const summary = lines[at] ?? ''
  const next = lines.findIndex((line, i) => i > at && isText(line))
  const following = lines[next]?.trimStart() ?? ''
  if (at < 0 || at > 1 || next < 0) return lines
  const isApart = next > at + 1
  if (!isApart && !(/[\w)`'"][.!?]$/.test(summary) && /^(?:[A-Z]|:\w+ |:returns?:|@\w)/.test(following)))
    return lines
  return [...lines.slice(0, at + 1), '', ...lines.slice(next)]
}

/** Writes the names of sections with capitals and lines below that are as long, and parts the sections by blank lines. */
function withSections(lines: readonly string[], indent: string): string[] {
  const out: string[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const header = i > 0 ? headerAt(lines, i, indent) : undefined
    if (!header) {
      out.push(line)
      continue
    }
    if (isText(out.at(-1) ?? '')) out.push('')
    out.push(indent + header.name + header.colon)
    if (header.isUnderlined) {
      i++
      out.push(indent + '-'.repeat(header.name.length))
    }
    const next = lines.findIndex((one, at) => at > i && isText(one))
    if (next > 0 && LISTS.has(header.name.toLowerCase())) i = next - 1
  }
  return out
}

interface Header {
  readonly name: string
  readonly colon: string
  readonly isUnderlined: boolean
}

/** The section that begins in a line: its name is underlined, or has a colon and its text farther to the right. */
function headerAt(lines: readonly string[], at: number, indent: string): Header | undefined {
  const line = lines[at] ?? ''
  const [, name = '', colon = ''] = /^[ \t]*([A-Za-z][A-Za-z ]*[a-z])(:?)$/i.exec(line) ?? []
  if (marginOf(line) !== indent || !NAMES.has(name.toLowerCase())) return undefined
  const below = lines[at + 1] ?? ''
  const isUnderlined = /^[ \t]*-{3,}$/.test(below) && marginOf(below) === indent
  const next = lines.slice(at + 1).find(isText) ?? ''
  const isTitle = colon !== '' && marginOf(next).length > indent.length
  if (!(isUnderlined && colon === '') && !isTitle) return undefined
  const capitals = name.toLowerCase().replace(/(?<=^| )[a-z]/g, (letter) => letter.toUpperCase())
  return { name: capitals === 'Todo' ? name : capitals, colon, isUnderlined }
}

function isText(line: string): boolean {
  return line.trim() !== ''
}

function marginOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? ''
}
