import type { Module } from '../semantics/module.ts'
import type { Context } from './context.ts'

/** Libraries whose columns, arrays and symbols have operators that build something instead of answering. */
const LIBRARIES =
  'beanie cupy dask flask_sqlalchemy ibis jax numpy odmantic pandas peewee piccolo polars pony pyparsing pypika pyspark sqlalchemy sqlmodel sympy tinydb torch xarray z3'
const IMPORT = new RegExp(`^[ \\t]*(?:from|import)[ \\t]+(${LIBRARIES.replaceAll(' ', '|')})\\b`, 'm')
const known = new WeakMap<Module, string | undefined>()

/** A library with operators of its own that the file imports or belongs to. */
export function overloadingLibrary({ module, text }: Context): string | undefined {
  if (!known.has(module)) {
    const own = module.name?.split('.', 1)[0] ?? ''
    known.set(module, LIBRARIES.split(' ').includes(own) ? own : IMPORT.exec(text)?.[1])
  }
  return known.get(module)
}
