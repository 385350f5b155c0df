import {
  type Context,
  catchesError,
  compareReleases,
  defineTransform,
  hasRelease,
  isGone,
  keepOnly,
  type Node,
  type PackageRelease,
  readImport,
  type TriedBranch,
  triedBranchesOf,
} from '#transform'
import { NAMES } from './_names.ts'
import { django } from './_releases.ts'
import { REMOVED } from './_removed.ts'

const IMPORT_ERRORS = /^builtins\.(?:ImportError|ModuleNotFoundError)$/
/** What catches an ImportError. Models may raise ImproperlyConfigured, which these catch, too. */
const ALL_ERRORS = /^builtins\.(?:ImportError|ModuleNotFoundError|Exception|BaseException)$/

export default defineTransform({
  summary: 'Keep the branch of a try that the Django of today takes, where it is about its imports',
  since: 'any',
  safety: 'safe',
  docs: 'https://docs.djangoproject.com/en/stable/internals/deprecation/',
  query: '(try_statement body: (block . (import_from_statement))) @statement',
  anchors: ['ImportError', 'ModuleNotFoundError'],
  needs: /\bdjango\b/,
  projectNeeds: ['django'],
  drops: ['names', 'statements'],
  rewrite({ statement }, context) {
    const branches = triedBranchesOf(statement)
    const [body, handler, more] = branches
    if (!body || !handler || more || handler.clause.type !== 'except_clause') return
    if (!catchesError(handler, ALL_ERRORS, context)) return
    if (context.project.graph.fileOf('django')) return
    const tried = importsOf(body)
    const instead = importsOf(handler)
    if (!tried) return
    const outcome = outcomeOf(context, tried)
    if (outcome === 'no') {
      if (handler.condition?.type === 'as_pattern')
        context.skip('the exception that is always raised here has a name')
      // What raises an error of its own, or does without, tells of a release that is not there any more, too.
      if (!instead)
        return context.skip('Django has these names no more, and what runs instead is more than an import')
      // Where both are gone, the name that Django kept for longer has a successor that says more.
      keepOnly(statement, branches, isOlder(tried, instead) ? body : handler, context)
    } else if (
      outcome === 'yes' &&
      instead &&
      handler.condition &&
      catchesError(handler, IMPORT_ERRORS, context)
    )
      keepOnly(statement, branches, body, context)
  },
})

/** The statements of a branch, where they import from Django and do nothing else. */
function importsOf({ block }: TriedBranch): readonly Node[] | undefined {
  const statements = block.namedChildren.filter(({ type }) => type !== 'comment')
  return statements.every((one) => /^django\./.test(readImport(one)?.module ?? '')) ? statements : undefined
}

/** The release of which a name is surely there, by qualified name. */
const SINCE: ReadonlyMap<string, PackageRelease> = new Map(
  Object.values(NAMES).map(({ to, needs }) => [to.replace(':', '.'), needs ?? django('2.0')]),
)

function namesOf(imports: readonly Node[]): string[] {
  return imports.flatMap((one) => {
    const list = readImport(one)
    return !list || list.hasStar ? ['*'] : list.items.map(({ name }) => `${list.module ?? ''}.${name}`)
  })
}

/** The first release without the name. */
function goneIn(name: string): PackageRelease | undefined {
  const release = Object.hasOwn(REMOVED, name) ? REMOVED[name]?.[0] : undefined
  if (release) return django(release)
  const gone = Object.hasOwn(NAMES, name) ? NAMES[name]?.gone : undefined
  return typeof gone === 'object' ? gone : undefined
}

/** Whether Django dropped what is imported instead before what is tried. */
function isOlder(tried: readonly Node[], instead: readonly Node[]): boolean {
  const first = (imports: readonly Node[]) =>
    namesOf(imports)
      .flatMap((name) => goneIn(name)?.version ?? [])
      .sort(compareReleases)[0]
  const [gone, other] = [first(instead), first(tried)]
  return gone !== undefined && (other === undefined || compareReleases(gone, other) < 0)
}

/** Whether all the imports work on every release of Django that the code may run with, or the first that is known fails on each. */
function outcomeOf(context: Context, imports: readonly Node[]): 'yes' | 'no' | undefined {
  const names = namesOf(imports)
  if (names.map(goneIn).some((gone) => gone && isGone(context, gone))) return 'no'
  const isGiven = (name: string) => {
    const since = SINCE.get(name)
    return since !== undefined && hasRelease(context, since) === true
  }
  return names.length > 0 && names.every(isGiven) ? 'yes' : undefined
}
