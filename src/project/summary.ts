import { field, type Node, withoutComments } from '../python/node.ts'
import type { SyntaxTree } from '../python/tree.ts'
import { holdsOnPython3, isForTypeCheckers } from '../semantics/version-branches.ts'
import type { AssignedFact, AttributeFact, ClassFact, Guard, ImportFact, ModuleSummary } from './facts.ts'
import { baseFact, dottedName, importFacts, targetNames } from './statement-facts.ts'

export type { AttributeFact, ClassFact, ImportFact, ModuleSummary } from './facts.ts'

interface Work {
  readonly node: Node
  readonly guard: Guard
  /** The class whose body the statement is in. */
  readonly owner: ClassDraft | undefined
}

type ClassDraft = ClassFact & { readonly attributes: AttributeFact[] }

/**
 * Collects the module-level facts of a file. Only statements at the top and in classes are visited, never a function's body.
 * @param text that of the file, where the tree is of less
 */
export function summarize(tree: SyntaxTree, text: string = tree.text): ModuleSummary {
  return new Collector().collect(tree, text)
}

const HIDDEN_NAMES =
  /\b(?:globals|locals|exec)[ \t]*\(|\bvars[ \t]*\(\s*\)|\bsetattr[ \t]*\((?!\s*(?:self|cls)\b)|\bsys\.modules\b|^[ \t]+global[ \t]/m

class Collector {
  readonly #imports: ImportFact[] = []
  readonly #classes: ClassDraft[] = []
  readonly #functions: { name: string; line: number; guard: Guard }[] = []
  readonly #assigned: AssignedFact[] = []
  #all: string[] | 'dynamic' | undefined
  #runsAsScript = false
  readonly #stack: Work[] = []

  collect(tree: SyntaxTree, text: string): ModuleSummary {
    this.#push(tree.root, 'plain', undefined)
    for (let work = this.#stack.pop(); work; work = this.#stack.pop()) this.#visit(work)
    return {
      imports: this.#imports,
      classes: this.#classes,
      functions: this.#functions,
      assigned: this.#assigned,
      ...(this.#all !== undefined && { all: this.#all }),
      hasGetattr: this.#functions.some((fact) => fact.name === '__getattr__'),
      hasHiddenNames: HIDDEN_NAMES.test(text),
      runsAsScript: this.#runsAsScript,
    }
  }

  /** Puts the statements of a block on the stack so that they are visited in order. */
  #push(block: Node | null | undefined, guard: Guard, owner: ClassDraft | undefined): void {
    if (!block) return
    for (const node of block.namedChildren.reverse()) this.#stack.push({ node, guard, owner })
  }

  #visit(work: Work): void {
    const { node, guard, owner } = work
    switch (node.type) {
      case 'import_statement':
      case 'import_from_statement':
      case 'future_import_statement':
        for (const fact of importFacts(node, guard)) {
          if (owner) this.#attribute(owner, fact.local, 'import', node)
          else this.#imports.push(fact)
        }
        return
      case 'expression_statement':
        for (const child of node.namedChildren) this.#expression(child, work)
        return
      case 'decorated_definition': {
        const definition = field(node, 'definition')
        if (definition) this.#definition(definition, work, true)
        return
      }
      case 'class_definition':
      case 'function_definition':
        this.#definition(node, work, false)
        return
      case 'type_alias_statement':
      case 'delete_statement': {
        const name = /^[^\W\d]\w*/u.exec(
          node.type === 'delete_statement' ? node.text.slice(3).trim() : (field(node, 'left')?.text ?? ''),
        )
        if (name) this.#bind(name[0], undefined, node, work)
        return
      }
      case 'if_statement':
        this.#branches(node, guard, owner)
        return
      default:
        this.#compound(node, guard, owner)
    }
  }

  /** Descends into the blocks of `try`, `with`, `for`, `while` and `match`. */
  #compound(node: Node, guard: Guard, owner: ClassDraft | undefined): void {
    let inner: Guard = guard
    if (node.type === 'try_statement') inner = guard === 'plain' ? 'try' : guard
    else if (node.type === 'except_clause' || node.type === 'except_group_clause') inner = 'except'
    else if (
      node.type === 'for_statement' ||
      node.type === 'with_statement' ||
      node.type === 'match_statement' ||
      node.type === 'while_statement'
    ) {
      inner = guard === 'plain' && node.type !== 'with_statement' ? 'if' : guard
      this.#targets(node, { node, guard: inner, owner })
    }
    for (const child of node.namedChildren.reverse()) {
      if (child.type === 'block') this.#push(child, inner, owner)
      else if (CLAUSES.has(child.type)) this.#stack.push({ node: child, guard: inner, owner })
    }
  }

  /** The branches of an `if` that may run on Python 3; what surely does is under no condition. */
  #branches(statement: Node, guard: Guard, owner: ClassDraft | undefined): void {
    const blocks: [Node | undefined, Guard][] = []
    const conditional: Guard = guard === 'plain' ? 'if' : guard
    let open = guard
    for (const branch of [statement, ...statement.childrenForFieldName('alternative')]) {
      const condition = field(branch, 'condition')?.text
      if (condition === undefined) {
        blocks.push([field(branch, 'body'), open])
        break
      }
      if (!owner && /^__name__\s*==\s*["']__main__["']$/.test(condition)) this.#runsAsScript = true
      const holds = holdsOnPython3(condition)
      const inner: Guard = isForTypeCheckers(condition) ? 'type-checking' : holds ? open : conditional
      if (holds !== false) blocks.push([field(branch, 'consequence'), inner])
      if (holds) break
      if (holds === undefined) open = conditional
    }
    for (const [block, inner] of blocks.reverse()) this.#push(block, inner, owner)
  }

  /** Names bound by the head of `for` and `with`. */
  #targets(node: Node, work: Work): void {
    const left = node.type === 'for_statement' ? field(node, 'left') : undefined
    if (left) for (const name of targetNames(left)) this.#bind(name.text, undefined, name, work)
    if (node.type !== 'with_statement') return
    const clause = node.firstNamedChild
    for (const item of clause?.namedChildren ?? []) {
      const alias =
        field(item, 'value')?.type === 'as_pattern' ? field(item, 'value')?.lastNamedChild : undefined
      if (alias) for (const name of targetNames(alias)) this.#bind(name.text, undefined, name, work)
    }
  }

  #expression(node: Node, work: Work): void {
    if (node.type === 'assignment') {
      const left = field(node, 'left')
      const right = field(node, 'right')
      if (!left) return
      const kind = field(node, 'type') ? 'annotation' : 'assignment'
      const value = left.type === 'identifier' && right ? dottedName(right) : undefined
      for (const name of targetNames(left)) this.#bind(name.text, value, name, work, kind)
      if (left.text === '__all__' && !work.owner) this.#setAll(right, false)
      // `a = b = c` nests on the right.
      if (right?.type === 'assignment') this.#expression(right, work)
    } else if (node.type === 'augmented_assignment') {
      if (field(node, 'left')?.text === '__all__' && !work.owner) this.#setAll(field(node, 'right'), true)
    } else if (node.type === 'call' && /^__all__\s*\./.test(node.text) && !work.owner) this.#all = 'dynamic'
    else if (node.type === 'named_expression') {
      const name = field(node, 'name')
      if (name) this.#bind(name.text, undefined, name, work)
    }
  }

  #setAll(value: Node | undefined, added: boolean): void {
    if (value?.type === 'assignment') return
    const strings =
      value && ['list', 'tuple', 'expression_list', 'set'].includes(value.type)
        ? withoutComments(value)
        : undefined
    const names = strings?.map((child) =>
      child.type === 'string' ? /^[uU]?(["'])([^"'\\]*)\1$/.exec(child.text)?.[2] : undefined,
    )
    if (!names?.every((name) => name !== undefined) || this.#all === 'dynamic') this.#all = 'dynamic'
    else this.#all = added || this.#all ? [...(this.#all ?? []), ...names] : names
  }

  #definition(node: Node, work: Work, decorated: boolean): void {
    const name = field(node, 'name')
    if (!name) return
    const line = name.startPosition.row + 1
    const { guard, owner } = work
    const kind = node.type === 'class_definition' ? 'class' : 'function'
    if (owner) this.#attribute(owner, name.text, kind, name)
    else if (kind === 'function') this.#functions.push({ name: name.text, line, guard })
    if (kind === 'function') return
    const list = withoutComments(field(node, 'superclasses'))
    const isKeyword = (child: Node) => child.type === 'keyword_argument' || child.type === 'dictionary_splat'
    const draft: ClassDraft = {
      name: name.text,
      qualname: owner ? `${owner.qualname}.${name.text}` : name.text,
      bases: list.filter((child) => !isKeyword(child)).map(baseFact),
      keywords: list.filter(isKeyword).map((child) => field(child, 'name')?.text ?? '**'),
      attributes: [],
      decorated,
      line,
      start: name.startIndex,
      guard,
    }
    this.#classes.push(draft)
    this.#push(field(node, 'body'), 'plain', draft)
  }

  #bind(
    name: string,
    value: string | undefined,
    at: Node,
    work: Work,
    kind: AttributeFact['kind'] = 'other',
  ): void {
    if (work.owner) this.#attribute(work.owner, name, kind, at)
    else
      this.#assigned.push({
        name,
        ...(value !== undefined && { value }),
        line: at.startPosition.row + 1,
        guard: work.guard,
      })
  }

  #attribute(owner: ClassDraft, name: string, kind: AttributeFact['kind'], at: Node): void {
    owner.attributes.push({ name, kind, line: at.startPosition.row + 1, start: at.startIndex })
  }
}

const CLAUSES: ReadonlySet<string> = new Set([
  'elif_clause',
  'else_clause',
  'except_clause',
  'except_group_clause',
  'finally_clause',
  'case_clause',
  'block',
])
