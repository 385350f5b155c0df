import {
  type Context,
  classAround,
  defineTransform,
  field,
  genericParts,
  isGenerator,
  type Node,
  roleOf,
} from '#transform'
import { bothModules } from './_tables.ts'

const GENERATORS: ReadonlySet<string> = new Set([
  ...bothModules(['Generator', 'AsyncGenerator']),
  'collections.abc.Generator',
  'collections.abc.AsyncGenerator',
])
/** What is sent and returned where nobody sends, and nothing is returned. */
const NOTHING = /^(?:None|object|(?:\w+\.)?Any)$/

export default defineTransform({
  summary: 'Annotate __eq__, __exit__ and __iter__ with what they are called for: object, and Iterator[X]',
  since: 'any',
  safety: 'review',
  recipes: ['standards'],
  sameAs: ['PYI032', 'PYI036', 'PYI058'],
  docs: 'https://docs.python.org/3/reference/datamodel.html#object.__eq__',
  query: `
    (function_definition name: (identifier) @name
      (#match? @name "^__(?:eq|ne|a?exit|a?iter)__$")) @definition`,
  anchors: [/\b__(?:eq|ne|a?exit|a?iter)__\b/],
  rewrite({ name, definition }, context) {
    if (!name || !definition || !classAround(definition)) return
    if (/iter__$/.test(name.text)) returnIterator(context, definition)
    else if (/exit__$/.test(name.text)) takeAnyRest(context, definition)
    else takeAnything(context, definition)
  },
})

/** Anything may stand on the other side of `==`. */
function takeAnything(context: Context, definition: Node): void {
  const [, other, ...more] = field(definition, 'parameters')?.namedChildren ?? []
  const type = other?.type === 'typed_parameter' ? field(other, 'type') : undefined
  const annotation = type?.firstNamedChild
  if (!annotation || more.length > 0 || !/^(?:identifier|attribute)$/.test(annotation.type)) return
  if (!bothModules(['Any']).includes(context.qualifiedName(annotation) ?? '')) return
  writeObject(context, annotation, 'with object, a type checker wants to see isinstance before it is used')
}

/** What `*args` of `__exit__` are is no one thing. */
function takeAnyRest(context: Context, definition: Node): void {
  for (const parameter of field(definition, 'parameters')?.namedChildren ?? []) {
    const isRest =
      parameter.type === 'typed_parameter' && parameter.firstNamedChild?.type === 'list_splat_pattern'
    const annotation = isRest ? field(parameter, 'type')?.firstNamedChild : undefined
    if (
      !annotation ||
      annotation.text === 'object' ||
      !/^(?:identifier|attribute|none)$/.test(annotation.type)
    )
      continue
    writeObject(context, annotation, 'an exception, its class and its traceback have object in common')
  }
}

function writeObject(context: Context, annotation: Node, note: string): void {
  if (!context.isBuiltin('object', annotation)) context.skip('object is not the builtin here')
  context.review(note)
  context.replace(annotation, 'object')
}

/** Who iterates sends nothing, and gets nothing in the end. */
function returnIterator(context: Context, definition: Node): void {
  const returns = field(definition, 'return_type')?.firstNamedChild
  const parts = returns && genericParts(returns)
  const [yielded, ...others] = parts?.args ?? []
  if (!returns || !parts || !yielded || !GENERATORS.has(context.qualifiedName(parts.origin) ?? '')) return
  if (parts.origin.type === 'identifier' && roleOf(parts.origin)?.role !== 'load') return
  if (!others.every(({ text }) => NOTHING.test(text)))
    context.skip('the annotation says what is sent to it, or what it returns')
  if (!context.module.isStub && !isGenerator(definition)) return
  const name = /AsyncGenerator$/.test(parts.origin.text) ? 'AsyncIterator' : 'Iterator'
  context.review('who takes it for a generator, and closes it, wants to see that')
  context.replace(
    parts.origin,
    context.import(context.targets('3.9') ? 'collections.abc' : 'typing', name, returns),
  )
  const last = others.at(-1)
  if (last) context.remove({ start: yielded.endIndex, end: last.endIndex })
}
