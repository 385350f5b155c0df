import type { Node } from '../python/node.ts'

type Letter =
  | 'a'
  | 'b'
  | 'c'
  | 'd'
  | 'e'
  | 'f'
  | 'g'
  | 'h'
  | 'i'
  | 'j'
  | 'k'
  | 'l'
  | 'm'
  | 'n'
  | 'o'
  | 'p'
  | 'q'
  | 'r'
  | 's'
  | 't'
  | 'u'
  | 'v'
  | 'w'
  | 'x'
  | 'y'
  | 'z'
  | '_'
type NameStart = Letter | Uppercase<Letter>

type UpTo<S extends string, End extends string> = S extends `${infer Head}${End}${string}` ? Head : S
type Name<S extends string> = UpTo<UpTo<UpTo<UpTo<UpTo<UpTo<S, ' '>, '\n'>, ')'>, ']'>, '('>, '"'>

/** The names of the captures in the pattern `Q`, as a union; those that begin with `_` serve predicates only and are left out. */
export type CaptureNames<Q extends string> = Q extends `${string}@${infer Rest}`
  ? Rest extends `${NameStart}${string}`
    ?
        | (Name<Rest> extends `_${string}` ? never : Name<Rest>)
        | CaptureNames<Rest extends `${Name<Rest>}${infer Tail}` ? Tail : ''>
    : CaptureNames<Rest>
  : never

/** Captures that every match has: those of a pattern without `?`, `*` or alternation. The others may be missing. */
type Certain<Q extends string> = Q extends `${string}${'?' | '*' | '['}${string}` ? never : CaptureNames<Q>

/** The nodes of one match, by capture name; `undefined` is possible where the pattern has optional or alternative parts. */
export type Found<Q extends string> = string extends Q
  ? Readonly<Record<string, Node>>
  : { readonly [K in Certain<Q>]: Node } & { readonly [K in Exclude<CaptureNames<Q>, Certain<Q>>]?: Node }
