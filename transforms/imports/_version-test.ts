import { ancestorsOf, type Context, field, type Module, type Node, sameNode, stringParts } from '#transform'
import { branchesOf } from './_branches.ts'

/** What is compared: its smallest value on the target, and whether it is the same on every later Python. */
interface Subject {
  readonly least: readonly (number | string)[]
  readonly isExact: boolean
  /** Whether more items follow that nothing is known of, as in the whole of `sys.version_info`. */
  readonly isLonger: boolean
}

/** Names that say whether this is Python 2 or 3. */
const FLAG = /^_*(?:is_?)?(?:py|python)_?(?:v|version_?)?[23]\w*$/i
const SIX_FLAG = /^(?:(?:.+\.)?six|future\.utils)\.PY([23])\d?$/
/** Modules that others ask for it, called as such modules are. */
const COMPAT_FLAG = /(?:^|\.)_?(?:five|(?:py)?_?compat|py3k)\.PY([23])$/
const FLIPPED: Readonly<Record<string, string>> = {
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
  '==': '==',
  '!=': '!=',
}

/** Whether a condition holds on the target and everything newer; undefined where that is not decided. */
export function decide(node: Node, context: Context): boolean | undefined {
  return decideIn(node, context.module, context, 0)
}

function decideIn(node: Node, module: Module, context: Context, depth: number): boolean | undefined {
  const inner = (child: Node | undefined | null) =>
    child ? decideIn(child, module, context, depth) : undefined
  switch (node.type) {
    case 'parenthesized_expression':
      return node.namedChildCount === 1 ? inner(node.firstNamedChild) : undefined
    case 'not_operator': {
      const value = inner(field(node, 'argument'))
      return value === undefined ? undefined : !value
    }
    case 'boolean_operator': {
      const ends = field(node, 'operator')?.type === 'or'
      const left = inner(field(node, 'left'))
      if (left === ends) return ends
      const right = field(node, 'right')
      const value = inner(right)
      // What stands before it would no longer be evaluated.
      if (left === undefined) return value === ends && isPure(field(node, 'left'), module) ? ends : undefined
      return value
    }
    case 'comparison_operator':
      return compare(node, module)
    case 'call':
      return startsWith(node, module)
    case 'identifier':
    case 'attribute':
      return decideName(node, module, context, depth)
    default:
      return undefined
  }
}

/** Whether an expression does nothing but look. */
function isPure(node: Node | undefined | null, module: Module): boolean {
  if (!node) return false
  if (/^(?:identifier|attribute|string|integer|true|false|none)$/.test(node.type))
    return node.descendantsOfType(['call', 'subscript', 'interpolation']).length === 0
  if (node.type === 'call') {
    const callee = field(node, 'function')
    const isLook =
      callee && /^builtins\.(?:callable|hasattr|isinstance|issubclass)$/.test(nameOf(callee, module) ?? '')
    return !!isLook && isPure(field(node, 'arguments'), module)
  }
  return (
    /^(?:argument_list|boolean_operator|comparison_operator|not_operator|parenthesized_expression|tuple)$/.test(
      node.type,
    ) && node.namedChildren.every((child) => isPure(child, module))
  )
}

/** `a < b < c` is `a < b and b < c`. */
function compare(node: Node, module: Module): boolean | undefined {
  const operands = node.namedChildren.filter(({ type }) => type !== 'comment')
  const operators = node.children.flatMap(({ isNamed, text }) => (isNamed ? [] : [text.replace(/\s+/g, ' ')]))
  if (operands.length !== operators.length + 1) return undefined
  const answers = operators.map((operator, i) => {
    const [left, right] = [operands[i], operands[i + 1]]
    return left && right ? comparePair(left, operator, right, module) : undefined
  })
  if (answers.includes(false)) return false
  return answers.every((answer) => answer === true) ? true : undefined
}

function comparePair(left: Node, operator: string, right: Node, module: Module): boolean | undefined {
  const subject = subjectOf(left, module)
  if (subject && /^(?:not )?in$/.test(operator)) {
    if (!/^(?:tuple|list|set)$/.test(right.type)) return undefined
    const answers = right.namedChildren.map((item) => {
      const constant = constantOf(item)
      return constant && holds(subject, '==', constant)
    })
    const found = answers.includes(true)
      ? true
      : answers.every((answer) => answer === false)
        ? false
        : undefined
    return operator === 'in' || found === undefined ? found : !found
  }
  const constant = subject && constantOf(right)
  if (constant) return holds(subject, operator, constant)
  const other = subjectOf(right, module)
  const value = other && constantOf(left)
  const flipped = FLIPPED[operator]
  return value && flipped !== undefined ? holds(other, flipped, value) : undefined
}

