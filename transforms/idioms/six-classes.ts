import {
  type Context,
  defineTransform,
  field,
  type Node,
  parentOf,
  removeDecorator,
  sameNode,
  withoutComments,
} from '#transform'
import { plainArguments } from './_calls.ts'
import { sixPath } from './_six.ts'

const UNICODE = 'python_2_unicode_compatible'

export default defineTransform({
  summary: 'Give classes their metaclass by keyword instead of through six',
  since: 'any',
  safety: 'safe',
  sameAs: ['pyupgrade'],
  docs: 'https://docs.python.org/3/reference/datamodel.html#metaclasses',
  query: `
    (class_definition superclasses: (argument_list (call function: (_) @base) @call)) @class
    (decorator [(identifier) (attribute)] @plain) @decorator
    (decorator (call function: (_) @adding) @call) @decorator
    (assignment right: [(identifier) (attribute)] @value)`,
  anchors: ['with_metaclass', 'add_metaclass', UNICODE],
  drops: ['names'],
  rewrite({ class: definition, base, plain, adding, call, decorator, value }, context) {
    const means = (node: Node | undefined, name: string, ...others: string[]) => {
      const meaning = node && context.qualifiedName(node)
      return sixPath(meaning, context) === name || others.includes(meaning ?? '')
    }
    if (definition && call && means(base, 'with_metaclass', 'future.utils.with_metaclass'))
      inlineBase(definition, call, context)
    // It returns the class as it is.
    else if (
      decorator &&
      means(plain, UNICODE, `django.utils.encoding.${UNICODE}`, `future.utils.${UNICODE}`)
    )
      dropDecorator(decorator, context)
    else if (decorator && call && means(adding, 'add_metaclass')) addMetaclass(decorator, call, context)
    else if (means(value, UNICODE))
      context.skip(`${UNICODE} does nothing on Python 3: drop it where this name is used`)
  },
})

/** `with_metaclass(M, A, B)` makes a class of these bases, whatever else stands beside it. */
function inlineBase(definition: Node, call: Node, context: Context): void {
  const others = withoutComments(field(definition, 'superclasses'))
  if (others.length > 1) context.skip('six drops the bases beside with_metaclass(): say which ones are meant')
  const list = field(call, 'arguments')
  const args = withoutComments(list)
  const [meta, ...bases] = args
  const last = bases.at(-1)
  if (
    !list ||
    !meta ||
    args.some(({ type }) => type === 'keyword_argument' || type === 'dictionary_splat') ||
    meta.type === 'list_splat'
  )
    context.skip('with_metaclass() is called in an unusual way')
  const first = bases[0]
  const isPlain =
    !first || ((!last || sameNode(first, last)) && context.qualifiedName(first) === 'builtins.object')
  if (isPlain || !last) {
    context.edit([
      { start: call.startIndex, end: meta.startIndex, text: 'metaclass=' },
      { start: meta.endIndex, end: call.endIndex, text: '' },
    ])
    return
  }
  const comma = meta.nextSibling
  context.edit([
    // The bases stay as they are written, the metaclass moves behind them.
    { start: call.startIndex, end: first.startIndex, text: '' },
    { start: last.endIndex, end: call.endIndex, text: `, metaclass=${meta.text}` },
  ])
  if (comma?.type !== ',') context.skip('with_metaclass() is called in an unusual way')
}

function addMetaclass(decorator: Node, call: Node, context: Context): void {
  const [meta, ...more] = plainArguments(call) ?? []
  const decorated = parentOf(decorator)
  const definition = decorated && field(decorated, 'definition')
  const name = definition && field(definition, 'name')
  if (!meta || more.length > 0 || definition?.type !== 'class_definition' || !name)
    context.skip('add_metaclass() is called in an unusual way')
  const bases = field(definition, 'superclasses')
  const items = withoutComments(bases)
  if (items.some((item) => field(item, 'name')?.text === 'metaclass' || item.type === 'dictionary_splat'))
    context.skip('the class has a metaclass already')
  const below = decorated.namedChildren.filter(
    ({ type, startIndex }) => type === 'decorator' && startIndex > decorator.startIndex,
  )
  if (below.some(({ text }) => !text.includes(UNICODE) && !/\btotal_ordering$/.test(text)))
    context.review('the decorators below it get a class that has the metaclass already')
  const isObject = items.length === 1 && items[0] && context.qualifiedName(items[0]) === 'builtins.object'
  const keyword = `metaclass=${meta.text}`
  const last = items.at(-1)
  if (!bases) context.insert(name.endIndex, `(${keyword})`)
  else if (!last || isObject)
    context.replace(last ?? { start: bases.startIndex + 1, end: bases.endIndex - 1 }, keyword)
  else context.insert(last.endIndex, `, ${keyword}`)
  dropDecorator(decorator, context)
}

function dropDecorator(decorator: Node, context: Context): void {
  const removal = removeDecorator(context.module.tree, decorator)
  if (!removal) context.skip('the decorator shares its line with a comment or something else')
  context.carryOut(removal)
}
