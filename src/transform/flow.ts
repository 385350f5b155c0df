import { statementsOf } from '../python/layout.ts'
import { field, type Node } from '../python/node.ts'
import type { Context } from './context.ts'
import { jumpOut } from './jumps.ts'

/** Functions that end the program, or fail, whatever they are given. */
const ENDS: ReadonlySet<string> = new Set([
  'builtins.exit',
  'builtins.quit',
  'sys.exit',
  'os._exit',
  'os.abort',
  'os.execv',
  'os.execve',
  'os.execvp',
  'os.execvpe',
  'pytest.exit',
  'pytest.fail',
  'pytest.skip',
  'pytest.xfail',
  'typing.assert_never',
  'typing_extensions.assert_never',
])

/** The return statements of a function, without those of functions inside. */
export function ownReturns(body: Node): Node[] {
  return withinFunction(body, 'return_statement')
}

/** Whether the function is a generator. */
export function yields(body: Node): boolean {
  return /\byield\b/.test(body.text) && withinFunction(body, 'yield').length > 0
}

function withinFunction(node: Node, type: string): Node[] {
  const found: Node[] = []
  const open = [node]
  for (let here = open.pop(); here; here = open.pop()) {
    if (here.type === type) found.push(here)
    if (!/^(?:function_definition|class_definition|lambda)$/.test(here.type) || here === node)
      open.push(...here.namedChildren.toReversed())
  }
  return found
}

/** Whether what is behind the statements of a block may run, as far as they tell. */
export function canReachEnd(context: Context, block: Node | undefined): boolean {
  const statements = block ? statementsOf(block) : []
  return statements.every((one) => canPass(context, one))
}

function canPass(context: Context, statement: Node): boolean {
  const reaches = (block: Node | undefined) => canReachEnd(context, block)
  switch (statement.type) {
    case 'return_statement':
    case 'raise_statement':
    case 'continue_statement':
    case 'break_statement':
      return false
    case 'assert_statement':
      return !/^(?:False|0)$/.test(statement.firstNamedChild?.text ?? '')
    case 'expression_statement':
      return !ends(context, statement.firstNamedChild)
    case 'if_statement': {
      const others = statement.childrenForFieldName('alternative')
      if (reaches(field(statement, 'consequence')) || others.at(-1)?.type !== 'else_clause') return true
      return others.some((one) => reaches(field(one, 'consequence') ?? field(one, 'body')))
    }
    case 'while_statement': {
      const isEndless = /^(?:True|1)$/.test(field(statement, 'condition')?.text ?? '')
      return !isEndless || breaks(field(statement, 'body'))
    }
    case 'for_statement': {
      const other = field(statement, 'alternative')
      return !other || reaches(field(other, 'body')) || breaks(field(statement, 'body'))
    }
    case 'with_statement':
      return reaches(field(statement, 'body'))
    case 'match_statement': {
      const cases = withCases(statement)
      const isWhole = cases.some((one) => /^case\s+_\s*:/.test(one.text))
      return !isWhole || cases.some((one) => reaches(field(one, 'consequence')))
    }
    case 'try_statement': {
      const clauses = statement.namedChildren.filter(({ type }) => /_clause$/.test(type))
      const blockOf = (clause: Node) => clause.namedChildren.findLast(({ type }) => type === 'block')
      const cleanUp = clauses.find(({ type }) => type === 'finally_clause')
      if (cleanUp && !reaches(blockOf(cleanUp))) return false
      const other = clauses.find(({ type }) => type === 'else_clause')
      const isThrough = reaches(field(statement, 'body')) && (!other || reaches(blockOf(other)))
      return isThrough || clauses.some((one) => one.type.startsWith('except') && reaches(blockOf(one)))
    }
    default:
      return true
  }
}

function withCases(statement: Node): Node[] {
  return field(statement, 'body')?.namedChildren.filter(({ type }) => type === 'case_clause') ?? []
}

/** Whether a loop's body may leave the loop before its end. */
function breaks(body: Node | undefined): boolean {
  return !!body && jumpOut(statementsOf(body), ['break_statement']) !== undefined
}

/** Whether a call never comes back: of a method its name tells. */
function ends(context: Context, expression: Node | null): boolean {
  const callee = expression?.type === 'call' ? field(expression, 'function') : undefined
  if (!callee) return false
  const name = context.qualifiedName(callee)
  if (name !== undefined && ENDS.has(name)) return true
  const last = callee.type === 'attribute' ? field(callee, 'attribute')?.text : callee.text
  // A parser ends the program with its error(), a logger does not.
  if (/(?:^|[._])log(?:ger|ging)?\.error$/i.test(callee.text)) return false
  if (/^(?:_?(?:fail|abort|exit|error|die|quit)|skipTest|assert_never|_?raise\w*)$/.test(last ?? ''))
    return true
  return context.module.bindingsOf(callee).some(({ owner }) => neverReturns(owner))
}

/** Whether a function says that it never comes back, or ends in a raise. */
function neverReturns(owner: Node): boolean {
  if (owner.type !== 'function_definition') return false
  if (/\b(?:NoReturn|Never)\b/.test(field(owner, 'return_type')?.text ?? '')) return true
  const body = field(owner, 'body')
  const last = body && statementsOf(body).at(-1)
  return !!body && last?.type === 'raise_statement' && ownReturns(body).length === 0
}
