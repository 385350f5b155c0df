import { stringParts } from '../python/literals.ts'
import { field, type Node, withoutComments } from '../python/node.ts'
import { table } from '../python/table.ts'
import { filling } from './filled.ts'
import { annotatedType } from './infer-annotation.ts'
import { callType } from './infer-call.ts'
import { withHeirs } from './infer-heirs.ts'
import { memberType } from './infer-member.ts'
import { nameType, valueOfName } from './infer-name.ts'
import type { Module } from './module.ts'
import { elementOf, instance, itemOf, membersOf, NONE, type Type, union, withoutNone } from './type.ts'

/** Where inference finds what other files define. */
export interface Definitions {
  /** The file whose expressions are asked about. */
  readonly planned: Module
  /** The file that defines a qualified name, and its name there; '' for a whole file. Undefined for what is not of the project. */
  find(qualifiedName: string): { readonly module: Module; readonly name: string } | undefined
  /** The `conftest.py` files that apply to a file, the nearest first. */
  conftests(module: Module): readonly Module[]
  /**
   * The classes of the project that inherit from a class, or may: those of its own file, and those that other files define outside of
   * functions, where these spell the name of the member.
   */
  heirs(
    module: Module,
    classNode: Node,
    member: string,
  ): readonly { readonly module: Module; readonly node: Node }[]
  /** The classes of the project that inherit from a builtin and have one of `members` of their own. */
  heirsOfBuiltin(
    name: string,
    members: readonly string[],
  ): readonly { readonly module: Module; readonly node: Node }[]
}

/** Answers by node, each worked out once. */
class Answers {
  readonly #known = new Map<Node, Type | undefined>()
  readonly #open = new Set<Node>()
  /** What the question that is being answered found to be unknown; worked out again each time, loops would take for ever. */
  readonly #unknown = new Set<Node>()

