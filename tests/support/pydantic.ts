import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Registry } from '../../src/transform/define.ts'
import { allFixtures, type Fixture, planFixture } from './fixture.ts'
import { projectFixtures } from './project-fixture.ts'
import { Python, type PythonAnswer } from './python.ts'

/** Where the two environments are built; other interpreters can be named in the environment variables. */
export const ENVIRONMENTS = {
  v1: {
    variable: 'PYMOLT_PYDANTIC_V1',
    folder: 'node_modules/.cache/pymolt/pydantic-1',
    packages: ['pydantic[email,dotenv]>=1.10,<2'],
  },
  v2: {
    variable: 'PYMOLT_PYDANTIC_V2',
    folder: 'node_modules/.cache/pymolt/pydantic-2',
    packages: ['pydantic[email]>=2.11,<3', 'pydantic-settings>=2.10,<3', 'pydantic-extra-types>=2.10,<3'],
  },
} as const

/** The interpreters that have pydantic 1 and 2; undefined when one of them is missing. */
export function environments(root: string): { readonly v1: string; readonly v2: string } | undefined {
  const found = (which: keyof typeof ENVIRONMENTS) => {
    const { variable, folder } = ENVIRONMENTS[which]
    return process.env[variable] ?? join(root, folder, 'bin/python')
  }
  const pair = { v1: found('v1'), v2: found('v2') }
  return existsSync(pair.v1) && existsSync(pair.v2) ? pair : undefined
}

/** What a probe sees besides the names of its case. */
const PRELUDE = `
import pydantic as _pydantic
V1 = _pydantic.VERSION.startswith("1.")

def plain(value):
    if isinstance(value, _pydantic.BaseModel):
        if not V1 and isinstance(value, _pydantic.RootModel):
            return plain(value.root)
        fields = value.__fields__ if V1 else type(value).model_fields
        if list(fields) == ["__root__"]:
            return plain(value.__root__)
        extra = (set(value.__dict__) - set(fields)) if V1 else (value.__pydantic_extra__ or {})
        return {name: plain(getattr(value, name)) for name in sorted([*fields, *extra])}
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(plain(item) for item in value)
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain, value), key=repr)
    return value

def show(function, *args, **kwargs):
    """Prints what a call gives, or that it was refused."""
    try:
        print(repr(plain(function(*args, **kwargs))))
    except _pydantic.ValidationError:
        print("refused")
    except Exception as error:
        print("raises", type(error).__name__)

def accepts(model, *inputs):
    """Prints for each input the values of the model made of it, or that it was refused."""
    for given in inputs:
        show(model.parse_obj if V1 else model.model_validate, given)

def assigns(instance, name, value):
    """Prints the instance after an attribute was set, or that it was refused."""
    try:
        setattr(instance, name, value)
        print(repr(plain(instance)))
    except (_pydantic.ValidationError, TypeError):
        print("refused")

def schema(model):
    return model.schema() if V1 else model.model_json_schema()

def properties(model):
    """Prints the names of the properties of the JSON schema, and of the required ones."""
    found = schema(model)
    print(sorted(found.get("properties", {})), sorted(found.get("required", [])))
`

const RUNNER = String.raw`
import json, sys, types, warnings
half, probe, prelude, folder = json.loads(PAYLOAD)
if folder:
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
module = types.ModuleType("example")
module.__file__ = "example.py"
sys.modules["example"] = module
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    exec(compile(half, "example.py", "exec", dont_inherit=True), module.__dict__)
for warning in caught:
    names = [cls.__name__ for cls in type(warning.message).__mro__]
    text = str(warning.message).split("\n")[0]
    if any("PydanticDeprecated" in name for name in names) or "config keys have changed" in text:
        print("@deprecated", text)
exec(compile(prelude, "prelude.py", "exec"), module.__dict__)
exec(compile(probe, "probe.py", "exec", dont_inherit=True), module.__dict__)
`

/** One case to run on both versions. */
export interface Proof {
  readonly name: string
  readonly before: string
  /** What all transforms of the family together make of the case. */
  readonly together: string
  /** Whether something in it was left alone with a reason, or is to be reviewed. */
  readonly isReported: boolean
  readonly probe: string | undefined
  /** Whether the case was written for v2, which then runs its before half, too. */
  readonly isForV2?: boolean
  /** Folders with the modules of the case, for those that take several files. */
  readonly folders?: { readonly before: string; readonly after: string }
}

/**
 * How a case came out: `warns` when it behaves the same but uses what v2 has deprecated, `left` when pymolt said itself that a
 * person has to finish it, `absent` when its before half does not run by itself.
 */
