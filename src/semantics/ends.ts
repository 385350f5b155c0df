import { statementsOf } from '../python/layout.ts'
import { field, isWithin, type Node } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'

/** What may keep an exception from leaving a `with`, so that the code behind it runs. */
const SUPPRESSES = /\b(?:suppress|raises|assertRaises\w*|ignore\w*)\b/
/** What never comes back: the end of a block is not reached behind it. */
const NEVER_BACK = /^(?:sys\.exit|os\._exit|exit|quit|(?:typing\.|t\.)?assert_never)\s*\(/
const ALWAYS = /^(?:True|1)$/

/** Whether the end of a block, or of a module, may be reached: a def whose end is gives None there. */
export function mayReachEnd(block: Node | undefined): boolean {
  return !block || statementsOf(block).every(mayComplete)
}

/** Whether what stands behind a statement may run after it. */
function mayComplete(statement: Node): boolean {
  switch (statement.type) {
    case 'return_statement':
    case 'raise_statement':
    case 'break_statement':
    case 'continue_statement':
      return false
    case 'assert_statement':
      return !/^assert\s+(?:False|0)\b/.test(statement.text)
    case 'expression_statement':
      return !NEVER_BACK.test(statement.text)
    case 'if_statement': {
      const branches = statement.childrenForFieldName('alternative')
      if (branches.at(-1)?.type !== 'else_clause') return true
      return [statement, ...branches].some((one) =>
        mayReachEnd(field(one, one.type === 'else_clause' ? 'body' : 'consequence')),
      )
    }
    case 'while_statement':
    case 'for_statement':
      return mayLeaveLoop(statement)
    case 'with_statement':
      return (
        mayReachEnd(field(statement, 'body')) ||
        SUPPRESSES.test(statement.namedChildren.find(({ type }) => type === 'with_clause')?.text ?? '')
      )
    case 'try_statement':
      return mayLeaveTry(statement)
    case 'match_statement':
      return mayLeaveMatch(statement)
    default:
      return true
  }
}

function mayLeaveLoop(loop: Node): boolean {
  const breaks = loop
    .descendantsOfType(['break_statement'])
    .some((one) => loopOf(one) === loop && isWithin(one, field(loop, 'body') ?? loop))
  if (breaks) return true
  const otherwise = field(loop, 'alternative')
  const isEndless = loop.type === 'while_statement' && ALWAYS.test(field(loop, 'condition')?.text ?? '')
  return !isEndless && (!otherwise || mayReachEnd(field(otherwise, 'body')))
}

/** The loop that a `break` leaves. One in the `else` of a loop is of the loop around that. */
function loopOf(jump: Node): Node | undefined {
  for (const up of ancestorsOf(jump)) {
    if (up.type === 'function_definition' || up.type === 'class_definition') return undefined
    const body = /^(?:for|while)_statement$/.test(up.type) ? field(up, 'body') : undefined
    if (body && isWithin(jump, body)) return up
  }
  return undefined
}

function mayLeaveTry(statement: Node): boolean {
  const clauses = statement.namedChildren
  const blockOf = (clause: Node | undefined) => clause?.namedChildren.find(({ type }) => type === 'block')
  const last = clauses.find(({ type }) => type === 'finally_clause')
  if (last && !mayReachEnd(blockOf(last))) return false
  const otherwise = clauses.find(({ type }) => type === 'else_clause')
  const mayPass =
    mayReachEnd(field(statement, 'body')) && (!otherwise || mayReachEnd(field(otherwise, 'body')))
  return (
    mayPass ||
    clauses.some((clause) => /^except_(?:group_)?clause$/.test(clause.type) && mayReachEnd(blockOf(clause)))
  )
}

function mayLeaveMatch(statement: Node): boolean {
  const cases = statement.descendantsOfType(['case_clause']).filter((one) => matchOf(one) === statement)
  const isComplete = cases.some((one) => !field(one, 'guard') && /^case\s+_\s*:/.test(one.text))
  return !isComplete || cases.some((one) => mayReachEnd(field(one, 'consequence')))
}

function matchOf(clause: Node): Node | undefined {
  for (const up of ancestorsOf(clause)) if (up.type === 'match_statement') return up
  return undefined
}
