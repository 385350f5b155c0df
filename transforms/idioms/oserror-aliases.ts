import { defineTransform, isChosen } from '#transform'
import { renameException } from './_exceptions.ts'

const ALIASES = [
  'builtins.IOError',
  'builtins.EnvironmentError',
  'builtins.WindowsError',
  'mmap.error',
  'os.error',
  'resource.error',
  'select.error',
  'socket.error',
] as const

export default defineTransform({
  summary: 'Replace IOError, socket.error and other aliases of OSError by OSError',
  since: 'any',
  safety: 'safe',
  sameAs: ['UP024'],
  docs: 'https://peps.python.org/pep-3151/',
  query: '(identifier) @name (attribute) @name',
  where: { name: ALIASES },
  rewrite({ name }, context) {
    if (!name) return
    // Elsewhere than on Windows there is none, and the code may ask for that.
    if (context.qualifiedName(name) === 'builtins.WindowsError' && isChosen(name))
      context.skip('the code around it asks whether there is such a name')
    renameException(name, 'OSError', ALIASES, context)
  },
})
