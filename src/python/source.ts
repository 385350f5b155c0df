import { isAscii, isUtf8 } from 'node:buffer'
import { type Codec, findCodec, isKnownUnsupported } from './encodings.ts'
import { inputRefusal, isRefusal, type Refusal } from './refusal.ts'

/** The decoded text of a file, and the way back to bytes. */
export interface Source {
  /** Without a byte order mark; newlines are those of the file. */
  readonly text: string
  /** The name of the encoding as Python's codecs spell it, for example "utf-8" or "iso8859-15". */
  readonly encoding: string
  readonly hasBom: boolean
  /**
   * The bytes of `text` in this file's encoding, with the byte order mark the file had.
   * @throws RangeError when a character has no place in the encoding.
   */
  encode(text: string): Buffer
}

const BOM = Buffer.from([0xef, 0xbb, 0xbf])
/** PEP 263, matched on the bytes read as Latin-1: the interpreter, too, looks for it before it decodes. */
const COOKIE = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/
const BLANK = /^[ \t\f]*(?:[#\r\n]|$)/
/** How much is read to find the first two lines; CPython puts no bound on a line, so a longer one is read whole. */
const HEAD = 512

/**
 * Decodes a Python file as CPython would (PEP 263), strictly: what cannot be decoded, or would not come back
 * as the same bytes, is refused.
 */
export function decodeSource(bytes: Uint8Array): Source | Refusal {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const hasBom = all.length >= 3 && BOM.compare(all, 0, 3) === 0
  const buffer = hasBom ? all.subarray(3) : all
  const cookie = cookieOf(buffer)
  const declared = cookie === undefined ? undefined : normalName(cookie)
  // tokenizer.c compares the two names as text: even "utf8" beside a mark is an error.
  if (hasBom && declared !== undefined && declared !== 'utf-8')
    return inputRefusal(`encoding cookie "${cookie}" contradicts the UTF-8 byte order mark`)
  const codec = declared === undefined ? 'utf-8' : findCodec(declared)
  if (codec === undefined) {
    return isKnownUnsupported(declared ?? '')
      ? inputRefusal(`encoding "${cookie}" is not supported`)
      : inputRefusal(`unknown encoding "${cookie}"`)
  }
  if (codec === 'utf-8') return utf8Source(buffer, hasBom)
  if (codec === 'ascii') {
    return isAscii(buffer)
      ? { text: buffer.toString('latin1'), encoding: 'ascii', hasBom, encode: encodeAscii }
      : inputRefusal('not valid ASCII, which the encoding cookie declares')
  }
  return codecSource(buffer, codec)
}

function utf8Source(buffer: Buffer, hasBom: boolean): Source | Refusal {
  let text: string
  if (isAscii(buffer)) text = buffer.toString('latin1')
  else if (isUtf8(buffer)) text = buffer.toString('utf8')
  else
    return {
      ...inputRefusal(
        'not valid UTF-8, and no other encoding is declared: save it as UTF-8, or say which it is on its first line, as in `# coding: latin-1`',
      ),
      line: firstBadLine(buffer),
    }
  return { text, encoding: 'utf-8', hasBom, encode: hasBom ? encodeUtf8WithBom : encodeUtf8 }
}

/** The first line, from 1 on, that is not UTF-8: no character of several bytes holds the byte of a newline. */
function firstBadLine(buffer: Buffer): number {
  let line = 1
  for (let start = 0; start < buffer.length; line++) {
    const newline = buffer.indexOf(10, start)
    const end = newline < 0 ? buffer.length : newline
    if (!isUtf8(buffer.subarray(start, end))) return line
    start = end + 1
  }
  return line
}

function codecSource(buffer: Buffer, codec: Codec): Source | Refusal {
  const text = codec.decode(buffer)
  if (isRefusal(text)) return text
  const encode = (value: string) => codec.encode(value)
  let back: Buffer | undefined
  try {
    back = encode(text)
  } catch {
    // A character that the reverse table does not hold: the round trip is not possible.
  }
  if (!back?.equals(buffer)) return inputRefusal(`encoding "${codec.name}" does not give back the same bytes`)
  return { text, encoding: codec.name, hasBom: false, encode }
}

function encodeUtf8(text: string): Buffer {
  if (/\p{Surrogate}/u.test(text)) throw new RangeError('a lone surrogate cannot be encoded as UTF-8')
  return Buffer.from(text, 'utf8')
}

function encodeUtf8WithBom(text: string): Buffer {
  return Buffer.concat([BOM, encodeUtf8(text)])
}

function encodeAscii(text: string): Buffer {
  const at = text.search(/[^\0-\x7f]/)
  if (at >= 0) throw new RangeError(`"${text[at]}" cannot be encoded as ASCII`)
  return Buffer.from(text, 'latin1')
}

/** The encoding named on line 1, or on line 2 when line 1 is blank or a comment. */
function cookieOf(buffer: Buffer): string | undefined {
  const firstEnd = lineEndOf(buffer, 0)
  const first = buffer.toString('latin1', 0, firstEnd)
  const inFirst = COOKIE.exec(first)?.[1]
  if (inFirst !== undefined || firstEnd === buffer.length || !BLANK.test(first)) return inFirst
  return COOKIE.exec(buffer.toString('latin1', firstEnd + 1, lineEndOf(buffer, firstEnd + 1)))?.[1]
}

function lineEndOf(buffer: Buffer, start: number): number {
  const near = buffer.subarray(start, start + HEAD).indexOf(10)
  const end = near >= 0 ? start + near : buffer.indexOf(10, start)
  return end < 0 ? buffer.length : end
}

/** `get_normal_name` of CPython's tokenizer: only the first twelve characters count. */
function normalName(cookie: string): string {
  const name = cookie.slice(0, 12).toLowerCase().replaceAll('_', '-')
  if (name === 'utf-8' || name.startsWith('utf-8-')) return 'utf-8'
  if (/^(?:latin-1|iso-8859-1|iso-latin-1)(?:-|$)/.test(name)) return 'iso-8859-1'
  return cookie
}
