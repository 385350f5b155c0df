import {
  argumentsOf,
  defineTransform,
  field,
  isInstance,
  leaveChoices,
  parentOf,
  sameNode,
  spellingsOf,
} from '#transform'
import { isExpected } from './_methods.ts'

const ELEMENT = ['xml.etree.ElementTree.Element', 'xml.etree.cElementTree.Element']
const TREE = ['xml.etree.ElementTree.ElementTree', 'xml.etree.cElementTree.ElementTree']
/** Callables that go through what they are given once. */
const CONSUMERS = /^builtins\.(?:list|tuple|set|sorted|sum|any|all|enumerate|zip|map|filter|max|min)$/

export default defineTransform({
  summary: 'Replace getchildren() of XML elements with list(element), and getiterator() with iter()',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/whatsnew/3.9.html#removed',
  query: '(call function: (attribute object: (_) @element attribute: (identifier) @method) @access) @call',
  anchors: ['getchildren', 'getiterator'],
  searches: ['getchildren', 'getiterator'].flatMap(spellingsOf),
  rewrite({ call, access, element, method }, context) {
    const isChildren = method.text === 'getchildren'
    if (!isChildren && method.text !== 'getiterator') return
    // Elements of lxml have both methods still.
    const hint = /\blxml\b/.test(context.text) ? {} : { hint: 'xml' }
    const classes = isChildren ? ELEMENT : [...ELEMENT, ...TREE]
    if (!isExpected(context, element, method.text, { classes, ...hint })) return
    leaveChoices(context, access)
    const around = parentOf(call)
    const consumer = around?.type === 'argument_list' ? parentOf(around) : undefined
    const callee = consumer && field(consumer, 'function')
    const isIterated =
      (/^for_(?:statement|in_clause)$/.test(around?.type ?? '') &&
        sameNode(around && field(around, 'right'), call)) ||
      CONSUMERS.test((callee && context.qualifiedName(callee)) ?? '')
    if (isChildren) {
      if (argumentsOf(call).length > 0) return
      if (!context.isBuiltin('list', call)) return context.skip('list is not the builtin here')
      // The body of the loop may change the children.
      context.replace({ start: call.startIndex, end: element.startIndex }, 'list(')
      return context.replace({ start: element.endIndex, end: call.endIndex }, ')')
    }
    context.replace(method, 'iter')
    // Elements gave an iterator, trees a list.
    if (isIterated || isInstance(context, element, TREE) !== 'yes') return
    if (!context.isBuiltin('list', call)) return context.skip('list is not the builtin here')
    context.insert(call.startIndex, 'list(')
    context.insert(call.endIndex, ')')
  },
})
