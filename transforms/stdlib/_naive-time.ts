import {
  argumentsOf,
  type Context,
  field,
  hasSplat,
  keywordArgument,
  type Node,
  type Project,
  parentOf,
  sameNode,
} from '#transform'

const MADE_IN_UTC = /^datetime\.datetime\.(?:utcnow|utcfromtimestamp)$/

/**
 * Whether the result of utcnow or utcfromtimestamp has to stay without a zone. With one, isoformat would add +00:00, often before the Z
 * that the code adds; and it would raise to compare the time with, or subtract it from, one that is seen to have no zone: by itself, with
 * a timedelta added, by way of a variable or a property, or by its name.
 */
export function meetsNaive(context: Context, call: Node, asked: Node[] = []): boolean {
  asked.push(call)
  const value = asTime(context, call)
  if (isBesideNaive(context, value, asked)) return true
  const parent = parentOf(value)
  const target = parent?.type === 'assignment' ? field(parent, 'left') : undefined
  if (target?.type !== 'identifier') return false
  if (/naive/i.test(target.text)) return true
  const { names } = context.module
  const home = names.resolve(target.text, target)
  return names.loads(target.text).some(({ node }) => {
    const meant = names.resolve(target.text, node)
    const isSame = home.kind === 'bound' && meant.kind === 'bound' && meant.scope === home.scope
    return isSame && isBesideNaive(context, asTime(context, node), asked)
  })
}

/** The largest expression that is still this time, with whatever is added to it and replaced in it. */
function asTime(context: Context, node: Node): Node {
  const parent = parentOf(node)
  const outer = parent && parentOf(parent)
  switch (parent?.type) {
    case 'parenthesized_expression':
      return asTime(context, parent)
    case 'attribute':
      return outer && isReplaced(outer, node) ? asTime(context, outer) : node
    case 'binary_operator': {
      const isSum = /^[+-]$/.test(field(parent, 'operator')?.text ?? '')
      const other = parent.namedChildren.find((child) => !sameNode(child, node))
      return isSum && other && isDelta(context, other) ? asTime(context, parent) : node
    }
  }
  return node
}

/** Whether a call is `time.replace(…)` that leaves the zone as it is. */
function isReplaced(call: Node, time: Node): boolean {
  const callee = call.type === 'call' ? field(call, 'function') : undefined
  const args = argumentsOf(call)
  return (
    callee?.type === 'attribute' &&
    field(callee, 'attribute')?.text === 'replace' &&
    sameNode(field(callee, 'object'), time) &&
    !hasSplat(args) &&
    !keywordArgument(args, 'tzinfo')
  )
}

function isBesideNaive(context: Context, value: Node, asked: Node[]): boolean {
  const parent = parentOf(value)
  if (parent?.type === 'attribute' && field(parent, 'attribute')?.text === 'isoformat') return true
  if (!parent || !(/^(?:binary|comparison)_operator$/.test(parent.type) || isAsserted(parent))) return false
  return parent.namedChildren.some((other) => !sameNode(other, value) && isNaive(context, other, asked))
}

/** Whether they are the arguments of a method of unittest that compares them. */
function isAsserted(args: Node): boolean {
  const call = args.type === 'argument_list' ? parentOf(args) : undefined
  const callee = call && field(call, 'function')
  const name = callee?.type === 'attribute' ? (field(callee, 'attribute')?.text ?? '') : ''
  return /^assert(?:Not)?(?:Almost)?(?:Equals?|Less|LessEqual|Greater|GreaterEqual)$/.test(name)
}

/** Whether an expression is seen to be a time without a zone, and to stay one. */
function isNaive(context: Context, node: Node, asked: Node[]): boolean {
  switch (node.type) {
    case 'parenthesized_expression':
      return node.namedChildren.some((child) => isNaive(context, child, asked))
    case 'binary_operator': {
      const [left, right] = [field(node, 'left'), field(node, 'right')]
      return !!left && !!right && isDelta(context, right) && isNaive(context, left, asked)
    }
    case 'identifier':
      // A variable may be assigned what is made of itself.
      if (asked.some((other) => sameNode(other, node))) return false
      asked.push(node)
      return valuesOf(context, node).some((value) => isNaive(context, value, asked))
    case 'call':
      return isNaiveCall(context, node, asked)
    case 'attribute':
      return isNaiveMember(context, field(node, 'attribute')?.text ?? '')
    default:
      return false
  }
}

const members = new WeakMap<Project, Map<string, boolean>>()

/** Whether a file of the project has a property or an attribute of that name that is the local time without a zone. */
function isNaiveMember({ project }: Context, name: string): boolean {
  const known = members.get(project) ?? new Map<string, boolean>()
  members.set(project, known)
  let found = known.get(name)
  if (found === undefined) {
    const now = String.raw`(?:datetime\.)*datetime\.(?:now|today)\(\)\s`
    const property = String.raw`@(?:\w*\.)?\w*property\s+def ${name}\(self\)(?:(?!\n[ \t]*def )[\s\S])*?\n[ \t]*return ${now}`
    const pattern = new RegExp(String.raw`${property}|\bself\.${name} = ${now}`)
    found = project.filesWith(new Set([`def ${name}(`, `self.${name} = `]), pattern).length > 0
    known.set(name, found)
  }
  return found
}

function isNaiveCall(context: Context, call: Node, asked: Node[]): boolean {
  const callee = field(call, 'function')
  const args = argumentsOf(call)
  const name = (callee && context.qualifiedName(callee)) ?? ''
  if (MADE_IN_UTC.test(name))
    return !asked.some((other) => sameNode(other, call)) && meetsNaive(context, call, asked)
  const zone = keywordArgument(args, 'tzinfo')
  switch (name) {
    case 'datetime.datetime.now':
    case 'datetime.datetime.today':
      return args.length === 0
    case 'datetime.datetime.fromtimestamp':
      return args.length === 1 && !hasSplat(args)
    case 'datetime.datetime.strptime':
      return args[1]?.type === 'string' && !args[1].text.includes('%z')
    case 'datetime.datetime':
      // The zone comes eighth.
      return (
        !zone && args.length < 8 && args.every((arg) => !arg.type.endsWith('_splat') || isShortSlice(arg))
      )
  }
  const time = callee?.type === 'attribute' ? field(callee, 'object') : undefined
  if (!callee || !time) return false
  if (isReplaced(call, time)) return isNaive(context, time, asked)
  return field(callee, 'attribute')?.text === 'replace' && !!zone && field(zone, 'value')?.type === 'none'
}

/** `*parts[:6]`. */
function isShortSlice(splat: Node): boolean {
  return /\[:[1-7]\]$/.test(splat.text)
}

function isDelta(context: Context, node: Node): boolean {
  if (node.type === 'identifier') {
    const values = valuesOf(context, node)
    return values.length > 0 && values.every((value) => value.type === 'call' && isDelta(context, value))
  }
  const callee = node.type === 'call' ? field(node, 'function') : undefined
  return !!callee && context.qualifiedName(callee) === 'datetime.timedelta'
}

/** What is assigned to a variable; nothing of what comes to it in other ways. */
function valuesOf(context: Context, name: Node): readonly Node[] {
  const meant = context.module.names.resolve(name.text, name)
  if (meant.kind !== 'bound') return []
  return meant.bindings.flatMap(({ node, owner }) =>
    owner.type === 'assignment' && sameNode(field(owner, 'left'), node) ? (field(owner, 'right') ?? []) : [],
  )
}
