import { describe, expect, it } from 'vitest'
import { isRefusal } from '../../src/python/refusal.ts'
import { decodeSource, type Source } from '../../src/python/source.ts'
import { findPython } from '../support/python.ts'
import { askPython } from './python-answers.ts'

const python = findPython('3.12') ?? findPython('3.11') ?? findPython('3.13')
const whenPython = it.skipIf(python === undefined)

function decoded(bytes: Uint8Array): Source {
  const source = decodeSource(bytes)
  if (isRefusal(source)) throw new Error(source.reason)
  return source
}

function bytes(...parts: (string | number[])[]): Buffer {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )
}

const BOM = [0xef, 0xbb, 0xbf]

describe('decodeSource', () => {
  it.each([
    ['an empty file', bytes(''), 'utf-8', ''],
    ['ASCII', bytes('x = 1\r\n'), 'utf-8', 'x = 1\r\n'],
    ['UTF-8', Buffer.from('é = "😀"'), 'utf-8', 'é = "😀"'],
    ['a byte order mark', bytes(BOM, 'x = 1\n'), 'utf-8', 'x = 1\n'],
    ['only a byte order mark', bytes(BOM), 'utf-8', ''],
    ['a second byte order mark', bytes(BOM, BOM, 'x'), 'utf-8', '\ufeffx'],
    ['a mark and its cookie', bytes(BOM, '# coding: UTF_8\n'), 'utf-8', '# coding: UTF_8\n'],
    [
      'Latin-1, not windows-1252',
      bytes('# coding: latin-1\n"\x80\xe9"'),
      'iso8859-1',
      '# coding: latin-1\n"\x80é"',
    ],
    ['ISO-8859-15', bytes('# coding: iso-8859-15\n"\xa4"'), 'iso8859-15', '# coding: iso-8859-15\n"€"'],
    ['windows-1252', bytes('# coding: cp1252\n"\x80\x93"'), 'cp1252', '# coding: cp1252\n"€“"'],
    ['KOI8-R on line 2', bytes('#!x\n# coding=koi8-r\n"\xf0"'), 'koi8-r', '#!x\n# coding=koi8-r\n"П"'],
    [
      'Shift JIS, a backslash inside a character',
      bytes('# coding: sjis\n"\x83\x5c"'),
      'shift-jis',
      '# coding: sjis\n"ソ"',
    ],
    ['GBK', bytes('# coding: gbk\n"\xc4\xe3"'), 'gbk', '# coding: gbk\n"你"'],
    ['EUC-JP', bytes('# coding: euc-jp\n"\xc6\xfc"'), 'euc-jp', '# coding: euc-jp\n"日"'],
    [
      'bytes that are Latin-1 on the line of the cookie',
      bytes('# \xe9 coding: l1\n'),
      'iso8859-1',
      '# é coding: l1\n',
    ],
  ])('reads %s and gives the same bytes back', (_what, input, encoding, text) => {
    const source = decoded(input)
    expect(source.text).toBe(text)
    expect(source.encoding).toBe(encoding)
    expect(source.encode(source.text).equals(input)).toBe(true)
    expect(source.hasBom).toBe(input.subarray(0, 3).equals(Buffer.from(BOM)))
  })

  it.each([
    ['bytes that are not UTF-8', bytes('x = "\xe9"'), /not valid UTF-8/],
    ['a surrogate as UTF-8', bytes('"\xed\xa0\x80"'), /not valid UTF-8/],
    ['an overlong form', bytes('"\xc0\x80"'), /not valid UTF-8/],
    ['an unknown cookie', bytes('# coding: nonsense\n'), /unknown encoding "nonsense"/],
    ['a cookie with a prototype name', bytes('# coding: constructor\n'), /unknown encoding "constructor"/],
    ['an encoding of Python that is not read here', bytes('# coding: utf-7\n'), /"utf-7" is not supported/],
    ['a byte order mark with another cookie', bytes(BOM, '# coding: latin-1\n'), /contradicts/],
    ['a byte order mark with the cookie utf8', bytes(BOM, '# coding: utf8\n'), /contradicts/],
    ['bytes beyond ASCII', bytes('# coding: ascii\n"\xe9"'), /not valid ASCII/],
    ['a hole of a code page', bytes('# coding: cp1252\n"\x81"'), /0x81 has no meaning in cp1252/],
    ['broken Shift JIS', bytes('# coding: shift_jis\n"\x83"'), /not valid shift-jis/],
    [
      'a character with two codes',
      bytes('# coding: cp932\n"\xed\x40\xfa\x5c"'),
      /does not give back the same bytes/,
    ],
  ])('refuses %s', (_what, input, reason) => {
    const refusal = decodeSource(input)
    expect(refusal).toMatchObject({ kind: 'input', reason: expect.stringMatching(reason) })
    expect(isRefusal(refusal)).toBe(true)
  })

  it.each([
    [1, 'x = "\xe9"'],
    [3, 'x = 1\n\ny = "\xe9"\nz = "\xe9"\n'],
    [2, '"\xc3\xa9"\r\n"\xe9"\r\n'],
  ])('tells that line %i is the first one that is not UTF-8', (line, text) => {
    expect(decodeSource(bytes(text))).toMatchObject({ line })
  })

  it('does not encode what the encoding lacks', () => {
    expect(() => decoded(bytes('# coding: latin-1\n')).encode('€')).toThrow(RangeError)
    expect(() => decoded(bytes('# coding: ascii\n')).encode('é')).toThrow(RangeError)
    expect(() => decoded(bytes('# coding: gbk\n')).encode('😀')).toThrow(RangeError)
    expect(() => decoded(bytes('x')).encode('\ud800')).toThrow(RangeError)
  })

  it('reads a view into a larger buffer', () => {
    const whole = bytes('....x = 1')
    expect(decoded(new Uint8Array(whole.buffer, whole.byteOffset + 4, 5)).text).toBe('x = 1')
  })

  const heads = [
    'x = 1\n# coding: latin-1\n',
    '\n# coding: latin-1\n',
    '\r\n# coding: latin-1\r\n',
    ' \t\f\n# coding: latin-1\n',
    '\f# coding: latin-1\n',
    '# one\n# vim: set fileencoding=koi8-r :\n',
    '#!/usr/bin/python\n# -*- coding: cp1251 -*-\n',
    '# one\n# two\n# coding: latin-1\n',
    '# coding: utf-8\n# coding: latin-1\n',
    '# coding:\tlatin-1\n',
    '# coding : latin-1\n',
    '# coding latin-1\n',
    '#coding=latin-1',
    '# encoding: ISO-8859-1\n',
    '# coding: iso-latin-1-unix\n',
    '# coding: utf-8-unix\n',
    '# coding: utf_8_sig\n',
    '# coding: UTF8\n',
    '# coding: utf-8;\n',
    '"""# coding: latin-1"""\n',
    '"""\n# coding: latin-1\n"""\n',
    '\\\n# coding: latin-1\n',
    'x = 1  # coding: latin-1\n',
    '# coding: us-ascii\n',
    '# coding: 646\n',
    '# coding: iso_8859_2\n',
    '# coding: iso8859-9\n',
    '# coding: latin5\n',
    '# coding: windows-1250\n',
    '# coding: macroman\n',
    '# coding: bogus-8\n',
    '# coding: .\n',
    `#${' '.repeat(600)}coding: latin-1\n`,
    `#${'x'.repeat(600)}\n# coding: latin-1\n`,
  ]

  whenPython('finds the cookie that CPython finds', () => {
    const names = askPython<(string | null)[]>(
      python ?? '',
      `
import io, tokenize, codecs
def name(text):
    try: return codecs.lookup(tokenize.detect_encoding(io.BytesIO(text.encode("latin-1")).readline)[0]).name
    except SyntaxError: return None
print(json.dumps([name(t) for t in data]))`,
      heads,
    )
    const ours = heads.map((head) => {
      const source = decodeSource(bytes(head))
      return isRefusal(source) ? null : source.encoding
    })
    expect(ours).toEqual(names.map((name) => (name === 'utf-8-sig' ? 'utf-8' : name)))
  })

  const singleByte = [
    ...['latin-1', 'cp866', 'cp874', 'koi8-r', 'koi8-u', 'mac-roman', 'mac-cyrillic'],
    ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15].map((part) => `iso8859-${part}`),
    ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((page) => `cp125${page}`),
  ]

  whenPython('reads every byte of every single-byte encoding as CPython does', () => {
    const tables = askPython<(string | null)[][]>(
      python ?? '',
      `
def char(byte, name):
    try: return bytes([byte]).decode(name)
    except UnicodeDecodeError: return None
print(json.dumps([[char(b, name) for b in range(32, 256)] for name in data]))`,
      singleByte,
    )
    for (const [i, name] of singleByte.entries()) {
      const head = `# coding: ${name}\n`
      const ours = Array.from({ length: 224 }, (_, at) => {
        const source = decodeSource(bytes(head, [at + 32]))
        return isRefusal(source) ? null : source.text.slice(head.length)
      })
      expect(ours, name).toEqual(tables[i])
    }
  })

  whenPython('reads the two-byte encodings as CPython does, or refuses', () => {
    const text = 'x = "日本語テスト 漢字 中文" # カタカナ\n'
    const simplified = 'x = "中文 你好 代码" # 注释\n'
    const korean = 'x = "한국어 코드"\n'
    const cases: [string, string][] = [
      ...['shift_jis', 'cp932', 'euc-jp'].map((name): [string, string] => [name, text]),
      ...['gbk', 'gb2312', 'gb18030'].map((name): [string, string] => [name, simplified]),
      ...['euc-kr', 'cp949'].map((name): [string, string] => [name, korean]),
      ['big5', 'x = "中文 你好 程式"\n'],
    ]
    const encoded = askPython<string[]>(
      python ?? '',
      'print(json.dumps([base64.b64encode(t.encode(n)).decode() for n, t in data]))',
      cases,
    )
    for (const [i, [name, expected]] of cases.entries()) {
      const input = bytes(`# coding: ${name}\n`, [...Buffer.from(encoded[i] ?? '', 'base64')])
      const source = decoded(input)
      expect(source.text, name).toBe(`# coding: ${name}\n${expected}`)
      expect(source.encode(source.text).equals(input), name).toBe(true)
    }
  })
})
