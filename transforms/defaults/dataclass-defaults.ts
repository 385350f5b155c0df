import { type Context, defineTransform, field, type Node, SkipSite } from '#transform'
import { isMutable } from './_default.ts'
import { factoryOf, isSteady } from './_factory.ts'
import { dataclassDecorator, isHarmless } from './_harmless.ts'

/** What a dataclass refuses as a default on every Python; other objects that have no hash since 3.11. */
const REFUSED = /^builtins\.(?:list|dict|set)$/

interface Plan {
  readonly value: Node
  readonly factory: string
  /** What a reviewer should look at. */
  readonly note: string | undefined
}

export default defineTransform({
  summary: 'Make mutable defaults of dataclass fields anew for each instance',
  since: '3.7',
  safety: 'safe',
  sameAs: ['RUF008', 'RUF009', 'fix-dataclass-defaults'],
  docs: 'https://docs.python.org/3/library/dataclasses.html#mutable-default-values',
  query: '(decorated_definition (decorator) definition: (class_definition body: (block) @body) @owner)',
  anchors: ['dataclass'],
  rewrite({ owner, body }, context) {
    if (!dataclassDecorator(context, owner)) return
    const plans: Plan[] = []
    let reason: string | undefined
    for (const statement of body.namedChildren)
      try {
        const plan = planFor(context, statement)
        if (plan) plans.push(plan)
      } catch (error) {
        if (!(error instanceof SkipSite)) throw error
        reason ??= error.reason
      }
    // What is safe goes first, so that it does not have to wait for a review.
    const safe = plans.filter(({ note }) => note === undefined)
    const made = safe.length > 0 ? safe : plans
    const [first] = made
    if (!first) {
      if (reason !== undefined) context.skip(reason)
      return
    }
    if (first.note !== undefined) context.review(first.note)
    const call = context.import('dataclasses', 'field', first.value)
    for (const { value, factory } of made) context.replace(value, `${call}(default_factory=${factory})`)
  },
})

function planFor(context: Context, statement: Node): Plan | undefined {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined
  const value = assignment?.type === 'assignment' ? field(assignment, 'right') : undefined
  const annotation = assignment && field(assignment, 'type')
  if (!assignment || !value || !annotation) return undefined
  const isContainer = isMutable(context, value)
  if (!isContainer && (value.type !== 'call' || isHarmless(context, value))) return undefined
  if (/\b(?:ClassVar|KW_ONLY)\b/.test(annotation.text)) return undefined
  if (/\bInitVar\b/.test(annotation.text))
    return context.skip(`${field(assignment, 'left')?.text} is an InitVar, which takes no factory`)
  const callee = value.type === 'call' ? field(value, 'function') : undefined
  const isRefused = isContainer && (!callee || REFUSED.test(context.qualifiedName(callee) ?? ''))
  const factory = factoryOf(context, value)
  if (!isRefused)
    return {
      value,
      factory,
      note: 'one object has been the default of all instances, and each gets its own now',
    }
  const isLate = factory.startsWith('lambda') && !isSteady(context, value)
  return {
    value,
    factory,
    note: isLate ? 'its names are then looked up when an instance is made' : undefined,
  }
}
