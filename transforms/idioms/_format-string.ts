import { escapesIn, type Span, type StringPiece } from '#transform'

/** A replacement field of `str.format`. */
export interface ReplacementField extends Span {
  readonly piece: StringPiece
  /** Of the argument's number or name, with the attributes and items behind it. */
  readonly nameSpan: Span
  /** The number or name alone; empty when fields are counted. */
  readonly name: string
  /** `.a` and `[b]` behind it. */
  readonly accessors: readonly string[]
  /** Whether it lies in the format of another field. */
  readonly isNested: boolean
  /** Whether the format begins with `=`, which the parser takes for a walrus in an f-string. */
  readonly startsWithEquals: boolean
}

/** What stands in a text that `str.format` is called on. */
export interface FormatString {
  /** In the order in which Python numbers them. */
  readonly fields: readonly ReplacementField[]
  /** The places of `{{` and `}}`. */
  readonly doubled: readonly (Span & { readonly piece: StringPiece })[]
}

const NAME = /([\p{L}\p{N}_]*)((?:\.[\p{L}_][\p{L}\p{N}_]*|\[[^[\]{}!:\\'"]+\])*)(?:![rsa](?=[:}]))?([:}])/uy

/** Reads what `str.format` is called on; a reason where it cannot be read for certain. */
export function parseFormat(text: string, pieces: readonly StringPiece[]): FormatString | string {
  const fields: ReplacementField[] = []
  const doubled: (Span & { piece: StringPiece })[] = []
  for (const piece of pieces) {
    const { end } = piece.content
    const escapes = new Map(escapesIn(text, piece).map((known) => [known.start, known]))
    for (const { value } of escapes.values())
      if (value === '{' || value === '}') return 'an escape stands for a brace'
    /** Reads the field that begins at `start` and gives the index behind it. */
    const readField = (start: number, isNested: boolean): number | undefined => {
      NAME.lastIndex = start + 1
      const match = NAME.exec(text)
      if (!match || NAME.lastIndex > end) return undefined
      const [whole, name = '', accessors = '', last] = match
      // Written in code, a name would be another one than the text that is asked for.
      if (whole !== whole.normalize('NFKC')) return undefined
      const place = fields.length
      let at = start + 1 + whole.length
      const nameSpan = { start: start + 1, end: start + 1 + name.length + accessors.length }
      const field = {
        piece,
        start,
        nameSpan,
        name,
        accessors: accessors.match(/\.[^.[]+|\[[^\]]+\]/g) ?? [],
        isNested,
        startsWithEquals: last === ':' && text[at] === '=',
      }
      fields.push({ ...field, end: at })
      while (last === ':' && text[at] !== '}') {
        const known = escapes.get(at)
        if (at >= end || (known && known.value === undefined)) return undefined
        if (known) at = known.end
        else if (text[at] !== '{') at++
        else {
          const next = isNested ? undefined : readField(at, true)
          if (next === undefined) return undefined
          at = next
        }
      }
      if (last === ':') at++
      fields[place] = { ...field, end: at }
      return at
    }
    for (let at = piece.content.start; at < end; ) {
      const char = text[at]
      const known = escapes.get(at)
      if (known) at = known.end
      else if (char !== '{' && char !== '}') at++
      else if (text[at + 1] === char && at + 1 < end) {
        doubled.push({ start: at, end: at + 2, piece })
        at += 2
      } else {
        const next = char === '{' ? readField(at, false) : undefined
        if (next === undefined) return 'a field that cannot be read for certain'
        at = next
      }
    }
  }
  return { fields, doubled }
}
