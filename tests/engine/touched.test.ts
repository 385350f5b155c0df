import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../src/edits/apply.ts'
import type { Edit } from '../../src/edits/change.ts'
import { spanMapper } from '../../src/edits/compose.ts'
import { touchedBy } from '../../src/engine/touched.ts'
import { parse } from '../../src/python/tree.ts'

/** What one edit of `text` touches, as a predicate on what stands in the new text; undefined when that is everything. */
function touchedIn(text: string, old: string, written: string) {
  const start = text.indexOf(old)
  const edits: Edit[] = [{ start, end: start + old.length, text: written }]
  const after = applyEdits(text, edits)
  const touched = touchedBy(parse(text), edits, [], [], parse(after), spanMapper(edits))
  return (
    touched &&
    ((part: string) => {
      const at = after.indexOf(part)
      return touched.overlaps({ start: at, end: at + part.length })
    })
  )
}

const BODY =
  'def f(a, b):\n    one(a)\n    near(b)\n    x = g(\n        a,\n        b,\n    )\n    pass\n    last(a)\n'

describe('what an edit touches', () => {
  it('is the statement, however many lines of it go', () => {
    const touched = touchedIn(BODY, 'g(\n        a,\n        b,\n    )', 'h(a, b)')
    expect(touched?.('h(a, b)')).toBe(true)
    expect(touched?.('near(b)')).toBe(true)
    expect(touched?.('one(a)')).toBe(false)
    expect(touched?.('last(a)')).toBe(false)
  })

  it('is a statement that gets a line of its own', () => {
    const text = 'def f():\n\tone()\n\ttwo()\n\tif x:  from a import c, b\n\tlast()\n'
    const touched = touchedIn(text, '  ', '\n\t\t')
    expect(touched?.('if x:')).toBe(true)
    expect(touched?.('import c, b')).toBe(true)
    expect(touched?.('one()')).toBe(false)
  })

  it('is what comes in before a statement', () => {
    expect(touchedIn('E("a")\n', '', 'raise ')?.('raise')).toBe(true)
    expect(touchedIn('if x:\n\tE("a")\n', '\tE', '\traise E')?.('raise')).toBe(true)
  })

  it('is the header around it at module level whose name is not read any more', () => {
    const text = 'one()\ntry:\n    x()\nexcept E as e:\n    if y:\n        raise e\ntwo(e)\n'
    const touched = touchedIn(text, 'raise e', 'raise')
    expect(touched?.('except E as e')).toBe(true)
    expect(touched?.('one()')).toBe(false)
    expect(touched?.('two(e)')).toBe(false)
  })

  it('is where a name of the function is bound that is not read any more', () => {
    const text =
      'def f():\n    one()\n    two()\n    try: x()\n    except E as e:\n        y()\n        raise e\n'
    const touched = touchedIn(text, 'raise e', 'raise')
    expect(touched?.('except E as e')).toBe(true)
    expect(touched?.('one()')).toBe(false)
  })

  it('is where a name is used of which a test says another class', () => {
    const text =
      'def f(n, m):\n    if not isinstance(n, old.ints):\n        raise E\n    zero(m)\n    one(m)\n    two(n)\n\n\nthree(n)\n'
    const touched = touchedIn(text, 'old.ints', 'int')
    expect(touched?.('two(n)')).toBe(true)
    expect(touched?.('one(m)')).toBe(false)
    expect(touched?.('three(n)')).toBe(false)
    const typed = touchedIn(
      text.replace('isinstance(n, old.ints)', 'type(n) is int'),
      'type(n) is int',
      'isinstance(n, int)',
    )
    expect(typed?.('two(n)')).toBe(true)
  })

  it('is what is around a statement that did nothing, and the header of its block', () => {
    const touched = touchedIn(BODY, '    pass\n', '')
    expect(touched?.('def f(a, b):')).toBe(true)
    expect(touched?.('a,')).toBe(true)
    expect(touched?.('one(a)')).toBe(false)
  })

  it('is all imports that stand with an import', () => {
    const touched = touchedIn('import a\nimport b\nimport d\n\nx = 1\n', 'import b', 'import c')
    expect(touched?.('import a')).toBe(true)
    expect(touched?.('import d')).toBe(true)
    expect(touched?.('x = 1')).toBe(false)
  })

  it('is what is around a comment', () => {
    const touched = touchedIn('one()\ntwo()  # old\nthree()\n', '  # old', '')
    expect(touched?.('one()')).toBe(false)
  })

  it.each([
    ['an assignment', 'x = old()\nnear()\nother()\nuse(x)\n'],
    ['a chain of assignments', 'y = x = old()\nnear()\nother()\nuse(x)\n'],
    ['a loop', 'for x, y in old():\n    near()\n    other()\n    use(x)\n'],
    ['a with', 'with old() as x:\n    other()\n    use(x)\n'],
    [
      'an attribute',
      'class C:\n    def f(self):\n        self.x = old()\n        near()\n        other()\n        use(self.x)\n',
    ],
    ['what a function returns', 'def x():\n    return old()\nnear()\nother()\nuse(x())\n'],
  ])('is where the names are used that are given by %s', (_, text) => {
    const touched = touchedIn(text, 'old()', 'new()')
    expect(touched?.('use(')).toBe(true)
    expect(touched?.('other()')).toBe(false)
  })

  it('is the statement of the module that binds what the edit newly names', () => {
    const text = 'T = Var()\none()\nimport D\ntwo()\nthree()\ndef f(a, b):  # type: (T) -> D\n    pass\n'
    const given = touchedIn(text, 'a,', 'a: T,')
    expect(given?.('Var()')).toBe(true)
    expect(given?.('two()')).toBe(false)
  })

  it('is not where a local name of another function is used', () => {
    const text = 'def f():\n    x = old()\n    return x\ndef g(x):\n    use(x)\n'
    const touched = touchedIn(text, 'old()', 'new()')
    expect(touched?.('return x')).toBe(true)
    expect(touched?.('use(x)')).toBe(false)
  })

  it.each([
    ['a name is bound', 'x = g', 'y = g'],
    ['a statement becomes two', 'one(a)', 'one(a)\n    c = b'],
    ['a statement is put before another', '    one(a)', '    import q\n    one(a)'],
    ['one is put at the end', 'last(a)', 'last(a)\n    return None'],
    ['one is put before the first', '    one(a)\n', '    c = b\n    one(a)\n'],
    ['a statement goes that did something', '    one(a)\n', ''],
    ['a parameter is another one', '(a, b)', '(b, a)'],
  ])('is all of the function where %s', (_, old, written) => {
    const touched = touchedIn(`${BODY}def other():\n    pass\nanother()\n`, old, written)
    expect(touched?.('last(a)')).toBe(true)
    expect(touched?.('def f(')).toBe(true)
    expect(touched?.('another()')).toBe(false)
  })

  it('is where a function is used, and the attributes that it sets', () => {
    const text =
      'class C:\n    def f(self):\n        a()\n        self.x = b()\n        return a\n\n    def g(self):\n        use(self.x)\n        other()\n\nC().f()\n'
    const touched = touchedIn(text, 'a()\n        self.x = b()', 'self.x = c()')
    expect(touched?.('use(self.x)')).toBe(true)
    expect(touched?.('C().f()')).toBe(true)
    expect(touched?.('other()')).toBe(false)
  })

  it('is where names are used whose imports are others, when imports are put in order', () => {
    const touched = touchedIn(
      'import b\nfrom c import d\nimport a\n\nd()\na.x()\nb.x()\n',
      'import b\nfrom c import d\nimport a',
      'import a\nimport b\nfrom e import d',
    )
    expect(touched?.('d()')).toBe(true)
    expect(touched?.('a.x()')).toBe(false)
    expect(touched?.('b.x()')).toBe(false)
  })

  it('is a statement of which an index is written in another way', () => {
    const touched = touchedIn("one()\nx = {}\nx['a'] = 1\nuse(x)\nlast()\n", "'a'", '"a"')
    expect(touched?.('x["a"]')).toBe(true)
    expect(touched?.('last()')).toBe(false)
  })

  it.each([
    ['a block goes', BODY, 'x = 1\n'],
    ['a name of the module is bound', 'near(b)\n    x = g', 'global x\n    near(b)\n    x = g'],
    ['a function has another name', 'def f', 'def g'],
    ['a function takes the statement after it', '    last(a)\n', '    last(a)\n    if a:\n    '],
    ['names of the module are bound', 'x = 1\n', 'y = 1\nz = 2\n'],
  ])('is everything where %s', (_, old, written) => {
    expect(touchedIn(`${BODY}x = 1\nuse(x)\n`, old, written)).toBeUndefined()
  })

  it('is everything where a block loses its header', () => {
    expect(touchedIn('if a:\n    b()\n', 'if a:\n    ', '')).toBeUndefined()
  })
})
