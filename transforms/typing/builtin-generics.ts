import { defineTransform, field, genericParts, parentOf, roleOf, sameNode } from '#transform'
import { checkBeside } from './_beside.ts'
import { COMPARER_WORDS, comparisonProblem } from './_comparers.ts'
import { gate } from './_gate.ts'
import { readBesideValueNote } from './_handed-on.ts'
import { wholeOf } from './_introspection.ts'
import { moveImport } from './_move.ts'
import { handedOnNote, placeOf } from './_place.ts'
import { bothModules, COLLECTIONS, newHome, SAME_COLLECTIONS, TYPING } from './_tables.ts'
import { classText, LOSES_GENERIC, referenceNote, requoteArguments } from './_use.ts'

export default defineTransform({
  summary: 'Replace typing.List, Dict and their like with the classes they stand for',
  since: '3.9',
  decidesBySite: true,
  safety: 'safe',
  sameAs: ['UP006'],
  docs: 'https://peps.python.org/pep-0585/',
  searches: COMPARER_WORDS,
  query: `
    (identifier) @name
    (attribute) @name
    (import_from_statement module_name: (dotted_name) @source) @statement`,
  where: { name: bothModules(Object.keys(COLLECTIONS)) },
  rewrite({ name, source, statement }, context) {
    if (source && statement && TYPING.test(source.text) && context.targets('3.9'))
      return moveImport(context, statement, source.text, SAME_COLLECTIONS)
    if (!name) return
    if (name.type === 'identifier' && roleOf(name)?.role !== 'load') return
    const typing = context.qualifiedName(name) ?? ''
    const home = newHome(typing, COLLECTIONS)
    if (!home) return
    // The import of Counter, OrderedDict and ChainMap moves instead.
    if (name.type === 'identifier' && home.module !== 'builtins' && typing.endsWith(`.${home.name}`)) return

    const whole = wholeOf(name)
    const isBare = sameNode(whole, name)
    const annotation = gate(context, name, '3.9')
    if (annotation?.evaluation !== 'never') checkBeside(context, whole)
    const place = placeOf(context, whole)
    const parent = parentOf(whole)
    // typing.Deque() makes a deque, while typing.List() raises.
    const isCall = parent?.type === 'call' && sameNode(field(parent, 'function'), whole)
    if (annotation?.evaluation === 'never' || (isCall && home.module === 'collections')) {
      // Nobody sees which of the two objects it is.
    } else if (place === 'base') {
      context.review(LOSES_GENERIC)
    } else if (isBare && place === 'alias') {
      context.review(`whatever reads attributes of ${typing} itself would find a class`)
    } else if (
      isBare
        ? place !== 'type' && place !== 'check'
        : place !== 'type' && place !== 'alias' && place !== 'flow'
    ) {
      context.skip(`${typing} itself is used here, not only as a type`)
    }
    if (isBare && annotation?.position === 'variable' && annotation.framework === 'pydantic')
      context.review(`Pydantic 1 checks min_items and the like for ${typing} only, not for ${home.name}`)
    const [only, ...more] = genericParts(whole)?.args ?? []
    if (
      annotation?.evaluation !== 'never' &&
      only?.type === 'tuple' &&
      only.namedChildCount + more.length === 0 &&
      !context.targets('3.11')
    )
      context.skip('before Python 3.11 Tuple[()] has () as its argument, and tuple[()] has none')
    const problem =
      annotation?.evaluation === 'never' ? undefined : comparisonProblem(context, name, typing, annotation)
    if (problem) context.skip(problem)
    const note =
      (annotation ? undefined : (handedOnNote(context, whole, place) ?? referenceNote(context, whole))) ??
      readBesideValueNote(context, name, typing, annotation)
    if (note !== undefined) context.review(note)

    if (home.module === 'builtins' && !context.isBuiltin(home.name, name))
      context.skip(`${home.name} is not the builtin here`)
    const text = home.module === 'builtins' ? home.name : classText(context, home, name)
    const rename = { start: name.startIndex, end: name.endIndex, text }
    context.edit([rename])

    context.edit(requoteArguments(context, name, [rename]))
  },
})
