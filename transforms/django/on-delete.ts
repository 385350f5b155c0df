import {
  argumentsOf,
  type Context,
  defineTransform,
  type Edit,
  field,
  hasSplat,
  indentOf,
  indentUnit,
  isFirstOnLine,
  isTooWide,
  keywordArgument,
  lineEnd,
  lineStart,
  type Node,
  newlineAt,
  spanOf,
} from '#transform'
import { leaveChosen } from './_chosen.ts'

const MODULES = ['django.db.models', 'django.contrib.gis.db.models']
const FIELDS = ['ForeignKey', 'OneToOneField'].flatMap((name) =>
  [...MODULES, 'django.db.models.fields.related'].map((module) => `${module}.${name}`),
)

export default defineTransform({
  summary: 'Say on_delete=CASCADE where Django 1 took it for granted',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/releases/2.0/#features-removed-in-2-0',
  query: '(call function: (_) @field arguments: (argument_list) @_list) @call',
  where: { field: [...FIELDS, 'mptt.models.TreeForeignKey', 'mptt.fields.TreeForeignKey'] },
  projectNeeds: ['django'],
  rewrite({ field: callee, call }, context) {
    const args = argumentsOf(call)
    const places = args.filter(({ type }) => type !== 'keyword_argument')
    if (keywordArgument(args, 'on_delete')) return
    if (hasSplat(args)) return context.skip('on_delete may be among the arguments that are unpacked')
    // The second place was that of to_field in Django 1, and is that of on_delete since.
    if (places.length > 1) {
      if (places[1]?.type === 'string')
        context.skip('the second argument is on_delete from Django 2.0 on: pass to_field by name')
      return
    }
    const to = places[0] ?? keywordArgument(args, 'to')
    if (!to) return
    leaveChosen(context, call)
    context.edit(insertion(context, call, args, to, `on_delete=${cascade(context, callee)}`))
  },
})

/** CASCADE as the file names it: of the module that the field is an attribute of, or imported like it. */
function cascade(context: Context, callee: Node): string {
  const module = callee.type === 'attribute' ? field(callee, 'object') : undefined
  return module && MODULES.includes(context.qualifiedName(module) ?? '')
    ? `${module.text}.CASCADE`
    : context.import('django.db.models', 'CASCADE', callee)
}

/** Puts the argument behind `to`, where people look for it: on a line of its own where arguments have that, or where it takes one. */
function insertion(context: Context, call: Node, args: readonly Node[], to: Node, argument: string): Edit[] {
  const { text } = context
  const at = (index: number, added: string) => ({ start: index, end: index, text: added })
  const newline = newlineAt(text, to.startIndex)
  const next = args.find(({ startIndex }) => startIndex >= to.endIndex)
  const end = lineEnd(text, to.endIndex)
  const isSpread = isFirstOnLine(text, to.startIndex) && (next ? next.startIndex : call.endIndex - 1) > end
  const plain = at(to.endIndex, `, ${argument}`)
  const column = next && next.startIndex > end ? next : to
  const indent = text.slice(lineStart(text, column.startIndex), column.startIndex)
  const hasComma = /^[ \t]*,/.test(text.slice(to.endIndex, end))
  if (isSpread || (next && column === next && isTooWide(context, spanOf(call), [plain]))) {
    if (indent.trim() !== '') return [plain]
    const comma = hasComma ? [] : [at(to.endIndex, ',')]
    return [...comma, at(end, `${newline}${indent}${argument}${next || hasComma ? ',' : ''}`)]
  }
  const list = field(call, 'arguments')
  if (!list || call.text.includes('\n') || !isTooWide(context, spanOf(call), [plain])) return [plain]
  const outer = indentOf(text, call.startIndex)
  const inner = outer + indentUnit(text)
  if (inner.length + list.text.length + plain.text.length - 2 > context.lineLength) return [plain]
  return [at(list.startIndex + 1, newline + inner), plain, at(list.endIndex - 1, `${newline}${outer}`)]
}
