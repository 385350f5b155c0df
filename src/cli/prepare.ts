import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import type { TargetChoice } from '../engine/outcome.ts'
import type { FileToPlan, PlanRequest } from '../engine/request.ts'
import { applyOverrides, type Config, emptyConfig, findConfig, loadConfig } from '../project/config.ts'
import { type Discovery, discover } from '../project/discovery.ts'
import { importStyleOf } from '../project/import-style.ts'
import { sitePackagesOf } from '../project/installed.ts'
import { lineLengthOf } from '../project/line-length.ts'
import { chooseTarget } from '../project/target-version.ts'
import { UsageError } from '../project/usage-error.ts'
import type { Registry } from '../transform/define.ts'
import type { Host } from './host.ts'
import { isOfManifests } from './manifest-names.ts'
import type { RunOptions } from './options.ts'
import { commonFolder } from './paths.ts'
import { skippedByFile } from './per-file.ts'
import { type ProjectScope, projectScope } from './project-scope.ts'
import { impliedTarget } from './recipes.ts'
import { type Selection, selectTransforms } from './selection.ts'
import { checkTransformsOf } from './transform-options.ts'

/** Bytes. */
const DEFAULT_MAX_FILE_SIZE = 2_000_000

/** A run that is ready to be planned. */
export interface PreparedRun {
  readonly request: PlanRequest
  readonly selection: Selection
  readonly config: Config
  readonly passedOver: ReadonlyMap<string, number>
  readonly errors: Discovery['errors']
  /** Things to tell about how the run was set up. */
  readonly notes: readonly string[]
}

/**
 * Reads the configuration, chooses target and transforms, and finds the files.
 * @param stdin the bytes of standard input when that is what the run is about
 * @throws UsageError for whatever the user has to put right first
 */
export function prepareRun(
  paths: readonly string[],
  options: RunOptions,
  host: Host,
  stdin: Uint8Array | undefined,
): PreparedRun {
  if (paths.includes(''))
    throw new UsageError('One of the paths is empty: leave it out, or write `.` for the current folder.')
  const stdinPath = stdin && resolve(host.cwd, options.stdinFilename ?? 'stdin.py')
  const start = stdinPath === undefined ? commonFolder(host.cwd, paths) : dirname(stdinPath)
  const scope = projectScope(start)
  const { root } = scope
  const config = readConfig(root, options, host.registry)
  const { target, notes } = targetOf(root, config, options)
  const review = options.review ?? config.review ?? false
  const isChosen = options.transform.length + options.recipe.length > 0
  const selection = selectTransforms(host.registry, {
    select: isChosen ? options.transform : (config.select ?? []),
    recipes: isChosen ? options.recipe : (config.recipes ?? []),
    skip: [...options.skip, ...(config.skip ?? [])].filter((name) => !isOfManifests(name)),
    review,
    target: target.version,
  })
  const found = findFiles(scope, paths, options, config, host.cwd, stdinPath)
  const files: FileToPlan[] =
    stdin && stdinPath
      ? [{ path: pathFrom(root, stdinPath), absolute: stdinPath, explicit: true, bytes: stdin }]
      : found.named.files.map(({ path, absolute, explicit }) => ({ path, absolute, explicit }))
  const perFile = skippedByFile(host.registry, config, root, files, selection.transforms)
  return {
    request: {
      root,
      files,
      projectFiles: pathsOf(found.project, found.named),
      transforms: selection.transforms,
      ...(perFile && { skippedByFile: perFile }),
      review,
      target,
      options: withImportStyle(selection, root, config.options ?? {}),
      lineLength: lineLengthOf(root, config),
      maxFileSize: options.maxFileSize ?? config.maxFileSize ?? DEFAULT_MAX_FILE_SIZE,
      importRoots: (config.roots ?? []).map((folder) => pathFrom(root, folder)),
      modelRoots: config.modelRoots ?? [],
      ...installedIn(options, config, host.cwd),
      excludedSites: [],
      threads: options.threads ?? availableParallelism(),
    },
    selection,
    config,
    passedOver: found.named.passedOver,
    errors: found.named.errors,
    notes: [...notes, ...missingRoots(root, config)],
  }
}

/** It sorts as the project has it, where that says nothing else to us. */
const SORTER = 'style/sort-imports'

/** The options of the run, with how other tools of the project sort imports. */
function withImportStyle(
  { transforms }: Selection,
  root: string,
  options: PlanRequest['options'],
): PlanRequest['options'] {
  if (!transforms.includes(SORTER)) return options
  return { ...options, [SORTER]: { ...importStyleOf(root), ...options[SORTER] } }
}

/** Without the folder nothing would be imported from where it was said to be, and nobody would know why. */
function missingRoots(root: string, { roots = [] }: Config): string[] {
  return roots
    .filter((folder) => !existsSync(folder))
    .map(
      (folder) =>
        `The configuration names \`${pathFrom(root, folder)}\` in \`roots\`, and there is no such folder.`,
    )
}