  of(node: Node, infer: () => Type | undefined): Type | undefined {
    if (this.#known.has(node)) return this.#known.get(node)
    // A value that depends on itself, or on too much, is not known.
    if (this.#open.has(node) || this.#open.size > MAX_DEPTH || this.#unknown.has(node)) return undefined
    this.#open.add(node)
    try {
      const type = infer()
      // What was cut off further up may be known when it is asked for by itself.
      if (type || this.#open.size === 1) this.#known.set(node, type)
      else this.#unknown.add(node)
      return type
    } finally {
      this.#open.delete(node)
      if (this.#open.size === 0) this.#unknown.clear()
    }
  }
}

const UNKNOWN = ''
const ARITHMETIC_OF_BOOL = { 'builtins.bool': 'builtins.int' }
/** What operators give of two values of one class where it is no value of that class. */
const RESULTS: Readonly<Record<string, Readonly<Record<string, string>>>> = table({
  '+': ARITHMETIC_OF_BOOL,
  '-': {
    ...ARITHMETIC_OF_BOOL,
    'datetime.date': 'datetime.timedelta',
    'datetime.datetime': 'datetime.timedelta',
  },
  '*': ARITHMETIC_OF_BOOL,
  '/': {
    'builtins.bool': 'builtins.float',
    'builtins.int': 'builtins.float',
    'datetime.timedelta': 'builtins.float',
  },
  '//': { ...ARITHMETIC_OF_BOOL, 'datetime.timedelta': 'builtins.int' },
  '%': ARITHMETIC_OF_BOOL,
  '<<': ARITHMETIC_OF_BOOL,
  '>>': ARITHMETIC_OF_BOOL,
  // What is to the power of a negative number is a float, and a complex one of a negative number.
  '**': { 'builtins.bool': UNKNOWN, 'builtins.int': UNKNOWN, 'builtins.float': UNKNOWN },
})

/** How deep one expression leads into others before its type counts as unknown. */
const MAX_DEPTH = 40

/**
 * The types of expressions, as far as the project's own code tells them for certain. Nothing is known of a value that has one
 * possible source which is not understood. `None` in a union is kept.
 */
export class Inference {
  readonly definitions: Definitions
  readonly #values = new Answers()
  readonly #annotations = new Answers()

  constructor(definitions: Definitions) {
    this.definitions = definitions
  }

  /** The type of an expression's value. */
  typeOf(module: Module, node: Node): Type | undefined {
    return this.#values.of(node, () => this.#infer(module, node))
  }

  /** The type that an annotation gives what it annotates. */
  annotated(module: Module, node: Node): Type | undefined {
    return this.#annotations.of(node, () => withHeirs(this, annotatedType(this, module, node)))
  }

  /** The expression that a name is bound to, where there is one only, and where it stands. */
  valueOf(module: Module, node: Node): { readonly module: Module; readonly node: Node } | undefined {
    return valueOfName(this, module, node)
  }

  #infer(module: Module, node: Node): Type | undefined {
    const literal = LITERALS.get(node.type)
    if (literal !== undefined) return instance(isImaginary(node) ? 'builtins.complex' : literal)
    const first = node.firstNamedChild
    const of = (child: Node | null | undefined) => (child ? this.typeOf(module, child) : undefined)
    switch (node.type) {
      case 'none':
        return NONE
      case 'string':
        return instance(stringParts(node)?.isBytes ? 'builtins.bytes' : 'builtins.str')
      case 'concatenated_string':
      case 'parenthesized_expression':
        return node.namedChildCount === 1 || node.type === 'concatenated_string' ? of(first) : undefined
      case 'identifier':
        return nameType(this, module, node)
      case 'attribute':
      case 'member_type':
      case 'dotted_name':
        return memberType(this, module, node)
      case 'call':
        return callType(this, module, node)
      case 'await': {
        const awaited = of(first)
        return awaited?.kind === 'instance' && AWAITABLES.has(String(awaited.of))
          ? awaited.args.at(-1)
          : undefined
      }
      case 'named_expression':
        return of(field(node, 'value'))
      case 'conditional_expression':
        return union([of(first), of(node.lastNamedChild)])
      case 'boolean_operator':
        return this.#choice(
          of(field(node, 'left')),
          of(field(node, 'right')),
          field(node, 'operator')?.text === 'or',
        )
      case 'binary_operator': {
        const right = field(node, 'right')
        const operator = field(node, 'operator')?.text ?? ''
        // `2**8` is as much an int as `2 * 2`.
        const isPower = operator === '**' && right?.type === 'integer'
        return this.result(isPower ? '*' : operator, of(field(node, 'left')), of(right))
      }
      case 'not_operator':
        return instance('builtins.bool')
      case 'comparison_operator':
        return this.#isPlainComparison(module, node) ? instance('builtins.bool') : undefined
      case 'list':
      case 'set':
        return instance(
          `builtins.${node.type}`,
          union([this.#elements(module, node), ...filling(this, module, node).values]),
        )
      case 'tuple':
      case 'expression_list':
        return node.namedChildren.some((child) => child.type === 'list_splat')
          ? instance('collections.abc.Sequence', undefined)
          : instance('builtins.tuple', ...withoutComments(node).map(of))
      case 'list_comprehension':
        return instance('builtins.list', of(field(node, 'body')))
      case 'set_comprehension':
        return instance('builtins.set', of(field(node, 'body')))
      case 'generator_expression':
        return instance('collections.abc.Generator', of(field(node, 'body')))
      case 'dictionary_comprehension': {
        const pair = field(node, 'body')
        return instance('builtins.dict', of(pair && field(pair, 'key')), of(pair && field(pair, 'value')))
      }
      case 'dictionary':
        return this.#dictionary(module, node)
      case 'subscript':
        return this.#item(module, node)
      default:
        return undefined
    }
  }

  /** `a or b` is never the None of `a`. */
  #choice(left: Type | undefined, right: Type | undefined, isOr: boolean): Type | undefined {
    if (!left || !right) return undefined
    if (!isOr) return union([left, right])
    const kept = withoutNone(left)
    return kept ? union([kept, right]) : right
  }

  /**
   * Whether a comparison gives True or False: what `is` and `in` give is never anything else. Of the rest only integers are believed,
   * since NumPy's numbers and texts are floats and texts of Python's that compare in their own way.
   */
  #isPlainComparison(module: Module, node: Node): boolean {
    const asks = node.childrenForFieldName('operators')
    return (
      asks.every(({ text }) => /^(?:is|in|is\s+not|not\s+in)$/.test(text)) ||
      withoutComments(node).every((operand) => isInt(this.typeOf(module, operand)))
    )
  }

  /** What a binary operator gives: two values of one class give another one, but for some operators. */
  result(operator: string, left: Type | undefined, right: Type | undefined): Type | undefined {
    if (isText(left) && (operator === '%' || (operator === '*' && isInt(right)))) return left
    const both = union([left, right])
    if (both?.kind !== 'instance') return undefined
    // What the operators of its own give only the class knows.
    if (typeof both.of !== 'string') return undefined
    const other = RESULTS[operator]?.[both.of]
    if (other === undefined) return both
    return other === UNKNOWN ? undefined : instance(other)
  }

  #elements(module: Module, node: Node): Type | undefined {
    return union(
      withoutComments(node).map((child) =>
        child.type === 'list_splat' && child.firstNamedChild
          ? elementOf(this.typeOf(module, child.firstNamedChild))
          : this.typeOf(module, child),
      ),
    )
  }

  #dictionary(module: Module, node: Node): Type | undefined {
    const pairs = withoutComments(node)
    if (pairs.some((pair) => pair.type !== 'pair')) return instance('builtins.dict')
    const all = (name: string) =>
      union(
        pairs.map((pair) => {
          const part = field(pair, name)
          return part && this.typeOf(module, part)
        }),
      )
    const { keys, values } = filling(this, module, node)
    return instance('builtins.dict', union([all('key'), ...keys]), union([all('value'), ...values]))
  }

