import { field, type Node } from './node.ts'
import { parentOf, type SyntaxTree } from './tree.ts'

/** A construct of Python 2 that Python 3 does not have. */
export interface Python2 {
  /** For people, for example "print statement". */
  readonly construct: string
  /** UTF-16 index. */
  readonly index: number
}

/** A sign of Python 2: where the text looks like it, and whether the tree (or, in a broken one, the text) agrees. */
interface Sign {
  readonly construct: string
  /** Must be cheap on a whole file. The construct starts at the first group, or at the match. */
  readonly pattern: RegExp
  /** Decides by the leaf at the match, in a tree without errors there; left out where there it is never one. */
  isAt?(leaf: Node): boolean
  /** In a file with errors a match outside strings and comments is enough. */
  readonly isSureInText: boolean
}

const SIGNS: readonly Sign[] = [
  {
    construct: 'print statement',
    pattern: /\bprint[ \t]*(?:>>|[ \t]["'\w`~{]|["'`{])/g,
    isAt: (leaf) => parentOf(leaf)?.type === 'print_statement',
    isSureInText: false,
  },
  {
    construct: 'exec statement',
    pattern: /\bexec[ \t]*(?:[ \t]["'\w`({]|["'`])/g,
    isAt: (leaf) => parentOf(leaf)?.type === 'exec_statement',
    isSureInText: false,
  },
  {
    construct: 'print statement',
    pattern: /^[ \t]*print[ \t]+(?!(?:in|is|and|or|if|else|for|not in)\b)(?:[uUbBrR]{0,2}["']|\w)/gm,
    isSureInText: true,
  },
  {
    construct: 'backticks',
    pattern: /`/g,
    isAt: (leaf) => leaf.type === 'string_start',
    isSureInText: true,
  },
  {
    construct: 'operator <>',
    pattern: /<>/g,
    isAt: (leaf) => leaf.type === '<>',
    isSureInText: true,
  },
  {
    construct: 'except clause with a comma',
    pattern: /\bexcept\b[^:\n#]*,[^:\n#]*:/g,
    isAt: (leaf) => isOldExcept(parentOf(leaf)),
    isSureInText: false,
  },
  {
    construct: 'raise statement with a comma',
    pattern: /\braise\b[ \t]+[^\n#]*,/g,
    isAt: (leaf) => isOldRaise(parentOf(leaf)),
    isSureInText: false,
  },
  {
    construct: 'old octal or long number',
    pattern: /(?<![\w.])(?:0[0-9_]+(?![\w.])|(?:0[xX][0-9a-fA-F]+|0[oObB][0-7]+|[0-9]+)[lL](?!\w))/g,
    isAt: (leaf) => leaf.type === 'integer' && isOldNumber(leaf.text),
    isSureInText: false,
  },
  {
    construct: "string prefix ur''",
    pattern: /\b[uU][rR]["']/g,
    isAt: (leaf) => leaf.type === 'string_start' && /^ur/i.test(leaf.text),
    isSureInText: true,
  },
  {
    construct: 'tuple parameter',
    pattern: /\bdef[ \t]+\w+[ \t]*(\()(?:[^():#]|\([^()]*\))*?(?<=[(,]\s*)\(/g,
    isAt: (leaf) => hasTupleParameter(parentOf(leaf)),
    isSureInText: false,
  },
  {
    construct: 'tuple parameter',
    pattern: /\blambda\b[^:\n]*?\(/g,
    isAt: (leaf) => hasTupleParameter(field(parentOf(leaf) ?? leaf, 'parameters')),
    isSureInText: false,
  },
]

/**
 * The first construct found that only Python 2 understands, or undefined. Most of them give a clean tree. The text is
 * searched first, so a file without anything alike costs no look at the tree.
 *
 * `print >>f, x` is valid in Python 3 (a shift in a tuple) and fails when it runs; it counts as a print statement unless
 * the file imports `print_function`. `except A, b:` is valid from Python 3.14 on (PEP 758), where it catches both: it counts
 * as Python 2 when `b` has the looks of a variable.
 */
export function findPython2(tree: SyntaxTree): Python2 | undefined {
  const { text } = tree
  const isBroken = tree.root.hasError
  for (const sign of SIGNS) {
    const { pattern } = sign
    if (!sign.isAt && !isBroken) continue
    pattern.lastIndex = 0
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
      const index = placeOf(match)
      const leaf = tree.nodeAt(index)
      if (isText(leaf)) {
        // The rest of this string or comment holds no code.
        pattern.lastIndex = Math.max(index + 1, leaf.endIndex)
        continue
      }
      // Between the start of this match and its end there may be another: `raise` in a comment, then a real one.
      pattern.lastIndex = index + 1
      if (!sign.isAt?.(leaf) && !(isBroken && sign.isSureInText)) continue
      if (!isChevronOfPrintFunction(leaf, text)) return { construct: sign.construct, index }
    }
  }
  return undefined
}

/** The place of the group when there is one, else of the match without its indentation. */
function placeOf(match: RegExpExecArray): number {
  const [whole, group] = match
  if (group !== undefined) return match.index + whole.indexOf(group)
  return match.index + whole.search(/\S/)
}

function isText(leaf: Node): boolean {
  return leaf.type === 'comment' || leaf.type === 'string_content' || leaf.type === 'escape_sequence'
}

function isChevronOfPrintFunction(leaf: Node, text: string): boolean {
  const statement = parentOf(leaf)
  return (
    statement?.type === 'print_statement' &&
    statement.firstNamedChild?.type === 'chevron' &&
    /^from __future__ import .*\bprint_function\b/m.test(text)
  )
}

/** `except E, e:`; PEP 758 allows `except A, B:` from 3.14 on, and exception classes are rarely written in lower case. */
function isOldExcept(clause: Node | undefined): boolean {
  if (clause?.type !== 'except_clause' || clause.hasError) return false
  const alias = field(clause, 'alias')
  if (!alias || !clause.children.some((child) => child.type === ',')) return false
  if (field(clause, 'value')?.type === 'tuple' || alias.type === 'tuple') return true
  return alias.type === 'identifier' && /^[a-z_]/.test(alias.text)
}

/** `raise E, v` and `raise E, v, tb`; a tuple of classes was never valid in Python 3, nor is raising one. */
function isOldRaise(statement: Node | undefined): boolean {
  return statement?.type === 'raise_statement' && statement.firstNamedChild?.type === 'expression_list'
}

/** `0777` (only zeros may follow a zero in Python 3) and `10L`. */
function isOldNumber(text: string): boolean {
  return /[lL]$/.test(text) || (/^0[0-9_]+$/.test(text) && /[1-9]/.test(text))
}

/** PEP 3113 removed `def f(a, (b, c))`. */
function hasTupleParameter(parameters: Node | undefined): boolean {
  if (parameters?.type !== 'parameters' && parameters?.type !== 'lambda_parameters') return false
  return parameters.namedChildren.some(
    (child) => child.type === 'tuple_pattern' || field(child, 'name')?.type === 'tuple_pattern',
  )
}
