import { type Binding, type Context, defineTransform, field, type Node } from '#transform'
import { differsBefore, MOVING, movedFromExtensions } from './_extensions.ts'
import { type Checked, moveImport } from './_move.ts'

export default defineTransform({
  summary: 'Import from typing what typing_extensions only hands on',
  since: '3.8',
  safety: 'safe',
  sameAs: ['UP035'],
  docs: 'https://typing-extensions.readthedocs.io/en/latest/',
  query: `
    (attribute) @name
    (import_from_statement module_name: (dotted_name) @source) @statement`,
  where: { name: MOVING },
  anchors: ['typing_extensions', 'mypy_extensions'],
  rewrite({ name, source, statement }, context) {
    if (source && statement) {
      if (source.text === 'mypy_extensions')
        return moveImport(context, statement, source.text, OLDER, noteOlder)
      if (source.text !== 'typing_extensions') return
      heedLater(context, statement)
      return moveImport(context, statement, source.text, movedFromExtensions(context), (_, __, typing) => ({
        edits: [],
        note: noteOf(context, typing),
      }))
    }
    if (!name) return
    const typing = context.qualifiedName(name) ?? ''
    const table = movedFromExtensions(context)
    const home = table[typing.slice(typing.lastIndexOf('.') + 1)]
    if (!home) return
    const note = noteOf(context, typing)
    if (note !== undefined) context.review(note)
    context.replace(name, context.import(home.module, home.name, name))
  },
})

/** Says why nothing is imported from typing although it has these names. */
function heedLater(context: Context, statement: Node): void {
  const names = statement.childrenForFieldName('name').map((one) => (field(one, 'name') ?? one).text)
  const moved = movedFromExtensions(context)
  if (names.some((name) => Object.hasOwn(moved, name))) return
  for (const name of names) {
    const since = differsBefore(name)
    if (since) context.skip(`typing has another ${name} before Python ${since}, which knows less`)
  }
}

/** What mypy_extensions had before typing did. */
const OLDER = {
  NoReturn: { module: 'typing', name: 'NoReturn' },
  TypedDict: { module: 'typing', name: 'TypedDict' },
}

/** The class of all that mypy_extensions calls a TypedDict, and of nothing that typing does. */
const OLDER_CLASS = '_TypedDictMeta'

function noteOlder(context: Context, _: Binding, typing: string): Checked {
  const isSame = typing.endsWith('.NoReturn')
  if (!isSame && context.project.filesNaming(new Set([OLDER_CLASS])).length > 0)
    context.skip(`the project tells mypy_extensions' own TypedDict by ${OLDER_CLASS}`)
  return {
    edits: [],
    note: isSame ? undefined : "typing's TypedDict refuses isinstance() and keeps more of its keys",
  }
}

/** Skips what typing's object cannot do yet, and says where the two are not quite the same. */
function noteOf(context: Context, typing: string): string | undefined {
  // PEP 728 came to typing with 3.15.
  if (typing.endsWith('.TypedDict') && /\b(?:closed|extra_items)\s*=/.test(context.text))
    context.skip('typing.TypedDict has no closed= and extra_items= before Python 3.15')
  if (typing.endsWith('.deprecated') && !context.targets('3.14'))
    return 'before 3.13.8 warnings.deprecated wraps an inherited __init_subclass__ in another way'
  return undefined
}
