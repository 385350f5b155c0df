import { defineTransform, isTarget, leaveFallbacks, table } from '#transform'

const PARTS: Readonly<Record<string, number>> = table({ exc_type: 0, exc_value: 1, exc_traceback: 2 })

export default defineTransform({
  summary: 'Replace sys.exc_type, exc_value and exc_traceback with parts of sys.exc_info()',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/library/sys.html#sys.exc_info',
  query: '(attribute attribute: (identifier) @part) @name',
  where: { name: Object.keys(PARTS).map((part) => `sys.${part}`) },
  rewrite({ name, part }, context) {
    if (isTarget(name)) return
    leaveFallbacks(context, name)
    context.replace(part, `exc_info()[${PARTS[part.text] ?? 0}]`)
  },
})
