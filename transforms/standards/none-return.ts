import {
  type Context,
  checkWidth,
  classAround,
  decoratorNames,
  decoratorsOf,
  defineTransform,
  field,
  isStubBody,
  type Module,
  mayRun,
  type Node,
  ownNodes,
  type Project,
  statementsOf,
  wordsIn,
} from '#transform'
import { isInherited } from './_overrides.ts'

/** Methods from which Python takes None only, whatever class they are in. */
const ALWAYS_NONE =
  /^__(?:init|post_init|init_subclass|set_name|del|setattr|delattr|setitem|delitem|set|delete)__$/
/** Of others it wants a value; that there is none is a mistake, or meant for one class. */
const MAY_BE_NONE = /^(?!__\w+__$)|^__(?:enter|exit|aenter|aexit|call)__$/
/** Decorators that neither read annotations nor give something else than the function. */
const HARMLESS =
  /^(?:builtins\.(?:staticmethod|classmethod)|functools\.(?:wraps|cache|lru_cache)|pytest\.(?:fixture|mark\.\w+)|unittest\.(?:mock\.patch(?:\.\w+)?|skip\w*|expectedFailure)|atexit\.register|typing(?:_extensions)?\.(?:final|override)|contextlib\.suppress)$/

/** How code gets at what functions are annotated with. */
const READS =
  /\b(?:get_type_hints|get_annotations|getfullargspec)\s*\(|\.__annotations__\b|\.return_annotation\b/

/** What takes no function with annotations, as long as Python has it. */
const REFUSES = 'getargspec('

/** How a project makes sure that two functions have one signature, of which a return type is a part. */
const COMPARES =
  /\b(?:signature|getfullargspec)\([^()\n]*\)\s*[!=]=\s*(?:\w+\.)?(?:signature|getfullargspec)\(/
const ASKS = ['signature(', 'getfullargspec(']

export default defineTransform({
  summary: 'Say -> None of functions that return nothing',
  since: 'any',
  safety: 'safe',
  sameAs: ['ANN201', 'ANN202', 'ANN204', 'ANN205', 'ANN206'],
  docs: 'https://docs.python.org/3/library/typing.html',
  query:
    '(function_definition name: (identifier) @name parameters: (parameters) @parameters !return_type body: (block) @body) @definition',
  anchors: ['def'],
  searches: [REFUSES, ...ASKS],
  rewrite({ name, parameters, body, definition }, context) {
    const returns = ownNodes(definition, ['return_statement'])
    if (returns.some((one) => one.namedChildCount > 0 && one.firstNamedChild?.type !== 'none')) return
    if (ownNodes(definition, ['yield']).length > 0) return
    const owner = classAround(definition)
    const isAlways = owner !== undefined && ALWAYS_NONE.test(name.text)
    if (!isAlways && owner && !MAY_BE_NONE.test(name.text)) return
    if (!isAlways && (context.module.isStub || isStubBody(body) || !mayEnd(body))) return
    if (/#\s*type:/.test(context.text.slice(parameters.startIndex, statementsOf(body)[0]?.startIndex)))
      return context.skip('a comment gives its types')
    checkDecorators(context, definition)
    if (/\.addfinalizer\s*\(/.test(body.text) && parameters.namedChildCount > 0)
      return context.skip(
        'a fixture that registers what ends it may yield instead: see testing/fixture-yield',
      )
    if (isOverloaded(context, name)) return context.skip('it has overloads')
    if (owner && !isAlways && !isSetter(definition)) checkClass(context, owner, name.text)
    // The parser takes the rest of such a line for a type.
    if (body.startPosition.row === parameters.endPosition.row && /^\w+\s*\[/.test(body.text))
      return context.skip('the body stands on the line of the header, and begins like a type')
    const refuser = context.targets('3.11') ? undefined : refuserOf(context)
    if (refuser) return context.skip(`${refuser} calls getargspec, which takes no function with annotations`)
    const comparer = comparerOf(context.project)
    if (comparer)
      return context.skip(`${comparer} compares the signatures of functions, of which this is a part`)
    if (READS.test(context.text))
      context.review('the file reads annotations of functions, to which this is a new one')
    const edit = { start: parameters.endIndex, end: parameters.endIndex, text: ' -> None' }
    checkWidth(context, edit, [edit])
    context.edit([edit])
  },
})

const comparers = new WeakMap<Project, string | undefined>()

function comparerOf(project: Project): string | undefined {
  if (!comparers.has(project)) comparers.set(project, project.filesWith(new Set(ASKS), COMPARES)[0])
  return comparers.get(project)
}

const refusers = new WeakMap<Project, string | undefined>()

/** A file of the project that asks for the arguments of functions in the way that raises where one has annotations. */
function refuserOf({ project, module }: Context): string | undefined {
  if (!refusers.has(project)) {
    const paths = project.filesWith(new Set([REFUSES]), /(?<!\bdef )\bgetargspec\(/)
    refusers.set(
      project,
      paths.find((path) => {
        const other = project.moduleAt(path, module.target)
        return !other || asks(other)
      }),
    )
  }
  return refusers.get(project)
}

/** Whether it asks so on the target: what only older Pythons run may be gone in the next run. */
function asks({ tree, target }: Module): boolean {
  return [...wordsIn(tree.text, REFUSES.slice(0, -1))].some((index) => mayRun(tree.nodeAt(index), target))
}

/** Whether the end of the body may be reached: what always raises gives no None. */
function mayEnd(body: Node): boolean {
  const last = statementsOf(body).at(-1)
  if (last?.type === 'raise_statement') return false
  return !(last?.type === 'while_statement' && /^(?:True|1)$/.test(field(last, 'condition')?.text ?? ''))
}

function checkDecorators(context: Context, definition: Node): void {
  if (isSetter(definition)) return
  const names = decoratorNames(context, definition)
  const unknown = decoratorsOf(definition)[names.findIndex((one) => !HARMLESS.test(one ?? ''))]
  if (unknown) context.skip(`${unknown.text} may read annotations, or return something else`)
}

/** A setter or deleter of a property, whose result nobody sees. */
function isSetter(definition: Node): boolean {
  const [only, more] = decoratorsOf(definition)
  return only?.type === 'attribute' && !more && /\.(?:setter|deleter)$/.test(only.text)
}

const overloaded = new WeakMap<Module, ReadonlySet<string>>()

function isOverloaded({ module }: Context, name: Node): boolean {
  let names = overloaded.get(module)
  if (!names) {
    const found = module.tree.text.matchAll(/@(?:\w+\.)*overload\s+(?:async\s+)?def\s+(\w+)/g)
    names = new Set([...found].map(([, own = '']) => own))
    overloaded.set(module, names)
  }
  return names.has(name.text)
}

/** What a class above says of the method, or one below, holds for it, too. */
function checkClass(context: Context, owner: Node, method: string): void {
  const inherited = isInherited(context, owner, method)
  if (inherited === 'yes') context.skip('a class above has the method, too')
  if (inherited === 'unknown') context.skip('a class above, which is not known, may have the method, too')
  const others = context.module.names.bindings(method).filter(({ kind }) => kind === 'function')
  const isGiven = others.some(({ owner: other }) => {
    const its = classAround(other)
    return (
      its &&
      its.id !== owner.id &&
      isInherited(context, its, method) !== 'no' &&
      ownNodes(other, ['return_statement', 'yield']).some(({ namedChildCount }) => namedChildCount > 0)
    )
  })
  if (isGiven) context.skip('the method of another class of the file, which may be below, returns something')
}
