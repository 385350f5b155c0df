/** What a %-format asks for. */
export interface PercentNeeds {
  /** How many values without a name, those for `*` among them. */
  readonly count: number
  readonly names: ReadonlySet<string>
  /** For each value without a name, in order, the letter that converts it; `*` for a width. */
  readonly letters: readonly string[]
}

const CONVERSION = /%(?:\(((?:[^()]|\([^()]*\))*)\))?([#0\- +]*)(\*|\d*)(?:\.(\*|\d*))?[hlL]?([\s\S]?)/g

/**
 * Reads the format of a `%` operator as Python does.
 * https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting
 * @returns what is wrong with it where Python refuses it
 */
export function percentNeeds(format: string, isBytes: boolean): PercentNeeds | string {
  const names = new Set<string>()
  const letters: string[] = []
  for (const [whole, name, , width = '', precision = '', letter = ''] of format.matchAll(CONVERSION)) {
    if (letter === '%') continue
    if (letter === '') return `${whole} is cut off`
    if (!(isBytes ? /[diouxXeEfFgGcbrsa]/ : /[diouxXeEfFgGcrsa]/).test(letter))
      return `Python has no conversion ${shown(whole)}`
    if (name !== undefined) names.add(name)
    if (width === '*') letters.push('*')
    if (precision === '*') letters.push('*')
    if (name === undefined) letters.push(letter)
  }
  return { count: letters.length, names, letters }
}

function shown(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}
