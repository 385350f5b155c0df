import { describe, expect, it } from 'vitest'
import { stringParts } from '../../src/python/literals.ts'
import { parse } from '../../src/python/tree.ts'

function partsOf(text: string) {
  const [node] = parse(text).root.descendantsOfType('string')
  if (!node) throw new Error('no string')
  const parts = stringParts(node)
  return parts && { ...parts, content: text.slice(parts.content.start, parts.content.end) }
}

const plain = { prefix: '', isBytes: false, isRaw: false, isFormatted: false, hasEscapes: false }

describe('stringParts', () => {
  it.each([
    [`x = 'a'`, { ...plain, quote: "'", content: 'a' }],
    [`x = ""`, { ...plain, quote: '"', content: '' }],
    [`x = """"""`, { ...plain, quote: '"""', content: '' }],
    [`x = """a "b" 'c'"""`, { ...plain, quote: '"""', content: `a "b" 'c'` }],
    [`x = '''a\n\n'''`, { ...plain, quote: "'''", content: 'a\n\n' }],
    [`x = u'é😀'`, { ...plain, prefix: 'u', quote: "'", content: 'é😀' }],
    [`x = 'it\\'s'`, { ...plain, quote: "'", content: "it\\'s", hasEscapes: true }],
    [`x = 'a\\\nb'`, { ...plain, quote: "'", content: 'a\\\nb', hasEscapes: true }],
    [`x = r'\\d\\''`, { ...plain, prefix: 'r', quote: "'", content: "\\d\\'", isRaw: true }],
    [`x = Rb"\\x"`, { ...plain, prefix: 'Rb', quote: '"', content: '\\x', isRaw: true, isBytes: true }],
    [
      `x = B"\\x00"`,
      { ...plain, prefix: 'B', quote: '"', content: '\\x00', isBytes: true, hasEscapes: true },
    ],
    [`x = f'{a["b"]}{{'`, { ...plain, prefix: 'f', quote: "'", content: '{a["b"]}{{', isFormatted: true }],
    [
      `x = fR"""\\{y}"""`,
      { ...plain, prefix: 'fR', quote: '"""', content: '\\{y}', isFormatted: true, isRaw: true },
    ],
  ])('takes %j apart', (text, parts) => {
    expect(partsOf(`${text}\n`)).toEqual(parts)
  })

  it('knows what is no string of Python 3', () => {
    expect(partsOf('x = `a`\n')).toBeUndefined()
    expect(partsOf("x = ur'a'\n")).toBeUndefined()
  })

  it('takes pieces of a concatenation apart, not the whole', () => {
    const [whole] = parse(`x = 'a' "b"\n`).root.descendantsOfType('concatenated_string')
    expect(whole && stringParts(whole)).toBeUndefined()
    expect(whole?.namedChildren.map((piece) => stringParts(piece)?.quote)).toEqual(["'", '"'])
  })
})
