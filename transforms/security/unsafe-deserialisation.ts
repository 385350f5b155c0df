import { argumentsOf, defineTransform, field, keywordArgument } from '#transform'

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
  sameAs: ['S301', 'S302'],
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
    const what = name.startsWith('marshal.') ? 'may crash Python with' : 'runs code that is in'
    context.report(`${callee.text} ${what} its data: read only what you wrote yourself, or use JSON`, call)
  },
})
