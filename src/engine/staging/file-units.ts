import { type ImportItem, type ImportList, readImport } from '../../edits/import-list.ts'
import type { Project } from '../../project/project.ts'
import { field, type Node } from '../../python/node.ts'
import { parentOf } from '../../python/tree.ts'
import { basesOf, headOf } from '../../semantics/definitions.ts'
import type { Module } from '../../semantics/module.ts'
import { isStdlib } from '../../semantics/stdlib.ts'
import { ownerOfUnit, unitAt } from '../../semantics/units.ts'
import type { FileUnits, Mention } from './unit-facts.ts'
import { chainAt, isBase, isCheck } from './uses.ts'

/** Packages that know models of Pydantic 2 only. */
const NEW_PACKAGES = /^(?:pydantic_settings|pydantic_core|pydantic_extra_types|sqlmodel)(?:\.|$)/
const NEW_NAMES =
  /^(?:field_validator|model_validator|field_serializer|model_serializer|computed_field|TypeAdapter|RootModel|ConfigDict|AfterValidator|BeforeValidator|WrapValidator|PlainValidator|validate_call|AliasChoices|AliasPath|StringConstraints|ValidationInfo|ImportString|with_config)$/
const PROTOCOL = /^__(?:get_validators|modify_schema)__$/
const FRAMEWORKS = /^(?:fastapi|ninja)(?:\.|$)/

/** Reads a file's units; names are followed, never compared as text. */
export function readUnits(module: Module, path: string, project: Project): FileUnits {
  return new Reader(module, path, project).read()
}

class Reader {
  readonly #module: Module
  readonly #path: string
  readonly #project: Project
  readonly #users = new Set<string>()
  readonly #mentions: Mention[] = []
  readonly #fixed = new Map<string, string>()
  readonly #checks: { unit: string; line: number }[] = []
  readonly #onV1 = new Set<string>()
  readonly #reexports = new Set<string>()
  readonly #routes = new Map<string, number>()
  readonly #imports: { start: number; end: number; units: string[] }[] = []
  #usesFramework = false

  constructor(module: Module, path: string, project: Project) {
    this.#module = module
    this.#path = path
    this.#project = project
  }

  read(): FileUnits {
    const { root } = this.#module.tree
    const classes = new Map<string, number>()
    for (const node of root.descendantsOfType('class_definition')) {
      const unit = unitAt(node)
      if (unit === '' || unit.includes('.') || field(node, 'name')?.text !== unit) continue
      if (!classes.has(unit)) classes.set(unit, node.startPosition.row + 1)
      this.#derive(node, unit)
    }
    for (const statement of root.descendantsOfType(['import_from_statement', 'import_statement'])) {
      const list = readImport(statement)
      if (list) this.#import(list)
    }
    for (const name of this.#ownNames(root)) this.#followOwn(name)
    const functions = new Set<string>()
    const customTypes = new Set<string>()
    for (const node of root.descendantsOfType('function_definition')) {
      const own = field(node, 'name')?.text ?? ''
      const unit = unitAt(node)
      if (!unit.includes('.') && !classes.has(unit)) functions.add(unit)
      if (PROTOCOL.test(own) && classes.has(ownerOfUnit(unit))) {
        customTypes.add(ownerOfUnit(unit))
        this.#users.add(ownerOfUnit(unit))
      }
      if (this.#usesFramework && parentOf(node)?.type === 'decorated_definition')
        this.#routes.set(unit, node.startPosition.row + 1)
    }
    return {
      path: this.#path,
      classes,
      functions,
      customTypes,
      users: this.#users,
      mentions: this.#mentions,
      fixed: this.#fixed,
      onV1: this.#onV1,
      reexports: this.#reexports,
      checks: this.#checks,
      routes: this.#routes,
      imports: this.#imports,
    }
  }

  /** Names that definitions and assignments at the top level bind. */
  #ownNames(root: Node): Set<string> {
    const names = new Set<string>()
    const visit = (block: Node): void => {
      for (const statement of block.namedChildren) {
        const definition =
          statement.type === 'decorated_definition' ? field(statement, 'definition') : statement
        const first = definition?.type === 'expression_statement' ? definition.firstNamedChild : definition
        const name = first ? (field(first, 'name') ?? field(first, 'left')) : undefined
        if (first && /^(?:class_definition|function_definition|assignment)$/.test(first.type)) {
          if (name?.type === 'identifier') names.add(name.text)
        } else if (/_statement$|_clause$|^block$/.test(statement.type)) visit(statement)
      }
    }
    visit(root)
    return names
  }

  #followOwn(name: string): void {
    for (const load of this.#module.names.loads(name)) {
      const bindings = this.#module.bindingsOf(load.node)
      if (bindings.some(({ scope, imported }) => scope.kind === 'module' && imported === undefined))
        this.#mention(load.node, this.#path, name)
    }
  }

