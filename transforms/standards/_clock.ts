import {
  type Context,
  field,
  type Node,
  parentOf,
  sameNode,
  signsOf,
  withoutParentheses,
  wordsIn,
} from '#transform'

/** Ends the look at times that are used for something else than how long something took. */
class OtherUse {
  readonly node: Node
  constructor(node: Node) {
    this.node = node
  }
}

/** Times of one clock that are held against each other. */
export interface Times {
  /** The calls that read the clock, in text order. */
  readonly calls: readonly Node[]
  /** Where one of them is used for something else. */
  readonly otherUse: Node | undefined
  /** Whether two of them are subtracted or compared. */
  readonly isElapsed: boolean
}

/** All times that meet the one which `call` reads, by way of variables and of private attributes. */
export function timesAround(context: Context, call: Node, clock: string): Times {
  const found = new Found(context, clock)
  let otherUse: Node | undefined
  try {
    found.read(call)
  } catch (error) {
    if (!(error instanceof OtherUse)) throw error
    otherUse = error.node
  }
  const calls = [...found.calls].sort((a, b) => a.startIndex - b.startIndex)
  return { calls, otherUse, isElapsed: found.isElapsed }
}

class Found {
  readonly calls: Node[] = []
  #isSubtracted = false
  #isCompared = false
  /** Whether something is added to a time, which makes a deadline of it. */
  #isMoved = false
  readonly #context: Context
  readonly #clock: string
  readonly #variables = new Set<number>()
  readonly #attributes = new Set<string>()

  constructor(context: Context, clock: string) {
    this.#context = context
    this.#clock = clock
  }

  /** Without a deadline, a comparison may wait for the clock itself to go on. */
  get isElapsed(): boolean {
    return this.#isSubtracted || (this.#isCompared && this.#isMoved)
  }

  /** Takes an expression in that has to be a time: what reads the clock in it, and what it is used for. */
  read(node: Node): void {
    const bare = withoutParentheses(node)
    switch (bare.type) {
      case 'call': {
        const callee = field(bare, 'function')
        if (!callee || this.#context.qualifiedName(callee) !== this.#clock) throw new OtherUse(bare)
        if (this.calls.some((one) => sameNode(one, bare))) return
        this.calls.push(bare)
        this.#use(bare)
        return
      }
      case 'identifier':
        this.#variable(bare)
        return
      case 'attribute':
        this.#attribute(bare)
        return
      case 'named_expression': {
        const value = field(bare, 'value')
        if (value) this.read(value)
        return
      }
      case 'binary_operator': {
        const [left, right] = [field(bare, 'left'), field(bare, 'right')]
        const operator = field(bare, 'operator')?.type
        if (!left || !right || !(operator === '+' || operator === '-')) throw new OtherUse(bare)
        const isRight = operator === '+' && this.#readsClock(right) && !this.#readsClock(left)
        // What is taken away from a time, and gives a time, is seen to be a number.
        if (operator === '-' && !isNumber(right)) throw new OtherUse(bare)
        this.read(isRight ? right : left)
        return
      }
      default:
        throw new OtherUse(bare)
    }
  }

  /** Follows a time to what it is used for. */
  #use(node: Node): void {
    const up = parentOf(node)
    const isOn = (side: string) => !!up && sameNode(field(up, side), node)
    switch (up?.type) {
      case 'expression_statement':
        return
      case 'parenthesized_expression':
        this.#use(up)
        return
      case 'binary_operator':
        this.#calculation(up, node)
        return
      case 'comparison_operator': {
        const others = up.namedChildren.filter((one) => one.type !== 'comment' && !sameNode(one, node))
        if (others.every(({ type }) => type === 'none')) return
        if (!/^[<>]=?$/.test(signsOf(up)[0]?.type ?? '')) throw new OtherUse(up)
        for (const other of others) this.read(other)
        this.#isCompared = true
        return
      }
      case 'named_expression':
        if (!isOn('value')) return
        this.#target(field(up, 'name'))
        this.#use(up)
        return
      case 'assignment': {
        if (!isOn('right')) return
        this.#target(field(up, 'left'))
        if (parentOf(up)?.type === 'assignment') this.#use(up)
        return
      }
      case 'augmented_assignment':
        if (!isOn('left') || !/^[+-]=$/.test(field(up, 'operator')?.text ?? '')) break
        this.#step(up)
        return
    }
    throw new OtherUse(up ?? node)
  }

