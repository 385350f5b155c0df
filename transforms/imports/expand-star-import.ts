import {
  type Context,
  defineTransform,
  field,
  fromImport,
  indentUnit,
  isTestFile,
  type Node,
  newlineAt,
  parentOf,
  sameNode,
  sortNames,
  table,
} from '#transform'
import { LENDS_NAMES } from './_unused.ts'

/** What packages export that are starred a lot, by running them. */
const OUTSIDE: Readonly<Record<string, ReadonlySet<string>>> = table({
  'nose.tools': new Set(
    `TimeExpired assert_almost_equal assert_almost_equals assert_count_equal assert_dict_contains_subset assert_dict_equal
    assert_equal assert_equals assert_false assert_greater assert_greater_equal assert_in assert_is assert_is_instance
    assert_is_none assert_is_not assert_is_not_none assert_less assert_less_equal assert_list_equal assert_logs
    assert_multi_line_equal assert_not_almost_equal assert_not_almost_equals assert_not_equal assert_not_equals assert_not_in
    assert_not_is_instance assert_not_regex assert_not_regexp_matches assert_raises assert_raises_regex assert_raises_regexp
    assert_regex assert_regexp_matches assert_sequence_equal assert_set_equal assert_true assert_tuple_equal assert_warns
    assert_warns_regex eq_ istest make_decorator nottest ok_ raises set_trace timed with_setup`.split(/\s+/),
  ),
})
/** Looks names up that no code spells. */
const LOOKS_UP = /\b(?:__dict__|dir|eval|exec|globals|locals|vars)\b/

export default defineTransform({
  summary: 'Name what a star import brings and the file uses',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['F403', 'F405'],
  docs: 'https://peps.python.org/pep-0008/#imports',
  query: '(import_from_statement (wildcard_import)) @statement',
  anchors: ['import'],
  needs: /\bimport[ \t\\\r\n]*\*/,
  rewrite({ statement }, context) {
    const source = field(statement, 'module_name')
    if (!source || parentOf(statement)?.type !== 'module') return
    const written = source.text.replace(/[\s\\]+/g, '')
    const level = /^\.*/.exec(written)?.[0].length ?? 0
    const name = context.module.resolveRelative(level, written.slice(level))
    const outside = OUTSIDE[written]
    const isOwn = name !== undefined && context.project.graph.fileOf(name) !== undefined
    if (!isOwn && !outside) return
    const exported = outside ?? (name === undefined ? undefined : context.project.starExports(name))
    if (!exported) return context.skip(`what ${written} exports is worked out when it runs`)
    refuseHiddenUses(context, outside !== undefined)
    const names = usedOf(exported, statement, context)
    if (names.length === 0)
      return context.skip(`nothing of ${written} is used here: is it imported for others?`)
    if (!outside) refuseConstants(context, exported, names)
    context.review('others may import names from here that this file does not use')
    const listed = sortNames(names.map((one) => ({ name: one }))).map((one) => one.name)
    const layout = {
      newline: newlineAt(context.text, statement.startIndex),
      unit: indentUnit(context.text),
      lineLength: context.lineLength,
    }
    context.replace(statement, fromImport(written, listed, layout))
  },
})

/** Where more may be done with the names than to spell them in this file. */
function refuseHiddenUses(context: Context, isOutside: boolean): void {
  const { module, text } = context
  if (module.isPackage) context.skip("a package's names are for others, too")
  if (module.exports?.isDynamic) context.skip('__all__ is made at run time, perhaps of these names')
  if (LENDS_NAMES.test(text)) context.skip('code of another module runs with the names of this one')
  if (LOOKS_UP.test(text)) context.skip('names are looked up here by what they are called when it runs')
  if (!isOutside && isTestFile(module.path))
    context.skip('what runs the tests may find some of the names without their being used here')
}

/** Settings are read by the names that they have in the file that is named as settings. */
function refuseConstants(context: Context, exported: ReadonlySet<string>, names: readonly string[]): void {
  const constant = [...exported].find((name) => /^[A-Z][A-Z\d_]*$/.test(name) && !names.includes(name))
  if (constant) context.skip(`${constant} comes along, and may be read from here: settings are handed on so`)
}

/** The names that the file reads, exports or hands on to other files of the project, and has from this import alone. */
function usedOf(exported: ReadonlySet<string>, statement: Node, context: Context): string[] {
  const { module, project } = context
  const { names } = module
  const elsewhere = project.namesUsedElsewhere(module.path, [...exported])
  return [...exported].filter((name) => {
    const loads = names.loads(name)
    if (names.bindings(name).some(({ scope }) => scope.kind === 'module')) {
      if (loads.length > 0)
        context.skip(`${name} is bound here, too: which one is meant where is not certain`)
      return false
    }
    const isRead = loads.some(({ node }) => names.resolve(name, node).kind === 'uncertain')
    if (!isRead && !module.inAll(name) && !elsewhere.has(name)) return false
    const [star, ...others] = names.starImportsOf(name)
    if (!sameNode(star, statement) || others.length > 0)
      context.skip(`${name} may come from another star import, too`)
    return true
  })
}
