import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkBytes, checkText, checkTree, isGenerated } from '../../src/python/gates.ts'
import { isRefusal } from '../../src/python/refusal.ts'
import { decodeSource } from '../../src/python/source.ts'
import { parse } from '../../src/python/tree.ts'
import { processorTime } from '../support/processor-time.ts'
import { findPython } from '../support/python.ts'
import { compiles } from './python-answers.ts'

const modern = findPython('3.12')
const whenModern = it.skipIf(modern === undefined)

function gate(text: string) {
  return checkText(text) ?? checkTree(parse(text))
}

describe('checkBytes', () => {
  it('refuses large files by policy and NUL bytes as input', () => {
    expect(checkBytes(Buffer.from('abc'), 3)).toBeUndefined()
    expect(checkBytes(Buffer.from('abcd'), 3)).toEqual({
      kind: 'policy',
      reason: 'larger than 3 bytes (max-file-size)',
    })
    expect(checkBytes(Buffer.from('a\0'), 3)).toMatchObject({ kind: 'input' })
    expect(checkBytes(Buffer.from('\ufeffx', 'utf16le'), 9)).toMatchObject({
      kind: 'input',
      reason: expect.stringContaining('UTF-16'),
    })
  })
})

describe('escapes', () => {
  const sources = [
    String.raw`x = "\usepackage{a}"`,
    String.raw`x = "C:\\new\Users"`,
    String.raw`x = f"{y}\x4"`,
    String.raw`x = b"\x4"`,
    String.raw`x = "a" "\N"`,
    String.raw`x = "\U00110000"`,
    String.raw`x = "\\\u12"`,
    String.raw`x = "\\u12 \N{DIGIT ONE} \U0010ffff \xe9"`,
    String.raw`x = r"\usepackage" + rb"\x" + Rf"\u"`,
    String.raw`x = b"\N"`,
  ]

  it('are refused where they are cut off', () => {
    expect(sources.map((source) => gate(source)?.index)).toEqual([5, 12, 9, 6, 9, 5, 7, ...Array(3)])
  })

  whenModern('are refused where Python refuses them', () => {
    const ours = sources.map((source) => gate(source) === undefined)
    expect(ours).toEqual(compiles(modern ?? '', sources))
  })
})

describe('checkText', () => {
  it('refuses a lone carriage return, also inside a string', () => {
    expect(checkText('a\r\nb\r\n')).toBeUndefined()
    expect(checkText('# c\rx = 1\n')).toMatchObject({ kind: 'input', index: 3 })
    expect(checkText('x = """\r"""')).toMatchObject({ index: 7 })
    expect(checkText('x\r')).toMatchObject({ index: 1 })
    expect(checkText('x\r\r\n')).toMatchObject({ index: 1 })
  })

  const nested = (count: number) => `${'['.repeat(count)}1${']'.repeat(count)}\n`
  const indented = (count: number) =>
    `${Array.from({ length: count }, (_, level) => `${' '.repeat(level)}if 1:\n`).join('')}${' '.repeat(count)}x\n`
  const wide = (count: number) => indented(count).replace(/^ +/gm, (spaces) => '\t'.repeat(spaces.length))
  const limits = [nested(200), nested(201), indented(99), indented(100), wide(99), wide(100)]

  it('has the limits of nesting', () => {
    expect(limits.map((text) => checkText(text) === undefined)).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
    ])
    expect(checkText(nested(201))).toMatchObject({ kind: 'input', index: 200 })
  })

  whenModern('which are those of CPython', () => {
    expect(compiles(modern ?? '', limits)).toEqual(limits.map((text) => checkText(text) === undefined))
  })

  it.each([
    ['brackets in strings', `x = "${'['.repeat(300)}"\n`],
    ['brackets in triple quotes over lines', `x = """\n"${'(\n'.repeat(300)}\\""""\n`],
    ['brackets in comments', `# ${'{'.repeat(300)}\n`],
    ['brackets one after another', '[]'.repeat(300)],
    ['brackets after an escaped quote', `x = '\\'${'('.repeat(300)}'\n`],
    [
      'deep continuation lines',
      `x = [\n${Array.from({ length: 150 }, (_, i) => `${' '.repeat(i)}1,\n`).join('')}]\n`,
    ],
    [
      'deep blank and comment lines',
      `x\n${Array.from({ length: 150 }, (_, i) => `${' '.repeat(i)}#\n`).join('')}y\n`,
    ],
    ['a single wide line', `if 1:\n${' '.repeat(300)}x\n`],
  ])('counts no %s', (_what, text) => {
    expect(checkText(text)).toBeUndefined()
  })

  it('is linear on hostile text', () => {
    const parts = [
      '(',
      '"',
      "'''",
      '\\\n',
      '#\n',
      ' \t\f',
      'print ',
      'except ,',
      'raise ,',
      'lambda ',
      'def f((',
      '0',
    ]
    const texts = parts.map((part) => part.repeat(Math.ceil(200_000 / part.length)))
    const time = processorTime(() => {
      for (const text of texts) checkText(text)
    })
    expect(time).toBeLessThan(2000)
  })
})

