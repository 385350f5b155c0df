/** The face that transforms see: they import this and nothing else. */

export type { Project } from '../project/project.ts'
export { docstringOf, indentOf, lineEnd, lineStart, newlineAt, trueEnd } from '../python/layout.ts'
export type { Node, Span } from '../python/node.ts'
export { field, sameNode, spanOf } from '../python/node.ts'
export { ancestorsOf, parentOf, treeOf } from '../python/tree.ts'
export type { Binding } from '../semantics/bindings.ts'
export type { Module } from '../semantics/module.ts'
export { basesOf, headOf, localClass } from '../semantics/definitions.ts'
export { Context } from './context.ts'
export { defineTransform, type OptionSpec, type OptionValues, type VersionText } from './define.ts'
export type { CaptureNames, Found } from './found.ts'
