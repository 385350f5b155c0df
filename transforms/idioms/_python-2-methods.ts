import { type Context, table } from '#transform'

/** What Python 3 calls instead. https://docs.python.org/3/whatsnew/3.0.html#operators-and-special-methods */
export const RENAMED: Readonly<Record<string, string>> = table({
  __nonzero__: '__bool__',
  __unicode__: '__str__',
  __div__: '__truediv__',
  __rdiv__: '__rtruediv__',
  __idiv__: '__itruediv__',
  next: '__next__',
})

/**
 * Whether something has the name behind a dot, or in a text. Files that look at the version may ask for it on Python 2 alone, and what
 * they do so in may go in this very run.
 */
export function isAskedFor({ project, module, text }: Context, name: string): boolean {
  const asks = `(?:\\.\\s*${name}\\b|['"]${name}['"])`
  const asksForSure = new RegExp(`^(?![\\s\\S]*(?:\\bPY[23]\\b|\\bversion_info\\b))[\\s\\S]*${asks}`)
  return (
    new RegExp(asks).test(text) ||
    project.filesWith(new Set([name]), asksForSure).some((path) => path !== module.path)
  )
}
