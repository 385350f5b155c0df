import {
  argumentsOf,
  defineTransform,
  field,
  isPath,
  isTarget,
  type Node,
  neededRelease,
  stringParts,
} from '#transform'
import { leaveChosen } from './_chosen.ts'
import { django } from './_releases.ts'

const RELEASE = django('2.2')

export default defineTransform({
  summary: 'Read headers of a request from request.headers instead of request.META',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.djangoproject.com/en/stable/ref/request-response/#django.http.HttpRequest.headers',
  query: `
    (subscript value: (attribute object: (_) @request attribute: (identifier) @meta) @table
      . subscript: (string) @key .) @read
    (call function: (attribute object: (attribute object: (_) @request attribute: (identifier) @meta) @table
      attribute: (identifier) @get) arguments: (argument_list . (string) @key)) @read
    (comparison_operator . (string) @key . ["in" "not in"]
      . (attribute object: (_) @request attribute: (identifier) @meta) @table .) @read`,
  anchors: [/\bMETA\b/],
  needs: /HTTP_|CONTENT_(?:TYPE|LENGTH)/,
  projectNeeds: ['django'],
  recipes: ['standards'],
  drops: ['constants'],
  rewrite({ request, meta, table, key, get, read }, context) {
    if (!request || !table || !key || !read || meta?.text !== 'META') return
    if (get && (get.text !== 'get' || argumentsOf(read).length > 2)) return
    const name = request.type === 'attribute' ? field(request, 'attribute')?.text : request.text
    const header = headerOf(context.text, key)
    if (header === undefined || !isPath(request) || !/(?:^|_)(?:request|req)$/.test(name ?? '')) return
    // The headers cannot be written.
    if (isTarget(read)) return
    leaveChosen(context, read)
    const needed = neededRelease(context, RELEASE)
    context.review(
      `${needed === undefined ? '' : `${needed}, and `}${request.text} is not certain to be a request of Django`,
    )
    context.replace({ start: request.endIndex, end: table.endIndex }, '.headers')
    const quote = stringParts(key)?.quote ?? "'"
    context.replace(key, quote + header + quote)
  },
})

/** `X-Forwarded-For` of `'HTTP_X_FORWARDED_FOR'`, and the two that META has without HTTP_. */
function headerOf(text: string, key: Node): string | undefined {
  const parts = stringParts(key)
  if (parts?.prefix !== '' || parts.quote.length !== 1) return undefined
  const content = text.slice(parts.content.start, parts.content.end)
  const name = /^(?:HTTP_([A-Z0-9_]+)|(CONTENT_TYPE|CONTENT_LENGTH))$/.exec(content)
  const words = name?.[1] ?? name?.[2]
  return words
    ?.split('_')
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join('-')
}
