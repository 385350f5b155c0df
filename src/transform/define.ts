import type { Safety } from '../edits/change.ts'
import type { Node } from '../python/node.ts'
import type { Context } from './context.ts'
import type { CaptureNames, Found } from './found.ts'

/** A Python version such as '3.9'. */
export type VersionText = `${2 | 3}.${number}`

/** The default of an option and what it does; the default's type is the option's type. */
export interface OptionSpec {
  readonly default: boolean | number | string | readonly string[]
  readonly summary: string
}
type Widen<T> = T extends boolean
  ? boolean
  : T extends number
    ? number
    : T extends string
      ? string
      : readonly string[]
/** What a transform reads of its options: each has its default's type. */
export type OptionValues<O extends Readonly<Record<string, OptionSpec>>> = {
  readonly [K in keyof O]: Widen<O[K]['default']>
}

/** What code consists of that a rewrite may drop. Imports, `pass`, builtins and names that are imported may always go. */
export type Droppable = 'names' | 'constants' | 'statements' | 'negations'

/** What an author writes; see CONTRIBUTING.md. */
export interface TransformDefinition<Q extends string, O extends Readonly<Record<string, OptionSpec>>> {
  /** One line, imperative. */
  readonly summary: string
  /** The lowest target on which the rewrite may run anywhere; 'any' for no bound. */
  readonly since: VersionText | 'any'
  /**
   * Set where some sites may be rewritten below `since` (annotations that nothing evaluates, for instance):
   * then the transform runs on every target and asks `context.targets(version)` itself.
   */
  readonly decidesBySite?: boolean
  readonly safety: Safety
  /** The codes of other tools' rules that users may know it by. */
  readonly sameAs?: readonly string[]
  /** Where Python's documentation says that the rewrite is right. */
  readonly docs: string
  /** tree-sitter patterns. The text anchor must lie inside the matched node. */
  readonly query: Q
  /** For a capture, the qualified names that it may mean. Builtins are `builtins.list`. */
  readonly where?: { readonly [K in CaptureNames<Q>]?: string | readonly string[] }
  /**
   * Text that occurs inside every match, any of them: words are found as whole words, the rest as is.
   * When left out, the names in `where`; needed when there is no `where`. Where it has several captures that always come together,
   * saying the rarest is quicker.
   */
  readonly anchors?: readonly (string | RegExp)[]
  /** A pattern that the text of every file with a match holds somewhere: others need not be parsed because of this transform. */
  readonly needs?: RegExp
  /** Whether it has something to do in stubs (`.pyi`) alone. */
  readonly stubsOnly?: boolean
  /** Texts one of which some file of the project holds, wherever there is a match: in other projects it is not run at all. */
  readonly projectNeeds?: readonly string[]
  /** Texts that it asks `project.filesWith` for: they are looked for when the files are read anyway. */
  readonly searches?: readonly string[]
  /**
   * 'clean-up' transforms run only on what other changes of this run left behind; 'last' ones when no other changes the file
   * any more: for what is true of a whole file until a rewrite relies on the opposite.
   */
  readonly phase?: 'rewrite' | 'clean-up' | 'last'
  /**
   * What a rewrite may take away without putting it elsewhere: names that the file itself binds, constants, statements;
   * `negations`: that a statement says `not` once more or once less than before.
   * Whatever is not said here, and is gone from a rewritten site, fails the check of containment.
   */
  readonly drops?: readonly Droppable[]
  /** Recipes besides those of its family. `[]` for none at all. */
  readonly recipes?: readonly string[]
  readonly options?: O
  rewrite(found: Found<Q>, context: Context<OptionValues<O>>): void
}

/** A transform as the engine runs it: the types of its query and options are erased. */
export interface Transform {
  readonly summary: string
  readonly since: VersionText | 'any'
  readonly decidesBySite: boolean
  readonly safety: Safety
  readonly sameAs: readonly string[]
  readonly docs: string
  readonly query: string
  readonly where: Readonly<Record<string, readonly string[]>>
  readonly anchors: readonly (string | RegExp)[]
  readonly needs: RegExp | undefined
  readonly stubsOnly: boolean
  readonly projectNeeds: readonly string[]
  readonly searches: readonly string[]
  readonly phase: 'rewrite' | 'clean-up' | 'last'
  readonly drops: readonly Droppable[]
  readonly recipes: readonly string[] | undefined
  readonly options: Readonly<Record<string, OptionSpec>>
  rewrite(found: Readonly<Record<string, Node>>, context: Context): void
}

/** A transform under the name that its path gives it, `family/name`. */
export interface NamedTransform extends Transform {
  readonly name: string
  readonly family: string
}

/** What `transforms/index.ts` exports: every transform by `family/name`. */
export type Registry = Readonly<Record<string, Transform>>

/**
 * Declares a transform. Wrong capture names in `where` or `rewrite` are compile errors.
 * @throws TypeError without both `where` and `anchors`: there would be nothing to look for in a text.
 */
export function defineTransform<
  const Q extends string,
  const O extends Readonly<Record<string, OptionSpec>> = Record<never, OptionSpec>,
>(definition: TransformDefinition<Q, O>): Transform {
  if (!definition.where && !definition.anchors?.length)
    throw new TypeError(`"${definition.summary}" needs a where or anchors`)
  const where: Record<string, readonly string[]> = {}
  for (const [capture, names] of Object.entries<string | readonly string[] | undefined>(
    definition.where ?? {},
  ))
    if (names !== undefined) where[capture] = typeof names === 'string' ? [names] : names
  return {
    summary: definition.summary,
    since: definition.since,
    decidesBySite: definition.decidesBySite ?? false,
    safety: definition.safety,
    sameAs: definition.sameAs ?? [],
    docs: definition.docs,
    query: definition.query,
    where,
    anchors: definition.anchors ?? [],
    needs: definition.needs,
    stubsOnly: definition.stubsOnly ?? false,
    projectNeeds: definition.projectNeeds ?? [],
    searches: definition.searches ?? [],
    phase: definition.phase ?? 'rewrite',
    drops: definition.drops ?? [],
    recipes: definition.recipes,
    options: definition.options ?? {},
    // The engine calls it with the captures of this very query and this transform's own options.
    rewrite: definition.rewrite as unknown as Transform['rewrite'],
  }
}
