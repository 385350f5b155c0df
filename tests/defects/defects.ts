import { defineTransform, type Transform, type VersionText } from '../../src/transform/define.ts'

/*
 * Deliberately wrong transforms, and the rung of the ladder that has to catch each one before anything is written.
 * The list was fixed before the ladder was finished:
 *
 * rung 2, bytes and comments
 *   - two edits of one change overlap
 *   - an edit reaches beyond the end of the file
 *   - a comment inside the rewritten node is dropped
 *   - text is put behind a comment and becomes part of it
 * rung 3, syntax and layout
 *   - a bracket is left open
 *   - new lines are indented less than their block
 *   - new lines are indented more than their block
 *   - the only statement of a block is removed
 * rung 4, a second run gives no edits
 *   - each rewrite makes a new site: it loops for ever
 *   - two transforms undo each other
 *   - a rewrite enables another one that only the next run makes
 * rung 5, names
 *   - a name is written that nothing imports
 *   - a builtin is written where a class binds its name
 *   - an import goes that is still used
 *   - an import takes over a name that other code reads
 *   - a name is written that only type checkers import
 * rung 6, CPython compiles it and reads it as the parser did
 *   - an import is put before `from __future__`
 *   - a keyword argument is given twice
 *   - `return` comes to stand outside of a function
 *   - a comparison with a literal becomes `is` (a new SyntaxWarning)
 *   - an operand is edited that is none: `a ^ b & c`
 *   - an operand is edited that is none: `await x ** 2`
 * rung 7, nothing else changes
 *   - a replacement binds less tightly than what it replaces
 *   - a statement inside of the match is deleted
 *   - a word in a string is changed
 *   - an argument is dropped
 *   - two statements become one
 *   - a statement after the match comes below its condition
 *
 * Last come some that none of the rungs can catch: only running the code does, which is what the check gate is for.
 */

/** A wrong transform and a file that it spoils. */
export interface Defect {
  /** What it does wrong, as a noun phrase. */
  readonly what: string
  /** The rung of the ladder that catches it; undefined for what only running the code can tell. */
  readonly rung: 2 | 3 | 4 | 5 | 6 | 7 | undefined
  /** The name of the check in messages; 'site' where the site is left alone instead of the whole file. */
  readonly check: string | undefined
  readonly before: string
  readonly transforms: readonly Transform[]
}

const docs = 'https://docs.python.org/3/'
type Rewrite = Parameters<typeof defineTransform>[0]['rewrite']

/** A transform for `query`, with `rewrite` as it was typed for any captures. */
function wrong(query: string, anchors: readonly string[], rewrite: Rewrite): Transform {
  const since: VersionText | 'any' = 'any'
  return defineTransform({
    summary: 'Do something wrong',
    since,
    safety: 'safe',
    docs,
    query,
    anchors,
    rewrite,
  })
}

/** A transform that replaces the calls of `name`. */
function onCall(name: string, rewrite: Rewrite): Transform {
  return wrong(
    `(call function: (identifier) @_name (#eq? @_name "${name}") arguments: (argument_list) @args) @call`,
    [name],
    rewrite,
  )
}

/** One that replaces each call of `from` by a call of `to`. */
const renamed = (from: string, to: string): Transform =>
  onCall(from, ({ call, args }, context) => {
    if (call && args) context.replace(call, `${to}${args.text}`)
  })