export type ProofOutcome = 'holds' | 'warns' | 'left' | 'absent' | { readonly problem: string }

const FAMILY = 'pydantic/'

/** Every case of the family that can be run: those that change, and those with a probe of the same name in `probes/`. */
export function proofs(fixtures: string, registry: Registry): Proof[] {
  const family = Object.keys(registry).filter((name) => name.startsWith(FAMILY))
  const single = allFixtures(fixtures, registry).flatMap((fixture): Proof[] => {
    const { transform, file, before, after } = fixture
    if (!transform.startsWith(FAMILY)) return []
    const probe = readIfThere(join(fixtures, transform, 'probes', file))
    if (after === undefined && probe === undefined) return []
    // What is staged is a step by itself, before all others.
    if (fixture.options.stages === 'true')
      return [{ name: `${transform}/${file}`, before, probe, together: after ?? before, isReported: true }]
    const name = `${transform}/${file}`
    // What is for code of v2 need not bear the upgrade, which may leave it aside.
    if (fixture.options['before-pydantic'] === '2')
      return [{ name, before, probe, together: after ?? before, isForV2: true, isReported: false }]
    return [{ name, before, probe, ...allTogether(fixture, registry, family) }]
  })
  const several = projectFixtures(join(fixtures, 'projects')).flatMap(({ name, folder }): Proof[] => {
    const probe = readIfThere(join(folder, 'probe.py'))
    if (probe === undefined) return []
    const folders = { before: join(folder, 'before'), after: join(folder, 'after') }
    return [{ name: `projects/${name}`, before: '', together: '', isReported: false, probe, folders }]
  })
  return [...single, ...several]
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function allTogether(
  fixture: Fixture,
  registry: Registry,
  family: readonly string[],
): Pick<Proof, 'together' | 'isReported'> {
  const names = [...family, 'imports/remove-orphaned']
  const reviewed = { ...fixture, options: { ...fixture.options, review: 'true' } }
  const outcome = planFixture(reviewed, registry, names)
  const isReviewed = outcome.status === 'changed' && outcome.changes.some(({ safety }) => safety === 'review')
  return {
    together: outcome.status === 'changed' ? outcome.after : fixture.before,
    isReported: isReviewed || outcome.skips.length > 0 || outcome.findings.length > 0,
  }
}

/** The two interpreters, each with pydantic loaded once for all cases. */
export class Provers {
  readonly #v1: Python
  readonly #v2: Python

  constructor(pair: { readonly v1: string; readonly v2: string }) {
    this.#v1 = new Python(pair.v1, ['pydantic'])
    this.#v2 = new Python(pair.v2, ['pydantic', 'pydantic_settings'])
  }

  /** Runs the before half under v1, if it is not for v2, and what became of it under v2. */
  async outcome(proof: Proof): Promise<ProofOutcome> {
    const { before, together, probe, isReported, isForV2, folders } = proof
    const expected = await this.#run(isForV2 ? this.#v2 : this.#v1, before, probe, folders?.before)
    if (!expected.ok)
      return probe === undefined ? 'absent' : { problem: `the before half fails: ${expected.output}` }
    const whole = await this.#run(this.#v2, together, probe, folders?.after)
    if (!whole.ok)
      return probe === undefined && isReported
        ? 'left'
        : { problem: `all transforms together fail under v2: ${whole.output}\n${together}` }
    if (printed(whole) !== printed(expected))
      return {
        problem: `the before half printed\n${printed(expected)}\nthe other prints\n${printed(whole)}\n${together}`,
      }
    return !isReported && whole.output.includes('@deprecated') ? 'warns' : 'holds'
  }

  /** What both halves of a case print. */
  async both(
    before: string,
    after: string,
    probe: string,
    folders: { readonly before: string; readonly after: string },
  ): Promise<{ readonly expected: PythonAnswer; readonly found: PythonAnswer }> {
    const expected = await this.#run(this.#v1, before, probe, folders.before)
    return { expected, found: await this.#run(this.#v2, after, probe, folders.after) }
  }

  close(): void {
    this.#v1.close()
    this.#v2.close()
  }

  #run(python: Python, half: string, probe = '', folder = ''): Promise<PythonAnswer> {
    const payload = JSON.stringify(JSON.stringify([half, probe, PRELUDE, folder]))
    return python.run(`PAYLOAD = ${payload}\n${RUNNER}`)
  }
}

function printed(answer: PythonAnswer): string {
  return answer.output.replace(/^@deprecated .*\n/gm, '')
}
