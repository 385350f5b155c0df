/** The face that transforms see: they import this and nothing else. */
export { Context } from './context.ts'
export { defineTransform, type OptionSpec, type OptionValues, type VersionText } from './define.ts'
export type { CaptureNames, Found } from './found.ts'
export type { Node, Span } from '../python/node.ts'
export { field, sameNode, spanOf } from '../python/node.ts'
export { ancestorsOf, parentOf, treeOf } from '../python/tree.ts'
