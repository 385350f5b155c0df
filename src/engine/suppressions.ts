import { nearest } from '../project/nearest.ts'
import { field, type Node } from '../python/node.ts'
import { ancestorsOf, type SyntaxTree } from '../python/tree.ts'

/** A `# pymolt: skip` comment. */
export interface Suppression {
  /** UTF-16 index of the comment. */
  readonly index: number
  readonly row: number
  /** Transform or family names in brackets; undefined suppresses everything on its line or statement. */
  readonly names: readonly string[] | undefined
  used: boolean
}

/** A comment for us that says something else than `skip`, and surely means it. */
export interface MisspeltSuppression {
  /** UTF-16 index of the comment. */
  readonly index: number
  readonly word: string
}

const COMMENT = /#\s*pymolt:\s*skip(-file)?(?:\[([^\]\n]*)\])?/g
const OTHER = /#\s*pymolt:\s*(?!skip)([A-Za-z][\w-]*)(?!\w*=)/g
/** What other tools call it. */
const ELSEWHERE = /^(?:disable|exclude|ignore|leave|no|noqa|off)\b/i

/** The suppression comments of a file. */
export class Suppressions {
  readonly all: readonly Suppression[]
  readonly misspelt: readonly MisspeltSuppression[]
  /** Whether the file opted out as a whole with `# pymolt: skip-file`. */
  readonly wholeFile: boolean

  constructor(tree: SyntaxTree) {
    const all: Suppression[] = []
    let wholeFile = false
    if (tree.text.includes('pymolt:'))
      for (const hit of tree.text.matchAll(COMMENT)) {
        const node = tree.nodeAt(hit.index)
        if (node.type !== 'comment') continue
        if (hit[1]) wholeFile = true
        else
          all.push({
            index: hit.index,
            row: node.startPosition.row,
            names: hit[2]?.split(',').map((name) => name.trim()),
            used: false,
          })
      }
    this.misspelt = misspeltIn(tree)
    this.all = all
    this.wholeFile = wholeFile
  }

  /**
   * Those that did nothing although one of the transforms `selected` may have been meant, and those with names that are not `known`.
   * @param known undefined where it is not known what there is.
   */
  idle(
    selected: ReadonlySet<string>,
    known: ReadonlySet<string> | undefined,
  ): { readonly index: number; readonly unknown: readonly string[] }[] {
    return this.all.flatMap(({ index, names, used }) => {
      const unknown = known ? (names?.filter((name) => !known.has(name)) ?? []) : []
      const isIdle = !used && (!names || names.some((name) => selected.has(name)))
      return isIdle || unknown.length > 0 ? [{ index, unknown }] : []
    })
  }

  /** Whether a site of `transform` (its name is `family/name`) is suppressed; marks the comment as used. */
  covers(transform: string, node: Node): boolean {
    if (this.all.length === 0) return false
    const { first, last } = rowsOf(node)
    const [family = '', short = ''] = transform.split('/')
    for (const suppression of this.all) {
      if (suppression.row < first || suppression.row > last) continue
      const { names } = suppression
      if (names && !names.some((name) => name === transform || name === family || name === short)) continue
      suppression.used = true
      return true
    }
    return false
  }
}

function misspeltIn(tree: SyntaxTree): MisspeltSuppression[] {
  if (!tree.text.includes('pymolt:')) return []
  return [...tree.text.matchAll(OTHER)].flatMap(({ index, 1: word = '' }) => {
    const isMeant = ELSEWHERE.test(word) || nearest(word, ['skip', 'skip-file']).length > 0
    return isMeant && tree.nodeAt(index).type === 'comment' ? [{ index, word }] : []
  })
}

/** What the brackets of a `# pymolt: skip` may hold: transforms, with their family or without, and families. */
export function suppressibleNames(transforms: readonly string[]): ReadonlySet<string> {
  return new Set(transforms.flatMap((name) => [name, ...name.split('/')]))
}

/** The rows of the simple statement around a node, or of the header when it is a compound one. */
function rowsOf(node: Node): { first: number; last: number } {
  for (const candidate of [node, ...ancestorsOf(node)]) {
    const body = field(candidate, 'body') ?? field(candidate, 'consequence')
    if (body && body.type === 'block')
      return {
        first: candidate.startPosition.row,
        last: Math.max(candidate.startPosition.row, body.startPosition.row - 1),
      }
    if (/_statement$/.test(candidate.type))
      return { first: candidate.startPosition.row, last: candidate.endPosition.row }
  }
  return { first: node.startPosition.row, last: node.endPosition.row }
}
