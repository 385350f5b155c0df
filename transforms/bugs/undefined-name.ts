import {
  ancestorsOf,
  type Binding,
  type Context,
  defineTransform,
  isTestFile,
  mayFailOnPurpose,
  type Node,
  type Scope,
  scopeOpenedBy,
} from '#transform'
import { isMisread, neededAt } from './_for-checkers.ts'

/** Folders whose files are parts of something: examples of one that is run elsewhere, what tests read. */
const PARTS = /(?:^|\/)(?:docs?|examples?|snippets|templates?|testing|tests?|testdata)\/|(?:^|\/)conf\.py$/i
/** What puts names into a module, or among the builtins, that nobody can read off it. */
const DYNAMIC =
  /\bglobals\s*\(\s*\)\s*(?:\[[^\]]*\]\s*=(?!=)|\.\s*(?:update|setdefault|__setitem__)|[,)|])|\bexec(?:file)?\s*\(|\b(?:vars|locals)\s*\(\s*\)\s*(?:\.\s*update|\[[^\]]*\]\s*=(?!=))|\bmodules\s*\[\s*__name__\s*\]|\b(?:__builtin__|__builtins__|builtins)\b|\bgettext\b[\s\S]*\binstall\b|\bglobal_enum\b|\b_convert_?\b|\b__dict__\s*(?:\.\s*update|\[[^\]]*\]\s*=(?!=))/
/** Names that the interpreter, IPython, gettext and profilers bind, and those that a class body has. */
const GIVEN =
  /^(?:__(?:class|classdict|module|qualname|firstlineno|static_attributes|conditional_annotations|IPYTHON|main|warningregistry|traceback_\w+|tracebackhide)__|_+|n?gettext|get_ipython|display|In|Out|profile|reveal_(?:type|locals)|undefined|ellipsis|frozendict)$/
/** Builtins of Python 2, which code asks for that runs on both. */
const OF_PYTHON2 =
  /^(?:unicode|unichr|xrange|raw_input|basestring|long|reduce|file|cmp|execfile|reload|buffer|apply|intern|coerce|StandardError)$/

export default defineTransform({
  summary: 'Report names that nothing binds, or only a type checker sees bound',
  since: 'any',
  safety: 'report',
  sameAs: ['F821', 'F822'],
  docs: 'https://docs.python.org/3/reference/executionmodel.html#resolution-of-names',
  query: '(module) @module',
  anchors: [/^[\s\S]+/],
  rewrite({ module }, context) {
    const { text } = context
    const scope = module && scopeOpenedBy(module)
    const { isStub, path } = context.module
    if (!scope || isStub || DYNAMIC.test(text) || isTestFile(path) || PARTS.test(path)) return
    for (const name of new Set(text.match(/(?<![\w.])[A-Za-z_]\w*/g))) inAllScopes(context, scope, name)
    inAll(context, scope)
  },
})

function inAllScopes(context: Context, module: Scope, name: string): void {
  const { names, isPackage } = context.module
  if (GIVEN.test(name)) return
  const meant = names.resolveIn(name, module)
  if (meant.kind === 'bound') ofTypeCheckers(context, name, meant.bindings)
  if (meant.kind !== 'unbound') return
  // A module of the package that is imported from becomes a name of it.
  if (isPackage && new RegExp(`\\bfrom\\s+[\\w.]*\\.${name}\\b`).test(context.text)) return
  for (const { node, role } of names.occurrences(name)) {
    if (role !== 'load' || names.resolve(name, node).kind !== 'unbound') continue
    if (mayFailOnPurpose(node) || isMisread(node)) continue
    if (OF_PYTHON2.test(name) && isConditional(node)) continue
    // The others are the same mistake.
    context.report(`nothing binds ${name}`, node)
    return
  }
}

/** What is imported under `if TYPE_CHECKING:` alone is not there when the code runs. */
function ofTypeCheckers(context: Context, name: string, bindings: readonly Binding[]): void {
  const node = neededAt(context, name, bindings)
  if (node)
    context.report(`${name} is imported for type checkers alone: nothing binds it when this runs`, node)
}

/** Whether code runs in some cases only: below an `if`, in an operand that may not be looked at. */
function isConditional(node: Node): boolean {
  let child = node
  for (const up of ancestorsOf(node)) {
    if (
      /^(?:if_statement|elif_clause|else_clause|conditional_expression|boolean_operator|try_statement|except_clause)$/.test(
        up.type,
      )
    )
      return true
    // Behind `if PY3: return …` what is left is for Python 2.
    if (
      up.type === 'block' &&
      up.namedChildren.some((one) => one.startIndex < child.startIndex && one.type === 'if_statement')
    )
      return true
    child = up
  }
  return false
}

/** Names of `__all__` that the module does not have; those of a package may be its modules. */
function inAll(context: Context, scope: Scope): void {
  const { exports, isPackage, names } = context.module
  if (!exports || exports.isDynamic || isPackage || /\bdef __getattr__\b/.test(context.text)) return
  for (const name of exports.names)
    if (names.resolveIn(name, scope).kind === 'unbound') {
      const [all] = names.bindings('__all__')
      if (all) context.report(`nothing binds ${name}, which __all__ holds`, all.node)
    }
}
