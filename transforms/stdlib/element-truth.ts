import { defineTransform, field, isInstance, type Node, parentOf, sameNode } from '#transform'
import { asksTruth } from './_truth.ts'

const SEARCHABLE = ['Element', 'ElementTree'].map((name) => `xml.etree.ElementTree.${name}`)

export default defineTransform({
  summary: 'Report XML elements whose truth value is asked',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/library/xml.etree.elementtree.html#element-objects',
  query: '(call function: (attribute object: (_) @tree attribute: (identifier) @find)) @found',
  anchors: ['.find('],
  rewrite({ tree, find, found }, context) {
    if (find.text !== 'find' || !context.text.includes('ElementTree')) return
    if (isInstance(context, tree, SEARCHABLE) !== 'yes') return
    const report = (at: Node) =>
      context.report('an element without children is false: compare with None, or use len()', at)
    if (asksTruth(found)) report(found)
    const assignment = parentOf(found)
    const name = assignment?.type === 'assignment' ? field(assignment, 'left') : undefined
    if (!assignment || name?.type !== 'identifier' || !sameNode(field(assignment, 'right'), found)) return
    for (const { node } of context.module.names.loads(name.text)) {
      const [binding, ...others] = context.module.bindingsOf(node)
      if (others.length === 0 && sameNode(binding?.node, name) && asksTruth(node)) report(node)
    }
  },
})
