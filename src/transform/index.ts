/** The face that transforms see: they import this and nothing else. */

export { addArgument, argumentsOf, hasSplat, keywordArgument, removeArguments } from '../edits/arguments.ts'
export type { Edit, ImportRequest } from '../edits/change.ts'
export { commentEnd, withoutReturn } from '../edits/comments.ts'
export {
  fromImport,
  growImport,
  type ImportItem,
  type ImportList,
  readImport,
  sortNames,
} from '../edits/import-list.ts'
export { type ImportMove, moveImportedNames } from '../edits/import-move.ts'
export { dropImportedNames, renameImportSource } from '../edits/imports.ts'
export { indentUnit, insertAtBodyStart, removeDecorator, removeStatement } from '../edits/statements.ts'
export type { Export } from '../project/exports.ts'
export { linearize } from '../project/mro.ts'
export type { Project } from '../project/project.ts'
export { type ImportFact, type ModuleSummary, summarize } from '../project/summary.ts'
export { isTestFile } from '../project/test-files.ts'
export { isGenerated } from '../python/gates.ts'
export { type GenericParts, genericParts, withoutType } from '../python/generics.ts'
export { isKeyword } from '../python/keywords.ts'
export {
  beforeBlankLines,
  blockOf,
  columnsOf,
  commentsIn,
  docstringOf,
  holdsTogether,
  indentOf,
  isFirstOnLine,
  isInsideBrackets,
  isLastOnLine,
  lineEnd,
  lineStart,
  newlineAt,
  nextLine,
  pastBlankLines,
  placeAmong,
  statementOf,
  statementsOf,
  trueEnd,
} from '../python/layout.ts'
export {
  type Escape,
  escapesIn,
  piecesOf,
  type StringPiece,
  stringParts,
  textValue,
} from '../python/literals.ts'
export type { Node, Span } from '../python/node.ts'
export {
  field,
  isWithin,
  sameNode,
  signsOf,
  spanOf,
  withoutComments,
  withoutParentheses,
} from '../python/node.ts'
export { countWhile } from '../python/spans.ts'
export { table } from '../python/table.ts'
export { ancestorsOf, lineOf, parentOf, parse, treeOf } from '../python/tree.ts'
export { type AnnotationContext, futureAnnotations } from '../semantics/annotations.ts'
export type { Binding } from '../semantics/bindings.ts'
export { BUILTINS } from '../semantics/builtins.ts'
export {
  basesOf,
  classAround,
  decoratorExpressions,
  decoratorsOf,
  enclosingClass,
  functionAround,
  headOf,
  isGenerator,
  localClass,
  ownNodes,
} from '../semantics/definitions.ts'
export { mayReachEnd } from '../semantics/ends.ts'
export { ofClass as frameworkOfClass } from '../semantics/frameworks.ts'
export type { Module } from '../semantics/module.ts'
export { ownMember } from '../semantics/own-members.ts'
export { rootOf } from '../semantics/qualified.ts'
export { reachingBindings } from '../semantics/reaching.ts'
export { roleOf } from '../semantics/roles.ts'
export { type Scope, scopeOf, scopeOpenedBy } from '../semantics/scopes.ts'
export { isStdlib } from '../semantics/stdlib.ts'
export { onlyTruthMatters } from '../semantics/truth.ts'
export { type ClassName, membersOf, type Type, withoutNone } from '../semantics/type.ts'
export { classOf } from '../semantics/types.ts'
export { unitAt } from '../semantics/units.ts'
export { mayRun } from '../semantics/version-branches.ts'
export { wordsIn } from '../semantics/words.ts'
export { alignedItems, alignedLines, replaceCallee } from './alignment.ts'
export { isAssignedFirst } from './assigned-first.ts'
export { headersAround } from './awaited.ts'
export {
  type Branch,
  branchesOf,
  dropBranch,
  keepBoth,
  keepOnly,
  makeElse,
  removeWhole,
} from './branches.ts'
export { isBuiltinWithout } from './builtin-import.ts'
export { CHANGING_METHODS } from './changing-methods.ts'
export { isForTools } from './comments-for-tools.ts'
export { isConsumed, isSearched } from './consumed.ts'
export { Context } from './context.ts'
export { dedentBlocks, dedentedLines, holdsLongString, type LostHeader } from './dedent.ts'
export { defineTransform, type OptionSpec, type OptionValues, type VersionText } from './define.ts'
export { isDefinedInProject, spellingsOf } from './defined-in-project.ts'
export { isChosen, isTarget, leaveChoices, leaveFallbacks } from './fallbacks.ts'
export { canReachEnd, ownReturns, yields } from './flow.ts'
export type { CaptureNames, Found } from './found.ts'
export { decoratorNames, functionMade, functionNamed, isStubBody, withoutDocstring } from './functions.ts'
export { isInstance, isInstanceOf, isPath } from './instances.ts'
export { jumpOut } from './jumps.ts'
export { laidOut, onOneLine } from './lay-out.ts'
export { boundNames, heedScope, heedStops, heedUses, namesIn, readsLocals, readsOf } from './loop-names.ts'
export { isTriedFor, mayFailOnPurpose } from './on-purpose.ts'
export { overloadingLibrary } from './overloads.ts'
export {
  compareReleases,
  hasRelease,
  isGone,
  neededRelease,
  type PackageRelease,
  reportGone,
  reviewRelease,
} from './package-release.ts'
export { closingDrawnUp, parenthesesAround } from './parentheses.ts'
export { mayRunProperty, reviewProperty } from './properties.ts'
export { rename } from './rename.ts'
export { moved, type Renamed, type RenameTable } from './rename-table.ts'
export { SkipSite } from './site-environment.ts'
export { catchesError, type TriedBranch, triedBranchesOf } from './tried-branches.ts'
export { checkWidth, isTooWide } from './width.ts'