/** Where the packages of the virtual environment are that `--python-env` or the configuration names. */
function installedIn(options: RunOptions, config: Config, cwd: string): Pick<PlanRequest, 'installed'> {
  const given = options.pythonEnv === undefined ? config.pythonEnv : resolve(cwd, options.pythonEnv)
  if (given === undefined) return {}
  const installed = sitePackagesOf(given)
  const said =
    options.pythonEnv === undefined ? `${basename(config.path ?? '--config')}: python-env` : '--python-env'
  if (installed.length === 0)
    throw new UsageError(`${said}: ${given} is no virtual environment: it has no site-packages.`)
  return { installed }
}

/** What a configuration says wrong of transforms is told with where it says so. */
function readConfig(root: string, options: RunOptions, registry: Registry): Config {
  const path = options.isolated ? undefined : findConfig(root, root)
  const own = path === undefined ? emptyConfig(root) : loadConfig(path)
  if (path !== undefined) checkTransformsOf(registry, own, basename(path))
  const config = applyOverrides(own, options.config)
  if (options.config.length > 0) checkTransformsOf(registry, config, '--config')
  return config
}

/** A `pyXY` recipe on the command line says what to bring the code to, unless `--target-version` says otherwise. */
function targetOf(
  root: string,
  config: Config,
  options: RunOptions,
): { target: TargetChoice; notes: readonly string[] } {
  const flag = options.targetVersion
  const isChosen = options.transform.length + options.recipe.length > 0
  const fromFlags = impliedTarget([...options.recipe, ...options.transform])
  const fromConfig =
    isChosen || config.targetVersion !== undefined ? undefined : impliedTarget(config.recipes ?? [])
  const implied = flag === undefined ? (fromFlags ?? fromConfig) : undefined
  const declared = chooseTarget({ ...(flag === undefined ? {} : { flag }), config, root })
  const notes = declared.note === undefined ? [] : [`${declared.note}.`]
  if (!implied) return { target: { version: declared.version, source: declared.source }, notes }
  const source = `${fromFlags ? '--recipe' : 'recipe'} ${implied.recipe}`
  if (declared.source !== 'default' && declared.version !== implied.version)
    notes.push(
      `The recipe \`${implied.recipe}\` sets the target to ${implied.version}; ${declared.source} says ${declared.version} (\`--target-version auto\` keeps to that).`,
    )
  return { target: { version: implied.version, source }, notes }
}

/** What is edited is part of the project, too, where that is only a package or a script and its neighbours. */
function pathsOf(...found: readonly Discovery[]): string[] {
  return [...new Set(found.flatMap(({ files }) => files.map(({ path }) => path)))]
}

/** The files to edit, and those that are only read to know the project. */
function findFiles(
  { root, exclude: outside }: ProjectScope,
  paths: readonly string[],
  options: RunOptions,
  config: Config,
  cwd: string,
  stdinPath: string | undefined,
): { named: Discovery; project: Discovery } {
  const exclude = options.exclude ?? config.exclude
  const common = {
    root,
    cwd,
    exclude: [...(exclude ?? []), ...(config.extendExclude ?? []), ...(options.extendExclude ?? [])],
    // As with other tools, `exclude` stands instead of the defaults.
    defaultExcludes: exclude === undefined,
    respectIgnore: options.ignore && (config.respectGitignore ?? true),
  }
  const forceExclude = options.forceExclude ?? config.forceExclude ?? false
  const named =
    stdinPath === undefined
      ? discover({ ...common, paths: paths.length > 0 ? paths : ['.'], forceExclude })
      : { files: [], passedOver: new Map<string, number>(), errors: [] }
  const isWhole =
    paths.length === 0 ? resolve(cwd) === root : paths.some((path) => resolve(cwd, path) === root)
  const project =
    isWhole && stdinPath === undefined
      ? named
      : discover({ ...common, exclude: [...common.exclude, ...outside], paths: [root], forceExclude: false })
  return { named, project }
}

function pathFrom(root: string, absolute: string): string {
  const path = relative(root, absolute)
  if (path === '') return '.'
  if (isAbsolute(path)) return basename(absolute)
  return path.split(sep).join('/')
}

/**
 * Whether the run is about standard input: the path is `-`, or there is none and `--stdin-filename` says what it would be.
 * @throws UsageError when it stands among other paths
 */
export function readsStdin(paths: readonly string[], { stdinFilename }: RunOptions): boolean {
  if (stdinFilename !== undefined && paths.length === 0) return true
  if (!paths.includes('-')) {
    if (stdinFilename === undefined) return false
    throw new UsageError('--stdin-filename is about standard input: name no paths, or `-` alone.')
  }
  if (paths.length > 1) throw new UsageError('`-` (standard input) cannot be combined with other paths.')
  return true
}
