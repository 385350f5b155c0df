import { ancestorsOf, branchesOf, type Context, field, type Module, type Node, sameNode } from '#transform'
import { compare } from './_version-compare.ts'
import { nameOf } from './_version-name.ts'

/** Names that say whether this is Python 2 or 3. */
const FLAG = /^_*(?:is_?)?(?:py|python)_?(?:v|version_?)?[23]\w*$/i
const SIX_FLAG = /^(?:(?:.+\.)?six|future\.utils)\.PY([23])\d?$/
/** Modules that others ask for it, called as such modules are. */
const COMPAT_FLAG = /(?:^|\.)_?(?:five|(?:py)?_?compat|py3k)\.PY([23])$/
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
      return compare(node, { module, oldestDjango: context.project.oldestRelease('Django') })
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

/** `sys.version.startswith('2')`, and the like of `platform.python_version()`. */
function startsWith(call: Node, module: Module): boolean | undefined {
  const callee = field(call, 'function')
  const args = field(call, 'arguments')?.namedChildren ?? []
  const text = args[0]?.type === 'string' ? args[0].text.replace(/['"]/g, '') : ''
  if (!callee || args.length !== 1 || !/^[23]\.?$/.test(text)) return undefined
  const asked = field(callee, 'object')
  const isCall = asked?.type === 'call' && field(asked, 'arguments')?.namedChildCount === 0
  const source = isCall ? field(asked, 'function') : asked
  const name = source && nameOf(source, module)
  const isVersion = isCall ? name === 'platform.python_version' : name === 'sys.version'
  if (!isVersion || field(callee, 'attribute')?.text !== 'startswith') return undefined
  return text.startsWith(String(module.target.major))
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