describe('checkTree', () => {
  it.each([
    ['print statement', 'x = 1\nprint x\n', 6],
    ['print statement', 'print "a" % b,\n', 0],
    ['print statement', "if a: print'x'\n", 6],
    ['print statement', 'print >>f, x\n', 0],
    ['print statement', 'print>>f\n', 0],
    ['print statement', 'print not x\n', 0],
    ['print statement', 'print {}\n', 0],
    ['exec statement', 'exec "x"\n', 0],
    ['exec statement', 'exec code in ns\n', 0],
    ['backticks', 'x = `y`\n', 4],
    ['operator <>', 'a <> b\n', 2],
    ['except clause with a comma', 'try: pass\nexcept E, e: pass\n', 10],
    ['except clause with a comma', 'try: pass\nexcept (A, B), e: pass\n', 10],
    ['except clause with a comma', 'try: pass\nexcept os.error, (no, text): pass\n', 10],
    ['raise statement with a comma', 'raise E, "x"\n', 0],
    ['raise statement with a comma', 'raise E, x, tb\n', 0],
    ['old octal or long number', 'x = 0777\n', 4],
    ['old octal or long number', 'x = 10L\n', 4],
    ['old octal or long number', 'x = [1, 0xFFl]\n', 8],
    ['old octal or long number', 'x = 7L.real\n', 4],
    ["string prefix ur''", "x = ur'a'\n", 4],
    ['tuple parameter', 'def f(a, (b, c)): pass\n', 5],
    ['tuple parameter', 'def f(a=(1, 2), (b, c)=d): pass\n', 5],
    ['tuple parameter', 'lambda (a, b): a\n', 0],
  ])('knows the %s in %j', (construct, text, index) => {
    expect(gate(text)).toEqual({ kind: 'policy', reason: `Python 2 code (${construct})`, index })
  })

  it('says Python 2 also where the tree has errors because of it', () => {
    const text = 'def f():\n    print "a", "b" % c if\n\nfrom x import (y),\n'
    expect(parse(text).root.hasError).toBe(true)
    expect(gate(text)).toMatchObject({ kind: 'policy', reason: 'Python 2 code (print statement)' })
    expect(gate('x = (\n# print "a"\n')).toMatchObject({ kind: 'input' })
  })

  it('points at the first error', () => {
    expect(gate('x = 1\ny = = 2\n')).toMatchObject({ kind: 'input', index: expect.any(Number) })
    expect(gate('x = (1\n')).toMatchObject({ kind: 'input' })
  })

  whenModern('takes no Python 3 for Python 2', () => {
    const valid = [
      '# print "x"\n"""\nprint x\n`a` <> 0777\n"""\n',
      'print(x)\nprint (x), y\nprint\nprint -1\nprint [1]\nprint * 2\n',
      'exec("x")\nexec (x, y)\nexec\n',
      'raise E(a, b)\n',
      'raise (E, f)\n',
      'try: pass\nexcept (A, b): pass\n',
      'x = 00 + 0_0 + 09.5 + 09e1 + 09j + 1_0\n',
      'def f(a, b=(1, 2), c=((1), 2)): pass\n',
      'lambda a=(1, 2): (a, b)\nlambda: (a, b)\n',
      'x = rb"a" + Rb"b" + u"c" + ur\n',
      'a < b > c\n',
      'x.L, x10L, _0777\n',
      'f(print, exec)\n',
      'from __future__ import print_function\nprint >>f, x\n',
    ]
    expect(compiles(modern ?? '', valid)).toEqual(valid.map(() => true))
    for (const text of valid) expect(gate(text), text).toBeUndefined()
  })

  it('leaves exception lists without parentheses alone (PEP 758)', () => {
    expect(gate('try: pass\nexcept ValueError, TypeError: pass\n')).toBeUndefined()
    expect(gate('try: pass\nexcept a.B, c.D: pass\n')).toBeUndefined()
  })

  it('refuses valid Python that the parser does not understand', () => {
    for (const text of ['class A[T = int]: ...\n', 'try: a\nexcept *(A, B): c\n', 'f"{x:=+5d}"\n']) {
      expect(gate(text), text).toMatchObject({
        kind: 'input',
        reason: expect.stringContaining('syntax error'),
      })
    }
  })
})