  #item(module: Module, node: Node): Type | undefined {
    const value = field(node, 'value')
    const [index, ...others] = node.childrenForFieldName('subscript')
    const type = value && this.typeOf(module, value)
    if (!type || !index) return undefined
    // `Base[int]` is the class.
    if (type.kind === 'class') return /^typing(?:_extensions)?\./.test(String(type.of)) ? undefined : type
    if (others.length > 0) return undefined
    if (index.type === 'slice') return union(membersOf(type).map(slice))
    return itemOf(type, /^-?\d+$/.test(index.text) ? Number(index.text) : undefined)
  }
}

/** A part of a sequence: of a class of the project only that class knows what it is, and of a tuple not which items are in it. */
function slice(type: Type): Type | undefined {
  if (type.kind !== 'instance' || typeof type.of !== 'string') return undefined
  return type.of === 'builtins.tuple' ? instance('collections.abc.Sequence', union(type.args)) : type
}

/** `2j`, a number of another class than `2` and `2.0`. */
function isImaginary(literal: Node): boolean {
  return /[jJ]$/.test(literal.text)
}

/** Whether a value is text or bytes, which `%` fills in whatever is on its right. */
function isText(type: Type | undefined): boolean {
  return type?.kind === 'instance' && (type.of === 'builtins.str' || type.of === 'builtins.bytes')
}

function isInt(type: Type | undefined): boolean {
  return type?.kind === 'instance' && type.of === 'builtins.int'
}

/** What awaiting gives a value of its last argument. */
export const AWAITABLES: ReadonlySet<string> = new Set([
  'collections.abc.Awaitable',
  'collections.abc.Coroutine',
  'asyncio.Future',
  'asyncio.Task',
])

const LITERALS: ReadonlyMap<string, string> = new Map([
  ['integer', 'builtins.int'],
  ['float', 'builtins.float'],
  ['true', 'builtins.bool'],
  ['false', 'builtins.bool'],
])
