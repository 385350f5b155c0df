/** What a format of `str.format` asks for. */
export interface BraceNeeds {
  /** How many arguments without a name it takes at least. */
  readonly numbers: ReadonlySet<number>
  readonly names: ReadonlySet<string>
}

/**
 * Reads what `str.format` is called on, as Python does.
 * https://docs.python.org/3/library/string.html#format-string-syntax
 * @returns what is wrong with it where Python refuses it
 */
export function braceNeeds(format: string): BraceNeeds | string {
  const numbers = new Set<number>()
  const names = new Set<string>()
  let counted = 0
  let isNumbered = false
  const take = (name: string): string | undefined => {
    const first = /^[^.[]*/.exec(name)?.[0] ?? ''
    if (first !== '' && !/^\d+$/.test(first)) names.add(first)
    else {
      if (first === '') numbers.add(counted++)
      else {
        numbers.add(Number(first))
        isNumbered = true
      }
      if (isNumbered && counted > 0) return 'numbers some of its fields, and counts others'
    }
    return undefined
  }
  const read = (text: string, depth: number): string | undefined => {
    for (let at = 0; at < text.length; at++) {
      const char = text[at]
      if (char !== '{' && char !== '}') continue
      // Inside of the format of a field a doubled brace is none that is doubled.
      if (depth === 0 && text[at + 1] === char) {
        at++
        continue
      }
      if (char === '}') return 'has a } too many'
      const end = fieldEnd(text, at)
      if (end === undefined) return 'has a { that nothing closes'
      const inner = text.slice(at + 1, end)
      const [, name = '', conversion = '', spec = ''] =
        /^((?:[^![:]|\[[^\]]*\])*)(![^:]*)?(?::([\s\S]*))?$/.exec(inner) ?? []
      if (/[{}]/.test(name.replaceAll(/\[[^\]]*\]/g, ''))) return 'has a brace in the name of a field'
      if (conversion !== '' && !/^![rsa]$/.test(conversion))
        return `has the conversion ${conversion}, which is none`
      const wrong = take(name) ?? (depth > 1 ? 'is nested too deeply' : read(spec, depth + 1))
      if (wrong) return wrong
      at = end
    }
    return undefined
  }
  return read(format, 0) ?? { numbers, names }
}

/** Where the field that begins at `start` is closed. */
function fieldEnd(text: string, start: number): number | undefined {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    // What is in brackets is a key as it stands.
    if (text[at] === '[' && depth === 1 && !text.slice(start, at).includes(':')) {
      const close = text.indexOf(']', at)
      if (close > 0) at = close
      continue
    }
    if (text[at] === '{') depth++
    else if (text[at] === '}' && --depth === 0) return at
  }
  return undefined
}
