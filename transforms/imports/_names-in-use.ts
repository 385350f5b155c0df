import { type Context, isStdlib } from '#transform'

/** Per project: whether some file imports a name, or names it in a string. */
const answers = new WeakMap<object, Map<string, boolean>>()

/**
 * Signs in the project's other imports that a module has another name when it runs than its path says; undefined when
 * there are none. `from src.app import x` says that `src` is no import root; `from app import x`, where nobody writes
 * `src.app`, that it is one although it holds an `__init__.py`.
 * @param name the module's dotted name by its path
 * @param root the folder from which that name starts, `.` for the project's own
 */
export function signOfAnotherName(context: Context, name: string, root: string): string | undefined {
  const [top = name, ...inner] = name.split('.')
  // `.` is the project itself, `..` where the project is a folder of a package; and no import can name `lib-1.0`.
  const folder = root.split('/').at(-1) ?? root
  if (
    /^[\p{L}_][\p{L}\p{N}_]*$/u.test(folder) &&
    (isImported(context, `${folder}.${top}`) || context.project.imports.isNamed(folder))
  )
    return `the project imports from ${folder}, which is no package by its path`
  const { graph, imports } = context.project
  const outermost = root === '.' ? top : `${root}/${top}`
  for (const [at, part] of inner.slice(0, -1).entries()) {
    if (isStdlib(part) || graph.candidatesOf(part).length > 0) continue
    if (isImported(context, top)) return undefined
    const package_ = [outermost, ...inner.slice(0, at + 1)].join('/')
    if (imports.isNamed(part) && !imports.isLeftByDots(package_, outermost))
      return `the project imports ${part} without ${top} in front, and never with it`
  }
  return undefined
}

/** By an import statement, or by a string such as `mock.patch` takes. */
function isImported(context: Context, name: string): boolean {
  const { imports } = context.project
  if (imports.isNamed(name)) return true
  // Where no string begins with the package, none does with a module of it: that spares a search for each of them.
  const [top = name] = name.split('.', 1)
  return isInStrings(context, top) && (top === name || isInStrings(context, name))
}

function isInStrings(context: Context, name: string): boolean {
  return occurs(
    context,
    name,
    ['".', "'.", '":', "':"].map(([quote, end]) => `${quote}${name}${end}`),
  )
}

function occurs(context: Context, key: string, words: readonly string[]): boolean {
  let known = answers.get(context.project)
  if (!known) {
    known = new Map()
    answers.set(context.project, known)
  }
  let answer = known.get(key)
  if (answer === undefined) {
    answer = context.project.filesWith(new Set(words)).length > 0
    known.set(key, answer)
  }
  return answer
}
