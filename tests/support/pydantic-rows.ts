import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A row of what a migration must do: v1 code, and a probe that prints the same under both versions. */
export interface Row {
  readonly name: string
  readonly code: string
  readonly probe: string
  /** The name of the class that the probe looks at, where that is not Item. */
  readonly model?: string
}

/** What of v1 a row may use: the module that has it, under the name there when that is another one. */
const HOMES: Readonly<Record<string, readonly [module: string, name?: string]>> = {
  GenericModel: ['pydantic.generics'],
  MovedValidationError: ['pydantic.error_wrappers', 'ValidationError'],
  pydantic_dataclass: ['pydantic.dataclasses', 'dataclass'],
  ...Object.fromEntries(
    [
      ...[
        'AnyUrl',
        'BaseModel',
        'BaseSettings',
        'ConstrainedInt',
        'ConstrainedStr',
        'Extra',
        'Field',
        'HttpUrl',
      ],
      ...[
        'NoneStr',
        'PrivateAttr',
        'PyObject',
        'Required',
        'confloat',
        'conint',
        'conlist',
        'constr',
        'create_model',
      ],
      ...['parse_obj_as', 'root_validator', 'stricturl', 'validate_arguments', 'validator'],
    ].map((name) => [name, ['pydantic']]),
  ),
}
const TYPING = 'Annotated Any Dict Generic List Optional TypeVar Union'.split(' ')

/** How a row's names of v1 are written. */
const SPELLINGS = {
  names: (name: string) => name,
  aliases: (name: string) => `V1${name}`,
  module: (name: string) => `${HOMES[name]?.[0]}.${HOMES[name]?.[1] ?? name}`,
  'module alias': (name: string) => `${aliasOf(HOMES[name]?.[0] ?? '')}.${HOMES[name]?.[1] ?? name}`,
} as const

/** Where a row's code stands, and what its models derive from. */
interface Surroundings {
  readonly spelling?: keyof typeof SPELLINGS
  /** The module from which BaseModel or BaseSettings come under the name Base…. */
  readonly base?: string
  readonly inFunction?: true
  readonly inBlock?: true
  readonly future?: true
  readonly mixin?: true
  /** Probes look at a subclass. */
  readonly inherited?: true
  readonly tabs?: true
}

/** Each row is tried in each of these, but for the pairs in `APART`. */
export const CONTEXTS = {
  'by name': {},
  'through the module': { spelling: 'module' },
  'through an alias of the module': { spelling: 'module alias' },
  'under other names': { spelling: 'aliases' },
  'base in another file': { base: 'kit.base' },
  'base through a package': { base: 'kit' },
  'in a function': { inFunction: true },
  'under a condition': { inBlock: true },
  'annotations not evaluated': { future: true },
  'beside a mixin': { mixin: true },
  'in a subclass': { inherited: true },
  'indented by tabs': { tabs: true },
} as const satisfies Readonly<Record<string, Surroundings>>
export type ContextName = keyof typeof CONTEXTS

/** Files that some contexts import. */
export const KIT: Readonly<Record<string, string>> = {
  'kit/__init__.py': 'from .base import BaseKitModel as BaseKitModel, BaseKitSettings as BaseKitSettings\n',
  'kit/base.py':
    'from pydantic import BaseModel, BaseSettings\n\n\nclass BaseKitModel(BaseModel):\n    pass\n\n\nclass BaseKitSettings(BaseSettings):\n    pass\n',
}

const MARK = '# ---- probe ----\n'

/** All rows below `folder`, sorted. */
export function readRows(folder: string): Row[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      const at = text.indexOf(MARK)
      if (at === -1) throw new Error(`${file} has no probe`)
      return { name: file.slice(0, -3), code: text.slice(0, at), probe: text.slice(at + MARK.length) }
    })
}

/** A row in a context: a module of its own. */
export function placed(row: Row, context: Surroundings): { readonly before: string; readonly probe: string } {
  const { imports, code, probe } = parts(row, context)
  return { before: moduleText(imports, [code], context), probe }
}

/**
 * Several rows in one module, each under names of its own and in surroundings of its own.
 * @param random gives numbers from 0 to below 1.
 */
export function mixed(
  rows: readonly Row[],
  random: () => number,
): { readonly before: string; readonly probe: string } {
  const spellings = Object.keys(SPELLINGS) as (keyof typeof SPELLINGS)[]
  const spelling = spellings[Math.floor(random() * spellings.length)] ?? 'names'
  const base = random() < 0.5 ? 'kit' : 'kit.base'
  const isLate = random() < 0.2
  const placedParts = rows.map((row, index) => {
    const chosen: Surroundings = {
      spelling,
      ...(isLate && { future: true }),
      ...(random() < 0.2 && { base }),
      // What v1 reads late it does not find in a function.
      ...(!isLate && random() < 0.15 && { inFunction: true }),
      ...(random() < 0.15 && { inBlock: true }),
      ...(random() < 0.15 && { mixin: true }),
      ...(random() < 0.15 && { inherited: true }),
    }
    return parts(withOwnNames(row, String(index + 1)), withoutApart(row, chosen))
  })
  const imports = [...new Set(placedParts.flatMap((part) => part.imports))].filter((line) => line !== '')
  const whole = { imports, codes: placedParts.map(({ code }) => code) }
  return {
    before: moduleText(whole.imports, whole.codes, isLate ? { future: true } : {}),
    probe: placedParts.map(({ probe }) => probe).join(''),
  }
}

