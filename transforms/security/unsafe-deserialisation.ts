import { argumentsOf, type Context, defineTransform, field, keywordArgument, type Node } from '#transform'

const PICKLES = ['pickle', '_pickle', 'cPickle', 'dill', 'cloudpickle'].flatMap((module) =>
  ['load', 'loads', 'Unpickler'].map((name) => `${module}.${name}`),
)
const OTHERS = [
  'marshal.load',
  'marshal.loads',
  'shelve.open',
  'jsonpickle.decode',
  'joblib.load',
  'pandas.read_pickle',
  'numpy.load',
  'torch.load',
]

export default defineTransform({
  summary: 'Report what makes any object, or runs any code, that its data says',
  since: 'any',
  safety: 'report',
  sameAs: ['S301', 'S302', 'harden-pickle-load'],
  docs: 'https://docs.python.org/3/library/pickle.html',
  query: '(call function: (_) @callee) @call',
  where: { callee: [...PICKLES, ...OTHERS] },
  rewrite({ callee, call }, context) {
    const name = context.qualifiedName(callee) ?? ''
    const args = argumentsOf(call)
    const is = (argument: string, value: string) => {
      const given = keywordArgument(args, argument)
      return !!given && field(given, 'value')?.type === value
    }
    // numpy.load reads plain arrays unless it is told to unpickle; torch.load has an option against it.
    if (name === 'numpy.load' && !is('allow_pickle', 'true')) return
    if (name === 'torch.load' && is('weights_only', 'true')) return
    // Read back where it was written, it holds nothing that anybody else put into it.
    if (isJustWritten(context, args[0])) return
    const what = name.startsWith('marshal.') ? 'may crash Python with' : 'runs code that is in'
    context.report(`${callee.text} ${what} its data: read only what you wrote yourself, or use JSON`, call)
  },
})

/** Whether data come from `dumps` in the same function: at once, or by way of a variable. */
function isJustWritten(context: Context, data: Node | undefined): boolean {
  const bindings = data?.type === 'identifier' ? context.module.bindingsOf(data) : []
  const values =
    bindings.length > 0
      ? bindings.map(({ kind, owner, scope }) =>
          kind === 'assignment' && scope.kind === 'function' ? field(owner, 'right') : undefined,
        )
      : [data]
  return values.every((value) => {
    const callee = value?.type === 'call' ? field(value, 'function') : undefined
    const maker = (callee && context.qualifiedName(callee)) ?? ''
    return /^(?:pickle|_pickle|cPickle|dill|cloudpickle|marshal|jsonpickle)\.(?:dumps|encode)$/.test(maker)
  })
}
