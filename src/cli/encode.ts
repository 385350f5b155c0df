import { findCodec } from '../python/encodings.ts'

/**
 * The function that encodes text as `encoding` (a name as `decodeSource` gives it), without a byte order mark.
 * @throws Error for a name that no file can have been decoded by; the function throws RangeError for a character
 * that has no place in the encoding
 */
export function encoderOf(encoding: string): (text: string) => Buffer {
  if (encoding === 'utf-8') return (text) => Buffer.from(text, 'utf8')
  const codec = findCodec(encoding)
  if (codec === undefined) throw new Error(`no codec for ${encoding}`)
  if (codec === 'utf-8' || codec === 'ascii') return (text) => Buffer.from(text, 'utf8')
  return (text) => codec.encode(text)
}

/** The bytes of a whole file. */
export function encodeFile(text: string, encoding: string, hasBom: boolean): Buffer {
  const bytes = encoderOf(encoding)(text)
  return hasBom ? Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]) : bytes
}
