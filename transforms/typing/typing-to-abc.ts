import { defineTransform, roleOf } from '#transform'
import { COMPARER_WORDS } from './_comparers.ts'
import { moveImport } from './_move.ts'
import { ABSTRACT, bothModules, MOVED, newHome, SUBMODULES, TYPING } from './_tables.ts'
import { checkUse, classText, requoteArguments } from './_use.ts'

export default defineTransform({
  summary: 'Import Sequence, Mapping, Callable and their like from collections.abc instead of typing',
  since: '3.9',
  safety: 'safe',
  sameAs: ['UP035'],
  docs: 'https://peps.python.org/pep-0585/',
  searches: COMPARER_WORDS,
  query: `
    (attribute) @name
    (identifier) @renamed
    (import_from_statement module_name: (dotted_name) @source) @statement`,
  where: {
    name: bothModules(Object.keys(ABSTRACT)),
    renamed: bothModules(['ContextManager', 'AsyncContextManager']),
  },
  rewrite({ name, renamed, source, statement }, context) {
    if (source && statement) {
      const table = TYPING.test(source.text) ? MOVED : SUBMODULES[source.text]
      return table ? moveImport(context, statement, source.text, table) : undefined
    }
    const node = name ?? renamed
    if (!node || (renamed && roleOf(renamed)?.role !== 'load')) return
    const typing = context.qualifiedName(node) ?? ''
    const home = newHome(typing, ABSTRACT)
    if (!home) return
    if (home.name === 'Callable' && !context.targets('3.10'))
      context.skip('collections.abc.Callable cannot be in a Union before Python 3.9.2')
    const note = checkUse(context, node, typing)
    if (note !== undefined) context.review(note)
    const text = classText(context, home, node)
    const rename = { start: node.startIndex, end: node.endIndex, text }
    context.edit([rename, ...requoteArguments(context, node, [rename])])
  },
})