describe('isGenerated', () => {
  it.each([
    '# @generated\n',
    '# -*- coding: utf-8 -*-\n# Generated by the protocol buffer compiler.  DO NOT EDIT!\n',
    '#!/usr/bin/env python\n\n# This file was automatically generated by SWIG\n',
    '# Code generated by x. DO NOT EDIT.\n',
    '#  autogenerated from a.json\r\nx\n',
    '# DO NOT EDIT: generated code\n',
  ])('sees %j', (text) => {
    expect(isGenerated(text)).toBe(true)
  })

  it.each([
    '',
    'x = 1\n# Generated by hand\n',
    '# Reads ids that are generated by the server\n',
    '"""Generated by me"""\n',
    '# how the tokens get generated\n',
    '# -*- coding: utf-8 -*-\n# Generated by Django 1.10.3 on 2016-12-05 11:54\n',
    `${'# text\n'.repeat(20)}# @generated\n`,
  ])('does not see %j', (text) => {
    expect(isGenerated(text)).toBe(false)
  })
})

describe('the corpus', () => {
  const folder = join(import.meta.dirname, '../../fixtures/corpus')
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.py'))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))

  it('passes the gates and comes back as the same bytes', () => {
    expect(files.length).toBeGreaterThan(60)
    for (const { name, bytes } of files) {
      const source = decodeSource(bytes)
      if (isRefusal(source)) throw new Error(`${name}: ${source.reason}`)
      expect(source.encode(source.text).equals(bytes), name).toBe(true)
      expect(checkBytes(bytes, 1 << 20) ?? gate(source.text), name).toBeUndefined()
    }
  })

  const versions = new Map<string, typeof files>()
  for (const file of files) {
    const version = /# python: (3\.\d+)/.exec(file.bytes.subarray(0, 100).toString('latin1'))?.[1] ?? '3.8'
    versions.set(version, [...(versions.get(version) ?? []), file])
  }
  for (const [version, group] of versions) {
    const python = findPython(version)
    it.skipIf(python === undefined)(`is accepted by CPython ${version}, when there is one`, () => {
      const refused = compiles(
        python ?? '',
        group.map((file) => file.bytes),
      )
      expect(group.filter((_, i) => !refused[i]).map((file) => file.name)).toEqual([])
    })
  }
})