function holds(
  subject: Subject,
  operator: string,
  constant: readonly (number | string)[],
): boolean | undefined {
  const { least, isExact, isLonger } = subject
  // What a Python 4 would do nobody knows.
  const isFuture = least[0] === 3 && Number(constant[0]) > 3
  if (isFuture || typeof least[0] !== typeof constant[0]) return undefined
  // Of a micro version and a release level nothing is known: the minor version must tell.
  if (constant.length > 3 && orderOf(least.slice(0, 2), constant.slice(0, 2)) === 0) return undefined
  const order = orderOf(least, constant) || (isLonger ? 1 : 0)
  const isEqual = isExact
    ? order === 0
    : order > 0 && constant.length === least.length && !isLonger
      ? false
      : undefined
  switch (operator) {
    case '>=':
      return order >= 0 ? true : isExact ? false : undefined
    case '>':
      return order > 0 ? true : isExact ? false : undefined
    case '<':
      return order >= 0 ? false : isExact ? true : undefined
    case '<=':
      return order > 0 ? false : isExact ? true : undefined
    case '==':
      return isEqual
    case '!=':
      return isEqual === undefined ? undefined : !isEqual
    default:
      return undefined
  }
}

function orderOf(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let i = 0; ; i++) {
    const [x, y] = [a[i], b[i]]
    if (x === undefined || y === undefined) return (x === undefined ? 0 : 1) - (y === undefined ? 0 : 1)
    if (x !== y) return x < y ? -1 : 1
  }
}

/** `sys.version_info` and its parts, `sys.hexversion`, the first character of `sys.version`. */
function subjectOf(node: Node, module: Module): Subject | undefined {
  const { major, minor } = module.target
  const whole = { least: [major, minor, 0], isExact: false, isLonger: true }
  const name = nameOf(node, module)
  if (name === 'sys.version_info') return whole
  if (name === 'sys.version_info.major') return { least: [major], isExact: true, isLonger: false }
  if (name === 'sys.version_info.minor') return { least: [minor], isExact: false, isLonger: false }
  if (name === 'sys.hexversion')
    return { least: [(major << 24) + (minor << 16) + 0xa0], isExact: false, isLonger: false }
  if (node.type === 'tuple') {
    // `(sys.version_info[0], sys.version_info[1])`
    const parts = node.namedChildren.map((item, i) =>
      nameOfItem(item, module) === i ? whole.least[i] : undefined,
    )
    const least = parts.flatMap((part) => part ?? [])
    return least.length === parts.length && least.length > 0
      ? { least, isExact: least.length === 1, isLonger: false }
      : undefined
  }
  const value = node.type === 'subscript' ? field(node, 'value') : undefined
  const index = field(node, 'subscript')
  if (!value || !index || node.childrenForFieldName('subscript').length > 1) return undefined
  const of = nameOf(value, module)
  const stop = index.type === 'slice' ? /^0?\s*:\s*([123])$/.exec(index.text)?.[1] : undefined
  if (of === 'sys.version' && (index.text === '0' || stop === '1'))
    return { least: [String(major)], isExact: true, isLonger: false }
  if (of !== 'sys.version_info') return undefined
  if (index.text === '0') return { least: [major], isExact: true, isLonger: false }
  if (index.text === '1') return { least: [minor], isExact: false, isLonger: false }
  if (stop === undefined) return undefined
  return { least: whole.least.slice(0, Number(stop)), isExact: stop === '1', isLonger: false }
}

/** The index of an item of sys.version_info. */
function nameOfItem(node: Node, module: Module): number | undefined {
  const value = node.type === 'subscript' ? field(node, 'value') : undefined
  const index = field(node, 'subscript')?.text ?? ''
  return value && nameOf(value, module) === 'sys.version_info' && /^[0-2]$/.test(index)
    ? Number(index)
    : undefined
}

/** What a node surely means, also through `info = sys.version_info`. */
function nameOf(node: Node, module: Module): string | undefined {
  const found = module.qualify(node)
  if (found.kind === 'certain') return found.name
  if (found.kind === 'unknown') return undefined
  const root = /^(?:attribute)$/.test(node.type) ? node.descendantsOfType('identifier')[0] : node
  // Before a `del` a name means what it was bound to; behind it there is none.
  const [binding, ...others] = root ? module.bindingsOf(root).filter(({ kind }) => kind !== 'delete') : []
  if (binding?.kind === 'import' && binding.context === 'plain' && others.length === 0)
    return found.candidates[0]
  if (node.type !== 'identifier') return undefined
  const isAlias = binding?.kind === 'assignment' && binding.context === 'plain' && others.length === 0
  return isAlias && binding.scope.kind === 'module' ? found.candidates[0] : undefined
}

