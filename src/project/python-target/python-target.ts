import { basename, join } from 'node:path'
import { formatVersion, parseVersion, type Version } from '../../python/version.ts'
import { isFile, namesIn } from '../disk-entry.ts'
import { pythonRequiresSpan } from '../setup-py.ts'
import { raiseClassifiers } from './classifiers.ts'
import { raiseDockerfile } from './docker.ts'
import { inOrder, isOlder, type ListedVersion, type Raised, raiseList, removeMember } from './edit.ts'
import { raiseIni } from './ini.ts'
import { raiseRequirement } from './requirement.ts'
import { raiseToml } from './toml.ts'
import { raiseYaml } from './yaml.ts'

const TOML = ['pyproject.toml', 'ruff.toml', '.ruff.toml', 'pymolt.toml', 'Pipfile']
const INI = ['setup.cfg', 'tox.ini', 'mypy.ini', '.mypy.ini', '.pylintrc', 'pylintrc']
const YAML = [
  '.gitlab-ci.yml',
  '.travis.yml',
  'azure-pipelines.yml',
  '.circleci/config.yml',
  '.readthedocs.yml',
  '.readthedocs.yaml',
  '.pre-commit-config.yaml',
  'docker-compose.yml',
  'docker-compose.yaml',
]
const FOLDERS = ['', '.github/workflows', '.github/actions', 'docker', '.docker', '.devcontainer']

/** The files below `root` that may say something of the project's Python version, as paths relative to it. */
export function declarationFiles(root: string): string[] {
  const fixed = ['setup.py', '.python-version', ...TOML, ...INI, ...YAML]
  const listed = FOLDERS.flatMap((folder) =>
    namesIn(join(root, folder))
      .filter((name) => isDockerfile(name) || (folder.startsWith('.github') && /\.ya?ml$/.test(name)))
      .map((name) => (folder === '' ? name : `${folder}/${name}`)),
  )
  return [...new Set([...fixed, ...listed])].filter((path) => isFile(join(root, path))).sort()
}

/**
 * What has to change in a file so that it says that the project needs at least `target`. Nothing is lowered.
 * @param path relative to the root; it tells what kind of file this is
 */
export function raiseTarget(path: string, text: string, target: Version): Raised {
  const name = basename(path)
  if (TOML.includes(name)) return raiseToml(name, text, target)
  if (INI.includes(name)) return raiseIni(text, target)
  if (name === 'setup.py') return raiseSetupPy(text, target)
  if (name === '.python-version') return raisePin(text, target)
  if (isDockerfile(name)) return raiseDockerfile(text, target)
  return raiseYaml(text, target)
}

function raiseSetupPy(text: string, target: Version): Raised {
  const edits = raiseClassifiers(text, target, true)
  const span = pythonRequiresSpan(text)
  const answer = span && raiseRequirement(text.slice(span.start, span.end), target)
  if (!span || !answer) return { edits: inOrder(edits, text), findings: [] }
  if ('text' in answer)
    return { edits: inOrder([...edits, { ...span, text: answer.text }], text), findings: [] }
  const message = `set the Python version by hand: ${answer.reason}`
  return { edits: inOrder(edits, text), findings: [{ ...span, message }] }
}

/** `.python-version`: one version a line. */
function raisePin(text: string, target: Version): Raised {
  const members = [...text.matchAll(/^[ \t]*((?:cpython-?)?3\.\d{1,2}(?:\.\d+)?)[ \t]*(?=\r?$)/gm)].flatMap(
    (match): ListedVersion[] => {
      const [whole, pin = ''] = match
      const version = parseVersion(pin.replace(/^cpython-?/, ''))
      const start = match.index + whole.indexOf(pin)
      const prefix = /^cpython-?/.exec(pin)?.[0] ?? ''
      return version
        ? [{ start, end: start + pin.length, version, write: (to) => prefix + formatVersion(to) }]
        : []
    },
  )
  // The first is the one that `python` is: it has to be new enough, too.
  const first = members[0]
  if (!first || !members.some(({ version }) => isOlder(version, target))) return { edits: [], findings: [] }
  return {
    edits: inOrder(
      raiseList(members, target, (member) => removeMember(text, member)),
      text,
    ),
    findings: [],
  }
}

function isDockerfile(name: string): boolean {
  return /^(?:.*\.)?dockerfile(?:[.-].*)?$/i.test(name) && !/\.dockerignore$/.test(name)
}
