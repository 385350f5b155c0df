import { field, type Node } from '../python/node.ts'
import { ancestorsOf } from '../python/tree.ts'
import type { Module } from './module.ts'

/** A class that a type checker names: of a file of the project by its path of names, of anything else by its qualified name. */
export interface ToldClass {
  /** Relative to the root, with `/`. */
  readonly path?: string
  /** `Outer.Inner`, functions around it included; without a path `package.module.Name`. */
  readonly name: string
}

/** What a type checker says of one expression of a file. */
export interface Told {
  /** UTF-16 indices of the expression in the file as it was read. */
  readonly start: number
  readonly end: number
  /** The classes that its value may be of. */
  readonly classes: readonly ToldClass[]
  /** Whether its value is one of the classes themselves, and not an instance. */
  readonly isClass: boolean
  /** Whether it may be None. */
  readonly isOptional: boolean
}

/** The name of a class by the classes and functions around it. */
export function pathOfNames(classNode: Node): string {
  const names = [...ancestorsOf(classNode)]
    .filter(({ type }) => type === 'class_definition' || type === 'function_definition')
    .map((up) => field(up, 'name')?.text ?? '')
  return [field(classNode, 'name')?.text ?? '', ...names].reverse().join('.')
}

/** The class of a file with that path of names; undefined when there is none, or more than one. */
export function classAt(module: Module, name: string): Node | undefined {
  const last = name.slice(name.lastIndexOf('.') + 1)
  const [only, ...others] = module.names
    .bindings(last)
    .filter(({ kind, owner }) => kind === 'class' && pathOfNames(owner) === name)
  return others.length === 0 ? only?.owner : undefined
}
