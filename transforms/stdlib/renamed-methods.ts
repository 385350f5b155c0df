import { defineTransform, spellingsOf, table } from '#transform'
import { type RenamedMethod, renameMethod } from './_methods.ts'

const PARSERS = ['ConfigParser', 'RawConfigParser', 'SafeConfigParser'].map((name) => `configparser.${name}`)

/** https://docs.python.org/3/whatsnew/ tells of each when it went. */
const METHODS: Readonly<Record<string, RenamedMethod>> = table({
  isAlive: { to: 'is_alive', classes: ['threading.Thread'], gone: '3.9', hint: 'threading' },
  notifyAll: { to: 'notify_all', classes: ['threading.Condition'], gone: 'none', hint: 'threading' },
  isSet: { to: 'is_set', classes: ['threading.Event'], gone: 'none', hint: 'threading' },
  tostring: { to: 'tobytes', classes: ['array.array'], gone: '3.9' },
  fromstring: { to: 'frombytes', classes: ['array.array'], gone: '3.9' },
  readfp: {
    to: 'read_file',
    classes: PARSERS,
    gone: '3.12',
    hint: 'configparser',
    keywords: { fp: 'f', filename: 'source' },
  },
})

export default defineTransform({
  summary: 'Use the current names of methods that the standard library renamed',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.python.org/3/whatsnew/3.9.html#removed',
  query: '(attribute attribute: (identifier) @_method) @access',
  anchors: Object.keys(METHODS),
  searches: Object.keys(METHODS).flatMap(spellingsOf),
  rewrite({ access }, context) {
    renameMethod(context, METHODS, access)
  },
})
