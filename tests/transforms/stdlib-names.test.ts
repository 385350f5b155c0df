import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { IMP, NAMES } from '../../transforms/stdlib/_names.ts'
import { MODULES, NAMES as REMOVED } from '../../transforms/stdlib/_removed.ts'
import { findPython } from '../support/python.ts'

/** The versions that are asked, oldest first. */
const VERSIONS = ['3.6', '3.7', '3.8', '3.9', '3.10', '3.11', '3.12', '3.13']
/** These are made for Windows, or need a library that an interpreter may be built without. */
const NOT_EVERYWHERE = new Set(['msilib', 'ossaudiodev', 'spwd', 'nis', 'crypt', 'tkinter.tix'])

const LOOK = `
import importlib, json, sys, warnings
warnings.simplefilter("ignore")
def has(name):
    parts = name.split(".")
    for i in range(len(parts), 0, -1):
        try:
            value = importlib.import_module(".".join(parts[:i]))
        except Exception:
            continue
        try:
            for part in parts[i:]:
                value = getattr(value, part)
            return True
        except AttributeError:
            pass
    return False
print(json.dumps({name: has(name) for name in json.load(sys.stdin)}))
`

const renamed = Object.entries({ ...NAMES, ...IMP })
const gone = [
  ...renamed.flatMap(([name, { gone }]) => (typeof gone === 'string' ? [[name, gone] as const] : [])),
  ...Object.entries({ ...MODULES, ...REMOVED }).map(([name, [version]]) => [name, version] as const),
].filter(([name]) => !NOT_EVERYWHERE.has(name))
const asked = JSON.stringify([...gone.map(([name]) => name), ...renamed.map(([, { to }]) => to)])

const minor = (version: string): number => Number(version.split('.')[1])

it.for(VERSIONS)('Python %s has the names that the tables say', (version, { skip }) => {
  const python = findPython(version) ?? skip(`there is no Python ${version} here`)
  const answer = execFileSync(python, ['-I', '-c', LOOK], {
    input: asked,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const has = JSON.parse(answer.toString()) as Record<string, boolean>
  // It is there until the version before that in which it went; some names came late.
  const wrong = gone.filter(([name, since]) => {
    if (since !== 'none' && minor(version) >= minor(since)) return has[name]
    const isLast = since === 'none' ? version === VERSIONS.at(-1) : minor(since) === minor(version) + 1
    return isLast && !has[name]
  })
  expect(wrong).toEqual([])
  const late = renamed.filter(([, { to, since }]) => !has[to] && minor(version) >= minor(since ?? '3.6'))
  expect(late).toEqual([])
})
