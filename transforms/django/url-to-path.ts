import {
  argumentsOf,
  defineTransform,
  field,
  type Node,
  neededRelease,
  replaceCallee,
  stringParts,
  table,
} from '#transform'
import { django } from './_releases.ts'

const RELEASE = django('2.0')
/** What a group matches, by the converter that matches nearly the same. */
const CONVERTERS: ReadonlyMap<string, string> = new Map([
  ['\\d+', 'int'],
  ['[0-9]+', 'int'],
  ['[\\w-]+', 'slug'],
  ['[-\\w]+', 'slug'],
  ['[\\w\\-]+', 'slug'],
  ['[-a-zA-Z0-9_]+', 'slug'],
  ['[a-zA-Z0-9_-]+', 'slug'],
  ['[^/]+', 'str'],
  ['.+', 'path'],
  ['[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'uuid'],
])
/** The classes of what converters give instead of text. */
const CLASSES: Readonly<Record<string, string>> = table({ int: 'an int', uuid: 'a UUID' })
/** Plain characters, escaped ones, and named groups. */
const PART = /[\w/,~@%=:;!& -]|\\([.\-/])|\(\?P<([a-z_]\w*)>([^()]+)\)/gy
const INCLUDES = /^django\.(?:conf\.urls|urls)\.include$/

export default defineTransform({
  summary: 'Write patterns of URLs that need no regular expression with path',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.djangoproject.com/en/stable/topics/http/urls/#path-converters',
  query: `
    (call function: (_) @callee arguments: (argument_list
      . (string) @pattern . (_) @view)) @call`,
  where: { callee: ['django.urls.re_path', 'django.conf.urls.url'] },
  projectNeeds: ['django'],
  recipes: ['standards'],
  drops: ['constants'],
  rewrite({ callee, pattern, view, call }, context) {
    const parts = stringParts(pattern)
    if (!parts || parts.isFormatted || parts.isBytes || /[\r\n]/.test(pattern.text)) return
    if (argumentsOf(call).some(({ type }) => type.endsWith('_splat'))) return
    const regex = context.text.slice(parts.content.start, parts.content.end)
    // Without r, a backslash in front of d is one all the same; one in front of another character may be none.
    if (!/r/i.test(parts.prefix) && /\\(?![dw.\-/])/.test(regex)) return
    const isIncluded = isInclude(view, context.qualifiedName.bind(context))
    const route = routeOf(regex, isIncluded)
    if (!route) return context.skip(whyRegex(regex, isIncluded))
    const needed = neededRelease(context, RELEASE)
    const notes = [
      ...(needed === undefined ? [] : [needed]),
      ...route.converted.map(([name, type]) => `${name} is ${type} in the view`),
      ...(route.hasSlug ? ['a slug is of ASCII letters, digits, - and _'] : []),
    ]
    context.review(
      notes.length > 0 ? notes.join('; ') : 'the end of the path is its end, a newline is no longer ignored',
    )
    context.replace(pattern, parts.quote + route.text + parts.quote)
    replaceCallee(context, callee, context.import('django.urls', 'path', callee))
  },
})

/** Whether the second argument is a list of patterns: then the first one is the beginning of a path. */
function isInclude(view: Node, qualifiedName: (node: Node) => string | undefined): boolean {
  const callee = view.type === 'call' ? field(view, 'function') : undefined
  return callee ? INCLUDES.test(qualifiedName(callee) ?? '') : /(?:^|\.)site\.urls$/.test(view.text)
}

/** Why a pattern stays a regular expression. */
function whyRegex(regex: string, isIncluded: boolean): string {
  if (!regex.startsWith('^')) return 'without ^ the pattern is also found farther on in a path'
  if (isIncluded) return regex.endsWith('$') ? 'nothing can follow the $' : 'no converters match the same'
  return regex.endsWith('$') ? 'no converters match the same' : 'without $ the path may go on'
}

interface Route {
  readonly text: string
  /** The arguments that are no longer texts, and what they are. */
  readonly converted: readonly (readonly [name: string, type: string])[]
  readonly hasSlug: boolean
}

function routeOf(regex: string, isIncluded: boolean): Route | undefined {
  // Nothing is found where the path begins, and what is included takes the path from there.
  const body = regex === '' && isIncluded ? '' : /^\^(.*)$/.exec(regex)?.[1]
  if (body === undefined || body.endsWith('$') === isIncluded) return undefined
  const inner = isIncluded ? body : body.slice(0, -1)
  const converted: [string, string][] = []
  let text = ''
  let at = 0
  let hasSlug = false
  for (const { 0: whole, 1: escaped, 2: name, 3: group } of inner.matchAll(PART)) {
    const kind = group === undefined ? undefined : CONVERTERS.get(group)
    if (name !== undefined && kind === undefined) return undefined
    const type = kind === undefined ? undefined : CLASSES[kind]
    if (name !== undefined && type !== undefined) converted.push([name, type])
    hasSlug ||= kind === 'slug'
    text += name === undefined ? (escaped ?? whole) : `<${kind === 'str' ? '' : `${kind}:`}${name}>`
    at += whole.length
  }
  // What stands in one group only may be written as a converter beside another only where a character parts them.
  return at === inner.length && !/></.test(text) ? { text, converted, hasSlug } : undefined
}
