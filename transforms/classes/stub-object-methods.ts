import {
  basesOf,
  defineTransform,
  field,
  headOf,
  parentOf,
  removeStatement,
  statementsOf,
  withoutComments,
} from '#transform'

/** Bases that ask nothing of a class. */
const PLAIN = /^(?:builtins\.object|(?:typing|typing_extensions)\.(?:Generic|Protocol))$/

export default defineTransform({
  summary: 'Drop __str__ and __repr__ from stubs where they say no more than object does',
  since: 'any',
  safety: 'review',
  sameAs: ['PYI029'],
  docs: 'https://docs.python.org/3/reference/datamodel.html#object.__repr__',
  drops: ['names', 'constants', 'statements'],
  query: `
    (class_definition body: (block (function_definition
      name: (identifier) @name
      parameters: (parameters) @parameters
      return_type: (type (identifier) @type)
      body: (block) @body) @method)) @owner`,
  stubsOnly: true,
  anchors: ['__str__', '__repr__'],
  rewrite({ name, parameters, type, body, method, owner }, context) {
    if (!/^__(?:str|repr)__$/.test(name.text)) return
    if (!context.module.isStub || parentOf(method)?.type !== 'block') return
    const own = withoutComments(parameters)
    if (own.length !== 1 || own[0]?.type !== 'identifier') return
    if (context.qualifiedName(type) !== 'builtins.str') return
    if (statementsOf(body).some(({ text }) => !/^(?:pass|\.\.\.)$/.test(text))) return
    const asking = basesOf(owner).find(
      (base) => !PLAIN.test(context.qualifiedName(headOf(base) ?? base) ?? ''),
    )
    if (asking)
      return context.skip(
        `${asking.text} may have another one, or ask for one: see whether the class needs it`,
      )
    if (field(owner, 'superclasses') && /metaclass/.test(field(owner, 'superclasses')?.text ?? '')) return
    const removal = removeStatement(context.module.tree, method)
    if (!removal) return context.skip('a comment speaks of it')
    context.carryOut(removal)
  },
})
