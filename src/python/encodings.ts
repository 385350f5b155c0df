import { inputRefusal, type Refusal } from './refusal.ts'
import { table } from './table.ts'

/** A text encoding other than UTF-8 and ASCII. */
export interface Codec {
  readonly name: string
  decode(bytes: Buffer): string | Refusal
  /** @throws RangeError for a character without a place in the encoding. */
  encode(text: string): Buffer
}

/** Python's name → the name of the platform's decoder (https://encoding.spec.whatwg.org). */
const SINGLE_BYTE: Readonly<Record<string, string>> = table({
  iso8859_2: 'iso-8859-2',
  iso8859_3: 'iso-8859-3',
  iso8859_4: 'iso-8859-4',
  iso8859_5: 'iso-8859-5',
  iso8859_6: 'iso-8859-6',
  iso8859_7: 'iso-8859-7',
  iso8859_8: 'iso-8859-8',
  // The platform takes "iso-8859-9" for windows-1254; they agree from 0xA0 on.
  iso8859_9: 'windows-1254',
  iso8859_10: 'iso-8859-10',
  iso8859_13: 'iso-8859-13',
  iso8859_14: 'iso-8859-14',
  iso8859_15: 'iso-8859-15',
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1252: 'windows-1252',
  cp1253: 'windows-1253',
  cp1254: 'windows-1254',
  cp1255: 'windows-1255',
  cp1256: 'windows-1256',
  cp1257: 'windows-1257',
  cp1258: 'windows-1258',
  cp866: 'ibm866',
  cp874: 'windows-874',
  koi8_r: 'koi8-r',
  koi8_u: 'koi8-u',
  mac_roman: 'macintosh',
  mac_cyrillic: 'x-mac-cyrillic',
})

/** Two-byte encodings: the reverse table is made by decoding every pair, and the round trip is checked file by file. */
const DOUBLE_BYTE: Readonly<Record<string, string>> = table({
  big5: 'big5',
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  euc_jp: 'euc-jp',
  euc_kr: 'euc-kr',
  gb2312: 'gbk',
  gb18030: 'gb18030',
  gbk: 'gbk',
  shift_jis: 'shift_jis',
})

/** Other spellings, after `normalize`, as in CPython's Lib/encodings/aliases.py. */
const ALIASES: Readonly<Record<string, readonly string[]>> = table({
  'utf-8': ['utf_8', 'u8', 'utf', 'utf8', 'utf8_ucs2', 'utf8_ucs4', 'cp65001', 'utf_8_sig'],
  ascii: [
    ...['ascii', '646', 'ansi_x3.4_1968', 'ansi_x3_4_1968', 'ansi_x3.4_1986', 'cp367', 'csascii', 'ibm367'],
    ...['iso646_us', 'iso_646.irv_1991', 'iso_ir_6', 'us', 'us_ascii'],
  ],
  latin_1: [
    ...['8859', 'cp819', 'csisolatin1', 'ibm819', 'iso8859', 'iso8859_1', 'iso_8859_1', 'iso_8859_1_1987'],
    ...['iso_ir_100', 'l1', 'latin', 'latin1'],
  ],
  iso8859_2: ['latin2', 'l2'],
  iso8859_3: ['latin3', 'l3'],
  iso8859_4: ['latin4', 'l4'],
  iso8859_5: ['cyrillic'],
  iso8859_6: ['arabic'],
  iso8859_7: ['greek'],
  iso8859_8: ['hebrew'],
  iso8859_9: ['latin5', 'l5'],
  iso8859_10: ['latin6', 'l6'],
  iso8859_13: ['latin7', 'l7'],
  iso8859_14: ['latin8', 'l8'],
  iso8859_15: ['latin9', 'l9'],
  cp866: ['866', 'ibm866'],
  koi8_r: ['cskoi8r'],
  mac_roman: ['macroman', 'macintosh'],
  mac_cyrillic: ['maccyrillic'],
  cp932: ['932', 'ms932', 'mskanji', 'ms_kanji', 'windows_31j'],
  cp949: ['949', 'ms949', 'uhc'],
  euc_jp: ['eucjp', 'ujis', 'u_jis'],
  euc_kr: ['euckr', 'korean', 'ks_c_5601', 'ksc5601'],
  gb2312: ['chinese', 'euc_cn', 'euccn', 'eucgb2312_cn'],
  gb18030: ['gb18030_2000'],
  gbk: ['936', 'cp936', 'ms936'],
  shift_jis: ['csshiftjis', 'shiftjis', 'sjis', 's_jis'],
})

/** Encodings that CPython reads and this program does not. */
const UNSUPPORTED =
  /^(?:utf_?7|u7|utf_?(?:16|32).*|u16|u32|iso_?2022.*|csiso2022.*|hz.*|johab|cp1361|ms1361|tis_?620.*|thai|iso_?8859_(?:11|16)|latin10|big5.*|hkscs|euc_?jis.*|jisx0213|shift_?jis.*|s_jis.*|cp\d{3,4}|ibm\d{3,4}|\d{3,4}|mac.*|hp_roman8|roman8|r8|koi8_t|kz_?1048|ptcp154|palmos|mbcs|oem|ansi|dbcs|idna|punycode|unicode_escape|raw_unicode_escape)$/