/** Pairs that say nothing: v1 itself does not take the code there, or there is nothing to derive from. */
const APART: Readonly<Record<string, readonly ContextName[]>> = {
  'update-forward-refs': ['in a function'],
  'validate-arguments': ['in a subclass', 'beside a mixin', 'base in another file', 'base through a package'],
}

/** All pairs of a row and a context that are proven. */
export function pairs(rows: readonly Row[]): { readonly row: Row; readonly context: ContextName }[] {
  const contexts = Object.keys(CONTEXTS) as ContextName[]
  return rows.flatMap((row) =>
    contexts.filter((context) => !APART[row.name]?.includes(context)).map((context) => ({ row, context })),
  )
}

function withoutApart(row: Row, { inFunction, inherited, ...others }: Surroundings): Surroundings {
  const apart = APART[row.name] ?? []
  return {
    ...others,
    ...(inFunction && !apart.includes('in a function') && { inFunction }),
    ...(inherited && !apart.includes('in a subclass') && { inherited }),
  }
}

/** The row with a number behind each name that its module binds. */
function withOwnNames({ name, code, probe }: Row, suffix: string): Row {
  const bound = [...code.matchAll(/^(?:class|def) (\w+)|^(\w+) = /gm)].map(([, a, b]) => a ?? b ?? '')
  const pattern = new RegExp(`\\b(?:${bound.join('|')})\\b`, 'g')
  const renamed = (text: string) => text.replaceAll(pattern, `$&${suffix}`)
  return { name, code: renamed(code), probe: renamed(probe), model: `Item${suffix}` }
}

function moduleText(imports: readonly string[], codes: readonly string[], { future }: Surroundings): string {
  const head = future ? ['from __future__ import annotations', '', ...imports] : imports
  return `${head.join('\n')}\n\n\n${codes.join('\n\n')}`
}

function parts(
  row: Row,
  context: Surroundings,
): { readonly imports: string[]; readonly code: string; readonly probe: string } {
  const spell = SPELLINGS[context.spelling ?? 'names']
  const { model = 'Item' } = row
  const used = Object.keys(HOMES).filter((name) => new RegExp(`\\b${name}\\b`).test(row.code))
  let { code, probe } = row
  const imports = [...typingImport(code), ...importsOf(used, context.spelling ?? 'names')]
  for (const name of used) code = code.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), spell(name))
  if (context.base !== undefined) {
    code = code.replaceAll(/(?:\bpyd(?:antic)?\.|\b(?:V1)?)Base(Model|Settings)\b/g, 'BaseKit$1')
    imports.push(`from ${context.base} import BaseKitModel, BaseKitSettings`)
  }
  if (context.mixin) {
    const own = `Mixin${model}`
    code = code.replaceAll(
      /^(class \w+\()(?=(?:\w+\.)*(?:V1)?Base(?:Kit)?(?:Model|Settings)\b)/gm,
      `$1${own}, `,
    )
    code = `class ${own}:\n    def helped(self):\n        return 1\n\n\n${code}`
  }
  if (context.inherited) {
    code += `\n\nclass Derived${model}(${model}):\n    pass\n`
    probe = probe.replaceAll(new RegExp(`\\b${model}\\b`, 'g'), `Derived${model}`)
  }
  if (context.inFunction)
    code = `def build${model}():\n${indented(code)}\n    return locals()\n\n\nglobals().update(build${model}())\n`
  if (context.inBlock) code = `if len("x") == 1:\n${indented(code)}`
  if (context.tabs) code = code.replaceAll(/^(?: {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4))
  return { imports, code, probe }
}

function typingImport(code: string): string[] {
  const names = TYPING.filter((name) => new RegExp(`\\b${name}\\b`).test(code))
  return names.length === 0 ? [] : [`from typing import ${names.join(', ')}`, '']
}

function importsOf(names: readonly string[], spelling: keyof typeof SPELLINGS): string[] {
  if (spelling === 'names' || spelling === 'aliases')
    return names.map((local) => {
      const [module, name = local] = HOMES[local] ?? ['']
      const written = SPELLINGS[spelling](local)
      return `from ${module} import ${name}${written === name ? '' : ` as ${written}`}`
    })
  const modules = [...new Set(names.map((name) => HOMES[name]?.[0] ?? ''))].sort()
  return modules.map((module) => `import ${module}${spelling === 'module' ? '' : ` as ${aliasOf(module)}`}`)
}

function aliasOf(module: string): string {
  return module === 'pydantic' ? 'pyd' : `pyd_${module.slice('pydantic.'.length)}`
}

function indented(code: string): string {
  return code.replaceAll(/^(?=.)/gm, '    ')
}
