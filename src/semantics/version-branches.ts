import { field, type Node } from '../python/node.ts'
import { ancestorsOf, parentOf } from '../python/tree.ts'
import { atLeast, type Version } from '../python/version.ts'

/**
 * Whether `node` may run on the target: false below a test of `sys.version_info` that the target and everything newer decide the
 * other way. What such a branch binds is no other meaning of a name.
 */
export function mayRun(node: Node, target: Version): boolean {
  for (const up of ancestorsOf(node)) {
    const block = field(up, 'consequence')
    const isBelow =
      block !== undefined && block.startIndex <= node.startIndex && node.endIndex <= block.endIndex
    if (isBelow && outcome(up, target) === false) return false
    if (branchesBefore(up).some((branch) => outcome(branch, target) === true)) return false
  }
  return true
}

/** The `if` and `elif` whose conditions do not hold where an `elif` or `else` is looked at. */
function branchesBefore(clause: Node): Node[] {
  const statement = /^(?:elif|else)_clause$/.test(clause.type) ? parentOf(clause) : undefined
  if (statement?.type !== 'if_statement') return []
  const clauses = statement.namedChildren.filter(({ type }) => type === 'elif_clause')
  return [statement, ...clauses.filter(({ startIndex }) => startIndex < clause.startIndex)]
}

/** The oldest minor version of Python 3 that a target may have. */
const OLDEST = 6
const COMPARED = /^(?:sys\s*\.\s*)?version_info\s*(>=|>|<)\s*\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?(?:,[\s\d,]*)?\)$/
const COMPARED_MAJOR = /^(?:sys\s*\.\s*)?version_info\s*(?:\[\s*0\s*\]|\.\s*major)\s*(>=|==|!=|<|>)\s*([23])$/
/** Names that projects have for it, and `six`; `py3` alone may be anything, a path for one. */
const FLAG = /^(not\s+)?(?:\w+\.)*(?:(?:IS_?)?PY(?:THON)?_?|is_?py(?:thon)?_?|py(?=[23]k))([23])[Kk]?$/

/** What a condition that asks for the version gives on every Python 3 that may be the target; undefined for others. */
export function holdsOnPython3(condition: string): boolean | undefined {
  const [, not, flag] = FLAG.exec(condition) ?? []
  if (flag !== undefined) return (flag === '3') === (not === undefined)
  const [, operator, major] = COMPARED_MAJOR.exec(condition) ?? []
  if (major === '3') return operator === '>=' || operator === '=='
  if (major === '2') return operator === '>' || operator === '!=' || operator === '>='
  const [, sign, of, minor = '0'] = COMPARED.exec(condition) ?? []
  if (of === undefined || (Number(of) === 3 && Number(minor) > OLDEST) || Number(of) > 3) return undefined
  return sign !== '<'
}

const TEST = /^sys\s*\.\s*version_info\s*(>=|<)\s*\(\s*(\d+)\s*(?:,\s*(\d+)\s*)?,?\s*\)$/
const MAJOR = /^sys\s*\.\s*version_info\s*(?:\[\s*0\s*\]|\.\s*major)\s*(?:(>=|==)\s*3|<\s*3|==\s*2)$/

function outcome(branch: Node, target: Version): boolean | undefined {
  const condition = field(branch, 'condition')?.text ?? ''
  const major3 = MAJOR.exec(condition)
  if (major3) return major3[1] !== undefined
  const [, sign, major, minor = '0'] = TEST.exec(condition) ?? []
  const isOld = major !== undefined && atLeast(target, { major: Number(major), minor: Number(minor) })
  return isOld ? sign === '>=' : undefined
}

/**
 * Whether a condition holds for type checkers alone: `TYPE_CHECKING`, `False`, which was written before there was that, or `MYPY`, which mypy
 * takes for true whatever it is. https://mypy.readthedocs.io/en/stable/common_issues.html#python-version-and-system-platform-checks
 */
export function isForTypeCheckers(condition: string): boolean {
  return /^\(*(?:False|(?:\w+\.)?(?:TYPE_CHECKING|MYPY))\)*$/.test(condition)
}
