import { defineTransform, field, isInstance, table, type VersionText } from '#transform'

/** Methods that are gone or going: of which classes, since when, and what to do. */
const METHODS: Readonly<Record<string, { classes: readonly string[]; gone: VersionText; advice: string }>> =
  table({
    assertDictContainsSubset: {
      classes: ['unittest.TestCase', 'unittest.IsolatedAsyncioTestCase'],
      gone: '3.12',
      advice: 'compare {**actual, **subset} with actual by assertEqual',
    },
    is_reserved: {
      classes: ['Path', 'PurePath', 'PureWindowsPath', 'WindowsPath'].map((name) => `pathlib.${name}`),
      gone: '3.15',
      advice: 'use os.path.isreserved, which Windows has',
    },
    link_to: {
      classes: ['pathlib.Path', 'pathlib.PosixPath', 'pathlib.WindowsPath'],
      gone: '3.12',
      advice: 'use hardlink_to of the path that is made, which takes the one that is there',
    },
    settiltangle: {
      classes: ['turtle.Turtle', 'turtle.RawTurtle'],
      gone: '3.13',
      advice: 'use tiltangle(angle)',
    },
  })

export default defineTransform({
  summary: 'Report methods that the standard library no longer has',
  since: 'any',
  safety: 'report',
  docs: 'https://docs.python.org/3/deprecations/pending-removal-in-3.15.html',
  query: '(attribute object: (_) @object attribute: (identifier) @method) @access',
  anchors: Object.keys(METHODS),
  rewrite({ object, method, access }, context) {
    const row = Object.hasOwn(METHODS, method.text) ? METHODS[method.text] : undefined
    if (row && field(access, 'object') && isInstance(context, object, row.classes) === 'yes')
      context.report(`${method.text} is gone in Python ${row.gone}: ${row.advice}`, access, row.gone)
  },
})