const codecs = new Map<string, Codec | 'utf-8' | 'ascii'>()

/** The codec that Python finds under `name`; undefined when there is none or it is not supported. */
export function findCodec(name: string): Codec | 'utf-8' | 'ascii' | undefined {
  const key = canonical(name)
  const known = codecs.get(key)
  if (known) return known
  const codec = makeCodec(key)
  if (codec) codecs.set(key, codec)
  return codec
}

/** Whether Python knows the encoding `name` although `findCodec` does not offer it. */
export function isKnownUnsupported(name: string): boolean {
  return UNSUPPORTED.test(normalize(name))
}

/** `encodings.normalize_encoding`: runs of what is neither a letter, a digit nor a dot become one underscore. */
function normalize(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '_')
    .replace(/^_|_$/g, '')
}

function canonical(name: string): string {
  const key = normalize(name)
  for (const [codec, aliases] of Object.entries(ALIASES)) if (aliases.includes(key)) return codec
  return key.replace(/^iso_8859_(\d+)(?:_\d{4})?$/, 'iso8859_$1').replace(/^(?:windows_)?(125[0-8])$/, 'cp$1')
}

function makeCodec(key: string): Codec | 'utf-8' | 'ascii' | undefined {
  if (key === 'utf-8' || key === 'ascii') return key
  const name = key.replaceAll('_', '-')
  if (key === 'latin_1') return tableCodec('iso8859-1', latin1Table())
  const single = Object.hasOwn(SINGLE_BYTE, key) ? SINGLE_BYTE[key] : undefined
  if (single !== undefined) return tableCodec(name, singleByteTable(key, single))
  const double = Object.hasOwn(DOUBLE_BYTE, key) ? DOUBLE_BYTE[key] : undefined
  return double === undefined ? undefined : doubleByteCodec(name, double)
}

/** For each byte its character, or undefined where the encoding has none. */
type Table = readonly (string | undefined)[]

function latin1Table(): string[] {
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte))
}

/** Characters 0x80–0x9F of windows-1252, a space where there is none: some platforms decode it as ISO-8859-1. */
const CP1252_C1 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

function singleByteTable(key: string, label: string): Table {
  const decoder = new TextDecoder(label)
  // All are ASCII below 0x80; a platform's decoder need not be for control characters (ibm866 swaps three).
  return latin1Table().map((same, byte) => {
    if (byte < 0x80) return same
    if (key.startsWith('iso8859') && byte < 0xa0) return same
    if (key === 'cp1252')
      return byte < 0xa0 ? CP1252_C1.charAt(byte - 0x80).replace(' ', '') || undefined : same
    const char = decoder.decode(Uint8Array.of(byte))
    // The platform fills holes of the code pages with control characters, private ones or the byte itself.
    const isHole =
      key.startsWith('cp') && (/[\x80-\x9f\ue000-\uf8ff]/.test(char) || (key === 'cp1253' && byte === 0xaa))
    return isHole || char === '\ufffd' ? undefined : char
  })
}

function tableCodec(name: string, table: Table): Codec {
  const reverse = new Map<string, number>()
  for (const [byte, char] of table.entries()) if (char !== undefined) reverse.set(char, byte)
  return {
    name,
    decode(bytes) {
      let text = ''
      for (const byte of bytes) {
        const char = table[byte]
        if (char === undefined) return inputRefusal(`byte 0x${byte.toString(16)} has no meaning in ${name}`)
        text += char
      }
      return text
    },
    encode(text) {
      const bytes = Buffer.allocUnsafe(text.length)
      for (let i = 0; i < text.length; i++) bytes[i] = byteOf(reverse, text.charAt(i), name)
      return bytes
    },
  }
}

function byteOf(reverse: ReadonlyMap<string, number>, char: string, name: string): number {
  const code = reverse.get(char)
  if (code === undefined) throw new RangeError(`"${char}" cannot be encoded as ${name}`)
  return code
}

function doubleByteCodec(name: string, label: string): Codec {
  const decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true })
  let reverse: Map<string, number> | undefined
  return {
    name,
    decode(bytes) {
      try {
        return decoder.decode(bytes)
      } catch {
        return inputRefusal(`not valid ${name}, which the encoding cookie declares`)
      }
    },
    encode(text) {
      reverse ??= doubleByteReverse(label)
      const bytes: number[] = []
      for (const char of text) {
        const code = char < '\x80' ? char.charCodeAt(0) : byteOf(reverse, char, name)
        if (code > 0xff) bytes.push(code >> 8)
        bytes.push(code & 0xff)
      }
      return Buffer.from(bytes)
    },
  }
}

function doubleByteReverse(label: string): Map<string, number> {
  const decoder = new TextDecoder(label)
  const reverse = new Map<string, number>()
  const add = (bytes: Uint8Array, code: number) => {
    const [char, ...more] = decoder.decode(bytes)
    if (char !== undefined && more.length === 0 && char !== '\ufffd' && !reverse.has(char))
      reverse.set(char, code)
  }
  for (let lead = 0x80; lead <= 0xff; lead++) {
    add(Uint8Array.of(lead), lead)
    for (let trail = 0x40; trail <= 0xfe; trail++) add(Uint8Array.of(lead, trail), (lead << 8) | trail)
  }
  return reverse
}