export const defects: readonly Defect[] = [
  {
    what: 'two edits of one change that overlap',
    rung: 2,
    check: 'edits',
    before: 'old(1, 2)\n',
    transforms: [
      onCall('old', ({ call, args }, context) => {
        if (!call || !args) return
        context.replace(call, 'new()')
        context.replace(args, '()')
      }),
    ],
  },
  {
    what: 'an edit that reaches beyond the end of the file',
    rung: 2,
    check: 'edits',
    before: 'old(1)\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (call) context.replace({ start: call.startIndex, end: call.endIndex + 40 }, 'new(1)')
      }),
    ],
  },
  {
    what: 'a comment inside of the rewritten node that is dropped',
    rung: 2,
    check: 'site',
    before: 'x = old(\n    1,  # the first\n)\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (call) context.replace(call, 'new(1)')
      }),
    ],
  },
  {
    what: 'text that is put behind a comment and becomes part of it',
    rung: 2,
    check: 'comments',
    before: 'x = old(1)  # why\ny = 2\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (!call || context.text.includes(' or 0')) return
        context.insert(context.text.indexOf('\n'), ' or 0')
      }),
    ],
  },
  {
    what: 'a bracket that is left open',
    rung: 3,
    check: 'parse',
    before: 'x = old(1)\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (call) context.replace(call, 'new((1)')
      }),
    ],
  },
  {
    what: 'new lines that are indented less than their block',
    rung: 3,
    check: 'layout',
    before: 'def f(x):\n    if x:\n        old(x)\n        return x\n    return 0\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (call) context.replace(call, 'print(x)\n      print(x)')
      }),
    ],
  },
  {
    what: 'new lines that are indented more than their block',
    rung: 3,
    check: 'layout',
    before: 'def f(x):\n    old(x)\n    return x\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (call) context.replace(call, 'print(x)\n        print(x)')
      }),
    ],
  },
  {
    what: 'a block that loses its only statement',
    rung: 3,
    check: 'layout',
    before: 'def f():\n    old()\n\n\nx = 1\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (call) context.remove({ start: call.startIndex - 4, end: call.endIndex + 1 })
      }),
    ],
  },
  {
    what: 'a rewrite that makes a new site each time',
    rung: 4,
    check: 'convergence',
    before: 'x = str(1)\n',
    transforms: [
      onCall('str', ({ call }, context) => {
        if (call) context.replace(call, `str(${call.text})`)
      }),
    ],
  },
  {
    what: 'two transforms that undo each other',
    rung: 4,
    check: 'convergence',
    before: 'x = min(1, 2)\n',
    transforms: [renamed('min', 'max'), renamed('max', 'min')],
  },
  {
    what: 'a rewrite that lets the next run make another one',
    rung: 4,
    check: 'convergence',
    before: 'x = min(1, 2)\n\n\ndef f():\n    return abs(1)\n',
    transforms: [
      renamed('min', 'max'),
      onCall('abs', ({ call }, context) => {
        if (call && context.text.includes('max')) context.replace(call, 'int(1)')
      }),
    ],
  },
  {
    what: 'a name that nothing imports',
    rung: 5,
    check: 'names',
    before: 'x = old([1])\n',
    transforms: [renamed('old', 'OrderedDict')],
  },
  {
    what: 'a builtin where a class binds its name',
    rung: 5,
    check: 'names',
    before: 'class Shelf:\n    def list(self):\n        return []\n\n    every = old((1, 2))\n',
    transforms: [renamed('old', 'list')],
  },
  {
    what: 'an import that goes although it is used',
    rung: 5,
    check: 'names',
    before: 'import os\n\nprint(os.sep)\n',
    transforms: [
      wrong(
        '(import_statement name: (dotted_name) @name) @statement',
        ['import os'],
        ({ statement }, context) => {
          if (statement) context.remove({ start: statement.startIndex, end: statement.endIndex + 1 })
        },
      ),
    ],
  },
  {
    what: 'an import that takes over a name that other code reads',
    rung: 5,
    check: 'names',
    before: 'import time\n\nstart = time.monotonic()\nend = old()\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (!call) return
        context.insert(0, 'from time import time\n')
        context.replace(call, 'time()')
      }),
    ],
  },
  {
    what: 'a name that only type checkers import',
    rung: 5,
    check: 'names',
    before:
      'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from collections import OrderedDict\n\nx = old([1])\n',
    transforms: [renamed('old', 'OrderedDict')],
  },
  {
    what: 'an import before `from __future__`',
    rung: 6,
    check: 'compiles',
    before: '"""Text."""\nfrom __future__ import annotations\n\nx = old(1)\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (!call) return
        context.insert(context.text.indexOf('from'), 'import math\n')
        context.replace(call, 'math.floor(1)')
      }),
    ],
  },
  {
    what: 'a keyword argument that is given twice',
    rung: 6,
    check: 'compiles',
    before: 'x = open("f", encoding="ascii", mode="r")\n',
    transforms: [
      onCall('open', ({ call }, context) => {
        if (call && !call.text.includes('utf-8')) context.insert(call.endIndex - 1, ', encoding="utf-8"')
      }),
    ],
  },
  {
    what: 'a `return` outside of a function',
    rung: 6,
    check: 'compiles',
    before: 'x = 1\nif x:\n    old()\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (call) context.replace(call, 'return')
      }),
    ],
  },
  {
    what: 'a comparison with a literal that becomes `is`',
    rung: 6,
    check: 'compiles',
    before: 'def f(x):\n    return x == 1\n',
    transforms: [
      wrong('(comparison_operator "==" @operator)', ['=='], ({ operator }, context) => {
        if (operator) context.replace(operator, 'is')
      }),
    ],
  },
  {
    what: 'an operand that is none: the parser groups `a ^ b & c` wrongly',
    rung: 6,
    check: 'spans',
    before: 'def f(a, b, c):\n    old()\n    return a ^ b & c\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        const operator = context.module.tree.root
          .descendantsOfType('binary_operator')
          .find(({ text }) => text === 'a ^ b' || text === 'b & c')
        const wrongly = operator?.text === 'a ^ b' ? operator : undefined
        if (!call || !wrongly) return
        context.replace(wrongly, 'a.__xor__(b)')
        context.replace(call, 'print()')
      }),
    ],
  },
  {
    what: 'an operand that is none: the parser takes `x ** 2` for what is awaited in `await x ** 2`',
    rung: 6,
    check: 'spans',
    before: 'async def f(x):\n    old()\n    return await x ** 2\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        const power = context.module.tree.root.descendantsOfType('binary_operator')[0]
        if (!call || !power) return
        context.replace(power, 'pow(x, 2)')
        context.replace(call, 'print()')
      }),
    ],
  },
  {
    what: 'a replacement that binds less tightly than what it replaces',
    rung: 7,
    check: 'containment',
    before: 'def f(a, b):\n    return old(a, b) * 2\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (call) context.replace(call, 'a + b')
      }),
    ],
  },
  {
    what: 'a statement inside of the match that is deleted',
    rung: 7,
    check: 'containment',
    before: 'def old(x):\n    x.close()\n    print(x)\n    return x\n',
    transforms: [
      wrong(
        '(function_definition name: (identifier) @name (#eq? @name "old") body: (block . (_) @first)) @definition',
        ['old'],
        ({ name, first }, context) => {
          if (!name || !first) return
          context.replace(name, 'new')
          context.remove({ start: first.startIndex, end: first.endIndex + 5 })
        },
      ),
    ],
  },
  {
    what: 'a word in a string that is changed',
    rung: 7,
    check: 'containment',
    before: 'def f(name):\n    return "called %s" % name\n',
    transforms: [
      wrong('(binary_operator left: (string)) @whole', ['%'], ({ whole }, context) => {
        if (whole) context.replace(whole, 'f"call {name}"')
      }),
    ],
  },
  {
    what: 'an argument that is dropped',
    rung: 7,
    check: 'containment',
    before: 'def f(a, b):\n    return max(a, b)\n',
    transforms: [
      onCall('max', ({ call }, context) => {
        if (call) context.replace(call, 'abs(a)')
      }),
    ],
  },
  {
    what: 'two statements that become one',
    rung: 7,
    check: 'containment',
    before: 'x = old()\n(1).bit_length()\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (call) context.replace({ start: call.startIndex, end: call.endIndex + 1 }, 'print')
      }),
    ],
  },
  {
    what: 'a statement behind the match that comes below its condition',
    rung: 7,
    check: 'containment',
    before: 'def f(x):\n    if x: old()\n    print(x)\n',
    transforms: [
      onCall('old', ({ call }, context) => {
        if (call) context.replace({ start: call.startIndex, end: call.endIndex + 5 }, 'int(); ')
      }),
    ],
  },
  {
    what: '`== None` that becomes `is not None`',
    rung: 7,
    check: 'containment',
    before: 'def f(x):\n    return x == None\n',
    transforms: [
      wrong('(comparison_operator "==" @operator (none))', ['=='], ({ operator }, context) => {
        if (operator) context.replace(operator, 'is not')
      }),
    ],
  },
  {
    what: 'arguments in another order',
    rung: undefined,
    check: undefined,
    before: 'def f(a, b):\n    return divmod(a, b)\n',
    transforms: [
      onCall('divmod', ({ call, args }, context) => {
        if (args?.text === '(a, b)') context.replace(args, '(b, a)')
        if (call && args?.text === '(b, a)') return
      }),
    ],
  },
  {
    what: 'a function of the same shape that does another thing',
    rung: undefined,
    check: undefined,
    before: 'x = min([1, 2])\n',
    transforms: [renamed('min', 'max')],
  },
  {
    what: 'a list that becomes a generator, which can be read once only',
    rung: undefined,
    check: undefined,
    before: 'def f(xs):\n    ys = [x for x in xs]\n    return sum(ys) / len(list(ys))\n',
    transforms: [
      wrong('(list_comprehension) @list', ['['], ({ list }, context) => {
        if (list) context.replace(list, `(${list.text.slice(1, -1)})`)
      }),
    ],
  },
  {
    what: 'a `not` that goes with the rewritten call',
    rung: 7,
    check: 'containment',
    before: 'def f(x):\n    return not callable(x)\n',
    transforms: [
      wrong('(not_operator argument: (call) @call) @whole', ['not'], ({ call, whole }, context) => {
        if (call && whole) context.replace(whole, call.text)
      }),
    ],
  },
  {
    what: 'a condition whose branches change places, and that does not change',
    rung: undefined,
    check: undefined,
    before: 'def f(x):\n    return 1 if callable(x) else 2\n',
    transforms: [
      wrong(
        '(conditional_expression . (_) @yes . (_) . (_) @no) @whole',
        ['callable'],
        ({ yes, no }, context) => {
          if (yes?.text !== '1' || no?.text !== '2') return
          context.replace(yes, no.text)
          context.replace(no, yes.text)
        },
      ),
    ],
  },
  {
    what: 'an argument `True` that is dropped',
    rung: undefined,
    check: undefined,
    before: 'def f(x):\n    return sorted(x, reverse=True)\n',
    transforms: [
      onCall('sorted', ({ args }, context) => {
        if (args?.text.includes('reverse')) context.replace(args, '(x)')
      }),
    ],
  },
]
