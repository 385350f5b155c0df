import {
  basesOf,
  type Context,
  classAround,
  decoratorsOf,
  defineTransform,
  field,
  functionAround,
  isTestFile,
  localClass,
  type Module,
  type Node,
  parentOf,
} from '#transform'
import { isInherited } from './_overrides.ts'

/** Methods that other libraries call by these names: visitors, handlers of events and requests, test cases. */
const CALLED_BY_NAME =
  /^(?:visit|depart|leave|generic|do|on|handle|test|setUp|tearDown|assert|maxDiff)(?:_|[A-Z]|$)/

const OF_PYTHON = /^builtins\.|^abc\.ABC$|^typing\./

export default defineTransform({
  summary: 'Report classes, functions and first parameters that are named otherwise than all around them',
  since: 'any',
  safety: 'report',
  sameAs: ['N801', 'N802', 'N804', 'N805', 'N818'],
  docs: 'https://peps.python.org/pep-0008/#naming-conventions',
  query: `
    (class_definition name: (identifier) @class) @definition
    (function_definition name: (identifier) @function parameters: (parameters) @parameters) @definition`,
  anchors: [
    /\bclass[ \t]+(?:_*[a-z]|\w+_\w)/,
    /\bdef[ \t]+_*[a-z0-9]*[A-Z]/,
    /\bclass[ \t]+\w+(?<!Error)[ \t]*\([ \t]*(?:Exception|\w+Error)\b/,
    /^[ \t]+(?:async[ \t]+)?def[ \t]+\w+[ \t]*\((?![ \t\r\n]*(?:self|cls|mcs|_\w*|\*|\))\b)/m,
  ],
  rewrite({ class: name, function: method, parameters, definition }, context) {
    const { module } = context
    if (isTestFile(module.path) || module.isStub) return
    if (name) aboutClass(context, name, definition)
    if (method && parameters) {
      aboutFunction(context, method, definition)
      aboutFirst(context, method, parameters, definition)
    }
  },
})

function aboutClass(context: Context, name: Node, definition: Node): void {
  const { classes } = stylesOf(context.module)
  const bases = basesOf(definition)
  if (/^[a-z]|^[^_]\w*[a-z]_[A-Za-z]/.test(name.text) && classes.odd * 4 <= classes.all) {
    // What is used like a function is named like one.
    if (/\bdef __(?:call|enter|aenter|get|new|iter)__\b/.test(definition.text) || functionAround(definition))
      return
    // Other libraries have ways of their own to name what derives from theirs.
    const isOwn = (base: Node) =>
      localClass(context.module, base) || OF_PYTHON.test(context.qualifiedName(base) ?? '')
    if (!bases.every(isOwn)) return
    context.report(`classes here are named like ${classes.example}: ${capitalized(name.text)}`, name)
    return
  }
  const { errors } = stylesOf(context.module)
  const isError = bases.some((base) =>
    /^builtins\.(?:Exception|\w+Error)$/.test(context.qualifiedName(base) ?? ''),
  )
  if (!isError || /(?:Error|Warning|Exit|Exception|Interrupt|Group)$/.test(name.text)) return
  if (errors.all >= 3 && errors.odd * 3 <= errors.all)
    context.report(`the names of exceptions here end in Error: ${name.text}Error`, name)
}

function aboutFunction(context: Context, name: Node, definition: Node): void {
  const { functions } = stylesOf(context.module)
  if (
    !/^_*[a-z]+[a-z0-9]*[A-Z]/.test(name.text) ||
    CALLED_BY_NAME.test(name.text) ||
    /macOS|iOS|OAuth/.test(name.text)
  )
    return
  if (functions.all < 5 || functions.odd * 5 > functions.all) return
  const owner = classAround(definition)
  if (decoratorsOf(definition).length > 0 || (owner && isInherited(context, owner, name.text) !== 'no'))
    return
  const snake = name.text.replace(/(?<=[a-z0-9])[A-Z]+/g, (letters) => `_${letters.toLowerCase()}`)
  context.report(`functions here are named like ${functions.example}: ${snake}`, name)
}

/** `self` and `cls` go by those names. */
function aboutFirst(context: Context, name: Node, parameters: Node, definition: Node): void {
  const owner = classAround(definition)
  const first = parameters.namedChildren.find(({ type }) => type !== 'comment')
  const given = first?.type === 'typed_parameter' ? first.firstNamedChild : first
  if (
    !owner ||
    given?.type !== 'identifier' ||
    /^(?:self|cls|mcs|mcls|meta\w*|klass|_\w*|\w*self\w*)$/.test(given.text)
  )
    return
  const decorators = decoratorsOf(definition)
  const isClassMethod =
    decorators.length === 1 && context.qualifiedName(decorators[0] ?? definition) === 'builtins.classmethod'
  if (
    (decorators.length > 0 && !isClassMethod) ||
    /^__(?:new|init_subclass|class_getitem)__$/.test(name.text)
  )
    return
  // Functions that the class body uses itself, interfaces, and metaclasses.
  const bases = field(owner, 'superclasses')?.text ?? ''
  if (/Interface|\btype\b|Meta|Enum/.test(bases) || /^[A-Za-z]\d?$/.test(given.text)) return
  const used = context.text.slice(owner.startIndex, owner.endIndex)
  if (
    new RegExp(`(?<![\\w.])${name.text}\\b(?<!def[ \\t]+${name.text})|staticmethod\\(\\s*${name.text}`).test(
      used,
    )
  )
    return
  if (parentOf(definition)?.type === 'decorated_definition' && !isClassMethod) return
  context.report(
    `the first parameter of ${name.text} is ${isClassMethod ? 'cls' : 'self'} for everybody else`,
    given,
  )
}

interface Style {
  readonly all: number
  readonly odd: number
  /** One that is named as most are. */
  readonly example: string
}

const styles = new WeakMap<
  Module,
  { readonly classes: Style; readonly functions: Style; readonly errors: Style }
>()

/** How the file names things. */
function stylesOf(module: Module) {
  let known = styles.get(module)
  if (!known) {
    const { text } = module.tree
    const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name]) => name ?? '')
    known = {
      classes: styleOf(named(/^[ \t]*class[ \t]+(\w+)/gm), /^_*[A-Z][A-Za-z0-9]*$/),
      functions: styleOf(
        named(/^[ \t]*(?:async[ \t]+)?def[ \t]+(\w+)/gm).filter((name) =>
          /[a-z0-9](?:_[a-z]|[A-Z])/.test(name),
        ),
        /^[^A-Z]+$/,
      ),
      errors: styleOf(named(/^[ \t]*class[ \t]+(\w+)[ \t]*\([^)\n]*(?:Exception|Error)\b/gm), /Error$/),
    }
    styles.set(module, known)
  }
  return known
}

function styleOf(names: readonly string[], usual: RegExp): Style {
  const fitting = names.filter((name) => usual.test(name))
  return { all: names.length, odd: names.length - fitting.length, example: fitting[0] ?? '' }
}

function capitalized(name: string): string {
  return name
    .replace(
      /(^_*|_)([a-z])/g,
      (_, before: string, letter: string) =>
        `${before === '_' && name[0] !== '_' ? '' : before}${letter.toUpperCase()}`,
    )
    .replace(/(?<=[a-z0-9])_(?=[A-Z])/g, '')
}