  #step(assignment: Node): void {
    const right = field(assignment, 'right')
    if (!right || this.#readsClock(right)) throw new OtherUse(assignment)
    this.#isMoved = true
  }

  #calculation(sum: Node, node: Node): void {
    const isLeft = sameNode(field(sum, 'left'), node)
    const other = field(sum, isLeft ? 'right' : 'left')
    const operator = field(sum, 'operator')?.type
    if (!other) throw new OtherUse(sum)
    if (operator === '-' && !(isLeft && isNumber(other))) {
      this.read(other)
      this.#isSubtracted = true
      return
    }
    if (!(operator === '-' || operator === '+') || this.#readsClock(other)) throw new OtherUse(sum)
    this.#isMoved = true
    this.#use(sum)
  }

  #target(target: Node | undefined): void {
    if (target?.type === 'identifier') this.#variable(target)
    else if (target?.type === 'attribute') this.#attribute(target)
    else throw new OtherUse(target ?? (this.calls[0] as Node))
  }

  #variable(name: Node): void {
    const { module, project } = this.#context
    const bindings = module.bindingsOf(name)
    const [first] = bindings
    if (!first || first.scope.kind === 'class') throw new OtherUse(name)
    if (this.#variables.has(first.node.startIndex)) return
    this.#variables.add(first.node.startIndex)
    if (first.scope.kind === 'module') {
      const isShared =
        module.exports !== undefined || project.namesUsedElsewhere(module.path, [name.text]).size > 0
      if (isShared) throw new OtherUse(name)
    }
    for (const { kind, owner, node } of bindings)
      if (kind === 'augmented') this.#step(owner)
      else if (kind === 'walrus') this.#value(field(owner, 'value'))
      else if (kind === 'assignment' && sameNode(field(owner, 'left'), node))
        this.#value(field(owner, 'right'))
      else if (kind !== 'annotation' && kind !== 'delete') throw new OtherUse(node)
    for (const { node, role } of module.names.loads(name.text))
      if (role === 'load' && module.bindingsOf(node).includes(first)) this.#use(node)
  }

  #value(value: Node | undefined): void {
    const last = value?.type === 'assignment' ? lastOf(value) : value
    if (last?.type !== 'none') {
      if (!last) throw new OtherUse(this.calls[0] as Node)
      this.read(last)
    }
  }

  /** An attribute of self that is private, and that no other file speaks of. */
  #attribute(node: Node): void {
    const { module, project, text } = this.#context
    const name = field(node, 'attribute')?.text ?? ''
    if (this.#attributes.has(name)) return
    this.#attributes.add(name)
    if (!/^_(?!_.*__$)/.test(name)) throw new OtherUse(node)
    if (project.filesNaming(new Set([name])).some((path) => path !== module.path)) throw new OtherUse(node)
    for (const at of wordsIn(text, name)) {
      const word = module.tree.nodeAt(at, at + name.length)
      const access = parentOf(word)
      if (word.type === 'comment') continue
      if (access?.type !== 'attribute' || field(access, 'object')?.text !== 'self') throw new OtherUse(word)
      const up = parentOf(access)
      if (up?.type === 'assignment' && sameNode(field(up, 'left'), access)) {
        if (field(up, 'right')) this.#value(field(up, 'right'))
      } else this.#use(access)
    }
  }

  /** Whether an expression reads the clock, or what is known to hold a time. */
  #readsClock(node: Node): boolean {
    return [node, ...node.descendantsOfType(['call', 'identifier', 'attribute'])].some((one) => {
      if (one.type === 'call') {
        const callee = field(one, 'function')
        return !!callee && this.#context.qualifiedName(callee) === this.#clock
      }
      if (one.type === 'attribute') return this.#attributes.has(field(one, 'attribute')?.text ?? '')
      if (one.type !== 'identifier') return false
      const [first] = this.#context.module.bindingsOf(one)
      return !!first && this.#variables.has(first.node.startIndex)
    })
  }
}

/** The value of `a = b = value`. */
function lastOf(assignment: Node): Node | undefined {
  const right = field(assignment, 'right')
  return right?.type === 'assignment' ? lastOf(right) : right
}

function isNumber(node: Node): boolean {
  return /^(?:integer|float)$/.test(withoutParentheses(node).type)
}
