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
  // `.` for the project itself, `..` where the project is a folder of a package.
  const folder = root.split('/').at(-1) ?? root
  if (!/^\.+$/.test(folder) && (isImported(context, `${folder}.${top}`) || isInImports(context, folder)))
    return `the project imports from ${folder}, which is no package by its path`
  const { graph } = context.project
  for (const part of inner.slice(0, -1)) {
    if (isStdlib(part) || graph.candidatesOf(part).length > 0) continue
    if (isImported(context, top)) return undefined
    if (isInImports(context, part))
      return `the project imports ${part} without ${top} in front, and never with it`
  }
  return undefined
}

/** By an import statement, or by a string such as `mock.patch` takes. */
function isImported(context: Context, name: string): boolean {
  const strings = ['".', "'.", '":', "':"].map(([quote, end]) => `${quote}${name}${end}`)
  return isInImports(context, name) || occurs(context, `"${name}`, strings)
}

/** By an import statement alone: `"src.txt"` names a file, so a string that starts like a folder says nothing. */
function isInImports(context: Context, name: string): boolean {
  const ends = [' ', '.', ',', '\r', '\n']
  const words = [`from ${name} import`, `from ${name}.`, ...ends.map((end) => `import ${name}${end}`)]
  return occurs(context, name, words)
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
