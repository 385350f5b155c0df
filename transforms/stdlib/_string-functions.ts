import { table } from '#transform'

/** How a function of the module string is written on Python 3. */
export interface StringFunction {
  /** The method of text; undefined where a builtin does it. */
  readonly method?: string
  /** The builtin that does it. */
  readonly builtin?: string
  /** How many arguments it takes: those of the method, and the text. */
  readonly takes: readonly [least: number, most: number]
}

const method = (name: string, least: number, most: number): StringFunction => ({
  method: name,
  takes: [least, most],
})
const methods = (names: string, least: number, most: number) =>
  Object.fromEntries(names.split(' ').map((name) => [`string.${name}`, method(name, least, most)]))
const builtin = (name: string, most: number): StringFunction => ({ builtin: name, takes: [1, most] })

/** The functions that the module had until 3.0. https://docs.python.org/2.7/library/string.html#deprecated-string-functions */
export const FUNCTIONS: Readonly<Record<string, StringFunction>> = table({
  ...methods('capitalize lower swapcase upper', 1, 1),
  ...methods('expandtabs lstrip rstrip strip', 1, 2),
  ...methods('rsplit split', 1, 3),
  ...methods('center ljust rjust', 2, 3),
  ...methods('count find index rfind rindex', 2, 4),
  ...methods('replace', 3, 4),
  ...methods('translate zfill', 2, 2),
  'string.join': method('join', 1, 2),
  'string.joinfields': method('join', 1, 2),
  'string.splitfields': method('split', 1, 3),
  'string.atof': builtin('float', 1),
  'string.atoi': builtin('int', 2),
  'string.atol': builtin('int', 2),
  'string.maketrans': builtin('str.maketrans', 2),
})
