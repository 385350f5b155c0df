import { type Binding, type Context, defineTransform, field, type Node, parentOf } from '#transform'
import { type Checked, moveImport } from './_move.ts'

const TABLE = Object.fromEntries(
  ['TypeVar', 'ParamSpec', 'TypeVarTuple'].map((name) => [name, { module: 'typing', name }]),
)

export default defineTransform({
  summary:
    'Import TypeVar, ParamSpec and TypeVarTuple from typing, which knows their defaults since Python 3.13',
  since: '3.13',
  safety: 'safe',
  sameAs: ['UP035'],
  docs: 'https://peps.python.org/pep-0696/',
  query: `
    (attribute) @name
    (import_from_statement module_name: (dotted_name) @source) @statement`,
  where: { name: Object.keys(TABLE).map((name) => `typing_extensions.${name}`) },
  anchors: ['typing_extensions'],
  rewrite({ name, source, statement }, context) {
    if (source && statement)
      return source.text === 'typing_extensions'
        ? moveImport(context, statement, source.text, TABLE, checkCalls)
        : undefined
    if (!name) return
    const typing = context.qualifiedName(name) ?? ''
    const short = typing.slice(typing.lastIndexOf('.') + 1)
    if (!Object.hasOwn(TABLE, short)) return
    checkCall(context, typing, name)
    context.replace(name, context.import('typing', short, name))
  },
})

function checkCalls(context: Context, binding: Binding, typing: string): Checked {
  for (const { node } of context.module.names.loads(binding.name))
    if (context.module.bindingsOf(node).includes(binding)) checkCall(context, typing, node)
  return { edits: [], note: undefined }
}

/** typing_extensions gave TypeVarTuple a bound and variance before typing had them (3.15). */
function checkCall(context: Context, typing: string, callee: Node): void {
  if (!typing.endsWith('.TypeVarTuple')) return
  const call = parentOf(callee)
  if (call?.type !== 'call') return
  const more = (field(call, 'arguments')?.namedChildren ?? [])
    .slice(1)
    .find((argument) => argument.type !== 'comment' && field(argument, 'name')?.text !== 'default')
  if (more) context.skip(`typing.TypeVarTuple does not take ${more.text} before Python 3.15`)
}
