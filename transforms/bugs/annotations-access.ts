import { ancestorsOf, defineTransform, field, type Node } from '#transform'

export default defineTransform({
  summary:
    'Report __annotations__ that is looked up in the dictionary of a class, where it is no longer from Python 3.14 on',
  since: 'any',
  safety: 'report',
  sameAs: ['RUF063'],
  docs: 'https://docs.python.org/3.14/whatsnew/3.14.html#changes-in-annotations-and-annotationlib',
  query: `
    (subscript value: (_) @names subscript: (string) @key) @use
    (call function: (attribute object: (_) @names attribute: (identifier) @method) arguments: (argument_list . (string) @key)) @use`,
  anchors: ['"__annotations__"', "'__annotations__'"],
  rewrite({ names, key, method, use }, context) {
    if (
      !/^["']__annotations__["']$/.test(key.text) ||
      (method && !/^(?:get|pop|setdefault)$/.test(method.text))
    )
      return
    // Who knows of the new way takes the old one for older Pythons.
    if (/\bannotationlib\b|__annotate(?:_func)?__|\bget_annotations\b|\bget_annotate/.test(context.text))
      return
    const isOfClass =
      /\.__dict__$/.test(names.text) || (names.type === 'call' && /^vars\(\w/.test(names.text))
    if (!isOfClass && !isNamespace(names)) return
    context.report(
      isOfClass
        ? 'from Python 3.14 on the dictionary of a class has none: use inspect.get_annotations, or annotationlib.get_annotations'
        : 'from Python 3.14 on the names of a class body have none: use annotationlib.get_annotate_from_class_namespace',
      use,
      '3.14',
    )
  },
})

/** Whether a name is the dictionary that a metaclass is given the class body in. */
function isNamespace(names: Node): boolean {
  const around =
    names.type === 'identifier' && [...ancestorsOf(names)].find(({ type }) => type === 'function_definition')
  if (!around || !/^__(?:new|init)__$/.test(field(around, 'name')?.text ?? '')) return false
  const parameters = (field(around, 'parameters')?.namedChildren ?? []).map(
    (one) => (one.type === 'identifier' ? one : (field(one, 'name') ?? one.firstNamedChild))?.text,
  )
  return parameters[3] === names.text
}
