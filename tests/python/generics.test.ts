import { describe, expect, it } from 'vitest'
import { genericParts, withoutType } from '../../src/python/generics.ts'
import type { Node } from '../../src/python/node.ts'
import { parse } from '../../src/python/tree.ts'

/** The first node of that kind in the text. */
function first(text: string, kind: string): Node {
  const node = parse(text).root.descendantsOfType(kind)[0]
  if (!node) throw new Error(`no ${kind} in ${text}`)
  return node
}

function described(text: string, kind: string) {
  const parts = genericParts(first(text, kind))
  return (
    parts && {
      origin: parts.origin.text,
      args: parts.args.map((arg) => `${arg.type} ${arg.text}`),
      brackets: text[parts.open] + text.slice(parts.close, parts.close + 1),
      inside: text.slice(parts.open + 1, parts.close),
      comma: parts.trailingComma?.startIndex,
    }
  )
}

describe('genericParts', () => {
  it('takes a generic type of an annotation apart, without its type nodes', () => {
    expect(described('x: Dict[str, "A"]\n', 'generic_type')).toEqual({
      origin: 'Dict',
      args: ['identifier str', 'string "A"'],
      brackets: '[]',
      inside: 'str, "A"',
      comma: undefined,
    })
  })

  it('takes a subscript apart, also of an attribute', () => {
    expect(described('x = typing.Dict[str, t.List[int]]\n', 'subscript')).toMatchObject({
      origin: 'typing.Dict',
      args: ['identifier str', 'subscript t.List[int]'],
    })
  })

  it('leaves comments out and finds the trailing comma', () => {
    const text = 'x: Union[  # a, b\n    int,\n    # c\n    str,  # d\n]\n'
    expect(described(text, 'generic_type')).toMatchObject({
      args: ['identifier int', 'identifier str'],
      comma: text.indexOf(',  # d'),
    })
    expect(described('x = A[(1, 2)]\n', 'subscript')).toMatchObject({
      args: ['tuple (1, 2)'],
      comma: undefined,
    })
    expect(described('x = A[1,]\n', 'subscript')).toMatchObject({ args: ['integer 1'], comma: 7 })
  })

  it('keeps stars, slices and lists as arguments', () => {
    expect(described('x = A[*B, 1:2]\n', 'subscript')?.args).toEqual(['list_splat *B', 'slice 1:2'])
    expect(described('x: A[[int], ...]\n', 'generic_type')?.args).toEqual(['list [int]', 'ellipsis ...'])
  })

  it('is undefined for anything else', () => {
    expect(genericParts(first('x = f(1)\n', 'call'))).toBeUndefined()
    expect(genericParts(first('x: A | B[int]\n', 'type'))).toBeUndefined()
  })
})

describe('withoutType', () => {
  it('gives the expression of an annotation', () => {
    expect(withoutType(first('x: int\n', 'type')).type).toBe('identifier')
    expect(withoutType(first('x = 1\n', 'integer')).type).toBe('integer')
  })
})