  #import(list: ImportList): void {
    const { statement } = list
    const source = this.#sourceOf(list)
    if (list.hasStar && source !== undefined) {
      for (const name of this.#project.starExports(source) ?? [])
        if (this.#module.names.bindings(name).length === 0)
          this.#followImported(list, { name, local: name }, source)
      return
    }
    const units = new Set<string>()
    for (const item of list.items)
      for (const unit of this.#followImported(list, item, source)) units.add(unit)
    if (units.size > 0)
      this.#imports.push({ start: statement.startIndex, end: statement.endIndex, units: [...units] })
  }

  #sourceOf({ module }: ImportList): string | undefined {
    if (module === undefined) return undefined
    const level = /^\.*/.exec(module)?.[0].length ?? 0
    const rest = module.slice(level)
    return level === 0 ? module : this.#project.graph.resolveRelative(this.#path, level, rest)
  }

  /** Takes note of the uses of one imported name; gives the units that use it of Pydantic. */
  #followImported(
    list: ImportList,
    item: Pick<ImportItem, 'name' | 'local'>,
    source: string | undefined,
  ): ReadonlySet<string> {
    const full = source === undefined ? item.name : `${source}.${item.name}`
    const units = new Set<string>()
    if (FRAMEWORKS.test(full)) this.#usesFramework = true
    if (isStdlib(full)) return units
    const outside = /^pydantic(?:\.|$)/.test(full) || NEW_PACKAGES.test(full)
    const doubt = outside ? this.#doubtOf(list.statement, item.local) : undefined
    for (const { node } of this.#module.names.loads(item.local)) {
      const isOurs = this.#module.bindingsOf(node).every(({ imported }) => imported !== undefined)
      if (!isOurs) continue
      if (!outside) {
        this.#followChain(node, full)
        continue
      }
      const unit = unitAt(node)
      units.add(unit)
      this.#users.add(unit)
      const path = this.#pathAt(node, list, item, full)
      if (/^pydantic\.v1\./.test(path)) this.#onV1.add(unit)
      if (/\.(?:BaseModel|ValidationError)$/.test(path) && isCheck(node))
        this.#checks.push({ unit, line: node.startPosition.row + 1 })
      if (doubt !== undefined) this.#fixed.set(unit, doubt)
      else if (NEW_PACKAGES.test(path) || NEW_NAMES.test(path.replace(/^pydantic\./, '')))
        this.#fixed.set(unit, `it uses ${path}, which is of Pydantic 2`)
    }
    // What other files import from here is a part of its own.
    if (outside && list.module !== undefined && this.#isHandedOn(item.local)) {
      units.add(item.local)
      this.#users.add(item.local)
      this.#reexports.add(item.local)
      if (doubt !== undefined) this.#fixed.set(item.local, doubt)
    } else if (!outside && source !== undefined) {
      const to = this.#targetOf(`${source}.${item.name}`)
      if (to && this.#isHandedOn(item.local)) this.#mentions.push({ from: item.local, ...to, how: 'name' })
    }
    return units
  }

  /** `pydantic.BaseModel` of `p.BaseModel`, when `p` is Pydantic. */
  #pathAt(
    node: Node,
    { module }: ImportList,
    item: Pick<ImportItem, 'name' | 'local'>,
    full: string,
  ): string {
    if (module !== undefined && full !== 'pydantic.v1') return full
    const head = module === undefined && item.local === 'pydantic' ? 'pydantic' : full
    return `${head}${chainAt(node).slice(node.text.length)}`
  }

