import { escapesIn, type Span, type StringPiece } from '#transform'
import type { Kind } from './_kinds.ts'

/** A conversion of a %-format: `%-5.2f`, `%(name)s`. */
export interface Conversion extends Span {
  readonly piece: StringPiece
  readonly key: string | undefined
  readonly flags: string
  readonly width: string
  readonly precision: string | undefined
  readonly type: string
}

/** What stands in a text that `%` formats. */
export interface PercentFormat {
  readonly conversions: readonly Conversion[]
  /** The places of `%%`. */
  readonly percents: readonly Span[]
}

const CONVERSION = /%(?:\(([^()]*)\))?([#0\- +]*)(\*|\d*)(?:\.(\*|\d*))?[hlL]?([\s\S])/y

/** Reads the format of a `%` operator; a reason where it cannot be read for certain. */
export function parsePercent(text: string, pieces: readonly StringPiece[]): PercentFormat | string {
  const conversions: Conversion[] = []
  const percents: Span[] = []
  for (const piece of pieces) {
    const { start, end } = piece.content
    const escapes = escapesIn(text, piece)
    if (escapes.some(({ value }) => value === '%')) return 'an escape stands for a percent sign'
    for (let at = text.indexOf('%', start); at >= 0 && at < end; ) {
      CONVERSION.lastIndex = at
      const [whole = '', key, flags = '', width = '', precision, type = ''] = CONVERSION.exec(text) ?? []
      const span = { start: at, end: at + whole.length }
      if (!whole || span.end > end) return 'a conversion goes on in the next literal'
      if (escapes.some((known) => known.start < span.end && known.end > span.start))
        return 'an escape is part of a conversion'
      if (whole === '%%') percents.push(span)
      else if (!/[diouxXeEfFgGrsa]/.test(type)) return `${whole} has no equal in format()`
      else if (width === '*' || precision === '*') return `${whole} takes its width from an argument`
      else conversions.push({ ...span, piece, key, flags, width, precision, type })
      at = text.indexOf('%', span.end)
    }
  }
  return { conversions, percents }
}

/** What stands behind the expression in a replacement field, `!r:>5`, and how sure it is to give the same. */
export interface FieldFormat {
  readonly text: string
  /** What may differ; undefined when nothing does. */
  readonly doubt?: string
  /** The operand has to go through int(), which cuts off as `%d` does. */
  readonly isCut?: true
}

const OWN_FORMAT = 'a class may define __format__ apart from __str__, as enums that are strings do'

/** The format of a field that gives what a conversion gives for an operand of a kind; a reason where there is none. */
export function fieldFormat(conversion: Conversion, kind: Kind): FieldFormat | string {
  const { type, precision } = conversion
  if (/[sra]/.test(type)) return textFormat(conversion, kind)
  if (/[diouxX]/.test(type) && precision !== undefined)
    return `%.${precision}${type} has no equal in format()`
  if (/[oxX]/.test(type) && kind === 'float') return `%${type} takes an int`
  if (kind === 'str' || kind === 'plain') return `%${type} takes a number`
  return numberFormat(conversion, kind)
}

/** https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting: for text the flags but `-` mean nothing. */
function textFormat({ flags, width, precision, type }: Conversion, kind: Kind): FieldFormat {
  const isLeft = flags.includes('-')
  const size = (width && `${isLeft ? '<' : '>'}${width}`) + pointed(precision)
  const spec = size && `:${size}`
  if (type !== 's') return { text: `!${type}${spec}` }
  const isNumber = kind === 'int' || kind === 'float'
  if (kind === 'str' || (isNumber && precision === undefined) || (kind === 'plain' && !spec))
    return { text: spec }
  // Text that is cut or filled up must be text.
  return spec ? { text: `!s${spec}` } : { text: '', doubt: OWN_FORMAT }
}

function numberFormat({ flags, width, precision, type }: Conversion, kind: Kind): FieldFormat {
  const isLeft = flags.includes('-')
  const isDecimal = /[diu]/.test(type)
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  const other = flags.includes('#') && !isDecimal ? '#' : ''
  const zero = flags.includes('0') && !isLeft && width ? '0' : ''
  const size = (isLeft && width ? '<' : '') + sign + other + zero + width + pointed(precision)
  if (!isDecimal) {
    const text = `:${size}${type}`
    return kind === 'unknown'
      ? { text, doubt: 'a number of another class may format itself in another way' }
      : { text }
  }
  const text = size && `:${size}d`
  if (kind === 'int') return { text }
  return kind === 'float'
    ? { text, isCut: true }
    : { text, isCut: true, doubt: `int() takes text, too, which %${type} refuses` }
}

/** `.` without a number means `.0`. */
function pointed(precision: string | undefined): string {
  return precision === undefined ? '' : `.${precision || 0}`
}
