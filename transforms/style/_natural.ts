/** What texts are sorted by so that numbers in them count as such: `a2` comes before `a10`. */
export function natural(name: string): string {
  return name.replace(/\d+/g, (digits) => `\0${digits.padStart(24, '0')}`)
}
