import { type Context, defineTransform, field, type Node, parentOf, stringParts } from '#transform'
import { argumentsOf } from './_fields.ts'
import { isWrittenForV2 } from './_generation.ts'
import { MODEL_WORDS } from './_receivers.ts'
import { isUrlType } from './_urls.ts'

/** What `build` takes in both, `user` and what has to be looked at aside. */
const SAME = new Set(['scheme', 'password', 'host', 'query', 'fragment'])
const NOTE =
  'v2 validates what is built, quotes some of its characters, and ends a URL without a path in a slash where the scheme is that of the web'

const SLASH = 'build of v2 puts a slash before the path: hand it over without one'

export default defineTransform({
  summary: 'Give build() of URLs the arguments of Pydantic v2, and make text of what it gives',
  since: 'any',
  safety: 'review',
  docs: 'https://docs.pydantic.dev/latest/api/networks/#pydantic.networks.AnyUrl.build',
  query: `
    (call
      function: (attribute object: (_) @url attribute: (identifier) @_build (#eq? @_build "build"))
      arguments: (argument_list) @args) @call`,
  anchors: ['.build'],
  projectNeeds: MODEL_WORDS,
  drops: ['names', 'constants'],
  recipes: ['pydantic-v2'],
  rewrite({ url, args, call }, context) {
    if (!url || !args || !call || !isUrlType(context.qualifiedName(url))) return
    const options = argumentsOf(args)
    const gives = (name: string) => options.some((option) => field(option, 'name')?.text === name)
    // `username` is v2's word: the call was looked at before.
    if (gives('username') || isWrittenForV2(context, call)) return
    for (const option of options) rewriteOption(option, gives('user'), context)
    context.review(NOTE)
    if (isMadeText(call, context)) return
    if (!context.isBuiltin('str', call))
      context.skip('str means something else here: v1 built text, v2 builds a URL')
    context.insert(call.startIndex, 'str(')
    context.insert(call.endIndex, ')')
  },
})

function rewriteOption(option: Node, hasUser: boolean, context: Context): void {
  const name = option.type === 'keyword_argument' ? field(option, 'name') : undefined
  const value = field(option, 'value')
  if (!name || !value)
    context.skip(
      'what build is given is computed: v2 takes username for user, a number for port, and a path without a slash',
    )
  if (name.text === 'user') context.replace(name, 'username')
  else if (name.text === 'port') rewritePort(value, context)
  else if (name.text === 'path') rewritePath(value, hasUser, context)
  else if (!SAME.has(name.text)) context.skip(`build of v2 takes no ${name.text}`)
}

/** v1 took text, v2 takes a number. */
function rewritePort(value: Node, context: Context): void {
  const type = context.typeOf(value)
  const isOf = (name: string): boolean => type?.kind === 'instance' && type.of === name
  if (value.type === 'none' || isOf('builtins.int')) return
  const digits = value.type === 'string' ? /^["']([1-9]\d*)["']$/.exec(value.text)?.[1] : undefined
  if (digits !== undefined) {
    context.replace(value, digits)
    return
  }
  const inner = textOf(value, context)
  if (!inner && !isOf('builtins.str'))
    context.skip('build of v2 takes a number for port: hand over int(…), or None')
  if (!context.isBuiltin('int', value))
    context.skip('int means something else here: build of v2 takes a number for port')
  if (inner) context.replace(value, isNumber(inner, context) ? inner.text : `int(${inner.text})`)
  else context.replace(value, `int(${value.text})`)
}

function isNumber(node: Node, context: Context): boolean {
  const type = context.typeOf(node)
  return type?.kind === 'instance' && type.of === 'builtins.int'
}

/** v1 wrote the path behind the host as it was, v2 puts a slash between both. */
function rewritePath(value: Node, hasUser: boolean, context: Context): void {
  if (value.type === 'none') return
  const text = beginning(value)
  const parts = text && stringParts(text)
  if (text && parts) {
    // Without a slash v1 built nonsense: this was written for v2.
    if (context.text[parts.content.start] !== '/') return
    const isAlone = parts.content.end === parts.content.start + 1
    const sum = parentOf(text)
    const right = isAlone && sum?.type === 'binary_operator' ? field(sum, 'right') : undefined
    if (!sum || !right || sum.children[1]?.type !== '+')
      context.remove({ start: parts.content.start, end: parts.content.start + 1 })
    else if (hasUser) context.remove({ start: text.startIndex, end: right.startIndex })
    else context.skip(SLASH)
    return
  }
  const type = context.typeOf(value)
  if (type?.kind !== 'instance' || type.of !== 'builtins.str') context.skip(SLASH)
  if (/\.(?:removeprefix|lstrip)\((["'])\/\1\)$/.test(value.text)) return
  const strip = context.targets('3.9') ? 'removeprefix' : 'lstrip'
  const isPrimary = /^(?:identifier|attribute|call|subscript|string|parenthesized_expression)$/.test(
    value.type,
  )
  context.replace(value, `${isPrimary ? value.text : `(${value.text})`}.${strip}("/")`)
}

/** The literal that a text begins with: of a sum, of `"…" % x`, of `"…".format(x)`. */
function beginning(value: Node): Node | undefined {
  if (value.type === 'string') return value
  if (value.type === 'concatenated_string') return value.firstNamedChild ?? undefined
  if (value.type === 'binary_operator') {
    const left = field(value, 'left')
    return left && beginning(left)
  }
  const method = value.type === 'call' ? field(value, 'function') : undefined
  if (method?.type !== 'attribute' || field(method, 'attribute')?.text !== 'format') return undefined
  const object = field(method, 'object')
  return object?.type === 'string' ? object : undefined
}

/** What `str(x)` makes text of. */
function textOf(value: Node, context: Context): Node | undefined {
  const callee = field(value, 'function')
  const list = field(value, 'arguments')
  const [only, ...others] = list ? argumentsOf(list) : []
  if (value.type !== 'call' || !callee || !only || others.length > 0 || /argument$|splat$/.test(only.type))
    return undefined
  return context.qualifiedName(callee) === 'builtins.str' ? only : undefined
}

/** Whether text is made of the call already. */
function isMadeText(call: Node, context: Context): boolean {
  const list = parentOf(call)
  const owner = list?.type === 'argument_list' ? parentOf(list) : undefined
  return owner?.type === 'call' && textOf(owner, context)?.id === call.id
}