/** A number, a string or a tuple of numbers, behind the first three of which may be a release level. */
function constantOf(node: Node): readonly (number | string)[] | undefined {
  if (node.type === 'parenthesized_expression')
    return node.namedChildCount === 1 && node.firstNamedChild ? constantOf(node.firstNamedChild) : undefined
  if (node.type === 'integer' && /^(?:0x[\da-f_]+|[\d_]+)$/i.test(node.text))
    return [Number(node.text.replaceAll('_', ''))]
  const parts = stringParts(node)
  if (parts && !parts.isFormatted)
    return [node.text.slice(parts.content.start - node.startIndex, parts.content.end - node.startIndex)]
  if (node.type !== 'tuple') return undefined
  const items = node.namedChildren.map((item, i) =>
    item.type === 'integer' ? Number(item.text) : i > 2 && item.type === 'string' ? item.text : Number.NaN,
  )
  return items.length > 0 && items.every((item) => !Number.isNaN(item)) ? items : undefined
}

/** `sys.version.startswith('2')`. */
function startsWith(call: Node, module: Module): boolean | undefined {
  const callee = field(call, 'function')
  const args = field(call, 'arguments')?.namedChildren ?? []
  const text = args[0]?.type === 'string' ? args[0].text.replace(/['"]/g, '') : ''
  if (!callee || args.length !== 1 || nameOf(callee, module) !== 'sys.version.startswith') return undefined
  return /^[23]\.?$/.test(text) ? text.startsWith(String(module.target.major)) : undefined
}

/** A flag of six, or a name that one assignment gives a decided value to, here or in another module of the project. */
function decideName(node: Node, module: Module, context: Context, depth: number): boolean | undefined {
  const name = nameOf(node, module)
  const six = SIX_FLAG.exec(name ?? '')?.[1]
  if (six !== undefined) return six === '3'
  if (depth > 2) return undefined
  const bindings = node.type === 'identifier' ? module.bindingsOf(node) : []
  const live = bindings.map((binding) => ({ binding, runs: runs(binding.node, module, context, depth + 1) }))
  const [only, ...others] = live.filter((entry) => entry.runs !== false)
  const binding = only?.binding
  const value = binding && field(binding.owner, 'right')
  if (binding?.kind === 'assignment' && value) {
    const isPlain = sameNode(field(binding.owner, 'left'), binding.node)
    if (others.length > 0 || !isPlain || binding.scope.kind !== 'module' || !only?.runs) return undefined
    if (/^(?:true|false)$/.test(value.type))
      return FLAG.test(binding.name) ? value.type === 'true' : undefined
    return decideIn(value, module, context, depth + 1)
  }
  const cut = name?.lastIndexOf('.') ?? -1
  if (name === undefined || cut < 1 || !FLAG.test(name.slice(cut + 1))) return undefined
  return decideElsewhere(name.slice(0, cut), name.slice(cut + 1), module, context, depth)
}

/** Whether the statement that `node` is part of runs on the target, as far as conditions on the version decide that. */
function runs(node: Node, module: Module, context: Context, depth: number): boolean | undefined {
  let answer: boolean | undefined = true
  let child = node
  for (const up of ancestorsOf(node)) {
    if (/^(?:function|class)_definition$|^lambda$/.test(up.type)) break
    if (up.type === 'if_statement') {
      const isTaken = takes(up, child, module, context, depth)
      if (isTaken === false) return false
      if (isTaken === undefined) answer = undefined
    } else if (!/^(?:module|block|else_clause|elif_clause|expression_statement|assignment)$/.test(up.type))
      answer = undefined
    child = up
  }
  return answer
}

/** Whether an if statement takes the branch `inside`. */
function takes(
  statement: Node,
  inside: Node,
  module: Module,
  context: Context,
  depth: number,
): boolean | undefined {
  let isOpen = false
  for (const { condition, block } of branchesOf(statement)) {
    const answer = condition ? decideIn(condition, module, context, depth) : true
    if (inside.startIndex <= block.startIndex && block.endIndex <= inside.endIndex)
      return isOpen && answer ? undefined : answer
    if (answer) return false
    isOpen ||= answer === undefined
  }
  return undefined
}

function decideElsewhere(
  from: string,
  name: string,
  module: Module,
  context: Context,
  depth: number,
): boolean | undefined {
  const { project } = context
  const found = project.resolveExport(from, name)
  if (!found) {
    // Of another package, or of a module here that takes its names from one.
    const [file] = project.graph.candidatesOf(from)
    const isBound =
      file !== undefined && (project.moduleAt(file, module.target)?.names.bindings(name).length ?? 1) > 0
    const flag = isBound ? undefined : COMPAT_FLAG.exec(`${from}.${name}`)?.[1]
    return flag === undefined ? undefined : flag === '3'
  }
  if ('external' in found) {
    const flag = (SIX_FLAG.exec(found.external) ?? COMPAT_FLAG.exec(found.external))?.[1]
    return flag === undefined ? undefined : flag === '3'
  }
  const other = found.path === module.path ? undefined : project.moduleAt(found.path, module.target)
  const binding = other?.names.bindings(found.name).find(({ scope }) => scope.kind === 'module')
  return other && binding ? decideName(binding.node, other, context, depth + 1) : undefined
}