  #isHandedOn(local: string): boolean {
    return (
      this.#module.inAll(local) || this.#project.namesUsedElsewhere(this.#module.path, [local]).has(local)
    )
  }

  /** Why an import of Pydantic is left alone: it is one of several for several versions. */
  #doubtOf(statement: Node, local: string): string | undefined {
    const bindings = this.#module.names.bindings(local)
    const others = bindings.filter(({ imported }) => imported !== undefined)
    // Where v1 had it in one release and in another is the same question for `pydantic.v1`.
    const isOneVersion = others.every(
      ({ imported, context }) =>
        /^pydantic(?!\.v1(?:\.|$))(?:\.|$)/.test(imported?.module ?? '') &&
        !(imported?.module === 'pydantic' && imported.name === 'v1') &&
        context !== 'conditional',
    )
    const isChoice =
      others.length > 1 ||
      bindings.some(
        ({ context }) => context === 'try' || context === 'except-import-error' || context === 'conditional',
      )
    return isChoice && !(isOneVersion && statement.type === 'import_from_statement')
      ? `${local} is imported for one of several versions of Pydantic`
      : undefined
  }

  /** The unit or re-exported name that `name` is; undefined outside of the project. */
  #targetOf(name: string): { path: string; to: string } | undefined {
    const dot = name.lastIndexOf('.')
    if (dot < 0) return undefined
    const [module, last] = [name.slice(0, dot), name.slice(dot + 1)]
    const found = this.#project.resolveExport(module, last)
    if (!found) return undefined
    if (!('external' in found))
      return found.name === '' ? undefined : { path: found.path, to: ownerOfUnit(found.name) }
    const through = this.#project.graph.fileOf(module, this.#path)
    return through !== undefined && /^pydantic(?:_settings)?\./.test(found.external)
      ? { path: through, to: last }
      : undefined
  }

  /** `models.User` and `User`, both of an import of `pkg.models`. */
  #followChain(node: Node, full: string): void {
    let name = full
    for (let here: Node | undefined = node; here; ) {
      const to = this.#targetOf(name)
      if (to) {
        this.#mention(node, to.path, to.to)
        return
      }
      const around: Node | undefined = parentOf(here)
      const attribute: Node | undefined =
        around?.type === 'attribute' && field(around, 'object')?.id === here.id ? around : undefined
      name = `${name}.${attribute ? (field(attribute, 'attribute')?.text ?? '') : ''}`
      here = attribute
    }
  }

  #mention(node: Node, path: string, to: string): void {
    const from = unitAt(node)
    if (path === this.#path && ownerOfUnit(from) === to) return
    const list = parentOf(node)
    const call = list?.type === 'argument_list' ? parentOf(list) : undefined
    const isHanded = call?.type === 'call' && field(call, 'function')?.type === 'call'
    this.#mentions.push({ from, path, to, how: isBase(node) ? 'base' : isHanded ? 'handed' : 'name' })
  }

  /** A model of another package's is what that package makes it. */
  #derive(node: Node, unit: string): void {
    if (!/^[ \t]+class Config\b|\bField\(|^[ \t]+@(?:\w+\.)?(?:root_)?validator\b/m.test(node.text)) return
    if (/\bdef __get_validators__\b/.test(node.text)) return
    const outside = basesOf(node).flatMap((base) => {
      const head = headOf(base)
      const found = head && this.#module.qualify(head)
      return found?.kind === 'certain' && !isPlain(found.name) ? [found.name] : []
    })
    const foreign = outside.filter((name) => {
      const dot = name.lastIndexOf('.')
      const found = dot < 0 ? undefined : this.#project.resolveExport(name.slice(0, dot), name.slice(dot + 1))
      return found !== undefined && 'external' in found && !/^pydantic\./.test(found.external)
    })
    const { hierarchy } = this.#project
    const isModel = outside.some((name) =>
      ['pydantic.BaseModel', 'pydantic.BaseSettings', 'pydantic.v1.BaseModel'].some(
        (root) => hierarchy.isSubclass(name, root, this.#path).answer === 'yes',
      ),
    )
    if (foreign.length > 0 && !isModel) this.#fixed.set(unit, `its base ${foreign[0]} is of another package`)
  }
}

function isPlain(name: string): boolean {
  return name.startsWith('builtins.') || isStdlib(name) || name.startsWith('typing_extensions.')
}
